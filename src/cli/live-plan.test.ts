import { beforeEach, describe, expect, it } from 'vitest';
import { readChecklist } from '../checklist/read.ts';
import { plan } from '../checks/plan.ts';
import { DEFAULT_POLICIES } from '../checks/policies.ts';
import { valueAt } from '../domain/record.ts';
import { FakeTenant } from '../live/testing/fake-tenant.ts';
import type { LiveConnection } from './live-connection.ts';
import { drawPlan } from './live-plan.ts';
import { UsageError } from './usage-error.ts';

const SEED = 1;
let tenants: { left: FakeTenant; right: FakeTenant };
let each: LiveConnection['each'];
let drawn: number;

beforeEach(() => {
  tenants = { left: new FakeTenant(), right: new FakeTenant() };
  each = [
    { option: '--tenant-a', side: 'left', tenant: tenants.left },
    { option: '--tenant-b', side: 'right', tenant: tenants.right },
  ];
  drawn = 0;
});

/** The n-th draw gives the tag of n. */
const draw = async () => {
  const { dataflow } = await readChecklist('checklists/crmoffice-crmoffice.rst');
  return drawPlan(
    {
      topology: 'two-tenants',
      seed: SEED,
      policies: DEFAULT_POLICIES,
      engine: { name: 'reference' },
      version: '0',
    },
    dataflow,
    { each },
    (bytes) => new Uint8Array(bytes).fill((drawn += 1)),
  );
};
const tagOf = (n: number): string => `dataflow-qa-${String(n).repeat(10)}`;
/** The number of some company that a plan with this tag creates. */
async function numberOf(n: number, at: number): Promise<string> {
  const { dataflow } = await readChecklist('checklists/crmoffice-crmoffice.rst');
  const { batches } = plan(dataflow, {
    seed: SEED,
    topology: 'two-tenants',
    policies: DEFAULT_POLICIES,
    faults: [],
    tag: tagOf(n),
  });
  const action = batches[0]?.scenarios[at]?.rounds[0]?.[0];
  const orgNr = action?.do === 'create' ? valueAt(action.draft, 'orgNr') : null;
  if (!orgNr) throw new Error('the scenario creates no company with a number');
  return orgNr;
}
const spelt = (orgNr: string): string => `NO ${orgNr.replace(/(\d{3})(?=\d)/g, '$1 ')} MVA`;

describe('the plan of a live run', () => {
  it('is the first that is drawn where nobody has any of its numbers', async () => {
    tenants.left.plant({ orgNr: '923609016' });
    const { tag, keys } = await draw();
    expect([tag, keys.size > 100, keys.has(await numberOf(1, 0))]).toEqual([tagOf(1), true, true]);
  });

  it('is drawn again where a number of it stands in a tenant already, in whichever, and however written', async () => {
    const taken = [await numberOf(1, 0), await numberOf(2, 3)];
    tenants.left.plant({ orgNr: taken[0] ?? null });
    tenants.right.plant({ orgNr: spelt(taken[1] ?? '') });
    const { tag, keys } = await draw();
    expect([tag, taken.filter((one) => keys.has(one))]).toEqual([tagOf(3), []]);
  });

  it('is none where each that is drawn has a number that is taken, and nothing was written', async () => {
    for (let n = 1; n <= 9; n += 1) tenants.right.plant({ orgNr: await numberOf(n, n) });
    await expect(draw()).rejects.toThrow(UsageError);
    expect([...tenants.left.writes(), ...tenants.right.writes()]).toEqual([]);
  });
});
