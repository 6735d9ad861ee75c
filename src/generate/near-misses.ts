/**
 * Keys that are almost, but not, the same. A near miss need not be a valid number: what is asked is that
 * the engine compares the whole key and nothing but the key.
 */
import { z } from 'zod';
import type { LeafType } from '../domain/data-type.ts';
import { canHold } from '../domain/wire.ts';
import { nearDate, type Unit, unitsOf } from './dates.ts';

/**
 * What a key is compared with, by the name that reports show. Every one differs from the key itself. `mark` is what the
 * key is made of.
 */
export function nearMissesOf(key: string, mark: 'digit' | 'character' = 'digit'): Record<string, string> {
  return {
    [`one ${mark} differs`]: replaceAt(key, key.length - 1, other(key.at(-1))),
    // A test number stays one: it begins with 2 or 3.
    [`the first ${mark} differs`]: replaceAt(key, 0, key[0] === '2' ? '3' : '2'),
    [`two ${mark}s are swapped`]: swapNeighbours(key),
    'a prefix of the other': key.slice(0, -1),
    [`the other with one more ${mark}`]: `${key}0`,
    [`the other with a ${mark} before it`]: `2${key}`,
  };
}

/** The same number as people write it; an engine that compares verbatim keeps these apart. */
export function otherSpellingsOf(orgNr: string): Record<string, string> {
  return {
    'with spaces': `${orgNr.slice(0, 3)} ${orgNr.slice(3, 6)} ${orgNr.slice(6)}`,
    'as a VAT number': `NO${orgNr}MVA`,
    'with a blank behind it': `${orgNr} `,
  };
}

/**
 * What a key of a type is compared with, each of the type too and other than the key, by the name that reports show:
 * the same names for every key, and for the empty text, that is none. A boolean has none, and a date as many as its
 * format shows units of time.
 */
export function nearKeysOf(key: string, type: LeafType): Record<string, string> {
  if (type.is === 'string') return nearMissesOf(key, 'character');
  const near = Object.entries(candidatesFor(key, type)).flatMap(([name, candidates]) => {
    const text = candidates.find((one) => one !== key && canHold(type, one));
    return text === undefined ? [] : [[name, text] as const];
  });
  return Object.fromEntries(near);
}

/** The first that will do is taken: what comes behind it is for keys that have no such near miss, as zero has no sign. */
type Candidates = Record<string, readonly string[]>;

function candidatesFor(key: string, type: LeafType): Candidates {
  switch (type.is) {
    case 'integer':
      return nearIntegers(key);
    case 'float':
      return nearFloats(Number(key));
    case 'decimal':
      return nearDecimals(key);
    case 'list':
      return nearLists(itemsOf(key));
    case 'date':
      return nearDates(key, type.format);
    case 'string':
    case 'boolean':
      return {};
  }
}

function nearIntegers(key: string): Candidates {
  const n = Number(key);
  return texts({
    'one more': [n + 1, n - 2],
    'one less': [n - 1, n + 2],
    'ten times as much': [n * 10, Math.trunc(n / 10), n + 10],
    'two digits are swapped': [Number(swapNeighbours(key)), n + 9, n - 9],
    'the other sign': [-n, n + 11],
  });
}

function nearFloats(x: number): Candidates {
  const last = Math.abs(x) * Number.EPSILON;
  return texts({
    'the last place differs': [x + last, x - last, Number.MIN_VALUE, 0],
    'the fraction is cut off': [Math.trunc(x), x + 0.5, x / 2],
    'one more': [x + 1, x / 4],
    'ten times as much': [x * 10, x / 10, 10],
    'the other sign': [-x, -1],
  });
}

function nearDecimals(key: string): Candidates {
  const [whole = '', fraction = ''] = key.split('.');
  return {
    'a zero behind it': [fraction === '' ? `${key}.0` : `${key}0`, '1.0'],
    'the last digit differs': [replaceAt(key, key.length - 1, other(key.at(-1)))],
    'the fraction is cut off': [whole, `${whole}.5`, '0.5'],
    'ten times as much': [`${whole}${fraction.slice(0, 1) || '0'}.${fraction.slice(1) || '0'}`, '10'],
    'the other sign': [key.startsWith('-') ? key.slice(1) : `-${key}`, '-1'],
  };
}

function nearLists(items: readonly unknown[]): Candidates {
  const more = [...items, 'one more'];
  const last = items.at(-1) ?? '';
  return texts({
    'one more item': [more],
    // Not the empty list, that an engine may take for no key at all.
    'one item less': items.length > 1 ? [items.slice(0, -1)] : [[...more, 'and one more']],
    'another order': [items.toReversed(), ['another', ...items]],
    'an item twice': [[...items, last]],
    'the last item differs': [
      [...items.slice(0, -1), `${typeof last === 'string' ? last : JSON.stringify(last)}2`],
    ],
    'one text for all items': [[items.join(',')], ['one', items.join(',')]],
  });
}

function nearDates(key: string, format: string): Candidates {
  const units = unitsOf(format);
  const to = (unit: Unit, by: 1 | -1): string[] => [nearDate(format, key, unit, by) ?? key];
  return Object.fromEntries([
    ...units.map((unit) => [`another ${unit}`, to(unit, 1)] as const),
    // Before the first year there is none.
    ...units.slice(0, 1).map((unit) => [`the ${unit} before`, [...to(unit, -1), ...to(unit, 1)]] as const),
  ]);
}

function texts(values: Record<string, readonly unknown[]>): Candidates {
  return Object.fromEntries(
    Object.entries(values).map(([name, some]) => [name, some.map((value) => JSON.stringify(value))]),
  );
}

/** None where the text is no list. */
function itemsOf(key: string): unknown[] {
  if (!canHold({ is: 'list' }, key)) return [];
  return z.array(z.unknown()).parse(JSON.parse(key));
}

function replaceAt(text: string, index: number, character: string): string {
  return text.slice(0, index) + character + text.slice(index + 1);
}

function other(character: string | undefined): string {
  return character === '7' ? '4' : '7';
}

function swapNeighbours(key: string): string {
  for (let i = key.length - 2; i >= 0; i--) {
    const [a, b] = [key[i], key[i + 1]];
    if (a !== undefined && b !== undefined && a !== b) return key.slice(0, i) + b + a + key.slice(i + 2);
  }
  return `${key}${key}`;
}
