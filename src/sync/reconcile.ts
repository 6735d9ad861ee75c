/** Brings one pair to agreement: reads both records afresh, decides, writes what is needed, if still true. */
import type { Company, Value } from '../domain/company.ts';
import type { MergeRule } from '../domain/dataflow.ts';
import type { PropertyPath } from '../domain/path.ts';
import { TenantError, type Tenant, type Versioned } from '../domain/tenant.ts';
import { agreedAfter, decide, isHeld, patchFor } from './decide.ts';
import type { Both, Decision, Side, Why } from './decide.ts';
import { belongTogether } from './match.ts';
import type { RowGroup } from './rows.ts';
import type { OwnWrite, Pair } from './state.ts';

/** One accepted PATCH. */
export interface Write {
  left: string;
  right: string;
  /** The side that was written. */
  side: Side;
  changes: { rows: readonly string[]; path: PropertyPath; from: Value; to: Value; why: Why }[];
}

export interface Outcome {
  /** The pair as it is to be remembered, or null where it is not to be linked after all. */
  pair: Pair | null;
  writes: Write[];
  /** Why the pair may not agree yet; the next pass takes it up again. */
  problem: string | null;
}

export interface Rules {
  groups: readonly RowGroup[];
  merge: readonly MergeRule[];
}

/** How often both records are read again because one of them changed between reading and writing. */
const ATTEMPTS = 5;

/**
 * Reconciles a pair whose records were listed as `listed`. A pair `isNew` that no longer belongs together
 * when read afresh is given up. A tenant's refusal becomes the outcome's problem; what was written before it
 * stays remembered.
 */
export async function reconcile(
  pair: Pair,
  isNew: boolean,
  listed: Both<Company>,
  tenants: Both<Tenant>,
  rules: Rules,
): Promise<Outcome> {
  const seen = decide(rules.groups, listed, pair.agreed);
  if (seen.every(({ why }) => why === 'agreed')) {
    return { pair: { ...pair, agreed: agreedAfter(seen, listed, pair.agreed) }, writes: [], problem: null };
  }
  const outcome: Outcome = { pair: isNew ? null : pair, writes: [], problem: null };
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const fresh = await readBoth(pair, tenants);
      // A record that is gone is left to the next pass, which sees whether it is listed.
      if (fresh === null) return outcome;
      if (outcome.pair === null && !belongTogether(rules.merge, fresh.left.company, fresh.right.company)) {
        return outcome;
      }
      outcome.pair ??= pair;
      if (await settle(outcome.pair, outcome, fresh, tenants, rules)) return outcome;
    }
    outcome.problem = `a record changed between reading and writing, ${ATTEMPTS} times in a row`;
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    outcome.problem = error.message;
  }
  return outcome;
}

async function readBoth(pair: Pair, tenants: Both<Tenant>): Promise<Both<Versioned> | null> {
  const [left, right] = await Promise.all([tenants.left.get(pair.left), tenants.right.get(pair.right)]);
  return left && right ? { left, right } : null;
}

/** One PATCH for each side that needs one. Remembers each at once; false where a record was stale or gone. */
async function settle(
  given: Pair,
  outcome: Outcome,
  fresh: Both<Versioned>,
  tenants: Both<Tenant>,
  rules: Rules,
): Promise<boolean> {
  const edited = {
    left: editedAt(fresh.left, given.own.left),
    right: editedAt(fresh.right, given.own.right),
  };
  const decisions = decide(rules.groups, companiesOf(fresh), given.agreed, edited);
  const known = { ...fresh };
  let pair = given;
  for (const side of ['right', 'left'] as const) {
    const patch = patchFor(decisions, side);
    if (patch === null) continue;
    const { etag } = fresh[side];
    try {
      known[side] = await tenants[side].patch(pair[side], patch, etag === null ? {} : { ifMatch: etag });
    } catch (error) {
      if (error instanceof TenantError && (error.status === 412 || error.status === 404)) return false;
      throw error;
    }
    outcome.writes.push(writeOf(pair, side, decisions));
    const isOurs = decisions.every((decision) => isHeld(decision, companiesOf(known), [side]));
    pair = {
      ...pair,
      agreed: agreedAfter(decisions, companiesOf(known), pair.agreed),
      own: { ...pair.own, [side]: isOurs ? ownWrite(known[side], edited[side]) : null },
    };
    outcome.pair = pair;
  }
  outcome.pair = { ...pair, agreed: agreedAfter(decisions, companiesOf(known), pair.agreed) };
  const dropped = decisions.filter((decision) => !isHeld(decision, companiesOf(known)));
  if (dropped.length > 0) {
    const rows = dropped.flatMap(({ group }) => group.rows).join(', ');
    outcome.problem = `a write was accepted, yet the record that was answered does not hold it: ${rows}`;
  }
  return true;
}

/** When others last edited a record: a write of the sync itself must not make a side look newer. */
function editedAt({ company, etag }: Versioned, own: OwnWrite | null): string {
  const isOwn = own !== null && own.etag === etag && own.modifiedAt === company.modifiedAt;
  return isOwn ? own.editedAt : company.modifiedAt;
}

/**
 * A tenant that answers something else than was written has edited the record itself, and is not ours;
 * without an entity tag nobody can tell a version from the next.
 */
function ownWrite({ company, etag }: Versioned, edited: string): OwnWrite | null {
  return etag === null ? null : { etag, modifiedAt: company.modifiedAt, editedAt: edited };
}

function writeOf(pair: Pair, side: Side, decisions: readonly Decision[]): Write {
  const changes = decisions.flatMap(({ group, value, why, writes }) =>
    writes
      .filter((leaf) => leaf.side === side)
      .map((leaf) => ({ rows: group.rows, path: leaf.path, from: leaf.value, to: value, why })),
  );
  return { left: pair.left, right: pair.right, side, changes };
}

function companiesOf({ left, right }: Both<Versioned>): Both<Company> {
  return { left: left.company, right: right.company };
}
