/** What a pass reads before it does anything: both sides' listings. */
import type { Both, Side } from './decide.ts';
import { listChanges, type Listing } from './listing.ts';
import type { PassOptions } from './options.ts';
import { sinceOf } from './plan.ts';
import type { RowGroup } from './rows.ts';
import type { SectionState } from './section-state.ts';

/** In one tenant both are the same. */
export type Listings = Both<Listing>;

/** What is known of and was not listed: links by their left id, and records without a link. */
export interface NotListed {
  links: string[];
  records: { side: Side; id: string }[];
}

/** Lists each tenant once, from the watermarks on or, without any, from the beginning. Throws `TenantError`. */
export async function listSides(
  { left, right, topology, link, scope, state, overlapMs, signal, onDone }: PassOptions,
  groups: readonly RowGroup[],
  watermark: Both<string | null> | null,
): Promise<Listings> {
  const options = { state, topology, merge: link.merge, scope, groups, signal, onDone };
  const sinceLeft = sinceOf(watermark?.left ?? null, overlapMs);
  if (topology === 'one-tenant') {
    const all = await listChanges(left, 'left', sinceLeft, options);
    return { left: all, right: all };
  }
  const both = await Promise.allSettled([
    listChanges(left, 'left', sinceLeft, options),
    listChanges(right, 'right', sinceOf(watermark?.right ?? null, overlapMs), options),
  ]);
  // Both have ended before a refusal is told: nothing of this pass is still at work when the next one begins.
  const [ofLeft, ofRight] = both;
  if (ofLeft.status === 'rejected') throw ofLeft.reason;
  if (ofRight.status === 'rejected') throw ofRight.reason;
  return { left: ofLeft.value, right: ofRight.value };
}

/** Only a listing from the beginning tells what is not listed. */
export function notListed(state: SectionState, listings: Listings): NotListed {
  const links = new Set<string>();
  const records: NotListed['records'] = [];
  for (const side of listings.left === listings.right ? (['left'] as const) : (['left', 'right'] as const)) {
    for (const id of state.known(side)) {
      if (listings[side].ids.has(id)) continue;
      const linked = state.linkOf(side, id);
      if (linked === null) records.push({ side, id });
      else links.add(linked.pair.left);
    }
  }
  return { links: [...links], records };
}
