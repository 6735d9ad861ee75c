/** What the script begins with, told above it: which property of the document each column of its two tables is. Pure. */
import { visible } from '../domain/visible.ts';
import type { Comparison, ValueKind } from './comparison.ts';
import type { Side } from './reading.ts';

/** As comments of SQL. */
export function contractOf(comparison: Comparison): string {
  const sides: readonly Side[] = comparison.topology === 'one-tenant' ? ['left'] : ['left', 'right'];
  return sides
    .flatMap((side) => [
      `${side}_records, of one record a line:`,
      ...columnsOf(comparison, side).map(([name, is]) => `  ${name.padEnd('modified_at'.length)}  ${is}`),
    ])
    .map((line) => `-- ${visible(line)}\n`)
    .join('');
}

const FORMS: Record<ValueKind, string> = {
  text: '',
  number: ', a number as text, in one form on both sides',
  boolean: ', true or false as text',
};

function columnsOf({ keys, rows }: Comparison, side: Side): [name: string, is: string][] {
  return [
    ['id', 'never null, and each once'],
    ...keys.map((key, n): [string, string] => [`key_${n + 1}`, `${key[side]}; null where empty`]),
    ...rows.map((row, n): [string, string] => [
      `value_${n + 1}`,
      `${row[side]}${FORMS[row.kind]} (line ${row.line})`,
    ]),
    ['modified_at', 'when the record was modified, a timestamp, or null'],
  ];
}
