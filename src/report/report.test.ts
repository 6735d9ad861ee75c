/** The reports of results that are made by hand, so that every status and verdict is among them. */
import { readFileSync } from 'node:fs';
import { create } from 'xmlbuilder2';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { Check } from '../checks/check.ts';
import type { Evidence } from '../checks/evidence.ts';
import type { Result } from '../checks/judge.ts';
import { DEFAULT_POLICIES } from '../checks/policies.ts';
import type { Company } from '../domain/company.ts';
import { junitOf } from './junit.ts';
import { signoffSchema } from './schema.ts';
import { rowStatus, Signoff, signoffOf } from './signoff.ts';
import { tellResult } from './story.ts';
import { terminalReport } from './terminal.ts';

const AWKWARD = '\u0000 \u001b[31m ]]> & < > " \' \ud800 \udc00 😀 \ufffe æøå\r\n\t';
const START = '2026-01-01T00:00:00.000Z';
const ROWS = ['phone → phone', 'email → website'];
const colourless = pc.createColors(false);

const evidence: Evidence = {
  header: {
    kind: 'campaign',
    format: 1,
    checklist: {
      file: 'some.rst',
      sha256: 'a'.repeat(64),
      dataflow: {
        title: 'A to B Dataflow',
        left: 'A',
        right: 'B',
        generated: null,
        introduction: [],
        sections: [
          {
            source: 'A Companies',
            target: 'B Companies',
            line: 3,
            sentences: [],
            merge: [{ left: 'orgNr', right: 'orgNr', line: 9 }],
            rows: [
              { left: 'phone', right: 'phone', type: 'string', line: 17 },
              { left: 'email', right: 'website', type: 'string', line: 20 },
            ],
          },
        ],
      },
    },
    engine: { name: 'command', version: 'not stated' },
    topology: 'two-tenants',
    seed: 42,
    policies: DEFAULT_POLICIES,
    faults: [],
    limits: { quietPasses: 2, maxPasses: 8, passTimeoutMs: 60_000 },
    lacks: [],
    live: null,
    startedAt: START,
  },
  settles: [],
  further: new Map(),
  scenarios: new Map(),
  end: { kind: 'end', finishedAt: '2026-01-01T00:00:02.500Z', stopped: null },
};

function result(status: Result['status'], about: Partial<Check> = {}, rest: Partial<Result> = {}): Result {
  const check: Check = {
    id: `a/${status}/${about.kind ?? 'checklist'}`,
    kind: 'checklist',
    group: 'properties',
    title: `it is ${status}`,
    section: 'A Companies to B Companies',
    lines: [17],
    rows: ['phone → phone'],
    direction: null,
    scenarios: ['one'],
    judge: () => [],
    ...about,
  };
  const reason = status === 'passed' || status === 'failed' ? null : `why it is ${status}`;
  return { check, status, reason, declaredLack: false, findings: [], ...rest };
}

const failing = (message: string): Partial<Result> => ({
  findings: [
    { scenario: null, round: null, record: null, path: null, expected: null, received: null, message },
  ],
});

const statusOf = (...results: Result[]): string => rowStatus(results);

describe('a row', () => {
  it.each([
    ['passed', [result('passed'), result('passed')]],
    ['not verified', [result('passed'), result('recorded')]],
    ['failed', [result('passed'), result('not verified'), result('failed')]],
    ['not verified', [result('passed'), result('not verified')]],
    ['passed', [result('passed'), result('not verified', {}, { declaredLack: true })]],
    ['passed', [result('passed'), result('recorded', {}, { declaredLack: true })]],
    ['not verified', [result('not verified', {}, { declaredLack: true })]],
    ['not verified', []],
    [
      'passed',
      [result('passed'), result('deviates', { kind: 'policy' }), result('not verified', { kind: 'policy' })],
    ],
    ['not verified', [result('passed', { kind: 'policy' })]],
  ])('is %s', (status, results) => {
    expect(statusOf(...results)).toBe(status);
  });
});

describe('signoff.json', () => {
  const results = [
    result('failed', {}, failing(AWKWARD)),
    result('not verified', { rows: ['email → website'], lines: [20] }),
    result('deviates', { kind: 'policy', rows: [] }, failing('another one')),
  ];
  const signoff = signoffOf(evidence, results);

  it('is what its schema says, with the rows of the document', () => {
    expect(Signoff.parse(JSON.parse(JSON.stringify(signoff)))).toEqual(signoff);
    expect(signoff.rows.map(({ line, status }) => [line, status])).toEqual([
      [17, 'failed'],
      [20, 'not verified'],
    ]);
    expect(signoff.checks.map((check) => check.row)).toEqual([...ROWS, undefined]);
    expect(signoff.verdict).toBe('rejected');
  });

  it('has the schema that is published', () => {
    expect(readFileSync('docs/signoff.schema.json', 'utf8')).toBe(signoffSchema());
  });
});

describe('JUnit', () => {
  const results = [
    result('passed'),
    result('failed', { title: AWKWARD, id: `a/${AWKWARD}` }, failing(AWKWARD)),
    result('not verified'),
    result('not verified', { group: 'resilience' }, { declaredLack: true }),
    result('deviates', { kind: 'policy' }, failing(AWKWARD)),
    result('recorded'),
  ];
  const xml = junitOf(evidence, results);

  it('has no character that XML 1.0 has not, and is well formed', () => {
    expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    expect(xml.replaceAll(/&(amp|lt|gt|quot|#x?[\da-f]+);/gi, '')).not.toMatch(/&|\]\]>/);
    expect(() => create(xml)).not.toThrow();
    expect(xml).toContain(
      String.raw`\u0000 \u001b[31m ]]&gt; &amp; &lt; &gt; &quot; ' \ud800 \udc00 😀 \ufffe æøå`,
    );
  });

  it('counts, and shows green only what is', () => {
    const suite = (name: string): string =>
      new RegExp(`<testsuite name="${name}"[^>]*>`).exec(xml)?.[0] ?? '';
    expect(xml).toMatch(/<testsuites [^>]*tests="6" failures="2" errors="0" skipped="1" time="2.500"/);
    expect(suite('properties')).toMatch(/tests="5" failures="2" errors="0" skipped="0"/);
    expect(suite('resilience')).toMatch(/tests="1" failures="0" errors="0" skipped="1"/);
    expect(xml.match(/<failure /g)).toHaveLength(2);
    expect(xml.match(/<skipped /g)).toHaveLength(1);
    expect(xml).toContain('<failure message="why it is not verified" type="not verified">');
    expect(xml).toContain('<system-out>recorded: why it is recorded</system-out>');
  });
});

describe('the terminal', () => {
  const show = (results: Result[], of: Evidence = evidence): string =>
    terminalReport(of, results, colourless);

  it('has a line a row, with the direction in which it failed', () => {
    const shown = show([
      result('failed', { direction: 'right' }, failing('x')),
      result('passed', { direction: 'left' }),
      result('passed'),
    ]);
    expect(shown).toMatch(/^ +17 {2}phone → phone +✓ passed +✗ failed +2\/3$/m);
    expect(shown).toMatch(/^ +20 {2}email → website +\? not verified +\? not verified +0\/0$/m);
  });

  it('has no control character but the line end where colours are off', () => {
    const stopped = { by: 'engine' as const, reason: `red ${AWKWARD}` };
    const cut: Evidence = { ...evidence, end: { kind: 'end', finishedAt: START, stopped } };
    const results = [
      result('not verified', {}, { reason: AWKWARD }),
      result('deviates', { kind: 'policy' }, failing(AWKWARD)),
    ];
    expect(show(results, cut).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(terminalReport(cut, results, pc.createColors(true))).toContain('\u001b[');
  });

  it.each<[string, Result[], Evidence]>([
    ['ACCEPTED: 1 of 1 checks passed. The engine does what the document says.', [result('passed')], evidence],
    [
      'ACCEPTED WITH DEVIATIONS: 1 of 2 checks passed. ',
      [result('passed'), result('deviates', { kind: 'policy' }, failing('x'))],
      evidence,
    ],
    ['REJECTED: 0 of 1 checks passed. 1 failed: ', [result('failed', {}, failing('x'))], evidence],
    [
      'INCONCLUSIVE: 1 of 2 checks passed. A must could not be verified.',
      [result('passed'), result('not verified')],
      evidence,
    ],
    [
      'INCONCLUSIVE: 1 of 1 checks passed. The evidence was cut off.',
      [result('passed')],
      { ...evidence, end: null },
    ],
    ['INCONCLUSIVE: 0 of 0 checks passed. ', [], evidence],
  ])('says %s', (verdict, results, of) => {
    expect(show(results, of).split('\n').at(-1)).toContain(verdict);
  });
});

describe('a story', () => {
  const company = (id: string, phone: string): Company => ({
    id,
    orgNr: '312345678',
    name: `Company ${id}`,
    phone,
    email: null,
    website: null,
    postAddress: null,
    visitAddress: null,
    modifiedAt: START,
  });
  const names = ['left 1', 'right 1', 'left 2', 'right 2', 'left 10', 'right 10'];
  const told = (records: string[]): string => {
    const observed = (phone: string): Record<string, Company> =>
      Object.fromEntries(records.map((name) => [name, company(`id of ${name}`, phone)]));
    const round = { actions: [], writes: [] };
    const [record = ''] = records;
    const scenarios: Evidence['scenarios'] = new Map();
    scenarios.set('one', {
      kind: 'scenario',
      id: 'one',
      batch: 'main',
      sides: Object.fromEntries(records.map((name) => [name, name.startsWith('left') ? 'left' : 'right'])),
      rounds: [
        { ...round, observed: observed('0150') },
        {
          ...round,
          observed: observed('150'),
          actions: [{ do: 'edit', record, patch: { phone: '00150' }, at: START }],
        },
      ],
      final: null,
    });
    const finding = {
      scenario: 'one',
      round: 1,
      record,
      path: 'phone',
      expected: '"00150"',
      received: '"150"',
      message: 'lost zeros',
    };
    const failed = result('failed', { direction: 'left' }, { findings: [finding] });
    return tellResult(failed, { ...evidence, scenarios }, 'run this one alone');
  };

  it('tells row, direction, line, seed, command, expected, received, what was done, and both records', () => {
    const lines = told(['left', 'right'])
      .split('\n')
      .map((line) => line.trim().replaceAll(/ {2,}/g, '  '));
    expect(lines).toEqual(
      expect.arrayContaining([
        'row  phone → phone',
        'direction left → right',
        'document  some.rst:17',
        'seed  42',
        'alone  run this one alone',
        '✗ lost zeros',
        'expected  "00150"',
        'received  "150"',
        'done  left is edited: {"phone":"00150"}',
        'left, id id of left, before → after',
        'right, id id of right, before → after',
      ]),
    );
    expect(lines.filter((line) => line === 'phone  "0150"  →  "150"')).toHaveLength(2);
  });

  it('shows of a crowd only the pair', () => {
    const story = told(names);
    expect(story.match(/id id of .*(?=, before)/g)).toEqual(['id id of left 1', 'id id of right 1']);
  });
});
