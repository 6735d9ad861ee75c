/** Dates and times written in a format of `strftime`: many that differ, and those just before or after one. In UTC. */
import { utcFormat, utcParse } from 'd3-time-format';
import { canHold } from '../domain/wire.ts';
import { placeIn } from './numbers.ts';

/** From the shortest to the longest. */
const UNITS = ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type Unit = (typeof UNITS)[number];

const DAY = 86_400_000;
const LENGTHS = { millisecond: 1, second: 1_000, minute: 60_000, hour: DAY / 24, day: DAY, week: 7 * DAY };
const MONTHS = { month: 1, quarter: 3, year: 12 };
/** From each date to the next, in what a format shows shortest: no longer unit is a multiple of it, or few are. */
const STEPS: Record<Unit, number> = {
  millisecond: 7,
  second: 7,
  minute: 7,
  hour: 7,
  day: 3,
  week: 3,
  month: 5,
  quarter: 3,
  year: 2,
};

/** The signs of a format that tell of each. `%Z` and `%%` say nothing of the time. */
const SIGNS: Record<Unit, string> = {
  millisecond: 'LfQ',
  second: 'SXcsQ',
  minute: 'MXcsQ',
  hour: 'HIpXcsQ',
  day: 'dejaAuwxcsQ',
  week: 'UVW',
  month: 'mbBxcsQ',
  quarter: 'q',
  year: 'YyGgxcsQ',
};

/** A hundred years from here come first, then the next hundred. */
const BEGIN = Date.UTC(1950, 0, 1);
/** What is near a text that is no date; after 1970, since seconds from then on are none before. */
const ORDINARY = new Date(Date.UTC(2000, 0, 1));
const DAYS_OF_CENTURY = 36_525;
/** So many in a row that cannot be written, and none can be. */
const TRIES = 1_000;

/** What the format shows, from the shortest on. */
export function unitsOf(format: string): Unit[] {
  const signs = [...format.matchAll(/%[-_0]?(.)/gs)].map(([, sign]) => sign);
  return UNITS.filter((unit) => signs.some((sign) => sign !== undefined && SIGNS[unit].includes(sign)));
}

/**
 * Texts that a leaf of the format can hold, some steps of its shortest unit apart: those between are near misses of
 * both. They repeat as late as the format allows: with a date that is a matter of ten thousand and more, but there are
 * at most 1,440 of hours and minutes, five thousand years, and seven days of a week; then none has a near miss that is
 * not another. There are no texts at all of a format with a sign that is not known.
 */
export function* dateTexts(format: string, seed: number): Generator<string, void> {
  const write = utcFormat(format);
  const unit = shortestOf(format);
  const slots = slotsOfCentury(unit);
  for (let n = 0, misses = 0; misses < TRIES; n++) {
    const slot = placeIn(slots, seed, n) + slots * Math.floor(n / slots);
    const text = write(shifted(new Date(BEGIN), unit, STEPS[unit] * slot));
    misses = isDate(format, text) ? 0 : misses + 1;
    if (misses === 0) yield text;
  }
}

/** The text of a time a unit further; of twice as many or more where that reads alike. */
export function moved(format: string, text: string, unit: Unit): string | null {
  return firstOf(format, text, unit, 1, () => true);
}

/** The same, or before, but for times that `dateTexts` may give where it gives the text. */
export function nearDate(format: string, text: string, unit: Unit, by: 1 | -1 = 1): string | null {
  const shortest = shortestOf(format);
  return firstOf(format, text, unit, by, (from, to) => between(from, to, shortest) % STEPS[shortest] !== 0);
}

/** Whether it is a date of the format, and not the empty text that an empty format makes. */
export function isDate(format: string, text: string): boolean {
  return text !== '' && canHold({ is: 'date', format }, text);
}

function firstOf(
  format: string,
  text: string,
  unit: Unit,
  by: 1 | -1,
  fits: (from: Date, to: Date) => boolean,
): string | null {
  const write = utcFormat(format);
  const from = utcParse(format)(text) ?? ORDINARY;
  for (let n = 1; n <= TRIES; n++) {
    const to = shifted(from, unit, by * n);
    const there = write(to);
    if (there !== text && fits(from, to) && isDate(format, there)) return there;
  }
  return null;
}

function shortestOf(format: string): Unit {
  return unitsOf(format)[0] ?? 'day';
}

/** How many dates a century has room for. */
function slotsOfCentury(unit: Unit): number {
  const length = isOfMonths(unit) ? 1_200 / MONTHS[unit] : (DAYS_OF_CENTURY * DAY) / LENGTHS[unit];
  return Math.floor(length / STEPS[unit]);
}

/** Whole units, rounded down. */
function between(from: Date, to: Date, unit: Unit): number {
  if (!isOfMonths(unit)) return Math.floor((to.getTime() - from.getTime()) / LENGTHS[unit]);
  const [first, last] = [from, to].map((date) => 12 * date.getUTCFullYear() + date.getUTCMonth());
  return Math.floor(((last ?? 0) - (first ?? 0)) / MONTHS[unit]);
}

function shifted(date: Date, unit: Unit, by: number): Date {
  if (!isOfMonths(unit)) return new Date(date.getTime() + by * LENGTHS[unit]);
  // A month after the last of January comes the last of February.
  const there = new Date(date);
  there.setUTCMonth(there.getUTCMonth() + by * MONTHS[unit]);
  if (there.getUTCDate() !== date.getUTCDate()) there.setUTCDate(0);
  return there;
}

function isOfMonths(unit: Unit): unit is keyof typeof MONTHS {
  return unit in MONTHS;
}
