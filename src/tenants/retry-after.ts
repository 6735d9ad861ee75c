/** The `Retry-After` header, RFC 9110 section 10.2.3: whole seconds, or a date in any of the three HTTP forms. */

const WEEKDAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const TIME = '\\d{2}:\\d{2}:\\d{2}';
const DATES = [
  new RegExp(`^${WEEKDAY}, \\d{2} ${MONTH} \\d{4} ${TIME} GMT$`),
  new RegExp(`^${WEEKDAY}[a-z]*, \\d{2}-${MONTH}-\\d{2} ${TIME} GMT$`),
];
/** The form of `asctime`, which names no zone and means GMT. */
const ASCTIME = new RegExp(`^${WEEKDAY} ${MONTH} [ \\d]\\d ${TIME} \\d{4}$`);

/**
 * Milliseconds to wait, 0 for a moment that has passed, or null where the header is absent or means nothing.
 * A moment is set against the answer's own `Date`, so that a tenant whose clock is off is still understood;
 * against `now` (milliseconds since 1970) only where it sent none.
 */
export function parseRetryAfter(header: string | null, date: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const moment = parseHttpDate(text);
  if (moment === null) return null;
  return Math.max(0, moment - (parseHttpDate(date?.trim() ?? '') ?? now));
}

function parseHttpDate(text: string): number | null {
  const zoned = ASCTIME.test(text) ? `${text} GMT` : text;
  if (zoned === text && !DATES.some((form) => form.test(text))) return null;
  const moment = Date.parse(zoned);
  return Number.isNaN(moment) ? null : moment;
}
