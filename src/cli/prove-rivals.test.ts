import { describe, expect, it } from 'vitest';
import { tinyEngine } from '../campaign/testing/tiny-engine.ts';
import { WRONG_VALUES } from '../campaign/testing/wrong/values.ts';
import { readChecklist } from '../checklist/read.ts';
import { referenceEngine } from '../engines/reference.ts';
import { rowFaults } from '../faulty-engines/bank/rows.ts';
import { rowsOf } from '../faulty-engines/rivals/listing.ts';
import type { World } from '../faulty-engines/rivals/rival.ts';
import { variedEngine } from '../faulty-engines/varied-engine.ts';
import { inProcessEnvironment } from './compose.ts';
import { proveRivals, rivalsOf, type Subject, worldOf } from './prove-rivals.ts';

const file = 'checklists/crmoffice-crmoffice.rst';
const checklist = await readChecklist(file);
const reference = referenceEngine('for tests');
const worldFrom = (seed: number): World =>
  worldOf({ checklist, file, seed, environment: inProcessEnvironment('two-tenants') });

function ofTheBank(title: string): Subject {
  const faulty = rowFaults(rowsOf(checklist.dataflow)).find((one) => one.title === title);
  if (faulty === undefined) throw new Error(`the bank has no engine of the title: ${title}`);
  return { title, class: faulty.class, engine: variedEngine(title, faulty.vary) };
}

describe('the rivals', () => {
  it.each([1, 2, 20_240_905])(
    'accept the reference engine, and a small sync of another hand: seed %d',
    async (seed) => {
      const world = worldFrom(seed);
      const engines = [reference, tinyEngine('right, and small')];
      const subjects = engines.map((engine) => ({ title: engine.name, class: 'right', engine }));
      const { engines: tried } = await proveRivals(
        await rivalsOf(reference, world),
        subjects,
        world,
        () => {},
      );
      expect(tried.map(({ outcomes }) => Object.values(outcomes).flatMap(({ by }) => by))).toEqual([[], []]);
    },
  );

  it('catch what they look at, and let the rest pass', async () => {
    const world = worldFrom(1);
    const trimmed = 'blanks are trimmed';
    const subjects = [
      ofTheBank('postAddress.country → visitAddress.country is left out'),
      ofTheBank('rows are kept equal at the first link only'),
      { title: trimmed, class: 'values', engine: tinyEngine(trimmed, WRONG_VALUES[trimmed]?.traits) },
    ];
    const heard: string[] = [];
    const table = await proveRivals(await rivalsOf(reference, world), subjects, world, ({ title }) =>
      heard.push(title),
    );
    expect(heard).toEqual(subjects.map(({ title }) => title));
    const caught = (of: Record<string, { caught: boolean }>): string[] =>
      Object.keys(of).filter((name) => of[name]?.caught);
    expect(table.engines.map(({ outcomes }) => caught(outcomes))).toEqual([
      ['golden', 'golden-edits', 'acceptance', 'by-hand'],
      ['golden-edits', 'acceptance', 'by-hand'],
      [],
    ]);
    expect(table.classes).toEqual([
      { class: 'rows', engines: 2, caught: { golden: 1, 'golden-edits': 2, acceptance: 2, 'by-hand': 2 } },
      { class: 'values', engines: 1, caught: { golden: 0, 'golden-edits': 0, acceptance: 0, 'by-hand': 0 } },
    ]);
  });
});
