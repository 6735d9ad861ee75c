/** The topics of a section's plan: which of them it has, and what they come to together. Pure. */
import { type Row, rowName } from '../domain/dataflow.ts';
import { BATCH_IDS, type BatchId, termsOf } from './batches.ts';
import { type Check, NotVerified } from './check.ts';
import { faultCases } from './fault-cases.ts';
import { checkOf, type Ground, rowSlug, type SectionGround, type Topic } from './ground.ts';
import type { Plan, PlanOptions } from './planned.ts';
import type { Unrun } from './runnable.ts';
import type { Batch, Scenario } from './scenario.ts';
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

/** Records cannot be arranged so that they match: what there is to see is what is created. */
export function withoutMatching(ground: SectionGround): Plan {
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

export function withMatching(ground: Ground, options: PlanOptions): Plan {
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

/** A row of which nothing can be seen. */
export function notShown(ground: SectionGround, row: Row, { reason, declaredLack }: Unrun): Check {
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

const UNMATCHED: Unrun = {
  reason: 'records cannot be arranged so that they are linked, nor so that one is created for another',
  declaredLack: true,
};

function roundsOf(batches: readonly Batch[]): Map<string, number> {
  return new Map(
    batches.map((batch) => [batch.id, Math.max(...batch.scenarios.map(({ rounds }) => rounds.length))]),
  );
}

/** Most topics edit several rows of one pair at once. */
function topicsOf({ rows, byThemselves: alone }: Ground): ((ground: Ground) => Topic)[] {
  return [...(rows.length > 0 ? [...TOPICS, creation] : []), ...(alone.length > 0 ? [byThemselves] : [])];
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
