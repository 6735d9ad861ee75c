/** Awkward dates and times, of those that a format shows. */
import { utcFormat, utcParse } from 'd3-time-format';
import { isDate, moved, type Unit, unitsOf } from './dates.ts';

/** With what of it is awkward: a format that does not show all of that writes an ordinary date. */
const MOMENTS: Record<string, [moment: string, shown: readonly Unit[]]> = {
  'an ordinary one': ['2026-02-03T04:05:06.007Z', []],
  'day and month can be taken for each other': ['2026-11-12T13:14:15Z', ['day', 'month']],
  'leap day': ['2024-02-29T12:00:00Z', ['day', 'month']],
  'leap day of a century': ['2000-02-29T00:00:00Z', ['day', 'month', 'year']],
  'the day before a March without a leap day': ['2100-02-28T23:00:00Z', ['day', 'month', 'year']],
  'the first moment of 1970': ['1970-01-01T00:00:00Z', ['year']],
  'the last moment before 1970': ['1969-12-31T23:59:59.999Z', ['year']],
  midnight: ['2026-06-30T00:00:00Z', ['hour']],
  'the last moment of a day': ['2026-06-30T23:59:59.999Z', ['hour']],
  noon: ['2026-06-30T12:00:00Z', ['hour']],
  'an hour that summer time leaves out in Oslo': ['2026-03-29T02:30:00Z', ['day', 'hour']],
  'a day of another year in some time zones': ['2025-12-31T23:30:00Z', ['day', 'year']],
  'a week of another year': ['2027-01-01T12:00:00Z', ['day', 'year']],
  'more seconds than 31 bits': ['2038-01-19T03:14:08Z', ['year']],
  'long ago': ['1582-10-15T00:00:00Z', ['year']],
  'four digits with zeros': ['0999-01-01T00:00:00Z', ['year']],
  'the last year of four digits': ['9999-12-31T00:00:00Z', ['year']],
};

const NEAR: Record<string, [before: string, after: string, shown: readonly Unit[]]> = {
  'day and month swapped': ['2026-02-03T00:00:00Z', '2026-03-02T00:00:00Z', ['day', 'month']],
  'a century': ['1926-05-17T00:00:00Z', '2026-05-17T00:00:00Z', ['year']],
  'twelve hours': ['2026-05-17T01:30:00Z', '2026-05-17T13:30:00Z', ['hour']],
  'midnight and the day before': ['2026-05-18T00:00:00Z', '2026-05-17T23:59:59Z', ['day', 'hour']],
  'the day before a leap day': ['2024-02-28T00:00:00Z', '2024-02-29T00:00:00Z', ['day', 'month']],
  'summer time begins': ['2026-03-29T02:30:00Z', '2026-03-29T03:30:00Z', ['day', 'hour']],
};

/** By what is awkward about each; no text twice. Empty where the format has a sign that is not known. */
export function awkwardDates(format: string): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, [moment, shown]] of Object.entries(MOMENTS)) {
    const text = written(format, moment, shown);
    if (text !== null && !values.has(text)) values.set(text, name);
  }
  return Object.fromEntries([...values].map(([text, name]) => [name, text]));
}

/** By the difference: pairs that differ in their texts. */
export function nearlyEqualDates(format: string): Record<string, [before: string, after: string]> {
  const pairs: Record<string, [before: string, after: string]> = {};
  const start = utcFormat(format)(new Date('2026-05-17T10:20:30.400Z'));
  for (const unit of unitsOf(format)) {
    const after = isDate(format, start) ? moved(format, start, unit) : null;
    if (after !== null) pairs[`one ${unit}`] = [start, after];
  }
  for (const [name, [one, other, shown]] of Object.entries(NEAR)) {
    const [before, after] = [written(format, one, shown), written(format, other, shown)];
    if (before !== null && after !== null && before !== after) pairs[name] = [before, after];
  }
  return pairs;
}

/** Null where the text does not show what it should: the day of a leap day, or all four digits of a year. */
function written(format: string, moment: string, shown: readonly Unit[]): string | null {
  const units = unitsOf(format);
  const date = new Date(moment);
  const text = utcFormat(format)(date);
  if (!shown.every((unit) => units.includes(unit)) || !isDate(format, text)) return null;
  const read = utcParse(format)(text);
  const isOtherYear = shown.includes('year') && read?.getUTCFullYear() !== date.getUTCFullYear();
  return isOtherYear ? null : text;
}
