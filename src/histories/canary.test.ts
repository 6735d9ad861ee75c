import { describe, expect, it } from 'vitest';
import { readChecklist } from '../checklist/read.ts';
import { bankOf } from '../faulty-engines/bank.ts';
import { variedEngine } from '../faulty-engines/varied-engine.ts';
import { CANARIES, canaryFor, catchCanary } from './canary.ts';
import { cellsOf } from './cells.ts';
import { COMPARISONS } from './comparisons.ts';
import { WHOLE } from './draw.ts';
import type { Ground } from './exploration.ts';
import { INVARIANTS } from './judge.ts';
import { createSimulatedWorld } from './simulation/simulated-world.ts';
import { DRAWN } from './sources.ts';
import { askedFor } from './stretch.ts';

const CHECKLIST = 'checklists/crmoffice-crmoffice.rst';
const { dataflow } = await readChecklist(CHECKLIST);
const bank = bankOf(dataflow);
const [section] = dataflow.sections;

function groundOf(title: string): Ground {
  const vary = bank.find((engine) => engine.title === title)?.vary;
  if (vary === undefined || section === undefined) throw new Error(`the bank has no ${title}`);
  return {
    engine: variedEngine(title, vary),
    repertoire: { ...WHOLE, cells: cellsOf(section), topologies: ['two-tenants'] },
    kinds: new Set(['must', 'implied', 'policy', 'reference']),
    makeWorld: (topology, pace) =>
      createSimulatedWorld({ checklist: { path: CHECKLIST, dataflow } }, topology, pace),
  };
}

describe('a canary', () => {
  const broken = CANARIES.flatMap(({ title, breaks }) => breaks.map((name) => ({ title, name })));

  it.each(broken)('“$title” is found out by $name, from whatever seed on', async ({ title, name }) => {
    for (const from of [0, 1_000_000]) {
      const comparisons = COMPARISONS.filter((one) => one.name === name);
      const ground = { ...groundOf(title), comparisons, comparesEach: true };
      const caught = await catchCanary(DRAWN, ground, { from, most: 1_000 }, askedFor([name]));
      expect(caught, `from seed ${from}`).toMatchObject({ invariant: name });
    }
  });

  it('is there for every invariant but those that no engine of the bank can break', () => {
    const names = [...INVARIANTS, ...COMPARISONS].map(({ name }) => name);
    const without = names.filter((name) => !CANARIES.some(({ breaks }) => breaks.includes(name)));
    expect(without).toEqual([
      'id-stays',
      'stops-change-nothing',
      'order-changes-nothing',
      'pace-changes-nothing',
      'neighbours-change-nothing',
      'sides-change-nothing',
      'crossing-twice-is-none',
    ]);
  });

  it('would not be found out without what is wrong with it, in one tenant neither', async () => {
    const ground = groundOf(CANARIES[0]?.title ?? '');
    const engine = variedEngine('nothing wrong', () => ({}));
    const repertoire = { ...ground.repertoire, topologies: ['two-tenants', 'one-tenant'] as const };
    const most = { from: 0, most: 300 };
    expect(await catchCanary(DRAWN, { ...ground, engine, repertoire }, most, askedFor(null))).toBeNull();
  });

  it('breaks what is asked for, where one does', () => {
    const [first] = CANARIES;
    expect(canaryFor(bank, null)).toEqual({ title: first?.title, isOfAsked: true });
    expect(canaryFor(bank, ['id-stays', 'orgNr-stays'])).toEqual({
      title: 'orgNr is kept equal as well',
      isOfAsked: true,
    });
    expect(canaryFor(bank, ['id-stays'])).toEqual({ title: first?.title, isOfAsked: false });
    expect(() => canaryFor([], null)).toThrow(RangeError);
  });

  it('is not found out by a judge that is blind, or because it could not be played', async () => {
    const [first] = CANARIES;
    const ground = groundOf(first?.title ?? '');
    const most = { from: 0, most: 20 };
    expect(await catchCanary(DRAWN, ground, most, () => [])).toBeNull();
    const start = (): Promise<never> => Promise.reject(new Error('not today'));
    const broke = { ...ground, engine: { ...ground.engine, start } };
    expect(await catchCanary(DRAWN, broke, most, askedFor(null))).toBeNull();
  });
});
