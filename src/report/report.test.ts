/** The reports of results that are made by hand, so that every status and verdict is among them. */
import { readFileSync } from 'node:fs';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../checks/evidence.ts';
import type { Result } from '../checks/judge.ts';
import type { Company } from '../domain/company.ts';
import { signoffSchema } from './schema.ts';
import { rowStatus, Signoff, signoffOf } from './signoff.ts';
import { tellResult } from './story.ts';
import { terminalReport } from './terminal.ts';
import { AWKWARD, evidence, failing, result, START } from './testing/results.ts';

const ROWS = ['phone → phone', 'email → website'];
const colourless = pc.createColors(false);

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
