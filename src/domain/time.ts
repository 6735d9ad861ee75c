/** Times as texts, RFC 3339 to the millisecond. */

/** The texts that were made last: passes ask for the same times again and again, and to write one out is dear. */
const written = new Map<number, string>();
const MOST = 1_000;

/** `ms` since 1970. */
export function timeText(ms: number): string {
  const known = written.get(ms);
  if (known !== undefined) return known;
  if (written.size === MOST) written.clear();
  const text = new Date(ms).toISOString();
  written.set(ms, text);
  return text;
}

/** Whether `a` is later than `b`. Times to the millisecond, as nearly all are, are in the order of their texts; parsing each would be felt. */
export function isLater(a: string, b: string): boolean {
  return isToTheMillisecond(a) && isToTheMillisecond(b) ? a > b : Date.parse(a) > Date.parse(b);
}

function isToTheMillisecond(time: string): boolean {
  return time.length === 24 && time[19] === '.' && time[23] === 'Z';
}
