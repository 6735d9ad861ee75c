/** One pass over one section: lists both sides, ends and finds links, brings each linked pair to agreement. */
import type { Company } from '../domain/company.ts';
import { rowName, type Link } from '../domain/dataflow.ts';
import { TenantError, type Tenant, type Topology } from '../domain/tenant.ts';
import type { Both } from './decide.ts';
import { listBoth, locate, withoutLink, type Listed, type Located } from './listing.ts';
import { match, type Ambiguity, type Match } from './match.ts';
import { inParallel } from './parallel.ts';
import { reconcile, type Write } from './reconcile.ts';
import { groupRows, isCopied } from './rows.ts';
import type { Pair } from './state.ts';

export interface PassOptions {
  left: Tenant;
  /** In one tenant, the same as `left`. */
  right: Tenant;
  topology: Topology;
  /** The section of the document: its merge rules and its rows. */
  link: Link;
  /** The links that the last pass left. */
  pairs: readonly Pair[];
}

/** What kept the pass from doing all of its work; `pair` is null where it concerns a whole tenant. */
export interface Problem {
  pair: Match | null;
  message: string;
}

export interface PassResult {
  /** False where there are problems: the pass has to be repeated. */
  ok: boolean;
  pairs: Pair[];
  /** Pairs that were linked, and links that ended because a record is gone, in this pass. */
  linked: Match[];
  ended: Match[];
  /** Records that share a merge value, and are not linked because nobody can tell which belong together. */
  ambiguous: Ambiguity[];
  writes: Write[];
  problems: Problem[];
  /** Rows that say which records belong together, or that no tenant lets anybody write. */
  notCopied: string[];
}

const PAIRS_AT_ONCE = 8;

/**
 * Runs one pass. A tenant's refusals are collected in `problems` and never thrown; where a listing fails,
 * nothing is written and the links stay. Nothing is ever created or deleted in a tenant.
 */
export async function runPass({ left, right, topology, link, pairs }: PassOptions): Promise<PassResult> {
  const tenants = { left, right };
  const notCopied = link.rows.filter((row) => !isCopied(row)).map(rowName);
  const nothing = { linked: [], ended: [], ambiguous: [], writes: [], notCopied };

  const listed = await listBoth(tenants, topology);
  if (listed instanceof TenantError) {
    const problems = [{ pair: null, message: listed.message }];
    return { ...nothing, ok: false, pairs: [...pairs], problems };
  }

  const located = await inParallel(pairs, PAIRS_AT_ONCE, (pair) => locate(pair, listed, tenants));
  const ended = located.filter((one) => 'gone' in one).map(({ pair }) => idsOf(pair));
  const refused = located.filter((one) => 'refusal' in one);
  const stillLinked = located.filter((one) => !('gone' in one)).map(({ pair }) => pair);

  const free = withoutLink(listed, stillLinked, topology);
  const { matches, ambiguous } = match(link.merge, free.left, free.right, topology);
  const rules = { groups: groupRows(link.rows), merge: link.merge };
  const jobs = [...knownJobs(located), ...newJobs(matches, listed)];
  const done = await inParallel(jobs, PAIRS_AT_ONCE, async ({ pair, isNew, records }) => ({
    ids: idsOf(pair),
    isNew,
    outcome: await reconcile(pair, isNew, records, tenants, rules),
  }));

  const problems = [
    ...refused.map(({ pair, refusal }) => ({ pair: idsOf(pair), message: refusal.message })),
    ...done.flatMap(({ ids, outcome: { problem } }) => (problem ? [{ pair: ids, message: problem }] : [])),
  ];
  return {
    ok: problems.length === 0,
    pairs: [
      ...refused.map(({ pair }) => pair),
      ...done.flatMap(({ outcome }) => (outcome.pair ? [outcome.pair] : [])),
    ],
    linked: done.filter(({ isNew, outcome }) => isNew && outcome.pair !== null).map(({ ids }) => ids),
    ended,
    ambiguous,
    writes: done.flatMap(({ outcome }) => outcome.writes),
    problems,
    notCopied,
  };
}

interface Job {
  pair: Pair;
  isNew: boolean;
  records: Both<Company>;
}

function knownJobs(located: readonly Located[]): Job[] {
  return located
    .filter((one) => 'records' in one)
    .map(({ pair, records }) => ({ pair, isNew: false, records }));
}

function newJobs(matches: readonly Match[], listed: Listed): Job[] {
  return matches.flatMap((ids) => {
    const left = listed.left.get(ids.left);
    const right = listed.right.get(ids.right);
    const pair: Pair = { ...ids, agreed: {}, own: { left: null, right: null } };
    return left && right ? [{ pair, isNew: true, records: { left, right } }] : [];
  });
}

function idsOf({ left, right }: Pair): Match {
  return { left, right };
}
