/** Brings one pair to agreement: reads both records afresh, decides, writes what is needed, if still true. */
import { holds } from '../domain/creation.ts';
import type { MergeRule } from '../domain/dataflow.ts';
import type { PropertyPath } from '../domain/path.ts';
import { valueAt, type Entity, type Value } from '../domain/record.ts';
import { TenantError, type AnyTenant, type Versioned } from '../domain/tenant.ts';
import type { Core } from './core.ts';
import { agreedAfter, heldOf, isHeld, patchFor } from './decide.ts';
import type { Both, Decision, Side, Why } from './decide.ts';
import { belongTogether } from './match.ts';
import type { RowGroup } from './rows.ts';
import type { Saving } from './section-state.ts';
import type { Intent, Pair } from './state.ts';
import { ownOf, understand } from './understand.ts';

/** One accepted PATCH. */
export interface Write {
  left: string;
  right: string;
  /** The side that was written. */
  side: Side;
  changes: { rows: readonly string[]; path: PropertyPath; from: Value; to: Value; why: Why }[];
}

export interface Outcome {
  /** Whether the pair is linked now: not where a new one was given up, or a record is gone. */
  linked: boolean;
  /** The records as they were read when one of them was gone. */
  gone: Both<Entity | null> | null;
  /** The records of a new pair as they were read when they no longer belonged together. */
  givenUp: Both<Entity> | null;
  writes: Write[];
  /** The times that the tenants gave our writes. */
  writtenAt: Both<string[]>;
  /** Why the pair may not agree yet; the next pass takes it up again. */
  problem: string | null;
}

export interface Rules {
  groups: readonly RowGroup[];
  merge: readonly MergeRule[];
  /** The condition without which no record of the left is linked; null where there is none. */
  when: string | null;
  decide: Core<Entity>['decide'];
}

/** Remembers a pair. */
export type Save = (pair: Pair, how: Saving) => Promise<void>;

/** How often both records are read again because one of them changed between reading and writing. */
const ATTEMPTS = 5;

/**
 * Reconciles a pair. One that `isNew` is linked only if both records, read afresh, still belong together. A tenant's
 * refusal becomes the outcome's problem. Saved are: a new link before anything is written, each write before it
 * is sent and once it is answered.
 */
export async function reconcile(
  pair: Pair,
  isNew: boolean,
  tenants: Both<AnyTenant>,
  rules: Rules,
  save: Save,
): Promise<Outcome> {
  const outcome: Outcome = {
    linked: !isNew,
    gone: null,
    givenUp: null,
    writes: [],
    writtenAt: { left: [], right: [] },
    problem: null,
  };
  const job: Job = { pair, isNew, outcome, tenants, rules, save };
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const { left, right } = await readBoth(job.pair, tenants);
      if (left === null || right === null) {
        outcome.gone = { left: left?.company ?? null, right: right?.company ?? null };
        outcome.linked = false;
        return outcome;
      }
      if (!outcome.linked && !mayBeLinked(rules, left.company, right.company)) {
        outcome.givenUp = { left: left.company, right: right.company };
        return outcome;
      }
      outcome.linked = true;
      if (await settle(job, { left, right })) return outcome;
    }
    outcome.problem = `a record changed between reading and writing, ${ATTEMPTS} times in a row`;
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    outcome.problem = error.message;
  }
  if (outcome.linked) await remember(job, job.pair, true);
  return outcome;
}

interface Job {
  /** As it was saved last. */
  pair: Pair;
  /** Whether it was not saved yet. */
  isNew: boolean;
  outcome: Outcome;
  tenants: Both<AnyTenant>;
  rules: Rules;
  save: Save;
}

/** A condition that no longer holds of a linked record ends no link: what is linked is kept in sync. */
function mayBeLinked({ merge, when }: Rules, left: Entity, right: Entity): boolean {
  return belongTogether(merge, left, right) && (when === null || holds(left, when));
}

/** Both have ended before a refusal is told: nothing is still being asked when the next pass begins. */
async function readBoth(pair: Pair, tenants: Both<AnyTenant>): Promise<Both<Versioned<Entity> | null>> {
  const [left, right] = await Promise.allSettled([
    tenants.left.get(pair.left),
    tenants.right.get(pair.right),
  ]);
  if (left.status === 'rejected') throw left.reason;
  if (right.status === 'rejected') throw right.reason;
  return { left: left.value, right: right.value };
}

/** One PATCH for each side that needs one. False where a record was stale or gone, and is to be read again. */
async function settle(job: Job, fresh: Both<Versioned<Entity>>): Promise<boolean> {
  const { outcome, rules, tenants } = job;
  const { pair: understood, edited } = understand(job.pair, fresh, rules.groups);
  const decisions = rules.decide(rules.groups, companiesOf(fresh), understood.agreed, edited);
  const known = { ...fresh };
  let held: ReadonlySet<Decision> = new Set(decisions.filter((one) => one.writes.length === 0));
  let pair = understood;
  for (const side of ['right', 'left'] as const) {
    const patch = patchFor(decisions, side);
    if (patch === null) continue;
    const intent = intentOf(decisions, side, companiesOf(known), edited[side]);
    pair = { ...pair, intent: { ...pair.intent, [side]: intent } };
    await remember(job, pair, true);
    const { etag } = fresh[side];
    try {
      known[side] = await tenants[side].patch(pair[side], patch, etag === null ? {} : { ifMatch: etag });
    } catch (error) {
      // A client that asks again after a lost answer gets 412 for what it did itself: the intent stays.
      if (error instanceof TenantError && (error.status === 412 || error.status === 404)) return false;
      throw error;
    }
    outcome.writes.push(writeOf(pair, side, decisions));
    outcome.writtenAt[side].push(known[side].company.modifiedAt);
    const after = heldOf(decisions, companiesOf(known));
    const isOurs = decisions.every((one) => after.has(one) || isHeld(one, companiesOf(known), [side]));
    held = after;
    pair = {
      ...pair,
      agreed: agreedAfter(decisions, held, pair.agreed),
      // A tenant that answers something else than was written has edited the record itself.
      own: { ...pair.own, [side]: isOurs ? ownOf(known[side], intent) : null },
      intent: { ...pair.intent, [side]: null },
    };
    job.pair = pair;
  }
  const dropped = decisions.filter((decision) => !held.has(decision));
  if (dropped.length > 0) {
    const rows = dropped.flatMap(({ group }) => group.rows).join(', ');
    outcome.problem = `a write was accepted, yet the record that was answered does not hold it: ${rows}`;
  }
  pair = { ...pair, agreed: agreedAfter(decisions, held, pair.agreed) };
  await remember(job, pair, dropped.length > 0);
  return true;
}

async function remember(job: Job, pair: Pair, pending: boolean): Promise<void> {
  await job.save(pair, { isNew: job.isNew, pending });
  job.isNew = false;
  job.pair = pair;
}

/** What is about to be written. A value that the other record does not hold yet cannot become the base by it. */
function intentOf(
  decisions: readonly Decision[],
  side: Side,
  records: Both<Entity>,
  editedAt: string,
): Intent {
  const other: Side = side === 'left' ? 'right' : 'left';
  const intent: Intent = { editedAt, wrote: [], leaves: {} };
  for (const decision of decisions) {
    const { group, value, writes } = decision;
    for (const path of group[side]) intent.leaves[path] = valueAt(records[side], path);
    for (const leaf of writes) {
      if (leaf.side !== side) continue;
      intent.leaves[leaf.path] = value;
      const complete = isHeld(decision, records, [other]);
      intent.wrote.push({ path: leaf.path, from: leaf.value, to: value, rows: [...group.rows], complete });
    }
  }
  return intent;
}

function writeOf(pair: Pair, side: Side, decisions: readonly Decision[]): Write {
  const write: Write = { left: pair.left, right: pair.right, side, changes: [] };
  for (const { group, value, why, writes } of decisions) {
    for (const { side: of, path, value: from } of writes) {
      if (of === side) write.changes.push({ rows: group.rows, path, from, to: value, why });
    }
  }
  return write;
}

function companiesOf({ left, right }: Both<Versioned<Entity>>): Both<Entity> {
  return { left: left.company, right: right.company };
}
