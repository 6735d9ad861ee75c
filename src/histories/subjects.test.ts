import { describe, expect, it } from 'vitest';
import { readChecklist } from '../checklist/read.ts';
import { bankOf } from '../faulty-engines/bank.ts';
import { RIGHT_ENGINES } from '../faulty-engines/right/index.ts';
import { cellsOf } from './cells.ts';
import { playSeed } from './exploration.ts';
import type { History } from './history.ts';
import { createSimulatedWorld } from './simulation/simulated-world.ts';
import { DRAWN } from './sources.ts';
import { commandSubject, type Subject, subjectsOf, unfitFor } from './subjects.ts';

const CHECKLIST = 'checklists/crmoffice-crmoffice.rst';
const { dataflow } = await readChecklist(CHECKLIST);
const [section] = dataflow.sections;
if (section === undefined) throw new Error('the checklist has no section');
const cells = cellsOf(section);
const subjects = subjectsOf(dataflow, 'under test');

describe('subjects', () => {
  it('are the reference engine, every right one, and every one of the bank, each by a name of its own', () => {
    const names = subjects.map(({ name }) => name);
    expect(names).toEqual([
      'reference',
      ...RIGHT_ENGINES.map(({ engine }) => engine.name),
      ...bankOf(dataflow).map(({ title }) => title),
    ]);
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain(commandSubject('true').name);
  });

  it.each(subjects.filter((subject) => subject.is !== 'wrong'))('$name breaks nothing', async (subject) => {
    for (let seed = 0; seed < 24; seed += 1) {
      const { violations } = await playSeed(seed, {
        engine: subject.engine(),
        repertoire: { ...subject.limits, cells },
        kinds: subject.kinds,
        makeWorld: (topology, pace) =>
          createSimulatedWorld({ checklist: { path: CHECKLIST, dataflow } }, topology, pace),
      });
      expect(violations, `seed ${seed}`).toEqual([]);
    }
  });

  it.each([...subjects.slice(0, 20), commandSubject('true')])(
    'no history that is drawn for $name is unfit for it',
    (subject) => {
      for (let seed = 0; seed < 200; seed += 1) {
        expect(unfitFor(subject, DRAWN.history(seed, { ...subject.limits, cells }))).toBeNull();
      }
    },
  );

  it.each<[Subject['is'], Partial<History>, string | null]>([
    ['right', { topology: 'one-tenant' }, 'plain is not for one-tenant'],
    [
      'right',
      { passes: [{ how: 'pass', restart: true, stop: null }] },
      'plain keeps what it knows in its process, and a new one is begun',
    ],
    [
      'right',
      { passes: [{ how: 'pass', restart: false, stop: { how: 'kill', at: { side: 'left', request: 1 } } }] },
      'plain cannot be asked to go on after “kill”',
    ],
    [
      'right',
      { faults: [{ pass: 0, at: { side: 'left', request: 1 }, times: 1, kind: 'lost' }] },
      'plain cannot be asked to get over “lost”',
    ],
    ['reference', { topology: 'one-tenant' }, null],
  ])('a %s one and %j', (is, part, why) => {
    const history: History = { topology: 'two-tenants', edits: [], passes: [], faults: [], pace: 0, ...part };
    const [first] = subjects.flatMap((one) => (one.is === is ? [unfitFor(one, history)] : []));
    expect(first).toBe(why);
  });
});
