/** Values that change on their way. */
import { isEmpty, patched, type Value, valueAt } from '../../domain/company.ts';
import { type Row, rowName } from '../../domain/dataflow.ts';
import type { FaultyEngine } from '../faulty.ts';
import { type LeafValue, patchOf, valuesMapped } from '../leaves.ts';
import type { Side } from '../variation.ts';
import { leafOf, slugOf } from './ground.ts';
import { type Transformation, TRANSFORMATIONS } from './transformations.ts';

const AGAINST = 'a value arrives as it is, code unit by code unit';
/** Whatever is about values may be red, and nothing that is about who is linked, created, deleted or leaked to. */
const ABOUT_VALUES = /^(?!near-miss|same-name|empty-keys|unlisted|no-|unmatched)/;
/** Values that never come to rest are not verified; that they do not is what turns red. */
const RESTLESS = ['quiet/after-edits'];
/** These show in ordinary values; one way of reading them is enough. */
const READ_TOO: ReadonlySet<string> = new Set([
  'is trimmed',
  'is put in upper case',
  'is put in NFC',
  'is put in NFD',
  'loses leading zeros',
  'has CR LF made LF',
  'has question marks for what is not ASCII',
  'is cut at 50 characters',
  'is null where it says null',
  'is escaped as in HTML',
  'has UTF-8 read as Latin-1',
  'is nothing where it is blank',
  'loses its blanks',
  'has no-break spaces made blanks',
]);

export function valueFaults(rows: readonly Row[]): FaultyEngine[] {
  return [
    ...TRANSFORMATIONS.map((one) => onTheWay(one, concernedBy(one, rows))),
    ...TRANSFORMATIONS.filter(({ title }) => READ_TOO.has(title)).map((one) =>
      asRead(one, concernedBy(one, rows)),
    ),
    ...(['left', 'right'] as const).map((to) => oneWayOnly(rows, to)),
    ...rows.map((row) => ofOneRow(row)),
  ];
}

function concernedBy({ leaves }: Transformation, rows: readonly Row[]): Row[] {
  return rows.filter(({ left }) => leaves === undefined || leaves.includes(leafOf(left)));
}

function verbatim(rows: readonly Row[]): string[] {
  return rows.flatMap((row) => [`verbatim-left/${slugOf(row)}`, `verbatim-right/${slugOf(row)}`]);
}

/** The engine believes that it wrote what it read. */
function onTheWay({ title, transform, endless }: Transformation, rows: readonly Row[]): FaultyEngine {
  return {
    title: `a value ${title} on its way`,
    class: 'values',
    against: AGAINST,
    red: endless ? RESTLESS : verbatim(rows),
    shows: /^awkward values/,
    rows: rows.map(rowName),
    within: ABOUT_VALUES,
    vary: () => ({
      send: (patch, { side }) =>
        valuesMapped(patch, (value, path) => changed(value, path, side, rows, transform)),
    }),
  };
}

/** The engine never sees the value as it is. */
function asRead({ title, transform, endless }: Transformation, rows: readonly Row[]): FaultyEngine {
  return {
    title: `a value ${title} as it is read`,
    class: 'values',
    against: AGAINST,
    red: endless ? RESTLESS : verbatim(rows),
    shows: /^awkward values/,
    rows: rows.map(rowName),
    within: ABOUT_VALUES,
    vary: () => ({
      read: (company, side) => {
        const patch = patchOf(
          rows.flatMap((row): LeafValue[] => {
            const value = valueAt(company, row[side]);
            const read = changed(value, row[side], side, rows, transform);
            return read === value ? [] : [[row[side], read]];
          }),
        );
        return patch === null ? company : patched(company, patch);
      },
    }),
  };
}

function oneWayOnly(rows: readonly Row[], to: Side): FaultyEngine {
  return {
    title: `a value is trimmed on its way to the ${to} only`,
    class: 'values',
    against: AGAINST,
    red: rows.map((row) => `verbatim-${to === 'left' ? 'right' : 'left'}/${slugOf(row)}`),
    within: ABOUT_VALUES,
    vary: () => ({
      send: (patch, { side }) =>
        side === to ? valuesMapped(patch, (value) => value?.trim() ?? null) : patch,
    }),
  };
}

function ofOneRow(row: Row): FaultyEngine {
  return {
    title: `${rowName(row)} loses its last character where it is longer than 60`,
    class: 'values',
    against: AGAINST,
    red: RESTLESS,
    shows: /^awkward values/,
    rows: [rowName(row)],
    within: ABOUT_VALUES,
    vary: () => ({
      send: (patch, { side }) =>
        valuesMapped(patch, (value, path) =>
          changed(value, path, side, [row], (text) => (text.length > 60 ? text.slice(0, -1) : text)),
        ),
    }),
  };
}

function changed(
  value: Value,
  path: string,
  side: Side,
  rows: readonly Row[],
  transform: (text: string) => Value,
): Value {
  if (isEmpty(value) || value === null) return value;
  return rows.some((row) => row[side] === path) ? transform(value) : value;
}
