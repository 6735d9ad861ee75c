/** Points in time as RFC 3339 text and as milliseconds since 1970: reading any spelling, writing one. */
import { z } from 'zod';

const Rfc3339 = z.iso.datetime({ offset: true });
/** As `formatInstant` writes it, which is what clients mostly send back. */
const OWN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const LAST_WRITABLE = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * Milliseconds since 1970, or null where the text is no RFC 3339 date-time (section 5.6; offsets and
 * lower case allowed). Finer fractions are rounded up, so that "since" stays inclusive and exact.
 */
export function parseInstant(text: string): number | null {
  if (isOwn(text)) return Date.parse(text);
  const upper = text.toUpperCase();
  if (!Rfc3339.safeParse(upper).success) return null;
  const milliseconds = Date.parse(upper);
  if (Number.isNaN(milliseconds)) return null;
  const finer = /\.\d{3}(\d+)/.exec(upper)?.[1] ?? '';
  return /[1-9]/.test(finer) ? milliseconds + 1 : milliseconds;
}

/** `2026-01-05T08:00:00.000Z`: UTC with exactly three decimals, so the order of strings is that of time. */
export function formatInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Where the time that a text tells belongs among formatted instants, or null where it is no RFC 3339 date-time. */
export function readSortable(text: string): string | null {
  // What would come of it anyhow, for a fifth of the time.
  if (isOwn(text)) return text;
  const instant = parseInstant(text);
  return instant === null ? null : sortableInstant(instant);
}

/** A string that sorts among formatted instants where the time belongs, also outside the years 0 to 9999. */
export function sortableInstant(milliseconds: number): string {
  if (milliseconds > LAST_WRITABLE) return '~';
  const text = formatInstant(milliseconds);
  return text.startsWith('-') ? '' : text;
}

/** What is read as another day than it says, as 30 February and 24:00 are, is no time. */
function isOwn(text: string): boolean {
  return OWN.test(text) && new Date(text).getUTCDate() === Number(text.slice(8, 10));
}
