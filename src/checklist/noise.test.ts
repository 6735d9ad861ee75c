/** What reading costs grows with the length of a document, whatever stands in it. Apart, as it takes seconds. */
import { expect, it } from 'vitest';
import { ChecklistError } from './checklist-error.ts';
import { parseChecklist } from './parse.ts';

const TITLE = ['===============', 'X to Y Dataflow', '===============', ''];
const HEAD = [...TITLE, 'S to T', '------', '', '.. list-table::', '   :header-rows: 1', ''];
const COLUMNS = ['   * - S Property', '     - T Property', '     - Y Data Type'];

it.each<[string, (size: number) => string]>([
  ['one long line', (size) => 'a'.repeat(size)],
  ['many short lines', (size) => 'ab\n'.repeat(size / 3)],
  ['line breaks', (size) => '\r\n'.repeat(size / 2)],
  ['dots', (size) => '.'.repeat(size)],
  ['marks and blanks', (size) => '= '.repeat(size / 2)],
  ['rows without a table', (size) => '* - a\n'.repeat(size / 6)],
  ['blanks and a letter', (size) => `${' '.repeat(size)}a`],
  [
    'a title, then a long line',
    (size) => `${TITLE.join('\n')}\nS to T\n----\n${'a link '.repeat(size / 7)}\n====`,
  ],
  [
    'a title, then text, then a stray row',
    (size) => `${TITLE.join('\n')}\n${`${'abc '.repeat(12)}\n\n`.repeat(size / 50)}* - a`,
  ],
  [
    'a path of many segments',
    (size) => [...HEAD, ...COLUMNS, `   * - ${'a.'.repeat(size / 2)}`, '     - b', '     - c'].join('\n'),
  ],
  ['one endless title', (size) => `====\n${' to '.repeat(size / 4)}\n====`],
])('10 MB of noise, which would take hours if the cost were not linear: %s', (_, noise) => {
  const text = noise(10_000_000);
  expect(refusal(text).message.length).toBeLessThan(500);
});

function refusal(text: string): ChecklistError {
  try {
    parseChecklist(text, 'd.rst');
  } catch (error) {
    if (error instanceof ChecklistError) return error;
    throw error;
  }
  throw new Error('the document was taken');
}
