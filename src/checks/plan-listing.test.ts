/**
 * What is tested, as lists that people read and approve: a change of a title, a line, a scenario or a round is a
 * change of `testing/*.txt`, made with `vitest -u` and seen in review. They say what is asked, not that it is right.
 */
import { describe, expect, it } from 'vitest';
import { readChecklist } from '../checklist/read.ts';
import type { CompanyPatch } from '../domain/company.ts';
import { FaultName } from '../domain/fault.ts';
import type { Topology } from '../domain/tenant.ts';
import type { Check } from './check.ts';
import { plan, type PlanOptions } from './plan.ts';
import { DEFAULT_POLICIES } from './policies.ts';
import type { Action, Batch, Scenario } from './scenario.ts';

const { dataflow } = await readChecklist('checklists/crmoffice-crmoffice.rst');
/** Planned in each test: a mutant that is met while a module loads is put to all tests, one met in a test to that one. */
const planFor = (topology: Topology, change: Partial<PlanOptions> = {}) =>
  plan(dataflow, { seed: 1, topology, policies: DEFAULT_POLICIES, faults: [], ...change });

const isFaulty = ({ id }: Batch): boolean => id.startsWith('faults: ');
const listed = (lines: string[]): string => `${lines.join('\n')}\n`;

describe('the plan of the shipped document', () => {
  it('has these checks', async () => {
    await expect(listed(planFor('two-tenants').checks.map(ofCheck))).toMatchFileSnapshot(
      'testing/checks.txt',
    );
  });

  it('has these scenarios', async () => {
    await expect(listed(planFor('two-tenants').batches.flatMap(ofBatch))).toMatchFileSnapshot(
      'testing/scenarios.txt',
    );
  });

  it('has these batches and checks under faults', async () => {
    const { batches, checks } = planFor('two-tenants', { faults: FaultName.options });
    const first = batches.find(isFaulty);
    if (!first) throw new RangeError('no batch under faults');
    const lines = [
      ...batches.filter(isFaulty).map(ofFaults),
      ...ofBatch({ ...first, faults: { left: [], right: [] }, scenarios: first.scenarios.slice(-4) }),
      ...checks.filter(({ id }) => id.includes(`/${first.id.replace(': ', '/')}/`)).map(ofCheck),
    ];
    await expect(listed(lines)).toMatchFileSnapshot('testing/under-faults.txt');
  });
});

/** What each tenant does wrong; once where both do the same. */
function ofFaults({ id, title, scenarios, faults }: Batch): string {
  const [left, right] = [faults.left, faults.right].map((own) => JSON.stringify(own));
  return [
    `${id}: ${title}, ${scenarios.length} scenarios`,
    `  ${right}`,
    left === right ? '' : `  left ${left}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function ofCheck({ id, kind, group, title, lines, rows, direction, scenarios, needs = [] }: Check): string {
  const read = scenarios.length > 6 ? `${scenarios.length} scenarios` : scenarios.join(', ');
  return [
    `${id} (${kind}, ${group})`,
    `  ${title}`,
    `  lines ${lines.join(' ')}; rows: ${rows.join(', ')}; from: ${direction}; needs: ${needs.join(', ')}`,
    `  reads ${read}`,
  ].join('\n');
}

function ofBatch(batch: Batch): string[] {
  return [terms(batch), ...batch.scenarios.map(ofScenario)];
}

function terms({ scenarios, ...rest }: Batch): string {
  return `batch ${JSON.stringify(rest)}, ${scenarios.length} scenarios`;
}

function ofScenario({ id, title, rounds, needs = [] }: Scenario): string {
  const done = rounds.map((actions, i) => `    ${i}: ${actions.map(ofAction).join('; ')}`);
  return [`  ${id}: ${title}${needs.length > 0 ? ` (needs ${needs.join(', ')})` : ''}`, ...done].join('\n');
}

/** What is done to which leaves; with which values is the seed's. */
function ofAction(action: Action): string {
  const { do: verb, record } = action;
  switch (action.do) {
    case 'create':
      return `create ${record} on the ${action.side}`;
    case 'edit':
      return `edit ${record} (${leavesOf(action.patch)})`;
    case 'ambush':
      return `meanwhile, on ${action.on.join(' or ')}, edit ${record} (${leavesOf(action.patch)})`;
    case 'delete':
      return `${verb} ${record}`;
  }
}

function leavesOf(patch: CompanyPatch): string {
  const leaves = (value: unknown, path: string): string[] => {
    if (value === null || value === '') return [`${path} emptied`];
    if (typeof value !== 'object') return [path];
    return Object.entries(value ?? {}).flatMap(([key, one]) =>
      leaves(one, path === '' ? key : `${path}.${key}`),
    );
  };
  const all = leaves(patch, '');
  const emptied = all.filter((leaf) => leaf.endsWith(' emptied')).length;
  return all.length > 3 ? `${all.length} leaves, ${emptied} of them emptied` : all.join(', ');
}
