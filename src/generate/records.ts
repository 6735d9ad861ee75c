/** Records of any type, from a seed: the same seed gives the same ones on every machine. */
import type { PropertyPath } from '../domain/path.ts';
import { type Leaves, setLeaf } from '../domain/record.ts';
import type { LeafType } from '../domain/data-type.ts';
import { CONDITIONS, CONNECTED_TO, type RecordType } from '../domain/record-type.ts';
import { dateTexts } from './dates.ts';
import { numberAt } from './numbers.ts';
import { randomFrom } from './random.ts';
import { textFor } from './words.ts';

export interface RecordSource {
  /** The next record: a value for every leaf that clients fill, none of them given before. */
  record(): Leaves;
  /**
   * A value for the leaf that occurs nowhere else among what this source gave out. Throws `RangeError` where the type
   * has no such leaf, or nothing can be a value of it.
   */
  value(path: PropertyPath): string;
}

/** What is never given by both of two sources that differ in nothing else. */
export type Namespace = 'left' | 'right';

/** So many in a row that are taken, and there are no others. */
const TRIES = 5_000;

/** Texts to choose from, and what is known of them. */
interface Series {
  next: () => string | null;
  /** In their order; what comes again when there is nothing new. */
  given: string[];
  isSpent: boolean;
  repeats: number;
}

/**
 * `seed` is any safe integer. What is drawn depends on nothing but the type, the seed, the namespace and the draws
 * before. No value is given twice, nor by the other namespace, in whatever leaf; but a boolean is true and false by
 * turns, and dates whose format has too few texts (`dates.ts`) come again when all were given. A leaf of a date that
 * cannot be written at all has no value.
 */
export function createRecordSource(type: RecordType, seed: number, namespace?: Namespace): RecordSource {
  const taken = new Set<string>();
  const turns = new Map<PropertyPath, number>();
  const dates = new Map<string, Series>();
  const isOurs = (text: string): boolean => namespace === undefined || namespaceOf(text) === namespace;
  let drawn = 0;

  const take = (series: Series): string | null => {
    for (let tries = 0; tries < TRIES && !series.isSpent; tries++) {
      const text = series.next();
      if (text === null) break;
      if (!isOurs(text) || taken.has(text)) continue;
      taken.add(text);
      series.given.push(text);
      return text;
    }
    series.isSpent = true;
    return series.given[series.repeats++ % series.given.length] ?? series.next();
  };

  const turn = (path: PropertyPath): string => {
    const n = turns.get(path) ?? (namespace === 'right' ? 1 : 0);
    turns.set(path, n + 1);
    return n % 2 === 0 ? 'true' : 'false';
  };

  const draw = (path: PropertyPath, leaf: LeafType): string | null => {
    if (leaf.is === 'date') {
      const series = dates.get(leaf.format) ?? seriesOfDates(leaf.format, seed);
      dates.set(leaf.format, series);
      return take(series);
    }
    const { is } = leaf;
    if (is === 'boolean') return turn(path);
    return take(seriesOf(() => valueNumber(drawn++, seed, path, is)));
  };

  return {
    record() {
      const record: Leaves = {};
      for (const [path, leaf] of type.leaves) {
        const value = path === CONDITIONS || path === CONNECTED_TO ? null : draw(path, leaf);
        if (value !== null) setLeaf(record, path, value);
      }
      return record;
    },
    value(path) {
      const leaf = type.leaves.get(path);
      const value = leaf === undefined ? null : draw(path, leaf);
      if (value === null) throw new RangeError(`there is no value for ${path} of ${type.name}`);
      return value;
    },
  };
}

function seriesOf(next: () => string | null): Series {
  return { next, given: [], isSpent: false, repeats: 0 };
}

function seriesOfDates(format: string, seed: number): Series {
  const texts = dateTexts(format, seed);
  return seriesOf(() => texts.next().value ?? null);
}

/** Every text belongs to one of the two, whatever leaf it is of. */
function namespaceOf(text: string): Namespace {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash, 31) + text.charCodeAt(i);
  return randomFrom(hash, 0)(2) === 0 ? 'left' : 'right';
}

/** Numbers have nine digits before the point, so that no year or hour is written alike. */
function valueNumber(
  n: number,
  seed: number,
  path: PropertyPath,
  is: Exclude<LeafType['is'], 'date' | 'boolean'>,
): string {
  const random = randomFrom(seed, n);
  const whole = numberAt(seed, n, 9) * (random(4) === 0 ? -1 : 1);
  switch (is) {
    case 'string':
      return textFor(path, numberAt(seed, n, 7), random);
    case 'integer':
      return String(whole);
    case 'float':
      // An eighth is exact in binary.
      return JSON.stringify(whole + (1 + random(7)) / 8);
    case 'decimal':
      return `${whole}.${String(random(10_000)).padStart(4, '0').slice(random(3))}`;
    case 'list': {
      const items = [1, 2, 3].slice(random(2)).map((item) => numberAt(seed, 3 * n + item, 7));
      return JSON.stringify(items.map((number) => textFor(path, number, random)));
    }
  }
}
