/** This run beside an earlier one: what turned red or green, what is new or gone, what the document says otherwise. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { Header } from '../checks/evidence.ts';
import { type Dataflow, headingOf, type Link, type Row, rowName } from '../domain/dataflow.ts';
import { Signoff } from './signoff.ts';
import { RunSummary, summaryOf } from './trend.ts';

/** What is kept of an earlier pack to be compared with: `inputs/baseline.json`. */
export const Baseline = z.strictObject({
  /** Of its evidence. */
  header: Header,
  signoff: Signoff,
  /** The runs before it that it knew of, the oldest first. */
  trend: z.array(RunSummary),
});
export type Baseline = z.infer<typeof Baseline>;

type RowStatus = Signoff['rows'][number]['status'];
type CheckStatus = Signoff['checks'][number]['status'];

export interface RowChange {
  link: string;
  row: string;
  /** The document's line; that of the earlier one where the row is gone. */
  line: number;
  was: RowStatus | null;
  is: RowStatus | null;
  /** `outdated`: the document says something else of it since, so that its old status says nothing of it. */
  change: 'newly red' | 'newly green' | 'otherwise' | 'new' | 'gone' | 'outdated';
}

export interface CheckChange {
  id: string;
  title: string;
  /** Null where the plan has it new, or no more. */
  was: CheckStatus | null;
  is: CheckStatus | null;
}

export interface Regression {
  baseline: RunSummary;
  sameDocument: boolean;
  /** What differs of which a status may depend on, in words: none where this run should be as that one. */
  differences: string[];
  rows: RowChange[];
  checks: CheckChange[];
}

/** What differs between a baseline and the run whose sign-off and header are given. */
export function regressionOf(baseline: Baseline, now: Signoff, header: Header): Regression {
  const { signoff: earlier } = baseline;
  const sameDocument = earlier.checklist.sha256 === now.checklist.sha256;
  return {
    baseline: summaryOf(earlier),
    sameDocument,
    differences: differencesOf(baseline.header, header),
    rows: rowChanges(
      earlier,
      now,
      changedRows(baseline.header.checklist.dataflow, header.checklist.dataflow),
    ),
    checks: checkChanges(earlier, now),
  };
}

/** An engine that does not state its version may be another one each time. */
const NOT_STATED = 'not stated';

function differencesOf(before: Header, now: Header): string[] {
  const compared: [string, (header: Header) => unknown][] = [
    ['document', ({ checklist }) => checklist.sha256],
    ['engine', ({ engine }) => engine.name],
    ['version of the engine', ({ engine }) => engine.version],
    ['topology', ({ topology }) => topology],
    ['seed', ({ seed }) => seed],
    ['policies', ({ policies }) => policies],
    ['faults', ({ faults }) => faults],
    ['limits', ({ limits }) => limits],
    ['lacks', ({ lacks }) => lacks],
    ['tenants', ({ live }) => live && [live.left, live.right]],
  ];
  const others = compared
    .filter(([, of]) => !isDeepStrictEqual(of(before), of(now)))
    .map(([name]) => `another ${name}`);
  return now.engine.version === NOT_STATED ? [...others, 'the engine does not state its version'] : others;
}

/** Rows of `after`, as `section: row`, of which the document says something else than before; lines do not count. */
function changedRows(before: Dataflow, after: Dataflow): ReadonlySet<string> {
  const said = new Map(statements(before));
  return new Set(
    statements(after)
      .filter(([key, statement]) => said.has(key) && !isDeepStrictEqual(said.get(key), statement))
      .map(([key]) => key),
  );
}

/** Rows of the document in force, as `section: row`, that a run did not verify as they are said there now. */
export function outdatedRows(run: Dataflow, inForce: Dataflow): string[] {
  const verified = new Set(statements(run).map(([key]) => key));
  const changed = changedRows(run, inForce);
  const said = new Set(statements(inForce).map(([key]) => key));
  return [
    ...statements(inForce)
      .filter(([key]) => changed.has(key) || !verified.has(key))
      .map(([key]) => `${key} ${verified.has(key) ? 'says something else now' : 'is new in the document'}`),
    ...[...verified].filter((key) => !said.has(key)).map((key) => `${key} is not in the document any more`),
  ];
}

/** What the document says of each row: its type, and how records of its section come together. */
function statements({ sections }: Dataflow): [string, object][] {
  return sections.flatMap((link: Link) =>
    link.rows.map((row: Row): [string, object] => [
      keyOf(headingOf(link), rowName(row)),
      {
        type: row.type,
        merge: link.merge.map(({ left, right }) => ({ left, right })),
        sentences: link.sentences.map(({ text }) => text),
      },
    ]),
  );
}

function rowChanges(earlier: Signoff, now: Signoff, changed: ReadonlySet<string>): RowChange[] {
  const old = new Map(earlier.rows.map((row) => [keyOf(row.link, rowName(row)), row]));
  const own = new Set(now.rows.map((row) => keyOf(row.link, rowName(row))));
  const present = now.rows.flatMap((row): RowChange[] => {
    const key = keyOf(row.link, rowName(row));
    const was = old.get(key)?.status ?? null;
    const about = { link: row.link, row: rowName(row), line: row.line, is: row.status };
    if (was === null) return [{ ...about, was, change: 'new' }];
    if (changed.has(key)) return [{ ...about, was, change: 'outdated' }];
    if (was === row.status) return [];
    if (row.status === 'passed') return [{ ...about, was, change: 'newly green' }];
    return [
      { ...about, was, change: was === 'passed' || row.status === 'failed' ? 'newly red' : 'otherwise' },
    ];
  });
  const gone = earlier.rows
    .filter((row) => !own.has(keyOf(row.link, rowName(row))))
    .map(({ link, left, right, line, status }): RowChange => {
      return { link, row: rowName({ left, right }), line, was: status, is: null, change: 'gone' };
    });
  return [...present, ...gone];
}

function checkChanges(earlier: Signoff, now: Signoff): CheckChange[] {
  const old = new Map(earlier.checks.map((check) => [check.id, check]));
  const own = new Set(now.checks.map(({ id }) => id));
  return [
    ...now.checks
      .map(({ id, title, status }) => ({ id, title, was: old.get(id)?.status ?? null, is: status }))
      .filter(({ was, is }) => was !== is),
    ...earlier.checks
      .filter(({ id }) => !own.has(id))
      .map(({ id, title, status }) => ({ id, title, was: status, is: null })),
  ];
}

function keyOf(link: string, row: string): string {
  return `${link}: ${row}`;
}
