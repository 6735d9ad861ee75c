import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Dataflow } from '../domain/dataflow.ts';
import { ChecklistError } from './checklist-error.ts';
import { parseChecklist } from './parse.ts';
import { renderChecklist } from './render.ts';

const SHIPPED = readFileSync(
  join(import.meta.dirname, '..', '..', 'checklists', 'crmoffice-crmoffice.rst'),
  'latin1',
);

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

it('a mutated checklist is either a Dataflow or one ChecklistError, 2,000 times', () => {
  const outcomes = { read: 0, refused: 0 };
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
      const text = mutations.reduce((mutated, mutate) => mutate(mutated), SHIPPED);
      const outcome = outcomeOf(text);
      expect(isSound(outcome, text)).toBe(true);
      outcomes['read' in outcome ? 'read' : 'refused'] += 1;
    }),
    { seed: 8, numRuns: 2000 },
  );
  // Neither outcome is so rare that its half of the property was not tried.
  expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(200);
});

function rowsOf({ sections }: Dataflow) {
  return sections.map(({ rows }) => rows.map(({ left, right }) => [left, right]));
}
