/** Allure's results: of every status, with awkward values; that Allure reads them is seen in src/cli. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Evidence } from '../checks/evidence.ts';
import { type AllureBeside, allureResultsOf } from './allure.ts';
import type { KnownFailure } from './known-failures.ts';
import { evidence, EVERY_STATUS, failing, result, START, STOPPED } from './testing/results.ts';

const Named = z.object({ name: z.string(), value: z.string() });
const Test = z.looseObject({
  uuid: z.uuid(),
  historyId: z.string(),
  testCaseId: z.string(),
  name: z.string(),
  fullName: z.string(),
  description: z.string().optional(),
  status: z.string(),
  statusDetails: z.looseObject({ message: z.string().optional() }),
  steps: z.array(z.looseObject({ name: z.string(), status: z.string() })),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), source: z.string() })),
  parameters: z.array(Named.extend({ excluded: z.boolean().optional() })),
  labels: z.array(Named),
  links: z.array(z.object({ name: z.string(), url: z.string(), type: z.string().optional() })),
  start: z.int(),
  stop: z.int(),
});
type Test = z.infer<typeof Test>;

const beside: AllureBeside = { known: [], rerun: ({ id }) => `run ${id} alone` };
const expected: KnownFailure = {
  check: 'a/failed/checklist',
  reason: 'the vendor knows',
  expires: '2026-12-31',
  ticket: 'https://tickets.example/17',
  means: [{ id: 'a/failed/checklist', status: 'failed' }],
  state: 'expected',
};

const scenarios: Evidence['scenarios'] = new Map([
  [
    'one',
    {
      kind: 'scenario',
      id: 'one',
      batch: 'main',
      sides: { left: 'left', right: 'right' },
      rounds: [
        { actions: [{ do: 'delete', record: 'left' }], observed: { left: null, right: null }, writes: [] },
        { actions: [{ do: 'delete', record: 'right' }], observed: { left: null, right: null }, writes: [] },
      ],
      final: null,
    },
  ],
]);

/** In the plan's order. */
function testsOf(files: ReadonlyMap<string, string>): Test[] {
  return [...files]
    .filter(([name]) => name.endsWith('-result.json'))
    .map(([name, text]) => {
      const test = Test.parse(JSON.parse(text));
      expect(name).toBe(`${test.uuid}-result.json`);
      return test;
    });
}
const textOf = (files: ReadonlyMap<string, string>, name: string): string => files.get(name) ?? '';

describe('a result for Allure', () => {
  const tests = testsOf(allureResultsOf(evidence, EVERY_STATUS, beside));

  it('has the status that Allure has for what was judged', () => {
    expect(
      tests.map(({ status, labels, statusDetails }) => [
        labels.find(({ name }) => name === 'judged')?.value,
        status,
        statusDetails.message?.split('\n')[0],
      ]),
    ).toEqual([
      ['passed', 'passed', undefined],
      ['failed', 'failed', String.raw`\u0000 \u001b[31m ]]> & < > " ' \ud800 \udc00 😀 \ufffe æøå${'\r'}`],
      ['not verified', 'broken', 'it is not verified: not verified: why it is not verified'],
      ['not verified', 'skipped', 'not verified: why it is not verified'],
      [
        'deviates',
        'passed',
        String.raw`deviates: \u0000 \u001b[31m ]]> & < > " ' \ud800 \udc00 😀 \ufffe æøå${'\r'}`,
      ],
      ['recorded', 'passed', 'recorded: why it is recorded'],
    ]);
    expect(tests[5]?.description).toBe('recorded: why it is recorded');
  });

  it('tells the whole story of what is red, with the command that runs it alone', () => {
    expect(tests[2]?.statusDetails.message).toMatch(/^kind {6}checklist$/m);
    expect(tests[2]?.statusDetails.message).toMatch(/^alone {5}run a\/not verified\/checklist alone$/m);
  });

  it('stands where a reader of the document looks for it, and names its lines', () => {
    const labels = Object.fromEntries(tests[5]?.labels.map(({ name, value }) => [name, value]) ?? []);
    expect(labels).toEqual({
      epic: 'A Companies to B Companies',
      feature: 'properties',
      story: 'phone → phone',
      severity: 'critical',
      framework: 'dataflow-qa',
      tag: 'a/recorded/checklist',
      kind: 'checklist',
      judged: 'recorded',
    });
    expect(tests[3]?.labels).toContainEqual({ name: 'story', value: 'checklist' });
    expect(tests[5]?.links).toEqual([{ name: 'some.rst:17', url: 'some.rst#L17' }]);
    expect(tests[5]?.parameters).toEqual([
      { name: 'topology', value: 'two-tenants' },
      { name: 'engine', value: 'command' },
      { name: 'version', value: 'not stated', excluded: true },
      { name: 'seed', value: '42', excluded: true },
      { name: 'direction', value: 'left → right' },
    ]);
  });

  it('shows arrange, edit, settle and compare, and the evidence', () => {
    const files = allureResultsOf({ ...evidence, scenarios }, EVERY_STATUS.slice(0, 2), beside);
    const [passed, failed] = testsOf(files);
    expect(failed?.steps.map(({ name, status }) => [name, status])).toEqual([
      ['arrange: left is deleted', 'passed'],
      ['edit: right is deleted', 'passed'],
      ['settle: 0 passes; 0 passes', 'passed'],
      ['compare', 'failed'],
    ]);
    const [attached] = failed?.attachments ?? [];
    expect(attached).toMatchObject({ name: 'evidence of one', type: 'application/json' });
    expect(JSON.parse(textOf(files, attached?.source ?? ''))).toEqual(scenarios.get('one'));
    expect(passed?.attachments).toEqual(failed?.attachments);
    expect([...files.keys()].filter((name) => name.includes('-attachment'))).toHaveLength(1);
  });

  it('is marked where its failure is known, and only while it is', () => {
    const failed = [result('failed', {}, failing('x'))];
    const files = allureResultsOf(evidence, failed, { ...beside, known: [expected] });
    const [test] = testsOf(files);
    expect(test?.status).toBe('failed');
    expect(test?.statusDetails).toMatchObject({
      known: true,
      muted: true,
      message: expect.stringMatching(
        /^known until 2026-12-31 \(https:\/\/tickets\.example\/17\): the vendor knows\n\nit is failed/,
      ),
    });
    const link = { name: 'https://tickets.example/17', url: 'https://tickets.example/17', type: 'issue' };
    expect(test?.links).toContainEqual(link);
    expect(JSON.parse(textOf(files, 'known-issues.json'))).toEqual([
      { historyId: test?.historyId, issues: [link], comment: 'the vendor knows' },
    ]);
    const expired = allureResultsOf(evidence, failed, {
      ...beside,
      known: [{ ...expected, state: 'expired' }],
    });
    expect(testsOf(expired)[0]?.statusDetails).not.toHaveProperty('known');
    expect(JSON.parse(textOf(expired, 'known-issues.json'))).toEqual([]);
  });

  it('is followed from run to run, whatever the seed and the version, but not from engine to engine', () => {
    const idsOf = (header: Partial<Evidence['header']>): Test | undefined =>
      testsOf(
        allureResultsOf({ ...evidence, header: { ...evidence.header, ...header } }, EVERY_STATUS, beside),
      )[0];
    const [first] = tests;
    const later = idsOf({
      seed: 43,
      startedAt: '2026-01-02T00:00:00.000Z',
      engine: { name: 'command', version: '2' },
    });
    expect(later?.historyId).toBe(first?.historyId);
    expect(later?.uuid).not.toBe(first?.uuid);
    const other = idsOf({ engine: { name: 'webhook', version: 'not stated' } });
    expect(other?.historyId).not.toBe(first?.historyId);
    expect(other?.testCaseId).toBe(first?.testCaseId);
    expect(new Set(tests.map(({ historyId }) => historyId)).size).toBe(6);
  });

  it('takes its time from the evidence, in the order of the plan', () => {
    expect(tests.map(({ start }) => start - Date.parse(START))).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('beside the tests', () => {
  const files = allureResultsOf(evidence, EVERY_STATUS, beside);
  const Categories = z.array(
    z.object({ name: z.string(), matchedStatuses: z.array(z.string()), messageRegex: z.string() }),
  );
  const categories = Categories.parse(JSON.parse(textOf(files, 'categories.json')));

  it('a category has each test that is not simply passed', () => {
    const known = [
      { ...expected, check: 'a/failed/*', means: [{ id: 'a/failed/implied', status: 'failed' as const }] },
    ];
    const results = [
      ...EVERY_STATUS,
      result('failed', { kind: 'implied' }),
      result('failed', { kind: 'implied', id: 'b' }),
    ];
    const tests = testsOf(allureResultsOf(evidence, results, { ...beside, known }));
    const categoryOf = ({ status, statusDetails: { message = '' } }: Test): string | undefined =>
      // The stricter way, Allure 2's: the whole message has to fit.
      categories.find(
        ({ matchedStatuses, messageRegex }) =>
          matchedStatuses.includes(status) && new RegExp(`^(?:${messageRegex})$`).test(message),
      )?.name;
    expect(tests.map(categoryOf)).toEqual([
      undefined,
      'What the document says does not hold',
      'Not verified',
      'Cannot be shown here',
      'Deviates from a policy',
      'Only recorded',
      'Known failures',
      'What the document implies does not hold',
    ]);
  });

  it('the environment is what the verdict is about, in one line each, as Java reads them', () => {
    const engine = { name: '=æ😀\\', version: '1\n2' };
    const told = allureResultsOf({ ...evidence, header: { ...evidence.header, engine } }, [], beside);
    const lines = textOf(told, 'environment.properties').split('\n');
    expect(lines[0]).toBe('Verdict=inconclusive');
    expect(lines).toContain(String.raw`SHA-256\ of\ the\ document=${'a'.repeat(64)}`);
    expect(lines).toContain(String.raw`Engine==\u00e6\ud83d\ude00\\, version 1\n2`);
  });

  it('an error that is no test’s has the reason why the run is no ground for a verdict', () => {
    const globals = ([name]: [string, string]): boolean => name.endsWith('-globals.json');
    const errors = [...allureResultsOf(STOPPED, EVERY_STATUS, beside)].find(globals);
    expect(JSON.parse(errors?.[1] ?? '')).toEqual({
      attachments: [],
      errors: [
        { message: expect.stringMatching(/^stopped by the harness: \\u0000/), timestamp: Date.parse(START) },
      ],
    });
    expect([...files].filter(globals)).toEqual([]);
  });

  it('nothing else decides a byte', () => {
    expect([...allureResultsOf(evidence, EVERY_STATUS, beside)]).toEqual([...files]);
  });
});
