/** From a document to what will be done and what will be judged: scenarios in batches, and checks. Pure. */
import { isWritable } from '../domain/company.ts';
import {
  type Dataflow,
  headingOf,
  type Link,
  type MergeRule,
  type Row,
  rowName,
} from '../domain/dataflow.ts';
import type { FaultName } from '../domain/fault.ts';
import type { Topology } from '../domain/tenant.ts';
import { awkwardValues } from '../generate/awkward.ts';
import { createCompanySource, withOwnKeys } from '../generate/companies.ts';
import { type Check, NotVerified } from './check.ts';
import type { Header } from './evidence.ts';
import { BATCH_IDS, type BatchId, termsOf } from './batches.ts';
import { faultCases } from './fault-cases.ts';
import { checkOf, type Ground, mirrorOf, rowSlug, sectionSlug, type Topic } from './ground.ts';
import type { Policies } from './policies.ts';
import type { Batch, Scenario } from './scenario.ts';
import { alternatives } from './topics/alternatives.ts';
import { apart } from './topics/apart.ts';
import { atWork } from './topics/at-work.ts';
import { conflict } from './topics/conflict.ts';
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

export interface PlanOptions {
  seed: number;
  topology: Topology;
  policies: Policies;
  /** Beside those of every run. */
  faults: readonly FaultName[];
  /** What each company bears in its name, so that it is known in a tenant that others work in. */
  tag?: string | undefined;
}

export interface Plan {
  batches: Batch[];
  checks: Check[];
}

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

/** Everything that the document asks for. The same arguments give the same plan. */
export function plan(dataflow: Dataflow, options: PlanOptions): Plan {
  const runnable = dataflow.sections.find((link) => whyNotRunnable(link) === null);
  const unverified = dataflow.sections
    .filter((link) => link !== runnable)
    .map((link) =>
      notVerified(link, whyNotRunnable(link) ?? 'only one section about companies can be run at a time'),
    );
  if (!runnable) return { batches: [], checks: unverified };
  const section = planSection(runnable, options);
  return { ...section, checks: [...section.checks, ...unverified] };
}

/** The plan that evidence was gathered by. */
export function planOf({ checklist, live, ...options }: Header): Plan {
  return plan(checklist.dataflow, { ...options, tag: live?.tag });
}

function planSection(given: Link, options: PlanOptions): Plan {
  const { topology } = options;
  const link: Link = { ...given, merge: distinct(given.merge) };
  const [rule] = link.merge;
  if (!rule) throw new RangeError(`section ${headingOf(link)} has no merge rule`);
  const all = distinct(link.rows);
  const idRows = all.filter((row) => row.left === 'id' && row.right === 'id');
  const others = all
    .filter((row) => !idRows.includes(row))
    .map((row) => ({ row, why: whyNotShown(row, all, topology) }));
  const shown = others.filter(({ why }) => why === null).map(({ row }) => row);
  const ground: Ground = {
    link,
    rule,
    rows: shown,
    idRows,
    topology,
    policies: options.policies,
    source: withOwnKeys(
      createCompanySource(options.seed, options.tag),
      link.merge.flatMap(({ left, right }) => [left, right]),
    ),
    tag: options.tag,
  };
  const topics = shown.length > 0 ? TOPICS.map((topic) => topic(ground)) : [];
  const left = isolation(
    ground,
    BATCH_IDS.filter((id) => id !== 'deletion').flatMap((id) => scenarioIds(topics, id)),
  );
  const scenarios = [...topics, left];
  const own = identity(ground, scenarioIds(scenarios, 'main'));
  const batches = batchesOf(scenarios);
  const rounds = new Map(
    batches.map((batch) => [batch.id, Math.max(...batch.scenarios.map((s) => s.rounds.length))]),
  );
  const hidden = others.flatMap(({ row, why }) => (why ? [notShown(ground, row, why)] : []));
  const asked = shown.length > 0 ? options.faults : [];
  const matrix = faultMatrix(ground, asked, faultCases(asked, options));
  return {
    batches: [...batches, ...matrix.batches],
    checks: [
      ...[...scenarios, own, quiet(ground, rounds), matrix].flatMap(({ checks }) => checks),
      ...hidden,
    ],
  };
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

function whyNotRunnable(link: Link): string | null {
  const companies = /\bcompanies$/i;
  if (!companies.test(link.source) || !companies.test(link.target)) {
    return 'a Crmoffice tenant has companies only';
  }
  if (link.merge.length === 0)
    return 'the section has no merge rule, so it does not say which records belong together';
  if (link.rows.length === 0) return 'the section has no row, so it does not say what is kept equal';
  const unknown = link.merge.find((rule) => !isWritable(rule.left) || !isWritable(rule.right));
  if (unknown) {
    return `line ${unknown.line}: records cannot be arranged by ${rowName(unknown)}, which a Crmoffice company does not let be written`;
  }
  return null;
}

interface Unshown {
  reason: string;
  declaredLack: boolean;
}

function whyNotShown(row: Row, rows: readonly Row[], topology: Topology): Unshown | null {
  const unknown = [row.left, row.right].find((path) => !isWritable(path));
  if (unknown) {
    return {
      reason: `a Crmoffice company has no property ${unknown} that can be written`,
      declaredLack: false,
    };
  }
  if (!awkwardValues(row.type)) {
    return { reason: `a Crmoffice company has no property of data type ${row.type}`, declaredLack: false };
  }
  const sharing = rows.find(
    (other) => other !== row && (other.left === row.left || other.right === row.right),
  );
  if (sharing) {
    const reason = `it shares a property with line ${sharing.line}, and rows that do cannot yet be judged`;
    return { reason, declaredLack: false };
  }
  if (topology === 'one-tenant' && !mirrorOf(rows, row)) {
    const reason = 'the row has no mirror, and in one tenant the engine chooses which record is the left one';
    return { reason, declaredLack: true };
  }
  return null;
}

function notShown(ground: Ground, row: Row, { reason, declaredLack }: Unshown): Check {
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

function notVerified(link: Link, reason: string): Check {
  return {
    id: `${sectionSlug(link)}/section-line-${link.line}`,
    kind: 'checklist',
    group: 'linking',
    title: `${headingOf(link)} is kept in sync`,
    section: headingOf(link),
    direction: null,
    lines: [link.line],
    rows: link.rows.map(rowName),
    scenarios: [],
    judge: () => {
      throw new NotVerified(reason, { declaredLack: false });
    },
  };
}

function distinct<T extends MergeRule>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [rowName(row), row])).values()];
}
