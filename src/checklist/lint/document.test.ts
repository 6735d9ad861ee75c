/** What could not be read, or only be guessed, is found in a document beside what it says. */
import { expect, it } from 'vitest';
import { readDocument } from '../parse.ts';
import { lintDocument } from './lint.ts';

const TEXT = [
  '===============',
  'X to Y Dataflow',
  '===============',
  '',
  'S to T',
  '------',
  'Every S will be synchronized with a T.',
  '',
  '.. csv-table:: of another form',
  '   a, b',
  '',
  '.. list-table::',
  '   :header-rows: 1',
  '',
  '   * - S Property',
  '     - T Property',
  '     - Y Data Type',
  '   * - a',
  '     - b',
  '"string"',
  '   * -',
  '     -',
  '     - "string"',
  '   * - c..d',
  '     - d',
  '     - "string"',
].join('\n');

it('a finding for each, with its line and what is wrong there', () => {
  const reading = readDocument(TEXT, 'd.rst');
  const [section] = reading.dataflow.sections;
  expect(section?.rows).toEqual([{ left: 'a', right: 'b', type: 'string', line: 18, typeLine: 20 }]);
  expect(section?.lone).toEqual([{ left: '', right: '', type: 'string', line: 21 }]);
  expect(section?.unread).toEqual([
    { text: '.. csv-table:: of another form\n   a, b', line: 9 },
    { text: '   * - c..d\n     - d\n     - "string"', line: 24 },
  ]);
  const codes = new Set(['not-read', 'malformed-row', 'row-without-partner']);
  const found = lintDocument({ ...reading, text: TEXT }).filter(({ code }) => codes.has(code));
  expect(found.map(({ line, code, severity, message }) => `${line} ${severity} ${code} ${message}`)).toEqual([
    expect.stringContaining('9 error not-read “.. csv-table:: of another form” is a directive'),
    expect.stringContaining('20 warning malformed-row the data type string stands outside of the table'),
    '21 warning row-without-partner this row names no property, on neither side',
    expect.stringContaining('24 error not-read the path “c..d” has an empty segment'),
  ]);
});
