/** Finds the records without a link that belong together, among what is remembered of them. */
import type { Topology } from '../domain/tenant.ts';
import { traitsOf } from './listing.ts';
import { isCrowded, matchGroups, type Group, type Match, type Matches } from './match.ts';
import type { SectionState, Trait } from './section-state.ts';

/** All matches, and all that is ambiguous. Walks through all groups, and keeps those with a record to link. */
export function matchAll(state: SectionState, topology: Topology, match = matchGroups): Matches {
  const groups: Group[] = [];
  for (const group of state.groups()) {
    const free = withoutLinked(state, group);
    if (free.left.length + free.right.length > 0) groups.push(free);
  }
  return match(groups, topology);
}

/**
 * What these values alone bring together, the same as `matchAll` would find. Whether a match is certain depends
 * on all groups of both its records, and those are looked at too.
 */
export function matchTouched(
  state: SectionState,
  topology: Topology,
  touched: readonly Trait[],
  match = matchGroups,
): Matches {
  const first = groupsOf(state, touched);
  const second = withNeighbours(state, topology, first);
  const third = withNeighbours(state, topology, second);
  const { matches, ambiguous } = match([...third.values()], topology);
  const together = new Set([...second.values()].flatMap((group) => waysOf(group)));
  const isKnown = ({ left, right }: Match): boolean =>
    together.has(JSON.stringify([left, right])) ||
    (topology === 'one-tenant' && together.has(JSON.stringify([right, left])));
  const reported = new Set([...second.values()].map(({ rule, value }) => JSON.stringify([rule, value])));
  return {
    matches: matches.filter(isKnown),
    ambiguous: ambiguous.filter(({ rule, value }) => reported.has(JSON.stringify([rule, value]))),
  };
}

/** The ways to pair a left record of the group with a right one; of a crowd none is certain, so none is named. */
function waysOf({ left, right }: Group): string[] {
  if (left.length + right.length > 4) return [];
  return left.flatMap((l) => right.map((r) => JSON.stringify([l, r])));
}

/** A group without its linked records. */
export function withoutLinked(state: SectionState, group: Group): Group {
  return {
    ...group,
    left: group.left.filter((id) => state.linkOf('left', id) === null),
    right: group.right.filter((id) => state.linkOf('right', id) === null),
  };
}

type Groups = Map<string, Group>;

function groupsOf(state: SectionState, traits: readonly Trait[]): Groups {
  const groups: Groups = new Map();
  for (const trait of traits) {
    const key = JSON.stringify([trait.rule, trait.value]);
    if (!groups.has(key)) groups.set(key, withoutLinked(state, state.group(trait)));
  }
  return groups;
}

/** The groups, and all others of their records. Records in a crowd are matched by nothing, so theirs do not matter. */
function withNeighbours(state: SectionState, topology: Topology, groups: Groups): Groups {
  const traits = [...groups.values()]
    .filter((group) => group.left.length > 0 && group.right.length > 0 && !isCrowded(group, topology))
    .flatMap(({ left, right }) => [
      ...left.map((id) => state.entry('left', id)),
      ...right.map((id) => state.entry(topology === 'one-tenant' ? 'left' : 'right', id)),
    ])
    .flatMap((entry) => (entry === null ? [] : traitsOf(entry)))
    .filter(({ rule, value }) => !groups.has(JSON.stringify([rule, value])));
  return new Map([...groups, ...groupsOf(state, traits)]);
}
