/** Sorts a section's rows and merge rules: what can be shown, how, and what is left empty so that it can be. Pure. */
import type { Creation } from '../domain/creation.ts';
import { type Link, type MergeRule, type Row, rowName } from '../domain/dataflow.ts';
import { CONDITIONS, CONNECTED_TO, isOwnKey, type RecordType, REMARKS } from '../domain/record-type.ts';
import type { Topology } from '../domain/tenant.ts';
import type { Echoes } from './linked.ts';
import { groupOf, rowGroups } from './row-groups.ts';
import { isArrangeable, type Unrun, whyNotShown } from './runnable.ts';
import type { Side } from './scenario.ts';

export interface SectionRows {
  /** Merge rules by which records can be made to match, and the others. */
  merge: MergeRule[];
  unarranged: MergeRule[];
  idRows: Row[];
  /** Rows that stand beside each other in one pair, and rows that need pairs of their own. */
  beside: Row[];
  byThemselves: Row[];
  /** The rest, each with the reason why it is not shown. */
  hidden: { row: Row; why: Unrun }[];
  /** All rows that an engine copies; and the same with those of other sections. */
  copied: Row[];
  linked: Row[];
  /** The properties that are in rows by themselves or in hidden ones alone: a value there would come to others. */
  followers: Record<Side, string[]>;
  /** What no record has a value at. */
  empty: Record<Side, string[]>;
}

/** `others` are the rows of other sections that are synchronised together with this one. */
export function sortRows(
  link: Link,
  types: Record<Side, RecordType>,
  others: readonly Row[],
  topology: Topology,
): SectionRows {
  const rules = distinct(link.merge);
  const merge = rules.filter((rule) => isArrangeable(types, rule));
  const unarranged = rules.filter((rule) => !merge.includes(rule));
  const byChance = unarranged.filter((rule) => hasLeaves(types, rule));
  const all = distinct(link.rows);
  const idRows = all.filter((row) => row.left === 'id' && row.right === 'id');
  const rest = all.filter((row) => !idRows.includes(row));
  const copied = rest.filter((row) => !isOwnKey(row.left) && !isOwnKey(row.right));
  const linked = [...copied, ...others];
  const reasons = rest.map((row) => ({
    row,
    why: whyNotShown(row, types, all, topology) ?? matchesByChance(groupOf(linked, row), byChance),
  }));
  const shown = reasons.filter(({ why }) => why === null).map(({ row }) => row);
  const hidden = reasons.flatMap(({ row, why }) => (why === null ? [] : [{ row, why }]));
  const { beside, byThemselves } = rowGroups(shown, linked, merge, types.left);
  const followers = pathsOnly([...byThemselves, ...hidden.map(({ row }) => row)], beside, types);
  return {
    merge,
    unarranged,
    idRows,
    beside,
    byThemselves,
    hidden,
    copied,
    linked,
    followers,
    empty: { left: followers.left, right: [...followers.right, ...byChance.map(({ right }) => right)] },
  };
}

/** The properties that the section itself speaks of: what other sections keep equal is none of its unlisted ones. */
export function ownType(type: RecordType, { rows, merge }: Link, side: Side): RecordType {
  if (type.isCompany) return type;
  const own = new Set([...rows, ...merge].map((one) => one[side]).concat(REMARKS, CONDITIONS, CONNECTED_TO));
  return { ...type, leaves: new Map([...type.leaves].filter(([path]) => own.has(path))) };
}

/** By records that are created for others, or that another section links or creates. */
export function echoesOf(
  { creates }: Creation,
  paths: Record<Side, string[]>,
  types: Record<Side, RecordType>,
  others: readonly Row[],
): Echoes {
  const on = (side: Side): Set<string> => {
    const isOfOthers = others.some((row) => types[side].leaves.has(row[side]));
    return new Set(creates === 'always' || isOfOthers ? paths[side] : []);
  };
  return { left: on('left'), right: on('right') };
}

/**
 * Records that agree by a merge rule of too few values would be linked, or taken for several with one key, by chance:
 * none has a value there on the right, and no row that would bring one there is shown.
 */
function matchesByChance(group: readonly Row[], rules: readonly MergeRule[]): Unrun | null {
  const rule = rules.find((one) => group.some(({ right }) => right === one.right));
  if (rule === undefined) return null;
  const reason = `it brings values to where records are matched by ${rowName(rule)}, which has too few to tell them apart`;
  return { reason, declaredLack: true };
}

function hasLeaves(types: Record<Side, RecordType>, rule: MergeRule): boolean {
  return types.left.leaves.has(rule.left) && types.right.leaves.has(rule.right);
}

/** The properties that are in the former rows alone: a value there would come to those that share one with them. */
function pathsOnly(
  rows: readonly Row[],
  others: readonly Row[],
  types: Record<Side, RecordType>,
): Record<Side, string[]> {
  const only = (side: Side): string[] =>
    rows
      .map((row) => row[side])
      .filter((path) => types[side].leaves.has(path) && !others.some((other) => other[side] === path));
  return { left: only('left'), right: only('right') };
}

function distinct<T extends MergeRule>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [rowName(row), row])).values()];
}
