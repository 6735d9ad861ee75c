/** The catalogue as the page's scripts read it: texts once each, and numbers in their place. Pure. */
import { visible } from '../../html/markup.ts';
import type { CatalogueDocument, CatalogueFinding, CatalogueSection } from '../model.ts';

/** A place in `texts`. */
export type Text = number;

/** Of a crowd of sections, names of their parts would be a tenth of the page. What is in lists stands one after the other. */
export type PackedSection = [
  heading: Text,
  line: number,
  /** line, left, right */
  merge: number[],
  /** line, left, right, type */
  rows: number[],
  /** line, finding */
  findings: number[],
  /** Why it cannot be run; absent where it can. */
  why?: Text,
];

export interface PackedDocument {
  file: Text;
  title: Text;
  left: Text;
  right: Text;
  sections: PackedSection[];
  findings: number[];
}

export interface Packed {
  texts: string[];
  /** What was found, but for its line; sentences in pieces, as thousands differ only in the properties that they name. */
  findings: [code: Text, severity: Text, message: Text[], ask: Text[]][];
  documents: PackedDocument[];
}

export function packed(documents: readonly CatalogueDocument[]): Packed {
  const texts = numbered((text: string) => text);
  const kinds = numbered((kind: Packed['findings'][number]) => kind.join(';'));
  const names = namesIn(documents);
  const text = (given: string): Text => texts.of(visible(given));
  const pieces = (given: string): Text[] => piecesOf(given, names).map(text);
  const found = (findings: readonly CatalogueFinding[]): number[] =>
    findings.flatMap(({ line, code, severity, message, ask }) => [
      line,
      kinds.of([text(code), text(severity), pieces(message), pieces(ask)]),
    ]);
  const section = ({ heading, line, merge, rows, findings, run }: CatalogueSection): PackedSection => {
    const all: PackedSection = [
      text(heading),
      line,
      merge.flatMap((rule) => [rule.line, text(rule.left), text(rule.right)]),
      rows.flatMap((row) => [row.line, text(row.left), text(row.right), text(row.type)]),
      found(findings),
    ];
    if (!run.runs) all[5] = text(run.why);
    return all;
  };
  return {
    documents: documents.map((document) => ({
      file: text(document.file),
      title: text(document.title),
      left: text(document.left),
      right: text(document.right),
      sections: document.sections.map(section),
      findings: found(document.findings),
    })),
    texts: texts.all,
    findings: kinds.all,
  };
}

function namesIn(documents: readonly CatalogueDocument[]): Set<string> {
  const sections = documents.flatMap((document) => document.sections);
  return new Set(
    sections.flatMap(({ merge, rows }) => [...merge, ...rows].flatMap(({ left, right }) => [left, right])),
  );
}

/** Joined, they are the sentence: names of properties and numbers, and what stands between two of them. */
function piecesOf(sentence: string, names: ReadonlySet<string>): string[] {
  const pieces: string[] = [];
  let between = '';
  for (const word of sentence.split(/([\w.-]+)/)) {
    if (!names.has(word) && !/^\d+$/.test(word)) between += word;
    else {
      pieces.push(between, word);
      between = '';
    }
  }
  return [...pieces, between].filter((piece) => piece !== '');
}

/** Gives each thing a number, equal ones the same. */
function numbered<T>(keyOf: (thing: T) => string): { all: T[]; of: (thing: T) => number } {
  const numbers = new Map<string, number>();
  const all: T[] = [];
  return {
    all,
    of: (thing) => {
      const key = keyOf(thing);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, all.length);
      return all.push(thing) - 1;
    },
  };
}
