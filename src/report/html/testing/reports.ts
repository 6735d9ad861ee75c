/** Reports made by hand: one that has something of everything, its texts as awkward as can be, and one that has nothing. */
import type { Report, ReportCheck } from '../../model.ts';

/** It ends a script, an attribute and an element; steers a terminal; turns text around; is no character at all. */
export const AWKWARD =
  '</script><script>alert(1)</script><!-- & "x" \'y\' \u0000\u001b[31m\u202etxt.exe\u2066 \ud800 \u2028\u2029 \ufeff\ufffe  two\nlines';

const ROW = `${AWKWARD} → website`;
const SECTION = `A ${AWKWARD}`;

export function awkwardReport(): Report {
  return {
    ...emptyReport(),
    meaning: AWKWARD,
    scope: [{ name: AWKWARD, value: AWKWARD }],
    sections: [
      {
        heading: SECTION,
        line: 3,
        left: AWKWARD,
        right: AWKWARD,
        merge: [{ left: AWKWARD, right: AWKWARD, line: 5 }],
        rows: [
          row(ROW, { left: AWKWARD, right: 'website' }),
          row('phone → phone', { left: 'phone', right: 'phone' }),
        ],
      },
    ],
    checks: [
      check('one', {
        status: 'failed',
        rows: [ROW],
        findings: [finding('first'), finding('second'), finding('third'), finding('fourth')],
      }),
      check('two', { group: 'linking', kind: 'policy', status: 'deviates' }),
      check('three', { group: 'isolation', kind: 'implied', status: 'recorded', scenarios: [] }),
      check('four', { group: 'keeping in sync', status: 'not verified', declaredLack: true }),
      check('five', { group: 'resilience', status: 'passed', reason: null, witnesses: 7 }),
    ],
    scenarios: {
      [AWKWARD]: {
        id: AWKWARD,
        batch: AWKWARD,
        more: 3,
        rounds: [
          {
            actions: [AWKWARD],
            settle: { passes: 2, settled: true },
            arrival: 40,
            records: [
              {
                name: AWKWARD,
                side: 'left',
                id: AWKWARD,
                existed: true,
                exists: true,
                leaves: [{ path: AWKWARD, before: AWKWARD, after: null }],
              },
            ],
            writes: [
              {
                record: AWKWARD,
                method: 'PATCH',
                status: 200,
                pass: 1,
                changes: [{ path: AWKWARD, from: AWKWARD, to: '' }],
              },
            ],
          },
        ],
      },
    },
    policies: [{ name: AWKWARD, answer: AWKWARD, isDefault: false, checks: ['two'] }],
    lint: [{ code: AWKWARD, severity: 'warning', line: 9, message: AWKWARD, ask: AWKWARD }],
    known: [
      {
        check: AWKWARD,
        reason: AWKWARD,
        expires: AWKWARD,
        ticket: AWKWARD,
        means: [{ id: 'one', status: 'failed' }],
        state: 'expected',
      },
    ],
    risks: [AWKWARD],
    gates: [
      { name: AWKWARD, rule: AWKWARD, status: 'passed', message: AWKWARD },
      { name: 'speed', rule: 'It is quick.', status: 'not judged', message: 'Nobody measured.' },
    ],
    signatures: [{ role: AWKWARD, meaning: AWKWARD }],
  };
}

export function emptyReport(): Report {
  return {
    signoff: {
      verdict: 'inconclusive',
      checklist: { title: AWKWARD, sha256: 'a'.repeat(64) },
      engine: { name: AWKWARD, version: AWKWARD },
      topology: 'two-tenants',
      seed: 1,
      rows: [],
      checks: [],
      settles: 0,
      startedAt: '2026-01-01T00:00:00.000Z',
      finishedAt: '2026-01-01T00:00:00.000Z',
    },
    meaning: '',
    scope: [],
    sections: [],
    checks: [],
    scenarios: {},
    policies: [],
    lint: [],
    known: [],
    risks: [],
    measures: {
      settles: 0,
      passes: 0,
      requests: null,
      writes: 0,
      arrivals: [],
      passMilliseconds: [],
      duration: 0,
    },
    detection: null,
    regression: null,
    trend: [],
    gates: [],
    signatures: [],
  };
}

function row(
  name: string,
  { left, right }: { left: string; right: string },
): Report['sections'][number]['rows'][number] {
  return {
    name,
    left,
    right,
    type: AWKWARD,
    line: 7,
    status: 'failed',
    directions: { left: 'passed', right: 'failed' },
    passed: 0,
    checks: name === ROW ? ['one'] : [],
  };
}

function check(id: string, about: Partial<ReportCheck>): ReportCheck {
  return {
    id,
    kind: 'checklist',
    group: 'properties',
    title: `${id} ${AWKWARD}`,
    section: SECTION,
    lines: [7],
    rows: [],
    direction: 'left',
    status: 'passed',
    reason: AWKWARD,
    declaredLack: false,
    findings: [],
    scenarios: [AWKWARD],
    known: null,
    witnesses: null,
    ...about,
  };
}

function finding(name: string): ReportCheck['findings'][number] {
  return {
    scenario: AWKWARD,
    round: 0,
    record: AWKWARD,
    path: AWKWARD,
    expected: `"${name}"`,
    received: AWKWARD,
    message: `${name} ${AWKWARD}`,
  };
}
