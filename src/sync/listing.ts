/** Reads what a side lists, page by page, and keeps of each record no more than the sync needs. */
import type { MergeRule } from '../domain/dataflow.ts';
import { valueAt, type Entity, type Value } from '../domain/record.ts';
import type { AnyTenant, Topology } from '../domain/tenant.ts';
import { isLater } from '../domain/time.ts';
import { holdsAgreed, type Side } from './decide.ts';
import type { PassOptions, Stop } from './options.ts';
import { NOTHING_SEEN, withVersion, type ClockSeen } from './plan.ts';
import type { RowGroup } from './rows.ts';
import { inScope, type Scope } from './scope.ts';
import type { Change, SectionState, Trait } from './section-state.ts';
import type { Entry } from './state.ts';

export interface ListingOptions {
  state: SectionState;
  topology: Topology;
  merge: readonly MergeRule[];
  scope: Scope;
  groups: readonly RowGroup[];
  signal: Stop | undefined;
  /** Is told how many more records came. */
  onDone: PassOptions['onDone'];
}

/** What one listing gave rise to. */
export interface Listing {
  /** How many records came, each as often as it came. */
  count: number;
  /** The ids that came. */
  ids: Set<string>;
  /** Left ids of the links of which this side's record is not as agreed. */
  changed: Set<string>;
  /** The values of records without a link that are new, or have other values than before. */
  traits: Trait[];
  clock: ClockSeen;
}

/** Several pages of the contract: a transaction for each page would hold up the next one. */
const AT_ONCE = 500;

/**
 * Lists a side to its end, or until the signal is aborted. Of a record that comes twice the newer version counts,
 * and where their times are equal the one that came last. Throws `TenantError`.
 */
export async function listChanges(
  tenant: AnyTenant,
  side: Side,
  since: string | undefined,
  options: ListingOptions,
): Promise<Listing> {
  const listing: Listing = {
    count: 0,
    ids: new Set(),
    changed: new Set(),
    traits: [],
    clock: NOTHING_SEEN,
  };
  let chunk = new Map<string, Entity>();
  // The next page is asked for while what this one changed is saved; what is saved is read again by the next.
  let saved: Promise<void> | null = null;
  try {
    for await (const company of tenant.list(since === undefined ? {} : { modifiedSince: since })) {
      listing.count += 1;
      const twin = chunk.get(company.id);
      if (twin === undefined || !isLater(twin.modifiedAt, company.modifiedAt)) chunk.set(company.id, company);
      if (chunk.size < AT_ONCE) continue;
      await saved;
      saved = take(chunk.values(), side, listing, options);
      // It is waited for below, whatever comes first; till then it is no rejection that nobody handles.
      saved.catch(() => {});
      chunk = new Map();
      if (options.signal?.aborted) return listing;
    }
  } finally {
    if (saved !== null) await saved;
  }
  await take(chunk.values(), side, listing, options);
  return listing;
}

async function take(
  companies: Iterable<Entity>,
  side: Side,
  listing: Listing,
  options: ListingOptions,
): Promise<void> {
  const { state, groups, onDone } = options;
  const changed: Change[] = [];
  let count = 0;
  for (const company of companies) {
    count += 1;
    listing.ids.add(company.id);
    const before = state.entry(side, company.id);
    const linked = state.linkOf(side, company.id);
    const entry = entryOf(company, side, options, linked !== null, before?.wasLinked === true);
    listing.clock = withVersion(listing.clock, entry.modifiedAt, before?.modifiedAt !== entry.modifiedAt);
    const sameTraits = before !== null && haveSameTraits(before, entry);
    if (!sameTraits || before.modifiedAt !== entry.modifiedAt || !wantSame(before, entry)) {
      changed.push({ before, entry });
    }
    if (linked === null) {
      if (!sameTraits) listing.traits.push(...traitsOf(entry), ...(before === null ? [] : traitsOf(before)));
    } else if (!holdsAgreed(groups, linked.side, company, linked.pair.agreed)) {
      listing.changed.add(linked.pair.left);
    }
  }
  if (changed.length > 0) await state.saveEntries(side, changed);
  onDone?.({ done: 'listed', side, count });
}

/** In one tenant a record may be either side's. */
export function entryOf(
  company: Entity,
  side: Side,
  { topology, merge, scope }: Pick<ListingOptions, 'topology' | 'merge' | 'scope'>,
  isLinked: boolean,
  wasLinked: boolean,
): Entry {
  const both = topology === 'one-tenant';
  const entry: Entry = {
    id: company.id,
    modifiedAt: company.modifiedAt,
    left: both || side === 'left' ? valuesAs('left', company, merge) : null,
    right: both || side === 'right' ? valuesAs('right', company, merge) : null,
  };
  return scope.told === null || entry.left === null
    ? entry
    : inScope(scope, entry, company, isLinked, wasLinked);
}

function valuesAs(role: Side, company: Entity, merge: readonly MergeRule[]): Value[] {
  return merge.map((rule) => valueAt(company, rule[role]));
}

/** Each value by which the record may belong to another. */
export function traitsOf({ left, right }: Pick<Entry, 'left' | 'right'>): Trait[] {
  const traits: Trait[] = [];
  for (const values of [left, right]) {
    for (const [rule, value] of (values ?? []).entries()) {
      if (value !== null && value !== '') traits.push({ rule, value });
    }
  }
  return traits;
}

export function haveSameTraits(a: Entry, b: Entry): boolean {
  return areSame(a.left, b.left) && areSame(a.right, b.right);
}

function wantSame({ wants: a }: Entry, { wants: b }: Entry): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && areSame(a, b));
}

function areSame(a: readonly Value[] | null, b: readonly Value[] | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
