/**
 * What the sync's own writes mean for a pair that was read afresh: which leaves hold what the sync itself wrote,
 * though it never got the answer, and which lost a write that the tenant had answered as done. Pure.
 *
 * An intent says what a PATCH was about to do: for each leaf the value read (from) and the value written (to).
 * It is saved before the PATCH is sent and taken away with its answer, so a pair has one only where the sync was
 * killed, or an answer was lost. The leaf then holds
 *  - `from`: the write did not happen (or somebody undid it, which nobody can tell). Nothing is learnt.
 *  - `to`: it happened. Both records held `to`, so it is the base: an edit of the source since is an edit alone.
 *  - something else: it was edited after it was read, whether the write came between or not, and the value of the
 *    source was there before that. `to` is the base, and the edit is later than what it replaced.
 * A value that the other record did not hold yet (rows that share leaves) moves no base. Of rows that share leaves, one
 * that holds `from` while none holds `to` tells that the write did not happen, whatever the others were edited to.
 *
 * A version that the tenant answered as the sync's own, and in which a leaf still holds `from`, is a write that
 * was dropped: that value is the base, so that it is written again, and no edit back to it is seen.
 *
 * Invariants, each held by a property test in understand.test.ts:
 *  1. Kill. Whether the PATCH happened or not, and whatever each side is edited to after, no edit is lost.
 *  2. Drop. A dropped leaf is written again; it never goes to the other side.
 *  3. Nothing. Without intents and own writes, nothing is understood: base and times stay.
 */
import { agree, valueAt, type Entity, type Value } from '../domain/record.ts';
import type { Versioned } from '../domain/tenant.ts';
import type { Agreed, Both, Side } from './decide.ts';
import type { RowGroup } from './rows.ts';
import type { Intent, OwnWrite, Pair } from './state.ts';

/** What is to be decided on: the pair without intents, and when others last edited each record. */
export interface Understood {
  pair: Pair;
  edited: Both<string>;
}

type IntendedLeaf = Intent['wrote'][number];

const SIDES = ['left', 'right'] as const;

export function understand(
  pair: Pair,
  fresh: Both<Versioned<Entity>>,
  groups: readonly RowGroup[],
): Understood {
  let agreed: Agreed = pair.agreed;
  const own = { ...pair.own };
  const edited = { left: fresh.left.company.modifiedAt, right: fresh.right.company.modifiedAt };
  for (const side of SIDES) {
    const version = fresh[side];
    const { [side]: intent } = pair.intent;
    if (intent !== null) {
      agreed = { ...agreed, ...basesOf(intent, version) };
      if (holdsAll(version, intent.leaves)) own[side] = ownOf(version, intent);
    }
    const { [side]: written } = own;
    if (written === null || !isVersion(version, written)) continue;
    edited[side] = written.editedAt;
    agreed = { ...agreed, ...basesOfDropped(written, version, side, groups) };
  }
  return { pair: { ...pair, agreed, own, intent: { left: null, right: null } }, edited };
}

/** An own write as it is to be remembered; without an entity tag nobody can tell a version from the next. */
export function ownOf({ company, etag }: Versioned<Entity>, intent: Intent): OwnWrite | null {
  if (etag === null) return null;
  const wrote = intent.wrote.map(({ path, from, to }) => ({ path, from, to }));
  return { etag, modifiedAt: company.modifiedAt, editedAt: intent.editedAt, wrote };
}

function basesOf({ wrote }: Intent, { company }: Versioned<Entity>): Record<string, Value> {
  const bases: Record<string, Value> = {};
  const touched = wrote.filter(({ path, from }) => !agree(valueAt(company, path), from));
  for (const leaf of touched) {
    if (!leaf.complete || wasNotWritten(leaf, wrote, company)) continue;
    for (const row of leaf.rows) bases[row] = leaf.to;
  }
  return bases;
}

/** One PATCH writes all leaves of its rows: where one of them holds what it did before, and none what was to be written. */
function wasNotWritten({ rows }: IntendedLeaf, wrote: readonly IntendedLeaf[], company: Entity): boolean {
  const ofRows = wrote.filter((other) => other.rows[0] === rows[0]);
  const holds = (one: IntendedLeaf, value: Value): boolean => agree(valueAt(company, one.path), value);
  return ofRows.some((one) => holds(one, one.from)) && !ofRows.some((one) => holds(one, one.to));
}

function basesOfDropped(
  { wrote }: OwnWrite,
  { company }: Versioned<Entity>,
  side: Side,
  groups: readonly RowGroup[],
): Record<string, Value> {
  const bases: Record<string, Value> = {};
  for (const { path, from, to } of wrote) {
    const held = valueAt(company, path);
    if (agree(held, to) || !agree(held, from)) continue;
    for (const group of groups.filter((one) => one[side].includes(path))) {
      for (const row of group.rows) bases[row] = held;
    }
  }
  return bases;
}

function isVersion({ company, etag }: Versioned<Entity>, own: OwnWrite): boolean {
  return own.etag === etag && own.modifiedAt === company.modifiedAt;
}

function holdsAll({ company }: Versioned<Entity>, leaves: Readonly<Record<string, Value>>): boolean {
  return Object.entries(leaves).every(([path, value]) => agree(valueAt(company, path), value));
}
