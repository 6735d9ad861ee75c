/** Two runs beside each other, made by hand: what counts as red, green, new, gone, outdated. */
import { describe, expect, it } from 'vitest';
import type { Header } from '../checks/evidence.ts';
import { DEFAULT_POLICIES } from '../checks/policies.ts';
import type { Dataflow, Row } from '../domain/dataflow.ts';
import { type Baseline, outdatedRows, regressionOf } from './regression.ts';
import type { Signoff } from './signoff.ts';
import { summaryOf, trendOf } from './trend.ts';

type Statuses = Record<string, Signoff['rows'][number]['status']>;

const row = (name: string, line = 1, type = 'string'): Row => ({ left: name, right: name, type, line });

function dataflow(rows: Row[], merge = 'orgNr', sentences: string[] = []): Dataflow {
  return {
    title: 'S to T Dataflow',
    left: 'S',
    right: 'T',
    generated: null,
    introduction: [],
    sections: [
      {
        source: 'S',
        target: 'T',
        line: 3,
        sentences: sentences.map((text) => ({ text, meaning: 'other', place: 'before rows', line: 5 })),
        merge: [{ left: merge, right: merge, line: 9 }],
        rows,
      },
    ],
  };
}

function signoff(rows: Statuses, checks: Record<string, Signoff['checks'][number]['status']> = {}): Signoff {
  return {
    verdict: 'accepted',
    checklist: { title: 'S to T Dataflow', sha256: 'a'.repeat(64) },
    engine: { name: 'e', version: '1' },
    topology: 'two-tenants',
    seed: 1,
    rows: Object.entries(rows).map(([name, status], i) => {
      return { link: 'S to T', left: name, right: name, type: 'string', line: i + 1, status, checks: [] };
    }),
    checks: Object.entries(checks).map(([id, status]) => {
      return { id, kind: 'checklist', title: `title of ${id}`, lines: [1], status, evidence: [] };
    }),
    settles: 1,
    startedAt: '2026-01-02T00:00:00.000Z',
    finishedAt: '2026-01-02T00:01:00.000Z',
  };
}

const baselineOf = (before: Signoff, document: Dataflow): Baseline => ({
  header: headerOf(document),
  signoff: before,
  trend: [],
});

const headerOf = (document: Dataflow): Header => ({
  kind: 'campaign',
  format: 1,
  checklist: { file: 'f.rst', sha256: 'a'.repeat(64), dataflow: document },
  engine: { name: 'e', version: '1' },
  topology: 'two-tenants',
  seed: 1,
  policies: DEFAULT_POLICIES,
  faults: [],
  limits: { quietPasses: 2, maxPasses: 8, passTimeoutMs: 1 },
  lacks: [],
  live: null,
  startedAt: '2026-01-03T00:00:00.000Z',
});

function rowsChanged(before: Statuses, after: Statuses, old = dataflow([]), now = dataflow([])): string[] {
  return regressionOf(baselineOf(signoff(before), old), signoff(after), headerOf(now)).rows.map(
    ({ row: name, change, was, is }) => `${name}: ${change}, ${was} to ${is}`,
  );
}

describe('rows', () => {
  it.each<[string, Statuses, Statuses, string[]]>([
    ['red now', { a: 'passed' }, { a: 'failed' }, ['a → a: newly red, passed to failed']],
    [
      'no longer verified',
      { a: 'passed' },
      { a: 'not verified' },
      ['a → a: newly red, passed to not verified'],
    ],
    [
      'fails that was not verified',
      { a: 'not verified' },
      { a: 'failed' },
      ['a → a: newly red, not verified to failed'],
    ],
    ['green now', { a: 'failed' }, { a: 'passed' }, ['a → a: newly green, failed to passed']],
    [
      'no longer failing, not verified',
      { a: 'failed' },
      { a: 'not verified' },
      ['a → a: otherwise, failed to not verified'],
    ],
    ['as before', { a: 'failed', b: 'passed' }, { a: 'failed', b: 'passed' }, []],
    ['new', {}, { a: 'passed' }, ['a → a: new, null to passed']],
    ['gone', { a: 'passed' }, {}, ['a → a: gone, passed to null']],
  ])('%s', (_, before, after, expected) => {
    expect(rowsChanged(before, after)).toEqual(expected);
  });

  it.each([
    ['its type', dataflow([row('a', 1, 'integer')])],
    ['how records are matched', dataflow([row('a')], 'email')],
    ['a sentence of the section', dataflow([row('a')], 'orgNr', ['A company is created.'])],
  ])('are outdated where the document changes %s', (_, now) => {
    expect(rowsChanged({ a: 'passed' }, { a: 'passed' }, dataflow([row('a')]), now)).toEqual([
      'a → a: outdated, passed to passed',
    ]);
  });

  it('are as they were where only their line is another', () => {
    const [old, now] = [dataflow([row('a', 1)]), dataflow([row('a', 7)])];
    expect(rowsChanged({ a: 'passed' }, { a: 'passed' }, old, now)).toEqual([]);
    expect(outdatedRows(old, now)).toEqual([]);
  });

  it('of the document in force are named where the run did not verify them so', () => {
    const now = dataflow([row('a', 1, 'integer'), row('b')]);
    expect(outdatedRows(dataflow([row('a'), row('c')]), now)).toEqual([
      'S to T: a → a says something else now',
      'S to T: b → b is new in the document',
      'S to T: c → c is not in the document any more',
    ]);
  });
});

describe('checks', () => {
  it('are told where their status is another, or they are new or gone', () => {
    const before = signoff({}, { same: 'passed', turned: 'passed', gone: 'failed' });
    const now = signoff({}, { same: 'passed', turned: 'deviates', new: 'recorded' });
    const { checks } = regressionOf(baselineOf(before, dataflow([])), now, headerOf(dataflow([])));
    expect(checks.map(({ id, was, is }) => [id, was, is])).toEqual([
      ['turned', 'passed', 'deviates'],
      ['new', null, 'recorded'],
      ['gone', 'failed', null],
    ]);
  });
});

describe('what differs between two runs', () => {
  const differences = (before: Partial<Header>, now: Partial<Header> = {}): string[] => {
    const header = headerOf(dataflow([]));
    const baseline = { ...baselineOf(signoff({}), dataflow([])), header: { ...header, ...before } };
    return regressionOf(baseline, signoff({}), { ...header, ...now }).differences;
  };
  const { checklist, limits } = headerOf(dataflow([]));

  it('is nothing where only the time, the path and the tag are others', () => {
    const live = { tag: 'one', left: 'https://a', right: 'https://b' };
    const before = {
      startedAt: '2025-01-01T00:00:00.000Z',
      checklist: { ...checklist, file: 'g.rst' },
      live,
    };
    expect(differences(before, { live: { ...live, tag: 'two' } })).toEqual([]);
  });

  it.each<[string, Partial<Header>]>([
    ['document', { checklist: { ...checklist, sha256: 'b'.repeat(64) } }],
    ['engine', { engine: { name: 'another', version: '1' } }],
    ['version of the engine', { engine: { name: 'e', version: '2' } }],
    ['topology', { topology: 'one-tenant' }],
    ['seed', { seed: 2 }],
    ['policies', { policies: { ...DEFAULT_POLICIES, conflict: 'left' } }],
    ['faults', { faults: ['latency'] }],
    ['limits', { limits: { ...limits, maxPasses: 9 } }],
    ['lacks', { lacks: [{ capability: 'faults', reason: 'r' }] }],
    ['tenants', { live: { tag: 't', left: 'https://a', right: 'https://b' } }],
  ])('may be another %s', (what, before) => {
    expect(differences(before)).toEqual([`another ${what}`]);
  });

  it('is not known of an engine that does not state its version', () => {
    const engine = { name: 'command', version: 'not stated' };
    expect(differences({ engine }, { engine })).toEqual(['the engine does not state its version']);
  });
});

describe('the trend', () => {
  it('has the runs that the baseline knew, itself, and this one', () => {
    const first = { ...summaryOf(signoff({}, { a: 'failed' })), startedAt: '2026-01-01T00:00:00.000Z' };
    const second = signoff({}, { a: 'passed', b: 'not verified' });
    const third = { ...signoff({}, { a: 'passed' }), startedAt: '2026-01-03T00:00:00.000Z' };
    const trend = trendOf({ signoff: second, trend: [first] }, third);
    expect(
      trend.map(({ startedAt, passed, failed, notVerified }) => [
        startedAt.slice(0, 10),
        passed,
        failed,
        notVerified,
      ]),
    ).toEqual([
      ['2026-01-01', 0, 1, 0],
      ['2026-01-02', 1, 0, 1],
      ['2026-01-03', 1, 0, 0],
    ]);
  });

  it('keeps the last fifty', () => {
    const old = summaryOf(signoff({}));
    const trend = trendOf(
      { signoff: signoff({}), trend: Array.from({ length: 60 }, () => old) },
      signoff({}, { a: 'passed' }),
    );
    expect(trend).toHaveLength(50);
    expect(trend.at(-1)?.passed).toBe(1);
  });

  it('is this run alone without a baseline', () => {
    expect(trendOf(null, signoff({}))).toHaveLength(1);
  });
});
