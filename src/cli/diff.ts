/** `diff`: what changed between two documents, and which checks are new, gone, or about a changed row. */
import { diffChecklists } from '../checklist/diff.ts';
import { formatDiff } from '../checklist/format-diff.ts';
import { readChecklist } from '../checklist/read.ts';
import { plan } from '../checks/plan.ts';
import { DEFAULT_POLICIES } from '../checks/policies.ts';
import { rowName } from '../domain/dataflow.ts';
import type { ExitStatus } from './conclude.ts';

export async function diffCommand(
  before: string,
  after: string,
  options: { json?: boolean },
): Promise<ExitStatus> {
  const [old, next] = [await readChecklist(before), await readChecklist(after)];
  const diff = diffChecklists(old.dataflow, next.dataflow);
  // Ids and titles depend neither on the seed nor on the policies.
  const terms = { seed: 1, topology: 'two-tenants', policies: DEFAULT_POLICIES, faults: [] } as const;
  const [had, has] = [plan(old.dataflow, terms).checks, plan(next.dataflow, terms).checks];
  const ids = { had: new Set(had.map(({ id }) => id)), has: new Set(has.map(({ id }) => id)) };
  const changed = new Set(diff.rows.changed.map((row) => rowName(row.after)));
  const checks = {
    new: has.filter(({ id }) => !ids.had.has(id)).map(({ id }) => id),
    gone: had.filter(({ id }) => !ids.has.has(id)).map(({ id }) => id),
    changed: has
      .filter(({ id, rows }) => ids.had.has(id) && rows.some((row) => changed.has(row)))
      .map(({ id }) => id),
  };
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...diff, checks }, null, 2)}\n`);
    return 0;
  }
  const told = Object.entries(checks).flatMap(([what, list]) => list.map((id) => `check ${what}: ${id}`));
  process.stdout.write(`${[formatDiff(diff).trimEnd(), ...told].join('\n')}\n`);
  return 0;
}
