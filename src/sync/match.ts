/**
 * Which records without a link belong together. Pure.
 *
 * Merge rules are alternatives: a record's candidates are all records that agree with it by any of them.
 * Invariants, each held by a property test in match.test.ts:
 *  1. One to one. No record is in two matches, and none is matched with itself.
 *  2. Certainty. A match has no other candidate on either side.
 *  3. Evidence. By some rule both hold the same value, verbatim, and it is not empty.
 *  4. Order. The order of the records makes no difference.
 *  5. Completeness. Two records with no candidate but each other are matched.
 */
import type { MergeRule } from '../domain/dataflow.ts';
import { isEmpty, valueAt, type Entity } from '../domain/record.ts';
import type { Topology } from '../domain/tenant.ts';

/** The ids of two records that belong together. */
export interface Match {
  left: string;
  right: string;
}

/** Records that one value of a merge rule brings together, though not as one certain match. */
export interface Ambiguity {
  rule: Pick<MergeRule, 'left' | 'right'>;
  value: string;
  /** Ids, sorted; in one tenant a record may be on both sides. */
  left: string[];
  right: string[];
}

export interface Matches {
  matches: Match[];
  ambiguous: Ambiguity[];
}

/** The records that one value of a merge rule brings together; ids are sorted, by code units. */
export interface Group extends Ambiguity {
  /** The rule's number in the document. */
  index: number;
}

/**
 * Matches, sorted by their ids, and what was too ambiguous to match. The groups hold records without a link only;
 * what is answered of a record is right where every group that it is in was given. In one tenant a match's left
 * is the one with the lower id, unless the rule holds the other way only.
 */
export function matchGroups(given: readonly Group[], topology: Topology): Matches {
  // So it is in most passes.
  if (given.length === 0) return { matches: [], ambiguous: [] };
  const nodes = nodesOf(topology);
  // Where several rules bring two records together, the first one says which is left.
  const groups = given.toSorted((a, b) => a.index - b.index);
  const candidates = new Map<string, Set<string>>();
  const crowded = new Set<string>();
  for (const group of groups.filter(hasBothSides)) {
    const members = nodes(group);
    if (members.length > 2) members.forEach((member) => crowded.add(member));
    if (members.length === 2) {
      for (const member of members) {
        const others = candidates.get(member) ?? new Set();
        members.filter((other) => other !== member).forEach((other) => others.add(other));
        candidates.set(member, others);
      }
    }
  }

  const matches = new Map<string, Match>();
  const ambiguous: Ambiguity[] = [];
  for (const group of groups) {
    const members = nodes(group);
    const isCertain = members.every((one) => !crowded.has(one) && candidates.get(one)?.size === 1);
    const found = isCertain && hasBothSides(group) ? pairOf(group, topology) : undefined;
    if (found === undefined) {
      if (isWorthReporting(group, topology)) ambiguous.push(ambiguityOf(group));
      continue;
    }
    const key = JSON.stringify(members);
    if (!matches.has(key)) matches.set(key, found);
  }
  return {
    matches: [...matches.values()].toSorted((a, b) => compare(a.left, b.left)),
    ambiguous: ambiguous.toSorted((a, b) => compare(a.value, b.value)),
  };
}

/** Whether a pair that was matched earlier is still brought together by some rule. */
export function belongTogether(
  rules: readonly Pick<MergeRule, 'left' | 'right'>[],
  left: Entity,
  right: Entity,
): boolean {
  return rules.some((rule) => {
    const value = valueAt(left, rule.left);
    return !isEmpty(value) && value === valueAt(right, rule.right);
  });
}

/** Whether the members cannot be matched by this value: there are records of both sides, and more than two. */
export function isCrowded(group: Group, topology: Topology): boolean {
  return hasBothSides(group) && nodesOf(topology)(group).length > 2;
}

function ambiguityOf({ rule, value, left, right }: Group): Ambiguity {
  return { rule, value, left, right };
}

/** A record's key: in two tenants equal ids are different records, in one tenant they are one. */
function nodesOf(topology: Topology): (group: Ambiguity) => string[] {
  if (topology === 'one-tenant') {
    return ({ left, right }) => [...new Set([...left, ...right])].toSorted(compare);
  }
  return ({ left, right }) => [...left.map((id) => `left ${id}`), ...right.map((id) => `right ${id}`)];
}

function hasBothSides({ left, right }: Ambiguity): boolean {
  return left.length > 0 && right.length > 0;
}

/** A value that several records of a side share; in one tenant the two of a match do so rightly. */
function isWorthReporting(group: Ambiguity, topology: Topology): boolean {
  const members = nodesOf(topology)(group).length;
  if (topology === 'one-tenant') return members > 2 || (members === 2 && hasBothSides(group));
  return members > 1;
}

/** The first way to read a group of two as left and right, by ids. */
function pairOf({ left, right }: Ambiguity, topology: Topology): Match | undefined {
  const pairs = left.flatMap((l) => right.map((r) => ({ left: l, right: r })));
  return pairs.find((pair) => topology === 'two-tenants' || pair.left !== pair.right);
}

/** By code units, so that the order is the same everywhere. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
