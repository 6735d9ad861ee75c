/** A finding told to a person: what was expected and received, and both records before and after. */
import type { Finding } from '../checks/check.ts';
import type { Evidence, PerformedAction } from '../checks/evidence.ts';
import type { Result } from '../checks/judge.ts';
import { type Entity, pathsOf, valueAt } from '../domain/record.ts';
import { show } from '../checks/view.ts';

/** How many findings of one check are told in full. */
const TOLD = 3;

/** What a reader needs of a check that is not green. `rerun` is the command that runs it alone. */
export function tellResult(
  { check, status, reason, findings }: Result,
  evidence: Evidence,
  rerun: string,
): string {
  const { checklist, seed } = evidence.header;
  const told = findings.slice(0, TOLD).map((finding) => tellFinding(finding, evidence));
  const more = findings.length > TOLD ? [`… and ${findings.length - TOLD} more findings`] : [];
  return [
    `${check.title}: ${status}${reason ? `: ${reason}` : ''}`,
    `kind      ${check.kind}`,
    ...(check.rows.length > 0 ? [`row       ${check.rows.join(', ')}`] : []),
    ...(check.direction ? [`direction ${check.direction === 'left' ? 'left → right' : 'right → left'}`] : []),
    `document  ${check.lines.map((line) => `${checklist.file}:${line}`).join(', ')}`,
    `seed      ${seed}`,
    `alone     ${rerun}`,
    ...told,
    ...more,
  ].join('\n');
}

function tellFinding(finding: Finding, evidence: Evidence): string {
  const lines = [`\n✗ ${finding.message}`];
  if (finding.expected !== null) lines.push(`  expected  ${finding.expected}`);
  if (finding.received !== null) lines.push(`  received  ${finding.received}`);
  const scenario = finding.scenario === null ? undefined : evidence.scenarios.get(finding.scenario);
  if (!scenario || finding.round === null) return lines.join('\n');
  const round = scenario.rounds[finding.round];
  const before = finding.round === 0 ? null : (scenario.rounds[finding.round - 1]?.observed ?? null);
  lines.push(`  scenario  ${scenario.id}, round ${finding.round + 1} of ${scenario.rounds.length}`);
  for (const action of round?.actions ?? []) lines.push(`  done      ${tellAction(action)}`);
  for (const record of involved(finding, Object.keys(scenario.sides))) {
    lines.push(...tellRecord(record, before?.[record] ?? null, round?.observed[record] ?? null));
  }
  return lines.join('\n');
}

/** One action in words, as steps of a test show it. */
export function tellAction(action: PerformedAction): string {
  switch (action.do) {
    case 'create':
      return `${action.record} is created on the ${action.side} as ${action.company.id}`;
    case 'edit':
      return `${action.record} is edited: ${JSON.stringify(action.patch)}`;
    case 'delete':
      return `${action.record} is deleted`;
    case 'ambush':
      return action.met
        ? `${action.record} is edited as the engine's PATCH of ${action.met.record} arrives: ${JSON.stringify(action.patch)}`
        : `${action.record} would have been edited as the engine's PATCH arrives, but none arrived`;
  }
}

/** The finding's record and its partner; in a crowd, only these two of many. */
function involved({ record }: Finding, records: string[]): string[] {
  if (records.length <= 4 || record === null) return records.slice(0, 4);
  const partner = record.startsWith('left')
    ? record.replace('left', 'right')
    : record.replace('right', 'left');
  return records.filter((name) => name === record || name === partner);
}

function tellRecord(record: string, before: Entity | null, after: Entity | null): string[] {
  if (!after) return [`  ${record}: ${before ? 'is gone' : 'was not there'}`];
  const leaves = pathsOf(after, before).map((path) => {
    const [was, is] = [before ? show(valueAt(before, path)) : null, show(valueAt(after, path))];
    return `    ${path.padEnd(28)}${was === null || was === is ? is : `${was}  →  ${is}`}`;
  });
  return [`  ${record}, id ${after.id}${before ? ', before → after' : ', after the settle'}`, ...leaves];
}
