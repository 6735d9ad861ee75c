/** Xray's JSON results, and the mapping that they are made by. */
import { describe, expect, it } from 'vitest';
import { reportOf } from './report.ts';
import { NOTHING_BESIDE } from './testing/beside.ts';
import { schemaErrors } from './testing/json-schema.ts';
import { evidence, EVERY_STATUS, failing, result } from './testing/results.ts';
import { parseInputFile } from './input-file.ts';
import { InputFileError } from './input-file-error.ts';
import { XrayMapping } from './xray-mapping.ts';
import { namesWithoutCheck, xrayOf } from './xray.ts';

const SCHEMA = 'src/report/schemas/xray.schema.json';
const report = reportOf(evidence, EVERY_STATUS, NOTHING_BESIDE);
const mapping = (text: string): XrayMapping => parseInputFile(XrayMapping, text, 'xray.yaml');

describe('Xray JSON', () => {
  it('has a run for each key, the worst of its checks, and leaves out what has none', () => {
    const results = xrayOf(
      report,
      mapping(`
tests:
  a/passed/checklist: QA-1
  a/lack: QA-2
  a/deviates/policy: QA-3
  phone → phone: QA-4
`),
    );
    expect(results?.tests.map(({ testKey, status }) => [testKey, status])).toEqual([
      ['QA-1', 'PASS'],
      ['QA-4', 'FAIL'],
      ['QA-2', 'TODO'],
      ['QA-3', 'PASS'],
    ]);
    expect(results?.tests[1]).toEqual({
      testKey: 'QA-4',
      start: '2026-01-01T00:00:00Z',
      finish: '2026-01-01T00:00:02Z',
      status: 'FAIL',
      comment: expect.stringMatching(
        /^failed: \\u0000 [^]*\nnot verified: it is not verified: why it is not verified \(a\/not verified\/checklist\)\nrecorded: it is recorded: why it is recorded \(a\/recorded\/checklist\)$/,
      ),
    });
    expect(schemaErrors(SCHEMA, JSON.stringify(results))).toEqual([]);
  });

  it('a test that only passed in part of its checks has not passed', () => {
    const rows = { rows: ['email → website'] };
    const some = reportOf(
      evidence,
      [result('passed', rows), result('not verified', { ...rows, id: 'b' }, { declaredLack: true })],
      NOTHING_BESIDE,
    );
    expect(xrayOf(some, mapping('tests: { email → website: QA-9 }'))?.tests).toMatchObject([
      { testKey: 'QA-9', status: 'TODO' },
    ]);
  });

  it('describes an execution that is to be made, and the tests that are not there yet', () => {
    const results = xrayOf(
      report,
      mapping('{ project: QA, testPlanKey: QA-70, edition: cloud, tests: { a/lack: QA-2 } }'),
    );
    expect(schemaErrors(SCHEMA, JSON.stringify(results))).toEqual([]);
    expect(results?.info).toMatchObject({
      project: 'QA',
      summary: 'A to B Dataflow: rejected',
      description: expect.stringContaining('\nSeed: 42\n'),
      startDate: '2026-01-01T00:00:00Z',
      finishDate: '2026-01-01T00:00:02Z',
      testPlanKey: 'QA-70',
      testEnvironments: ['two-tenants'],
    });
    expect(results?.tests.map(({ testKey, status }) => [testKey, status])).toEqual([
      ['QA-2', 'TODO'],
      [undefined, 'PASSED'],
      [undefined, 'FAILED'],
      [undefined, 'FAILED'],
      [undefined, 'PASSED'],
      [undefined, 'PASSED'],
    ]);
    expect(results?.tests[2]?.testInfo).toEqual({
      projectKey: 'QA',
      summary: '\\u0000 \\u001b[31m ]]> & < > " \' \\ud800 \\udc00 😀 \\ufffe æøå',
      type: 'Generic',
      definition: expect.stringMatching(
        /^a\/\\u0000 [^]*\nA Companies to B Companies, line 17 of the document$/,
      ),
      labels: ['checklist', 'properties'],
    });
  });

  it('goes into an execution that is there without a word on it', () => {
    const into = (more: string) =>
      xrayOf(report, mapping(`{ testExecutionKey: QA-7, tests: { a/lack: QA-2 } ${more} }`));
    expect(into('')).toEqual({ testExecutionKey: 'QA-7', tests: [expect.anything()] });
    expect(into(', testPlanKey: QA-70')?.info).toEqual({ testPlanKey: 'QA-70' });
    expect(schemaErrors(SCHEMA, JSON.stringify(into('')))).toEqual([]);
  });

  it('is none where it would have no test, and tells which names lead nowhere', () => {
    const none = mapping('tests: { phone → fax: QA-1, a/lack: QA-2 }');
    expect(namesWithoutCheck(report, none)).toEqual(['phone → fax']);
    const other = reportOf(evidence, [result('failed', {}, failing('x'))], NOTHING_BESIDE);
    expect(xrayOf(other, none)).toBe(null);
  });
});

describe('xray.yaml', () => {
  it.each([
    ['tests: [', /^xray\.yaml:1: /],
    ['tests: { a: 17 }', /^xray\.yaml:1: tests\.a: .*expected string/],
    ['tests: { a: one }', /is no key of an issue, such as QA-123/],
    ['project: qa', /is no key of a project/],
    ['testExecution: QA-1', /testExecution/],
    ['just words', /^xray\.yaml: .*expected object/],
  ])('%s is refused', (text, message) => {
    expect(() => mapping(text)).toThrow(InputFileError);
    expect(() => mapping(text)).toThrow(message);
  });

  it('may be empty', () => {
    expect(mapping('')).toEqual({ edition: 'server', tests: {} });
  });
});
