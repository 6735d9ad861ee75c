/** `docs/histories.md` has every invariant, as it is in the code: UPDATE_DOCS=1 writes the table anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { COMPARISONS } from './comparisons.ts';
import { INVARIANTS } from './judge.ts';

const FILE = 'docs/histories.md';
const BETWEEN = /(?<=<!-- invariants -->\n)[^]*(?=<!-- \/invariants -->)/;

it('tells of every invariant and comparison, and of no other', () => {
  const rows = [
    ['name', 'kind', 'says that'],
    ...INVARIANTS.map(({ name, kind, title }) => [`\`${name}\``, kind, title]),
    ...COMPARISONS.map(({ name, title }) => [`\`${name}\``, 'implied', title]),
  ];
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[], fill: string): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0, fill)).join(' | ')} |`;
  const [head = [], ...others] = rows.map((row) => line(row, ' '));
  const table = `\n${[head, line(['', '', ''], '-'), ...others].join('\n')}\n\n`;
  const text = readFileSync(FILE, 'utf8');
  if (process.env['UPDATE_DOCS'] === '1')
    writeFileSync(
      FILE,
      text.replace(BETWEEN, () => table),
    );
  expect(BETWEEN.exec(readFileSync(FILE, 'utf8'))?.[0]).toBe(table);
});
