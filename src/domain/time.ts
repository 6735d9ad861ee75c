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
