import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Dataflow } from '../domain/dataflow.ts';
import { ChecklistError } from './checklist-error.ts';
import { layoutOf, renderAsRead } from './layout.ts';
import { parseChecklist, readDocument } from './parse.ts';
import { renderChecklist } from './render.ts';

const SHIPPED = readFileSync(
  join(import.meta.dirname, '..', '..', 'checklists', 'crmoffice-crmoffice.rst'),
  'latin1',
);

/** `npm run fuzz` asks for more. */
const RUNS = Number(process.env['FUZZ'] ?? 2_000);

type Mutation = (text: string) => string;

const place = fc.nat(SHIPPED.length - 1);
const anyLine = fc.nat(SHIPPED.split('\n').length - 1);
const onLines = (change: (lines: string[]) => void): Mutation => {
  return (text) => {
    const lines = text.split('\n');
    change(lines);
    return lines.join('\n');
  };
};

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.integer({ min: 1, max: 9 })).map(
    ([at, size]): Mutation =>
      (text) =>
        text.slice(0, at) + text.slice(at + size),
  ),
  place.map(
    (at): Mutation =>
      (text) =>
        text.slice(0, at) + (text[at] ?? '') + text.slice(at),
  ),
  fc.tuple(place, fc.constantFrom('\0', '\n', '\r', '\t', '-', '*', '.', ':', '\u{FFFD}')).map(
    ([at, character]): Mutation =>
      (text) =>
        text.slice(0, at) + character + text.slice(at + 1),
  ),
  fc.tuple(anyLine, anyLine).map(([a, b]) =>
    onLines((lines) => {
      [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    }),
  ),
  anyLine.map((at) => onLines((lines) => lines.splice(at, 1))),
  anyLine.map((at) => onLines((lines) => lines.splice(at, 0, lines[at] ?? ''))),
  fc.tuple(anyLine, fc.constantFrom('', ' ', '   ', '     ', '\t')).map(([at, indentation]) =>
    onLines((lines) => {
      lines[at] = indentation + (lines[at] ?? '').trimStart();
    }),
  ),
);

/** But for blanks at the ends of lines, and for line ends. */
function plain(text: string): string {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trimEnd());
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Nothing is lost of what is read in part; the strict reading refuses what the other one tells first. */
function isWhole(text: string): boolean {
  const strict = outcomeOf(text);
  let reading;
  try {
    reading = readDocument(text, 'mutated.rst');
  } catch (error) {
    return error instanceof ChecklistError && 'refused' in strict && strict.refused.message === error.message;
  }
  const { dataflow, refused } = reading;
  const parsed = Dataflow.parse(dataflow);
  const unread = [...(parsed.unread ?? []), ...parsed.sections.flatMap((link) => link.unread ?? [])];
  const again = renderAsRead(parsed, layoutOf(text, parsed));
  const lone = parsed.sections.flatMap((link) => link.lone ?? []);
  return (
    again === plain(text) &&
    unread.length > 0 === refused.length > 0 &&
    ('read' in strict
      ? refused.length === 0 && lone.length === 0
      : refused.some(({ message }) => message === strict.refused.message) ||
        lone.some((row) => isOn(strict.refused, row.line)))
  );
}

/** A row that names one side alone is refused at one of its three cells. */
function isOn({ line }: ChecklistError, first: number): boolean {
  return line !== null && line >= first && line < first + 3;
}

type Outcome = { read: Dataflow } | { refused: ChecklistError };

/** Any other error than the one that is promised goes through, and fails the test. */
function outcomeOf(text: string): Outcome {
  try {
    return { read: parseChecklist(text, 'mutated.rst') };
  } catch (error) {
    if (error instanceof ChecklistError) return { refused: error };
    throw error;
  }
}

/** What was read can be written and read again; what was refused was refused with its place. */
function isSound(outcome: Outcome, text: string): boolean {
  if ('read' in outcome) {
    const again = parseChecklist(renderChecklist(Dataflow.parse(outcome.read)), 'again.rst');
    return isDeepStrictEqual(rowsOf(again), rowsOf(outcome.read));
  }
  const { message, line } = outcome.refused;
  return (
    message.startsWith(`mutated.rst:${line}: `) && line !== null && line <= text.split(/\r\n?|\n/).length
  );
}

it(
  `a mutated checklist is either a Dataflow or one ChecklistError, ${RUNS} times`,
  { timeout: RUNS * 10 + 10_000 },
  () => {
    const outcomes = { read: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        const text = mutations.reduce((mutated, mutate) => mutate(mutated), SHIPPED);
        const outcome = outcomeOf(text);
        expect(isSound(outcome, text)).toBe(true);
        expect(isWhole(text)).toBe(true);
        outcomes['read' in outcome ? 'read' : 'refused'] += 1;
      }),
      { seed: 8, numRuns: RUNS },
    );
    // Neither outcome is so rare that its half of the property was not tried.
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(RUNS / 10);
  },
);

function rowsOf({ sections }: Dataflow) {
  return sections.map(({ rows }) => rows.map(({ left, right }) => [left, right]));
}
