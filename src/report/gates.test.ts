/** Each gate seen passed, failed and not judged, on what is made by hand. */
import { describe, expect, it } from 'vitest';
import type { Detection } from './detection.ts';
import { GateSettings, gatesOf, type GateName, type Judged } from './gates.ts';
import type { Gate, ReportCheck, ReportRow } from './model.ts';
import type { Regression } from './regression.ts';

const check = (id: string, status: ReportCheck['status']): ReportCheck => ({
  id,
  kind: 'checklist',
  group: 'properties',
  title: id,
  section: 'S to T',
  lines: [1],
  rows: [],
  direction: null,
  status,
  reason: status === 'not verified' ? 'the tenant keeps no log' : null,
  declaredLack: false,
  findings: [],
  scenarios: [],
  known: null,
  witnesses: null,
});

const row = (left: ReportRow['status'], right: ReportRow['status']): ReportRow => ({
  name: 'a → b',
  left: 'a',
  right: 'b',
  type: 'string',
  line: 1,
  status: 'passed',
  directions: { left, right },
  passed: 1,
  checks: ['c'],
});

const section = (...rows: ReportRow[]): Judged['sections'] => [
  { heading: 'S to T', line: 1, left: 'S', right: 'T', merge: [], rows },
];

const detection: Detection = {
  measuredAt: '2026-01-01T00:00:00.000Z',
  seed: 1,
  checklist: { title: 'S to T', sha256: 'aa' },
  whole: true,
  total: { engines: 10, killed: 10, blamedRightly: 10 },
  checks: [],
};

const regression = (change: Partial<Regression>): Regression => ({
  baseline: {
    startedAt: '2026-01-01T00:00:00.000Z',
    verdict: 'accepted',
    engine: 'e 1',
    sha256: 'aa',
    seed: 1,
    passed: 1,
    failed: 0,
    deviates: 0,
    recorded: 0,
    notVerified: 0,
  },
  sameDocument: true,
  differences: [],
  rows: [],
  checks: [],
  ...change,
});

const known = (state: 'expected' | 'expired', id = 'x') => ({
  check: id,
  reason: 'r',
  expires: '2026-12-31',
  ticket: null,
  means: [{ id, status: 'failed' as const }],
  state,
});

const bare: Judged = {
  checks: [check('c', 'passed')],
  sections: section(row('passed', 'passed')),
  sha256: 'aa',
  endedAt: '2026-01-31T00:00:00.000Z',
  known: null,
  regression: null,
  outdated: null,
  detection: null,
  settings: GateSettings.parse({}),
};

function gate(name: GateName, change: Partial<Judged>): Gate {
  const found = gatesOf({ ...bare, ...change }).find((one) => one.name === name);
  if (!found) throw new Error(`no gate ${name}`);
  return found;
}

const NEWLY_RED = {
  link: 'S to T',
  row: 'a → b',
  line: 1,
  was: 'passed',
  is: 'failed',
  change: 'newly red',
} as const;
const TURNED: Regression['checks'] = [{ id: 'c', title: 'c', was: 'passed', is: 'failed' }];
const NEW: Regression['checks'] = [{ id: 'd', title: 'd', was: null, is: 'failed' }];

describe('a gate', () => {
  it.each<[GateName, Gate['status'], Partial<Judged>, string]>([
    ['every row in both directions', 'passed', {}, '1 rows were verified in both directions'],
    [
      'every row in both directions',
      'failed',
      { sections: section(row('passed', 'passed'), row('passed', 'not verified')) },
      'a → b: passed from the left, not verified from the right',
    ],
    [
      'every row in both directions',
      'passed',
      { sections: section(row('failed', 'passed')) },
      '1 rows were verified in both directions',
    ],
    ['every row in both directions', 'not judged', { sections: section() }, 'the document has no row'],
    ['nothing not verified', 'passed', {}, '1 of 1 checks came to a result'],
    [
      'nothing not verified',
      'failed',
      { checks: [check('c', 'not verified')] },
      'c: the tenant keeps no log',
    ],
    [
      'nothing not verified',
      'passed',
      {
        checks: [check('c', 'not verified'), check('d', 'failed')],
        settings: GateSettings.parse({ 'may be not verified': ['c'] }),
      },
      '1 of 2 checks came to a result, 1 are allowed not to',
    ],
    ['no unknown failure', 'passed', {}, 'no check failed'],
    [
      'no unknown failure',
      'failed',
      { checks: [check('x', 'failed'), check('y', 'failed')], known: [known('expected')] },
      'y',
    ],
    ['no unknown failure', 'failed', { checks: [check('x', 'failed')], known: [known('expired')] }, 'x'],
    [
      'no unknown failure',
      'passed',
      { checks: [check('x', 'failed')], known: [known('expected')] },
      '1 failed, all of them known',
    ],
    ['known failures in order', 'not judged', {}, 'no file of known failures was given'],
    ['known failures in order', 'passed', { known: [known('expected')] }, 'as expected: 1'],
    ['known failures in order', 'failed', { known: [known('expired')] }, 'x: expired on 2026-12-31'],
    [
      'known failures in order',
      'failed',
      { known: [{ ...known('expected'), state: 'does not fail' }] },
      'x: does not fail',
    ],
    [
      'known failures in order',
      'failed',
      { known: [{ ...known('expected'), state: 'no such check' }] },
      'x: no such check',
    ],
    ['no outdated row', 'not judged', {}, 'the document in force was not given'],
    [
      'no outdated row',
      'passed',
      { outdated: [] },
      'the document in force says of every row what it said in this run',
    ],
    ['no outdated row', 'failed', { outdated: ['S to T: a → b'] }, 'S to T: a → b'],
    ['nothing newly red', 'not judged', {}, 'no baseline was given'],
    [
      'nothing newly red',
      'passed',
      { regression: regression({}) },
      'compared with the run of 2026-01-01T00:00:00.000Z',
    ],
    [
      'nothing newly red',
      'passed',
      { regression: regression({ rows: [{ ...NEWLY_RED, change: 'newly green' }] }) },
      'compared with',
    ],
    [
      'nothing newly red',
      'failed',
      { regression: regression({ rows: [NEWLY_RED] }) },
      'a → b: passed, now failed',
    ],
    ['no status that changes by itself', 'not judged', {}, 'no baseline was given'],
    [
      'no status that changes by itself',
      'passed',
      { regression: regression({}) },
      'every check has the status',
    ],
    [
      'no status that changes by itself',
      'failed',
      { regression: regression({ checks: TURNED }) },
      'c: passed, now failed',
    ],
    [
      'no status that changes by itself',
      'not judged',
      { regression: regression({ differences: ['another seed', 'another engine'], checks: TURNED }) },
      'the baseline is no run of the same: another seed, another engine',
    ],
    [
      'no status that changes by itself',
      'not judged',
      { regression: regression({ checks: [...TURNED, ...NEW] }) },
      'the baseline is no run of the same: other checks',
    ],
    [
      'nothing newly red',
      'failed',
      { regression: regression({ rows: [{ ...NEWLY_RED, change: 'outdated' }] }) },
      'a → b: passed, now failed',
    ],
    [
      'no unknown failure',
      'not judged',
      { checks: [check('c', 'not verified')] },
      'no check came to a result',
    ],
    [
      'detection rate',
      'failed',
      { detection: { ...detection, measuredAt: '2099-01-01T00:00:00.000Z' } },
      'days after the run ended',
    ],
    [
      'nothing not verified',
      'failed',
      { settings: GateSettings.parse({ 'may be not verified': ['gone'] }) },
      'gone is allowed, and is no check',
    ],
    ['detection rate', 'not judged', {}, 'no measurement was given'],
    ['detection rate', 'passed', { detection }, '10 of 10 were found out'],
    [
      'detection rate',
      'failed',
      { detection: { ...detection, measuredAt: '2025-12-31T00:00:00.000Z' } },
      'it was measured 31 days before the run ended',
    ],
    [
      'detection rate',
      'passed',
      {
        detection: { ...detection, measuredAt: '2025-12-31T00:00:00.000Z' },
        settings: GateSettings.parse({ 'detection rate in days': 31 }),
      },
      '10 of 10',
    ],
    [
      'detection rate',
      'failed',
      { detection: { ...detection, whole: false } },
      'only a part of the engines was tried',
    ],
    ['detection rate', 'failed', { detection, sha256: 'bb' }, 'it was measured with another document'],
    [
      'detection rate',
      'failed',
      { detection: { ...detection, total: { engines: 10, killed: 9, blamedRightly: 9 } } },
      '9 of 10 were found out',
    ],
    [
      'detection rate',
      'failed',
      { detection: { ...detection, total: { engines: 0, killed: 0, blamedRightly: 0 } } },
      '0 of 0 were found out',
    ],
    [
      'detection rate',
      'passed',
      {
        detection: { ...detection, total: { engines: 10, killed: 9, blamedRightly: 9 } },
        settings: GateSettings.parse({ 'detection rate in percent': 90 }),
      },
      '9 of 10',
    ],
  ])('%s is %s', (name, status, change, message) => {
    const found = gate(name, change);
    expect(found.status).toBe(status);
    expect(found.message).toContain(message);
  });

  it('names five of many', () => {
    const checks = Array.from({ length: 7 }, (_, i) => check(`c${i}`, 'failed'));
    expect(gate('no unknown failure', { checks }).message).toBe('c0; c1; c2; c3; c4; and 2 more');
  });
});
