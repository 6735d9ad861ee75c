/**
 * Documents of the whole family, invented with their facts: each is read with nothing lost, and written back as it was.
 * `FAMILY` says how many; `npm run family` takes 10,000.
 */
import { expect, it } from 'vitest';
import { Dataflow } from '../domain/dataflow.ts';
import { layoutOf, renderAsRead } from './layout.ts';
import { readDocument } from './parse.ts';
import { familyDocuments } from './testing/family-document.ts';
import type { Facts, RowFacts, SectionFacts } from './testing/family-facts.ts';

const COUNT = Number(process.env['FAMILY'] ?? 500);

it(`what ${COUNT} documents say is what was read of them`, { timeout: 30_000 + COUNT * 20 }, () => {
  for (const { name, text, facts } of familyDocuments(COUNT)) {
    const { dataflow, refused } = readDocument(text, name);
    expect(Dataflow.parse(dataflow)).toEqual(dataflow);
    expect(refused, name).toEqual([]);
    expect(saidIn(dataflow), name).toEqual(told(facts));
  }
});

it(`${COUNT} documents are written back as they were read`, { timeout: 30_000 + COUNT * 20 }, () => {
  let [pieces, apart] = [0, 0];
  for (const { name, text } of familyDocuments(COUNT)) {
    const { dataflow } = readDocument(text, name);
    const layout = layoutOf(text, dataflow);
    expect(renderAsRead(dataflow, layout), name).toBe(plain(text));
    pieces += dataflow.sections.reduce(
      (sum, { sentences, rows }) => sum + 1 + sentences.length + rows.length,
      1,
    );
    apart += layout.size;
  }
  // Nearly all is written by what it says: what is kept apart are headings of another length, and malformed rows.
  expect(apart / pieces).toBeLessThan(0.05);
});

/** But for blanks at the ends of lines, and for line ends. */
function plain(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  return `${lines.join('\n').trimEnd()}\n`;
}

type SaidRow = Omit<RowFacts, 'malformed'> & { typeLine?: number | undefined };
type SaidSection = Omit<SectionFacts, 'rows'> & { rows: SaidRow[] };
type Said = Omit<Facts, 'lineEnd' | 'sections'> & { sections: SaidSection[] };

function saidIn({ title, left, right, generated, introduction, sections }: Dataflow): Said {
  return {
    title,
    left,
    right,
    generated: generated ?? '',
    introduction: introduction.join('\n'),
    sections: sections.map(({ source, target, line, sentences, merge, rows, lone = [] }) => ({
      source,
      target,
      line,
      sentences: sentences.map((sentence) => ({ text: sentence.text, line: sentence.line })),
      merge,
      rows: [...rows, ...lone].toSorted((a, b) => a.line - b.line),
    })),
  };
}

/** As the model has it: a type that is one quoted word without its quotes. */
function told({ title, left, right, generated, introduction, sections }: Facts): Said {
  const rowOf = ({ left: one, right: other, type, line, malformed }: RowFacts): SaidRow => ({
    left: one,
    right: other,
    type: /^"[A-Za-z][\w-]*"$/.test(type) ? type.slice(1, -1) : type,
    line,
    // It stands behind the row's two cells.
    ...(malformed ? { typeLine: line + 2 } : {}),
  });
  return {
    title,
    left,
    right,
    generated,
    introduction,
    sections: sections.map((section) => ({
      ...section,
      sentences: section.sentences.map(({ text, line }) => ({ text: text.trim(), line })),
      rows: section.rows.map(rowOf),
    })),
  };
}
