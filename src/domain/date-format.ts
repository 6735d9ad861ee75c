/** Which formats of dates make a text of each time that can be read again, and not the same one of all. */
import { utcFormat, utcParse } from 'd3-time-format';

/** Two times that differ in all that a format can show. */
const TIMES = [Date.UTC(1987, 4, 12, 7, 33, 21, 456), Date.UTC(2026, 10, 25, 18, 8, 54, 123)];

/** Asked of every row, time and again. */
const known = new Map<string, boolean>();

/** Whether values of the format can be made, and told apart. */
export function tellsTimesApart(format: string): boolean {
  const tells = known.get(format) ?? tryOut(format);
  known.set(format, tells);
  return tells;
}

/** So many records have keys of their own in a plan, and some to spare. */
const MANY = 4_000;
/** A day, an hour, a minute and a second: it repeats neither the days of a year nor the times of a day soon. */
const STEP_MS = 90_061_000;

/** Whether the format has a text for each of thousands of records: it has where it shows a whole date, or seconds. */
export function hasManyTexts(format: string): boolean {
  const has = many.get(format) ?? (tellsTimesApart(format) && countTexts(format) === MANY);
  many.set(format, has);
  return has;
}

const many = new Map<string, boolean>();

function countTexts(format: string): number {
  const write = utcFormat(format);
  const [begin = 0] = TIMES;
  return new Set(Array.from({ length: MANY }, (_, n) => write(new Date(begin + n * STEP_MS)))).size;
}

function tryOut(format: string): boolean {
  // The library throws on a percent sign that nothing follows.
  if (/%[-_0]?$/.test(format.replaceAll('%%', ''))) return false;
  const [write, read] = [utcFormat(format), utcParse(format)];
  const texts = TIMES.map((time) => write(new Date(time)));
  return new Set(texts).size === TIMES.length && texts.every((text) => read(text) !== null);
}
