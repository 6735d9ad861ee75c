/** Whether evidence has everything that was planned: a check passes only if all that it stands on was done. */
import { isDeepStrictEqual } from 'node:util';
import { type Entity, type Patch, afterPatch, agree, pathsOf, valueAt } from '../domain/record.ts';
import { CONNECTED_TO } from '../domain/record-type.ts';
import type { Evidence, Pass, PerformedAction, ScenarioEvidence } from './evidence.ts';
import type { Action, Batch, Scenario } from './scenario.ts';

/** What is missing for a scenario, or null where it was done, settled and looked at as planned. */
export function whatIsMissing(batch: Batch, scenario: Scenario, evidence: Evidence): string | null {
  const found = evidence.scenarios.get(scenario.id);
  if (!found) return `the evidence has no scenario ${scenario.id}`;
  const difference = differsFromPlan(scenario, found);
  if (difference) return `${scenario.id} was not done as planned: ${difference}`;
  const own = evidence.settles.filter((one) => one.batch === batch.id);
  const settled = new Set(own.map(({ round }) => round));
  const missing = [...scenario.rounds.keys()].find((round) => !settled.has(round));
  if (missing !== undefined) return `the evidence has no settle ${missing} of batch ${batch.id}`;
  const untrue = own.find(
    ({ settled: said, passes }) => said && !isSettled(passes, evidence.header.limits.quietPasses),
  );
  return untrue === undefined
    ? null
    : `the passes of settle ${untrue.round} of batch ${batch.id} do not make a settle`;
}

/** A settle is not taken at its word: it ends with passes that ended well and wrote nothing. */
function isSettled(passes: readonly Pass[], quietPasses: number): boolean {
  const last = passes.slice(-quietPasses);
  return last.length === quietPasses && last.every(({ ok, acceptedWrites }) => ok && acceptedWrites === 0);
}

function differsFromPlan(scenario: Scenario, found: ScenarioEvidence): string | null {
  if (found.rounds.length !== scenario.rounds.length) {
    return `${found.rounds.length} of ${scenario.rounds.length} rounds were done`;
  }
  const records = new Set<string>();
  for (const [round, actions] of scenario.rounds.entries()) {
    const performed = found.rounds[round]?.actions ?? [];
    if (performed.length !== actions.length) return `round ${round} has another number of actions`;
    const at = actions.findIndex((action, i) => !isPerformed(action, performed[i]));
    if (at !== -1) return `action ${at + 1} of round ${round} is another one`;
    for (const action of actions) if (!isOfOtherType(action)) records.add(action.record);
    const unseen = [...records].find((record) => found.rounds[round]?.observed[record] === undefined);
    if (unseen !== undefined) return `${unseen} was not looked at in round ${round}`;
  }
  return null;
}

function isPerformed(action: Action, performed: PerformedAction | undefined): boolean {
  if (!performed || performed.do !== action.do || performed.record !== action.record) return false;
  if (action.do === 'create' && performed.do === 'create') {
    const isAsked = performed.side === action.side && performed.type === action.type;
    return isAsked && isOf(action.draft, performed.company);
  }
  if (!('patch' in action && 'patch' in performed)) return true;
  // To whom the record is connected is not known before that one has its id.
  const isConnected = action.do === 'edit' && action.connectedTo !== undefined;
  const added = isConnected ? { [CONNECTED_TO]: performed.patch[CONNECTED_TO] } : {};
  return isDeepStrictEqual({ ...action.patch, ...added }, performed.patch);
}

/** Nobody looks at it again. */
function isOfOtherType(action: Action): boolean {
  return action.do === 'create' && action.type !== undefined;
}

/** Whether the company holds what the draft gives, whatever else the tenant made of the rest. */
function isOf(draft: Patch, company: Entity): boolean {
  const wanted = afterPatch(company, draft);
  return pathsOf(wanted, company).every((path) => agree(valueAt(wanted, path), valueAt(company, path)));
}
