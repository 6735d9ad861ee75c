/** The work of a pass once both sides are listed: known links first, then what can be linked newly, then what is to be created. */
import { dueIn } from './creating.ts';
import { matchAll, matchTouched, withoutLinked } from './linking.ts';
import { isCrowded, type Match } from './match.ts';
import type { PassOptions } from './options.ts';
import type { RowGroup } from './rows.ts';
import type { Trait } from './section-state.ts';
import type { Listings, NotListed } from './survey.ts';
import { type Work, Worker } from './worker.ts';

/** Of larger crowds no single record is asked for whether it still exists; the next full pass tells. */
const SMALL_CROWD = 10;
/** A link that ended, or a record that is gone, may make others certain, and these again others. */
const ROUNDS = 4;
const NONE: NotListed = { links: [], records: [] };

/** `missing` is what a full pass did not list, or null in an incremental one. Never throws `TenantError`. */
export async function workOff(
  options: PassOptions,
  groups: readonly RowGroup[],
  listings: Listings,
  missing: NotListed | null,
): Promise<Work> {
  const worker = new Worker(options, groups);
  const { state, topology, core } = options;
  const { left: ofLeft, right: ofRight } = listings;
  const touched = ofRight === ofLeft ? ofLeft.traits : [...ofLeft.traits, ...ofRight.traits];
  const links = new Set(ofLeft.changed);
  for (const left of ofRight.changed) links.add(left);
  for (const left of state.pending()) links.add(left);
  const doubtful = missing ?? (touched.length === 0 ? NONE : doubtfulAmong(options, touched, listings));
  for (const left of doubtful.links) links.add(left);
  if (doubtful.records.length > 0) await worker.verify(doubtful.records);
  await worker.bringToAgreement([...links].flatMap((left) => linkOf(state.pair(left))));

  let touchedNow = missing === null ? touched : [];
  for (let round = 0; round < ROUNDS; round += 1) {
    touchedNow = [...touchedNow, ...worker.takeTouched()];
    const lookAtAll = round === 0 && missing !== null;
    if (touchedNow.length === 0 && !lookAtAll) break;
    const found = lookAtAll
      ? matchAll(state, topology, core.matchGroups)
      : matchTouched(state, topology, touchedNow, core.matchGroups);
    touchedNow = [];
    worker.work.ambiguous.push(...found.ambiguous);
    await worker.link(found.matches);
  }
  const due = dueIn(options);
  if (due.length > 0) await worker.create(due);
  return worker.work;
}

/**
 * An incremental listing does not tell what was deleted. Where a newcomer meets linked records, or makes a crowd,
 * those that it meets are asked for: if one of them is gone, the newcomer may well be linked.
 */
function doubtfulAmong(
  { state, topology }: PassOptions,
  touched: readonly Trait[],
  listings: Listings,
): NotListed {
  const links = new Set<string>();
  const records = new Map<string, NotListed['records'][number]>();
  for (const trait of touched) {
    const group = state.group(trait);
    const free = withoutLinked(state, group);
    if (free.left.length + free.right.length === 0) continue;
    for (const side of ['left', 'right'] as const) {
      for (const id of group[side]) {
        const linked = state.linkOf(side, id);
        if (linked !== null) links.add(linked.pair.left);
      }
    }
    if (!isCrowded(free, topology) || free.left.length + free.right.length > SMALL_CROWD) continue;
    for (const role of ['left', 'right'] as const) {
      const side = topology === 'one-tenant' ? 'left' : role;
      for (const id of free[role].filter((one) => !listings[side].ids.has(one))) {
        records.set(`${side} ${id}`, { side, id });
      }
    }
  }
  return { links: [...links], records: [...records.values()] };
}

function linkOf(pair: Match | null): Match[] {
  return pair === null ? [] : [{ left: pair.left, right: pair.right }];
}
