/** What is noted of an invented document is what stands in it, on the lines that are told, and all of it. */
import { expect, it } from 'vitest';
import { familyDocuments } from './family-document.ts';
import type { Facts, SectionFacts } from './family-facts.ts';

const DOCUMENTS = [...familyDocuments(1000, 5000)].map(({ name, text, facts }) => {
  return { name, facts, lines: text.split(facts.lineEnd) };
});

it('each thing stands on its line, but for white space behind it', () => {
  const wrong = DOCUMENTS.flatMap(({ name, lines, facts }) =>
    facts.sections
      .flatMap(linesOf)
      .filter(({ line, text }) => lines[line - 1]?.trimEnd() !== text.trimEnd())
      .map(({ line, text }) => `${name}:${line}: ${text}`),
  );
  expect(wrong).toEqual([]);
});

it('malformed rows are among them', () => {
  const rows = DOCUMENTS.flatMap(({ facts }) => facts.sections.flatMap((section) => section.rows));
  expect(rows.filter(({ malformed }) => malformed).length).toBeGreaterThan(5);
});

it('a sentence is told with its white space', () => {
  const sentences = DOCUMENTS.flatMap(({ lines, facts }) =>
    facts.sections.flatMap((section) =>
      section.sentences.map(({ line, text }) => ({ text, stands: lines[line - 1] })),
    ),
  );
  expect(sentences.filter(({ text, stands }) => text !== stands)).toEqual([]);
});

it('nothing else stands there', () => {
  const wrong = DOCUMENTS.filter(
    ({ lines, facts }) => lines.filter((line) => line !== '').length !== lineCount(facts),
  );
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

it('title, systems, time and introduction are those above the sections', () => {
  const wrong = DOCUMENTS.filter(({ lines, facts }) => {
    const [above, title, below, , generated, , , , , introduction] = lines;
    const adornment = '='.repeat(facts.title.length);
    return (
      facts.title !== `${facts.left} to ${facts.right} Dataflow` ||
      title !== facts.title ||
      above !== adornment ||
      below !== adornment ||
      generated !== `Generated: ${facts.generated}` ||
      !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(facts.generated) ||
      introduction !== facts.introduction
    );
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

/** The lines that a section's facts speak of, as they would stand there. */
function linesOf({ source, target, line, sentences, merge, rows }: SectionFacts) {
  return [
    // A heading without a target ends with blanks.
    { line, text: `${source} to ${target}` },
    { line: line + 1, text: '-'.repeat(`${source} to ${target || ' '}`.length) },
    ...sentences,
    ...merge.flatMap((rule) => [
      { line: rule.line, text: `   * - ${rule.left}` },
      { line: rule.line + 1, text: `     - ${rule.right}` },
    ]),
    ...rows.flatMap((row) => [
      { line: row.line, text: `   * - ${row.left}` },
      { line: row.line + 1, text: `     - ${row.right}` },
      { line: row.line + 2, text: row.malformed ? row.type : `     - ${row.type}` },
    ]),
  ];
}

/** How many lines of a document are not blank. */
function lineCount({ sections }: Facts): number {
  const front = 7;
  const counts = sections.map(({ sentences, merge, rows }) => {
    // A table has two lines of directive, and one for each cell.
    const rules = merge.length > 0 ? 2 + 2 * (merge.length + 1) : 0;
    return 2 + sentences.length + rules + 2 + 3 * (rows.length + 1);
  });
  return counts.reduce((sum, lines) => sum + lines, front);
}
