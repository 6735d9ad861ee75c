/** A report in which every part has something to say, made by hand; each free text in it holds what is given. */
import type { Report, ReportCheck } from '../../model.ts';
import type { RunSummary } from '../../trend.ts';

const SHA = 'abc123de'.repeat(8);
const STATUSES = ['passed', 'failed', 'deviates', 'recorded', 'not verified'] as const;

export function fullReport(text: string): Report {
  const checks = STATUSES.map((status): ReportCheck => ({
    id: `id of ${status} ${text}`,
    kind: status === 'deviates' ? 'policy' : 'implied',
    group: 'properties',
    title: `title of ${status} ${text}`,
    section: text,
    lines: [17],
    rows: [text],
    direction: 'left',
    status,
    reason: status === 'passed' ? null : `reason ${text}`,
    declaredLack: status === 'not verified',
    findings: status === 'failed' ? [finding(text)] : [],
    scenarios: ['one', text],
    known: null,
    witnesses: 3,
  }));
  return {
    signoff: {
      verdict: 'rejected',
      checklist: { title: `Document ${text}`, sha256: SHA },
      engine: { name: `engine ${text}`, version: text },
      topology: 'two-tenants',
      seed: 42,
      rows: [],
      checks: [],
      settles: 3,
      startedAt: '2026-01-01T00:00:00.000Z',
      finishedAt: '2026-01-01T00:00:02.500Z',
    },
    meaning: `meaning ${text}`,
    scope: [{ name: `scope ${text}`, value: `value ${text}` }],
    sections: [section(text)],
    checks,
    scenarios: { one: scenario(text) },
    policies: [
      {
        name: `policy ${text}`,
        answer: `answer ${text}`,
        isDefault: false,
        checks: checks.map(({ id }) => id),
      },
    ],
    lint: [
      {
        code: `code ${text}`,
        severity: 'warning',
        line: 9,
        message: `lint ${text}`,
        ask: `question ${text}`,
      },
    ],
    known: [
      {
        check: `known ${text}`,
        reason: `put up with ${text}`,
        expires: '2026-12-31',
        ticket: `ticket ${text}`,
        means: [{ id: 'a/failed', status: 'failed' }],
        state: 'expected',
      },
    ],
    risks: [`risk ${text}`],
    measures: {
      settles: 3,
      passes: 4,
      requests: 5,
      writes: 6,
      arrivals: [10, 200, 3000],
      passMilliseconds: [1, 2],
      duration: 2500,
    },
    detection: {
      measuredAt: '2025-12-01T00:00:00.000Z',
      seed: 1,
      sha256: SHA,
      engines: 403,
      killed: 401,
      blamedRightly: 399,
      whole: true,
    },
    regression: {
      baseline: run(text),
      sameDocument: false,
      differences: ['another document'],
      rows: [
        {
          link: text,
          row: `changed row ${text}`,
          line: 17,
          was: 'passed',
          is: 'failed',
          change: 'newly red',
        },
      ],
      checks: [{ id: `changed id ${text}`, title: `changed title ${text}`, was: null, is: 'failed' }],
    },
    trend: [run(text)],
    gates: [
      { name: 'no outdated row', rule: `rule ${text}`, status: 'not judged', message: `found ${text}` },
      { name: 'detection rate', rule: 'second rule', status: 'passed', message: 'all is well' },
    ],
    signatures: [{ role: `role ${text}`, meaning: `signing ${text}` }],
  };
}

function finding(text: string): ReportCheck['findings'][number] {
  return {
    scenario: 'one',
    round: 0,
    record: 'left',
    path: 'phone',
    expected: `expected ${text}`,
    received: `received ${text}`,
    message: `message ${text}`,
  };
}

function section(text: string): Report['sections'][number] {
  return {
    heading: `Heading ${text}`,
    line: 3,
    left: `Left ${text}`,
    right: `Right ${text}`,
    merge: [{ left: `key ${text}`, right: `key ${text}`, line: 9 }],
    rows: [
      {
        left: `phone ${text}`,
        right: `email ${text}`,
        type: `type ${text}`,
        line: 17,
        name: text,
        status: 'failed',
        directions: { left: 'failed', right: 'not verified' },
        passed: 1,
        checks: ['a', 'b'],
      },
    ],
  };
}

function scenario(text: string): Report['scenarios'][string] {
  const leaves = [
    { path: `phone ${text}`, before: 'was', after: text },
    { path: 'name', before: 'still', after: 'still' },
  ];
  return {
    id: 'one',
    batch: `batch ${text}`,
    more: 7,
    rounds: [
      {
        actions: [`action ${text}`],
        settle: { passes: 3, settled: true },
        arrival: 120,
        records: [
          { name: `left ${text}`, side: 'left', id: `id ${text}`, existed: true, exists: true, leaves },
          { name: 'right', side: 'right', id: null, existed: true, exists: false, leaves },
        ],
        writes: [
          {
            record: 'left',
            method: 'PATCH',
            status: 200,
            pass: 1,
            changes: [{ path: 'phone', from: null, to: text }],
          },
        ],
      },
    ],
  };
}

function run(text: string): RunSummary {
  return {
    startedAt: '2025-12-31T00:00:00.000Z',
    verdict: 'accepted with deviations',
    engine: `earlier engine ${text}`,
    sha256: SHA,
    seed: 41,
    passed: 3,
    failed: 0,
    deviates: 1,
    recorded: 0,
    notVerified: 0,
  };
}
