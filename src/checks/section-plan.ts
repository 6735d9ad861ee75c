/** One section's part of a plan: its ground, the topics that stand on it, and what cannot be shown. Pure. */
import { type Link, type MergeRule, type Row, rowName } from '../domain/dataflow.ts';
import { type Check, NotVerified } from './check.ts';
import { BATCH_IDS, type BatchId, termsOf } from './batches.ts';
import { faultCases } from './fault-cases.ts';
import { checkOf, isOfCompanies, type Ground, rowSlug, type SectionGround, type Topic } from './ground.ts';
import type { Creation } from '../domain/creation.ts';
import type { Connection } from './connection.ts';
import type { Echoes } from './linked.ts';
import { CONDITIONS, CONNECTED_TO, isOwnKey, type RecordType, REMARKS } from '../domain/record-type.ts';
import type { Plan, PlanOptions } from './planned.ts';
import { isArrangeable, type Unrun, whyNotShown } from './runnable.ts';
import type { Batch, Scenario, Side } from './scenario.ts';
import { blindTo } from './section-scope.ts';
import { ofRecords } from './wording.ts';
import { groupOf, rowGroups } from './row-groups.ts';
import { emptyAt, qualifiedBy } from './source.ts';
import { sourceOf } from './source-of.ts';
import { alternatives } from './topics/alternatives.ts';
import { apart } from './topics/apart.ts';
import { atWork } from './topics/at-work.ts';
import { byThemselves, byThemselvesCreated } from './topics/by-themselves.ts';
import { conflict } from './topics/conflict.ts';
import { creation } from './topics/creation.ts';
import { crowd } from './topics/crowd.ts';
import { deletion } from './topics/deletion.ts';
import { duplicates } from './topics/duplicates.ts';
import { edits } from './topics/edits.ts';
import { faultMatrix } from './topics/fault-matrix.ts';
import { faults } from './topics/faults.ts';
import { firstLink } from './topics/first-link.ts';
import { identity } from './topics/identity.ts';
import { independentEdits } from './topics/independent.ts';
import { isolation } from './topics/isolation.ts';
import { matching } from './topics/matching.ts';
import { oneByOne } from './topics/one-by-one.ts';
import { oneInstant } from './topics/one-instant.ts';
import { quiet } from './topics/quiet.ts';
import { verbatim } from './topics/verbatim.ts';

const TOPICS = [
  matching,
  alternatives,
  apart,
  duplicates,
  firstLink,
  edits,
  oneByOne,
  verbatim,
  conflict,
  independentEdits,
  deletion,
  crowd,
  oneInstant,
  atWork,
  faults,
];

/** What a section is about, beside what it says itself. */
export interface SectionFacts {
  types: Record<Side, RecordType>;
  creation: Creation;
  connection: Connection | null;
  /** The rows of other sections that are synchronised together with it. */
  others: readonly Row[];
}

/** What is to be done and judged for one section that can be run. */
export function planSection(
  given: Link,
  { types: wholeTypes, creation: creating, connection, others: ofOthers }: SectionFacts,
  options: PlanOptions,
): Plan {
  const { topology } = options;
  const types = {
    left: ownType(wholeTypes.left, given, 'left'),
    right: ownType(wholeTypes.right, given, 'right'),
  };
  const merge = distinct(given.merge);
  const link: Link = { ...given, merge: merge.filter((rule) => isArrangeable(types, rule)) };
  const [rule] = link.merge;
  const all = distinct(link.rows);
  const idRows = all.filter((row) => row.left === 'id' && row.right === 'id');
  const rest = all.filter((row) => !idRows.includes(row));
  const copied = rest.filter((row) => !isOwnKey(row.left) && !isOwnKey(row.right));
  const linked = [...copied, ...ofOthers];
  const byChance = merge.filter((one) => !link.merge.includes(one) && hasLeaves(types, one));
  const others = rest.map((row) => ({
    row,
    why: whyNotShown(row, types, all, topology) ?? matchesByChance(groupOf(linked, row), byChance),
  }));
  const shown = others.filter(({ why }) => why === null).map(({ row }) => row);
  const { beside, byThemselves: alone } = rowGroups(shown, linked, link.merge, types.left);
  const left = pathsOnly([...alone, ...others.flatMap(({ row, why }) => (why ? [row] : []))], beside, types);
  const withheld = { left: left.left, right: [...left.right, ...byChance.map((one) => one.right)] };
  const section: SectionGround = {
    link,
    creation: creating,
    connection,
    rows: beside,
    byThemselves: alone,
    copied,
    linked,
    idRows: shown.length > 0 ? idRows : [],
    echoes: echoesOf(creating, left, types, ofOthers),
    topology,
    policies: options.policies,
    types,
    source: qualifiedBy(
      creating,
      emptyAt(sourceOf(types, { seed: options.seed, tag: options.tag, merge: link.merge }), withheld),
    ),
    tag: options.tag,
  };
  const asked = rule === undefined ? withoutMatching(section) : withMatching({ ...section, rule }, options);
  const planned = isOfCompanies(section) ? asked : ofRecords(asked, namesIn(given, creating));
  const unseen = shown.length > 0 ? [] : idRows.map((row) => ({ row, why: NOTHING_TO_SEE }));
  const unarranged = merge.filter((one) => !link.merge.includes(one)).map((one) => notArranged(section, one));
  const hidden = [...others, ...unseen].flatMap(({ row, why }) => (why ? [notShown(section, row, why)] : []));
  const checks = [...planned.checks, ...hidden, ...unarranged];
  return blindTo(
    { batches: planned.batches, checks },
    { left: beyond(wholeTypes.left, types.left), right: beyond(wholeTypes.right, types.right) },
  );
}

/** The properties that only other sections speak of. */
function beyond(whole: RecordType, own: RecordType): string[] {
  return [...whole.leaves.keys()].filter((path) => !own.leaves.has(path));
}

const NOTHING_TO_SEE: Unrun = {
  reason: 'no other row of the section is shown, so nothing tells which records are linked',
  declaredLack: true,
};

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

const UNMATCHED: Unrun = {
  reason: 'records cannot be arranged so that they are linked, nor so that one is created for another',
  declaredLack: true,
};

/** Records cannot be arranged so that they match: what there is to see is what is created. */
function withoutMatching(ground: SectionGround): Plan {
  const topics = [creation(ground), byThemselvesCreated(ground)];
  const ids = scenarioIds(topics, 'main');
  const own =
    ids.length > 0
      ? identity(ground, ids).checks
      : ground.idRows.map((row) => notShown(ground, row, UNMATCHED));
  const unseen = topics.some(({ scenarios }) => Object.keys(scenarios).length > 0)
    ? []
    : [...ground.rows, ...ground.byThemselves];
  const batches = batchesOf(topics);
  return {
    batches,
    checks: [
      ...topics.flatMap(({ checks }) => checks),
      ...own,
      ...(batches.length > 0 ? quiet(ground, roundsOf(batches)).checks : []),
      ...unseen.map((row) => notShown(ground, row, UNMATCHED)),
    ],
  };
}

function withMatching(ground: Ground, options: PlanOptions): Plan {
  const topics = topicsOf(ground).map((topic) => topic(ground));
  const left = isolation(
    ground,
    BATCH_IDS.filter((id) => id !== 'deletion').flatMap((id) => scenarioIds(topics, id)),
  );
  const scenarios = [...topics, left];
  const own = identity(ground, scenarioIds(scenarios, 'main'));
  const batches = batchesOf(scenarios);
  const asked = ground.rows.length > 0 ? options.faults : [];
  const matrix = faultMatrix(ground, asked, faultCases(asked, options));
  return {
    batches: [...batches, ...matrix.batches],
    checks: [...scenarios, own, quiet(ground, roundsOf(batches)), matrix].flatMap(({ checks }) => checks),
  };
}

/** The properties that the section itself speaks of: what other sections keep equal is none of its unlisted ones. */
function ownType(type: RecordType, { rows, merge }: Link, side: Side): RecordType {
  if (type.isCompany) return type;
  const own = new Set([...rows, ...merge].map((one) => one[side]).concat(REMARKS, CONDITIONS, CONNECTED_TO));
  return { ...type, leaves: new Map([...type.leaves].filter(([path]) => own.has(path))) };
}

/** What the document calls things: none of it is a word of ours. */
function namesIn({ source, target, rows, merge }: Link, { merges }: Creation): string[] {
  const paths = [...rows, ...merge].flatMap(({ left, right }) => [left, right]);
  return [source, target, ...paths, ...(merges === 'all' ? [] : [merges.when])];
}

function roundsOf(batches: readonly Batch[]): Map<string, number> {
  return new Map(
    batches.map((batch) => [batch.id, Math.max(...batch.scenarios.map(({ rounds }) => rounds.length))]),
  );
}

/** By records that are created for others, or that another section links or creates. */
function echoesOf(
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

/** Most topics edit several rows of one pair at once. */
function topicsOf({ rows, byThemselves: alone }: Ground): ((ground: Ground) => Topic)[] {
  return [...(rows.length > 0 ? [...TOPICS, creation] : []), ...(alone.length > 0 ? [byThemselves] : [])];
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

function batchesOf(topics: Topic[]): Batch[] {
  return BATCH_IDS.flatMap((id) => {
    const scenarios = topics.flatMap((topic): Scenario[] => topic.scenarios[id] ?? []);
    return scenarios.length === 0 ? [] : [{ ...termsOf(id), id, scenarios }];
  });
}

function scenarioIds(topics: Topic[], batch: BatchId): string[] {
  return topics.flatMap((topic) => (topic.scenarios[batch] ?? []).map(({ id }) => id));
}

function notShown(ground: SectionGround, row: Row, { reason, declaredLack }: Unrun): Check {
  return checkOf(ground, {
    kind: 'checklist',
    group: 'properties',
    rows: [row],
    name: `row/${rowSlug(row)}`,
    title: `${rowName(row)} is kept in sync`,
    scenarios: [],
    judge: () => {
      throw new NotVerified(reason, { declaredLack });
    },
  });
}

/** A merge rule by which no two records can be made to match. */
function notArranged(ground: SectionGround, rule: MergeRule): Check {
  return checkOf(ground, {
    kind: 'checklist',
    group: 'linking',
    name: `match/${rule.left}~${rule.right}`,
    title: `records are linked by ${rowName(rule)}`,
    lines: [rule.line],
    scenarios: [],
    judge: () => {
      const reason =
        'a tenant gives its records this property itself, or it has too few values to tell records apart';
      throw new NotVerified(reason, { declaredLack: true });
    },
  });
}

function distinct<T extends MergeRule>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [rowName(row), row])).values()];
}
