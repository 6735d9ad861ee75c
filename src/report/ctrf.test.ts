/** CTRF, against its published schema. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ctrfOf } from './ctrf.ts';
import { schemaErrors } from './testing/json-schema.ts';
import { AWKWARD, evidence, EVERY_STATUS, failing, result, STOPPED } from './testing/results.ts';

const SCHEMA = 'src/report/schemas/ctrf.schema.json';
const Ctrf = z.object({
  results: z.object({
    summary: z.record(z.string(), z.number()),
    tests: z.array(z.looseObject({ name: z.string(), status: z.string(), rawStatus: z.string().optional() })),
    environment: z.object({ extra: z.record(z.string(), z.unknown()) }),
  }),
});
const read = (text: string): z.infer<typeof Ctrf>['results'] => Ctrf.parse(JSON.parse(text)).results;

describe('ctrf.json', () => {
  const text = ctrfOf(evidence, EVERY_STATUS);
  const { summary, tests, environment } = read(text);

  it('is what the schema says, also of a run that was stopped', () => {
    expect(schemaErrors(SCHEMA, text)).toEqual([]);
    expect(schemaErrors(SCHEMA, ctrfOf(STOPPED, EVERY_STATUS))).toEqual([]);
    expect(schemaErrors(SCHEMA, ctrfOf({ ...evidence, end: null }, []))).toEqual([]);
  });

  it('says of each check what JUnit says', () => {
    expect(tests.map(({ rawStatus, status }) => [rawStatus, status])).toEqual([
      ['passed', 'passed'],
      ['failed', 'failed'],
      ['not verified', 'failed'],
      ['not verified', 'skipped'],
      ['deviates', 'passed'],
      ['recorded', 'passed'],
    ]);
    expect(summary).toEqual({
      tests: 6,
      passed: 3,
      failed: 2,
      skipped: 1,
      pending: 0,
      other: 0,
      suites: 2,
      start: 1_767_225_600_000,
      stop: 1_767_225_602_500,
    });
  });

  it('tells where the check stands, and why it is what it is', () => {
    expect(tests[5]).toEqual({
      testId: 'a/recorded/checklist',
      name: 'it is recorded',
      status: 'passed',
      duration: 0,
      suite: ['A Companies to B Companies', 'properties'],
      message: 'recorded: why it is recorded',
      line: 17,
      rawStatus: 'recorded',
      tags: ['a/recorded/checklist', 'checklist'],
      labels: { kind: 'checklist', row: 'phone → phone', direction: 'left' },
      type: 'e2e',
      filePath: 'some.rst',
      extra: { lines: [17], scenarios: ['one'] },
    });
    expect(environment.extra).toMatchObject({
      engine: 'command',
      engineVersion: 'not stated',
      topology: 'two-tenants',
      seed: 42,
      document: 'some.rst',
      documentSha256: 'a'.repeat(64),
    });
  });

  it('has no half of a pair and no control character, but what they are', () => {
    expect(tests[1]?.name).toBe('\\u0000 \\u001b[31m ]]> & < > " \' \\ud800 \\udc00 😀 \\ufffe æøå\r\n\t');
    expect(text).not.toMatch(/(?<!\\)\\u/);
    expect(AWKWARD).toMatch(/\p{Cs}/u);
  });

  it('takes as long as the settles of its scenarios did', () => {
    const pass = { ok: true, milliseconds: 30.4, acceptedWrites: 0 };
    const settle = { kind: 'settle' as const, round: 0, settled: true, faults: [], arrivals: [] };
    const rest = { idle: [], strangers: [] };
    const settles = [
      { ...settle, ...rest, batch: 'main', faultyPasses: [pass], passes: [pass, pass] },
      { ...settle, ...rest, batch: 'another', faultyPasses: [], passes: [{ ...pass, milliseconds: 1000 }] },
    ];
    const scenario = {
      kind: 'scenario' as const,
      id: 'one',
      batch: 'main',
      sides: {},
      rounds: [],
      final: null,
    };
    const of = { ...evidence, settles, scenarios: new Map([['one', scenario]]) };
    const durations = read(ctrfOf(of, [result('passed'), result('passed', { scenarios: [] })])).tests;
    expect(durations.map(({ duration }) => duration)).toEqual([91, 2500]);
  });

  it('is red where the run is no ground for a verdict, though nothing failed', () => {
    const stopped = read(ctrfOf(STOPPED, [result('passed')]));
    expect(stopped.summary).toMatchObject({ tests: 2, passed: 1, failed: 1, suites: 2 });
    expect(stopped.tests[1]).toMatchObject({
      name: 'the campaign runs to its end',
      message: expect.stringMatching(/^stopped by the harness: \\u0000 /),
    });
  });

  it('is the same every time', () => {
    expect(ctrfOf(evidence, EVERY_STATUS)).toBe(text);
    expect(ctrfOf(evidence, [result('failed', {}, failing('another'))])).not.toBe(text);
  });
});
