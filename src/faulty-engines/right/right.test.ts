import { beforeAll, describe, expect, it } from 'vitest';
import { type ReadChecklist, readChecklist } from '../../checklist/read.ts';
import type { Plan } from '../../checks/plan.ts';
import { inProcessEnvironment } from '../../cli/mock-tenants.ts';
import { tryEngine, type Trial, wholePlan } from '../../cli/prove-engine.ts';
import type { Engine } from '../../engines/index.ts';
import { isRed, shortId } from '../score.ts';
import { variedEngine } from '../varied-engine.ts';
import { alarmsOf } from './alarms.ts';
import { RIGHT_ENGINES } from './index.ts';

const FILE = 'checklists/crmoffice-crmoffice.rst';
const SEED = 20_240_905;
let checklist: ReadChecklist;
let whole: Plan;

function trial(engine: Engine, only: (scenario: string) => boolean = () => true): Promise<Trial> {
  const environment = inProcessEnvironment('two-tenants');
  return tryEngine({ engine, checklist, file: FILE, seed: SEED, environment, whole, only });
}

function redOf({ results }: Trial): string[] {
  return results.filter(isRed).map(({ check }) => shortId(check.id));
}

beforeAll(async () => {
  checklist = await readChecklist(FILE);
  whole = wholePlan(checklist, SEED);
});

/** The other half is left to `npm run right`. */
const HERE = RIGHT_ENGINES.filter(({ deviates }, at) => at % 2 === 0 || deviates !== undefined);

describe('an engine that is right in a way of its own raises no alarm', () => {
  it.each(HERE.map((right) => [right.engine.name, right] as const))('%s', async (_, right) => {
    const tried = await trial(right.engine);
    expect(alarmsOf(right, tried.results, tried.stopped)).toEqual([]);
    // It deviates from what it says that it cannot keep, or else it should not say so.
    expect(redOf(tried).toSorted()).toEqual((right.deviates?.checks ?? []).toSorted());
    expect(tried.results.filter(({ status }) => status === 'passed').length).toBeGreaterThan(200);
  });

  it('and each has a name of its own', () => {
    const names = RIGHT_ENGINES.map(({ engine }) => engine.name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('an engine without memory is not right', () => {
  it.each([
    ['it no longer knows of a link whose key was changed', /^key changed/, 'key-changed-left/nothing'],
    ['it cannot tell a clearing from a value given', /^clearing and filling/, 'clear-left/'],
    ['it cannot tell which side edited which row', /^independent edits/, 'independent-edits/'],
  ])('%s', async (_, scenarios, red) => {
    const engine = variedEngine('without memory', () => ({ begin: () => 'forget' }));
    const found = redOf(await trial(engine, (id) => scenarios.test(id)));
    expect(found.filter((id) => id.startsWith(red))).not.toEqual([]);
  });
});
