/**
 * Documents as nobody writes them by hand: a million rows, 100,000 sections, 100 MB, and a million of whatever is no
 * part of the form. Nothing is timed: a cost that is not linear would never come to its end. `SCALE=full`, as
 * `npm run scale` sets it, takes them whole; without it they are a fiftieth of that.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ChecklistError } from './checklist-error.ts';
import { parseChecklist, readDocument } from './parse.ts';
import { LONG_LINES, MANY_LINES, repeated, tableOf } from './testing/large-documents.ts';

const SHARE = process.env['SCALE'] === 'full' ? 1 : 1 / 50;
const MILLION = 1_000_000 * SHARE;

const SHIPPED = readFileSync(
  join(import.meta.dirname, '..', '..', 'checklists', 'crmoffice-crmoffice.rst'),
  'utf8',
);
const MEGABYTES = 100 * SHARE;
/** Of the size that is asked for, and what Node takes before it reads anything. */
const HEAP = 64 + 4 * MEGABYTES;
const CHILD = join(import.meta.dirname, 'testing', 'large-child.ts');
const HEADING = 'Crmoffice Companies to Crmoffice Companies';

describe.each([
  ['parseChecklist', parseChecklist],
  ['readDocument', (text: string, file: string) => readDocument(text, file).dataflow],
])('%s reads', (_, read) => {
  it(`a table of ${MILLION} rows`, () => {
    const [section] = read(tableOf(MILLION), 'd.rst').sections;
    expect(section?.rows).toHaveLength(MILLION);
    expect(section?.rows.at(-1)).toEqual({ left: 'a.b', right: 'c', type: 'string', line: 3 * MILLION + 11 });
  });

  it(`${MILLION / 10} sections`, () => {
    const count = MILLION / 10;
    const { sections } = read(repeated(SHIPPED, HEADING, count), 'd.rst');
    expect(sections).toHaveLength(count);
    const [first, second, last] = [sections[0], sections[1], sections.at(-1)];
    const apart = (second?.line ?? 0) - (first?.line ?? 0);
    expect(last?.line).toBe((first?.line ?? 0) + (count - 1) * apart);
    expect(last?.rows.map(({ left, right }) => [left, right])).toEqual(
      first?.rows.map(({ left, right }) => [left, right]),
    );
  });
});

/** A child whose heap is bounded ends with an error where that is not enough. */
it(`a document of ${MEGABYTES} MB is read in a heap of ${HEAP} MB`, () => {
  const args = [`--max-old-space-size=${HEAP}`, '--import', 'tsx', CHILD, String(MEGABYTES)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ refused: 0, megabytes: expect.closeTo(MEGABYTES, 1) });
});

describe('comes to an end with', () => {
  it.each([
    ...LONG_LINES.map((odd) => ({ ...odd, size: 10 * MILLION })),
    ...MANY_LINES.map((odd) => ({ ...odd, size: MILLION })),
  ])('$size $name', ({ text, refused, size }) => {
    const written = text(size);
    const { dataflow, refused: errors } = readDocument(written, 'd.rst');
    expect(errors).toHaveLength(refused(size));
    const isStrange = errors.length > 0 || dataflow.sections.some(({ lone }) => lone);
    expect(sectionsIn(written)).toBe(isStrange ? 'refused' : dataflow.sections.length);
  });
});

function sectionsIn(text: string): number | 'refused' {
  try {
    return parseChecklist(text, 'd.rst').sections.length;
  } catch (error) {
    if (error instanceof ChecklistError) return 'refused';
    throw error;
  }
}
