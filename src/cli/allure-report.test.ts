/** The report that Allure makes of the pack: what it reads, what it remembers, and that it tells nobody. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Evidence } from '../checks/evidence.ts';
import type { Result } from '../checks/judge.ts';
import type { KnownFailure } from '../report/known-failures.ts';
import { allureResultsOf } from '../report/allure.ts';
import { evidence, EVERY_STATUS, failing, result, STOPPED } from '../report/testing/results.ts';
import {
  cleanEnvironment,
  type Ended,
  ended,
  PROJECT,
  temporaryFolder,
  text,
} from './testing/command-line.ts';

const folder = temporaryFolder();
const known: KnownFailure = {
  check: 'a/failed/implied',
  reason: 'the vendor knows',
  expires: '2026-12-31',
  ticket: null,
  means: [{ id: 'a/failed/implied', status: 'failed' }],
  state: 'expected',
};
const RESULTS: readonly Result[] = [...EVERY_STATUS, result('failed', { kind: 'implied' }, failing('x'))];

function report(...args: string[]): Promise<Ended> {
  return ended(
    spawn(process.execPath, ['--import', 'tsx', path.join(PROJECT, 'src', 'cli', 'report.ts'), ...args], {
      cwd: PROJECT,
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

function pack(name: string, of: Evidence, results: readonly Result[]): string {
  const out = path.join(folder, name);
  const allure = path.join(out, 'allure-results');
  rmSync(allure, { recursive: true, force: true });
  mkdirSync(allure, { recursive: true });
  for (const [file, content] of allureResultsOf(of, results, { known: [known], rerun: ({ id }) => id }))
    writeFileSync(path.join(allure, file), content);
  return out;
}

const Test = z.looseObject({
  fullName: z.string(),
  historyId: z.string(),
  known: z.boolean(),
  status: z.string(),
  order: z.int(),
  history: z.array(z.looseObject({ status: z.string() })),
  categories: z.array(z.looseObject({ name: z.string() })),
  labels: z.array(z.object({ name: z.string(), value: z.string() })),
});

function testsOf(made: string): z.infer<typeof Test>[] {
  const data = path.join(made, 'data', 'test-results');
  return readdirSync(data)
    .map((name) => Test.parse(JSON.parse(text(data, name))))
    .toSorted((a, b) => a.order - b.order);
}

describe('of two runs', () => {
  const made = path.join(folder, 'pack', 'allure-report');
  const statistic = (): unknown => JSON.parse(text(made, 'widgets', 'statistic.json'));
  const points = (): number => text(folder, 'pack', 'allure-history.jsonl').trimEnd().split('\n').length;

  let first: Ended;
  let second: Ended;
  let before: unknown;

  beforeAll(async () => {
    pack(
      'pack',
      evidence,
      RESULTS.map((one) => ({ ...one, status: 'passed', findings: [] })),
    );
    first = await report(path.join(folder, 'pack'));
    before = statistic();
    const startedAt = '2026-01-02T00:00:00.000Z';
    pack('pack', { ...STOPPED, header: { ...evidence.header, startedAt } }, RESULTS);
    second = await report(path.join(folder, 'pack'));
  });

  it('each has its report', () => {
    expect([first.status, first.stderr]).toEqual([0, '']);
    expect(before).toMatchObject({ total: 7, passed: 7 });
    expect([second.status, second.stderr]).toEqual([0, '']);
    expect(second.stdout).toMatch(/^Allure report: .*allure-report\/index\.html\n$/);
  });

  it('Allure counts what was judged', () => {
    expect(statistic()).toMatchObject({ total: 7, passed: 3, failed: 2, broken: 1, skipped: 1 });
    expect(
      testsOf(made).map(({ status, categories }) => [status, categories.map(({ name }) => name)]),
    ).toEqual([
      ['passed', []],
      ['failed', ['What the document says does not hold']],
      ['broken', ['Not verified']],
      ['skipped', ['Cannot be shown here']],
      ['passed', ['Deviates from a policy']],
      ['passed', ['Only recorded']],
      ['failed', ['Known failures']],
    ]);
  });

  it('the environment is shown, and the error that is no test’s', () => {
    expect(JSON.parse(text(made, 'widgets', 'allure_environment.json'))).toEqual(
      expect.arrayContaining([
        { name: 'Verdict', values: ['rejected'] },
        { name: 'SHA-256 of the document', values: ['a'.repeat(64)] },
      ]),
    );
    expect(text(made, 'widgets', 'globals.json')).toContain('stopped by the harness: ');
  });

  it('each check knows what became of it the run before, by the id that known issues have too', () => {
    expect(testsOf(made).map(({ history }) => history.map(({ status }) => status))).toEqual(
      RESULTS.map(() => ['passed']),
    );
    const issues = z
      .array(z.looseObject({ historyId: z.string() }))
      .parse(JSON.parse(text(folder, 'pack', 'allure-results', 'known-issues.json')));
    const own = testsOf(made).find((test) => test.known);
    expect(issues.map(({ historyId }) => historyId)).toEqual([own?.historyId]);
  });

  it('no page and no script names an analytics host', () => {
    const pages = readdirSync(made, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(html|m?js)$/.test(name),
    );
    expect(pages).toContain('index.html');
    expect(pages.length).toBeGreaterThan(10);
    const telling = pages.filter((name) => /googletagmanager|google-analytics|gtag/.test(text(made, name)));
    expect(telling).toEqual([]);
    // What the report is made of is still there.
    expect(text(made, 'index.html')).toMatch(/<script[^>]* src="app-[^"]+\.js"><\/script>/);
  });

  it('once more of the same run adds nothing to the trend', async () => {
    expect(points()).toBe(2);
    expect((await report(path.join(folder, 'pack'))).status).toBe(0);
    expect(points()).toBe(2);
    expect(testsOf(made)[0]?.history).toHaveLength(1);
  });
});

describe('is refused with a reason', () => {
  it('where there are no results', async () => {
    const { status, stderr } = await report(path.join(folder, 'nowhere'));
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(
        /nowhere\/allure-results: there are no Allure results; `npx dataflow-qa run`.*\n$/,
      ),
    ]);
    expect(existsSync(path.join(folder, 'nowhere'))).toBe(false);
  });

  it('where the folder holds something else, which stays', async () => {
    const out = path.join(folder, 'mine');
    mkdirSync(out);
    writeFileSync(path.join(out, 'letter.txt'), 'dear');
    const { status, stderr } = await report(pack('another', evidence, RESULTS), '--out', out);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^--out .*mine: holds something else/)]);
    expect(readdirSync(out)).toEqual(['letter.txt']);
  });

  it('where the history is none', async () => {
    const out = pack('third', evidence, RESULTS);
    writeFileSync(path.join(out, 'allure-history.jsonl'), '{"testResults":{}}\nno JSON\n');
    const { status, stderr } = await report(out);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/allure-history\.jsonl:2: is no run/)]);
    expect(readFileSync(path.join(out, 'allure-history.jsonl'), 'utf8')).toContain('no JSON');
  });

  it('where an option is none', async () => {
    const { status, stderr } = await report('--open');
    expect([status, stderr]).toEqual([2, expect.stringMatching(/--open[^]*usage: npm run report/)]);
  });
});
