/** Random records of both sides of a comparison, with awkward values and keys that come none, one or several times. */
import fc from 'fast-check';
import type { Comparison, ValueKind } from '../comparison.ts';
import type { Side } from '../reading.ts';
import type { PlainRecord } from './plain-comparison.ts';

export interface RandomTenants {
  left: PlainRecord[];
  right: PlainRecord[];
}

/** Each record has its own id; of some, several are there, each time later. */
export function randomTenants(comparison: Comparison): fc.Arbitrary<RandomTenants> {
  return fc.record({
    left: randomSide(comparison, 'left'),
    right: randomSide(comparison, 'right'),
  });
}

/** Mostly so many that each way of meeting occurs; sometimes next to none. */
function randomSide(comparison: Comparison, side: Side): fc.Arbitrary<PlainRecord[]> {
  const record = randomRecord(comparison, side);
  return fc
    .oneof(
      { weight: 8, arbitrary: fc.array(record, { minLength: 40, maxLength: 70, size: 'max' }) },
      { weight: 1, arbitrary: fc.array(record, { maxLength: 3 }) },
    )
    .map(withIds);
}

const LONG = `${'lang æøå 😀 '.repeat(300)}.`;

/** Few, so that they meet; each near to another one. */
const TEXTS = [
  'NO', 'no', 'N0', '0150', '150', '00150', ' ', '  ', '\t', ' NO', 'NO ', 'NULL', 'null', 'Ærøskøbing', 'Åsgårdstrand',
  '\u00E5', 'a\u030A', '\u00C5', '\u212B', 'a"b', '"', '""', "a'b", "'", 'a,b;c|d\te', 'line\nbreak', 'line\r\nbreak', 'line\rbreak', '\n', '😀',
  '👩‍👩‍👧', '\\', '\\n', '{"a":1}', 'true', '\u00A0', '\u200B', '%', '_', '-- ', "'; DROP TABLE findings", '\u{1F1F3}\u{1F1F4}', '\uFFFD', LONG, `${LONG}.`,
]; // prettier-ignore

/** One alone is frequent enough that keys come several times, and others rare enough that they come once. */
const KEYS = [
  '974760673',
  '974760673 ',
  '0974760673',
  'æ',
  'Æ',
  'a\u030A',
  '\u00E5',
  ' ',
  "o'k",
  '"q"',
  '😀',
  'x\ny',
  'a,b',
  'a;b',
];

const NOT_THERE = [null, undefined, ''];

function anyKey(): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...KEYS) },
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 80 }).map((n) => `k${n}`) },
    { weight: 1, arbitrary: fc.constantFrom(...NOT_THERE) },
  );
}

function anyValue(kind: ValueKind): fc.Arbitrary<unknown> {
  const known: Record<ValueKind, unknown[]> = {
    text: TEXTS,
    number: ['7', '007', '+7', '7.0', '7.', 7, 7.5, '7.50', -7, '-7.00', '-0', 0, '0.0', 'seven', ' 7', '7e0', '1000', '100', 100],
    boolean: [true, false, 'true', 'TRUE', 'False', 'yes'],
  }; // prettier-ignore
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...known[kind].slice(0, 4)) },
    { weight: 3, arbitrary: fc.constantFrom(...known[kind]) },
    { weight: 2, arbitrary: fc.constantFrom(...NOT_THERE) },
  );
}

const TIMES = [
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T02:00:00.000+02:00',
  '2026-01-01T00:00:00.001Z',
  '2025-12-31T23:59:59.999Z',
  '2026-01-01T01:30:00+02:00',
  null,
  undefined,
  '',
];

function randomRecord(comparison: Comparison, side: Side): fc.Arbitrary<Omit<PlainRecord, 'id'>> {
  const leaves = new Map<string, fc.Arbitrary<unknown>>();
  for (const row of comparison.rows) leaves.set(row[side], anyValue(row.kind));
  for (const key of comparison.keys) leaves.set(key[side], anyKey());
  const objects = [...new Set([...leaves.keys()].filter((path) => path.includes('.')).map(rootOf))];
  return fc
    .record({
      leaves: fc.tuple(
        ...[...leaves].map(([path, values]) => values.map((value): [string, unknown] => [path, value])),
      ),
      modifiedAt: fc.constantFrom(...TIMES),
      // Of each object: there, null, or absent.
      objects: fc.tuple(
        ...objects.map((name) =>
          fc
            .constantFrom('there', 'there', 'there', 'there', 'null', 'absent')
            .map((state): [string, string] => [name, state]),
        ),
      ),
      name: fc.constantFrom('Name', null),
    })
    .map(({ leaves: values, modifiedAt, objects: states, name }) => {
      const record: Record<string, unknown> = { modifiedAt, name };
      const stateOf = new Map(states);
      for (const [object, state] of states) if (state === 'null') record[object] = null;
      for (const [path, value] of values) {
        const [root = '', leaf] = path.split('.');
        if (leaf === undefined) record[root] = value;
        else if (stateOf.get(root) === 'there') record[root] = { ...objectIn(record[root]), [leaf]: value };
      }
      return record;
    });
}

function rootOf(path: string): string {
  return path.split('.')[0] ?? path;
}

function objectIn(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** Every ninth record comes once more, as it was earlier. */
function withIds(records: readonly Omit<PlainRecord, 'id'>[]): PlainRecord[] {
  return records.flatMap((record, at): PlainRecord[] => {
    const id = String(1 + at * 7).padStart(4, '0');
    const earlier = { ...record, id, modifiedAt: '2020-01-01T00:00:00.000Z', name: 'earlier' };
    const isRepeated =
      at % 9 === 4 && typeof record['modifiedAt'] === 'string' && record['modifiedAt'] !== '';
    const [shown] = [{ id, ...record }];
    return isRepeated ? [shown, { ...earlier, ...emptied(record) }] : [shown];
  });
}

function emptied(record: Omit<PlainRecord, 'id'>): Record<string, null> {
  return Object.fromEntries(
    Object.keys(record)
      .filter((name) => name !== 'modifiedAt')
      .map((name) => [name, null]),
  );
}
