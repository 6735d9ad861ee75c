/** One section's part of a plan: its ground, and with what stands on it all that cannot be shown. Pure. */
import type { Creation } from '../domain/creation.ts';
import { type Link, type MergeRule, type Row, rowName } from '../domain/dataflow.ts';
import type { RecordType } from '../domain/record-type.ts';
import { type Check, NotVerified } from './check.ts';
import type { Connection } from './connection.ts';
import { checkOf, isOfCompanies, type SectionGround } from './ground.ts';
import type { Plan, PlanOptions } from './planned.ts';
import type { Unrun } from './runnable.ts';
import type { Side } from './scenario.ts';
import { echoesOf, ownType, sortRows } from './section-rows.ts';
import { blindTo } from './section-scope.ts';
import { notShown, withMatching, withoutMatching } from './section-topics.ts';
import { emptyAt, qualifiedBy } from './source.ts';
import { sourceOf } from './source-of.ts';
import { ofRecords } from './wording.ts';

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
  { types: wholeTypes, creation: creating, connection, others }: SectionFacts,
  options: PlanOptions,
): Plan {
  const { topology } = options;
  const types = {
    left: ownType(wholeTypes.left, given, 'left'),
    right: ownType(wholeTypes.right, given, 'right'),
  };
  const rows = sortRows(given, types, others, topology);
  const { merge, unarranged, idRows, hidden, followers } = rows;
  const isShown = rows.beside.length + rows.byThemselves.length > 0;
  const link: Link = { ...given, merge };
  const section: SectionGround = {
    link,
    creation: creating,
    connection,
    rows: rows.beside,
    byThemselves: rows.byThemselves,
    copied: rows.copied,
    linked: rows.linked,
    idRows: isShown ? idRows : [],
    echoes: echoesOf(creating, followers, types, others),
    topology,
    policies: options.policies,
    types,
    source: qualifiedBy(
      creating,
      emptyAt(sourceOf(types, { seed: options.seed, tag: options.tag, merge }), rows.empty),
    ),
    tag: options.tag,
  };
  const [rule] = merge;
  const asked = rule === undefined ? withoutMatching(section) : withMatching({ ...section, rule }, options);
  const planned = isOfCompanies(section) ? asked : ofRecords(asked, namesIn(given, creating));
  const unseen = isShown ? [] : idRows.map((row) => ({ row, why: NOTHING_TO_SEE }));
  const checks = [
    ...planned.checks,
    ...[...hidden, ...unseen].map(({ row, why }) => notShown(section, row, why)),
    ...unarranged.map((one) => notArranged(section, one)),
  ];
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

/** What the document calls things: none of it is a word of ours. */
function namesIn({ source, target, rows, merge }: Link, { merges }: Creation): string[] {
  const paths = [...rows, ...merge].flatMap(({ left, right }) => [left, right]);
  return [source, target, ...paths, ...(merges === 'all' ? [] : [merges.when])];
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
