/**
 * Xray's JSON results (https://docs.getxray.app, "Using Xray JSON format to import execution results"), to be
 * imported into Jira: one test run for each test key that the mapping gives. Pure.
 */
import type { Report, ReportCheck } from './model.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { printable } from './printable.ts';
import type { XrayMapping } from './xray-mapping.ts';

export interface XrayResults {
  testExecutionKey?: string;
  info?: {
    project?: string;
    summary?: string;
    description?: string;
    startDate?: string;
    finishDate?: string;
    testPlanKey?: string;
    testEnvironments?: string[];
  };
  tests: XrayTest[];
}

interface XrayTest {
  testKey?: string;
  /** Of a test that is to be made, where Jira has none yet. */
  testInfo?: { projectKey: string; summary: string; type: 'Generic'; definition: string; labels: string[] };
  start: string;
  finish: string;
  comment: string;
  status: string;
}

/** The editions name the same statuses differently. What was not verified is never a pass. */
const STATUSES: Record<XrayMapping['edition'], Record<Outcome, string>> = {
  server: { passed: 'PASS', failed: 'FAIL', skipped: 'TODO' },
  cloud: { passed: 'PASSED', failed: 'FAILED', skipped: 'TODO' },
};

/** The worst first. */
const WORST: readonly Outcome[] = ['failed', 'skipped', 'passed'];

/** Null where nothing has a test key and no project is named: a file without tests cannot be imported. */
export function xrayOf(report: Report, mapping: XrayMapping): XrayResults | null {
  const { startedAt, finishedAt } = report.signoff;
  const times = { start: instant(startedAt), finish: instant(finishedAt) };
  const keyed = new Map<string, ReportCheck[]>();
  const made: XrayTest[] = [];
  for (const check of report.checks) {
    const keys = keysOf(check, mapping);
    for (const key of keys) keyed.set(key, [...(keyed.get(key) ?? []), check]);
    if (keys.length > 0 || mapping.project === undefined) continue;
    const testInfo = testInfoOf(check, mapping.project);
    made.push({ testInfo, ...times, ...runOf([check], mapping) });
  }
  const runs = [...keyed].map(([testKey, checks]) => ({ testKey, ...times, ...runOf(checks, mapping) }));
  const tests: XrayTest[] = [...runs, ...made];
  if (tests.length === 0) return null;
  return { ...executionOf(report, mapping), tests };
}

/** What the mapping names and the report does not have: a slip of the pen would leave a test out unseen. */
export function namesWithoutCheck(report: Report, { tests }: XrayMapping): string[] {
  const known = new Set(report.checks.flatMap(({ id, rows }) => [id, ...rows]));
  return Object.keys(tests).filter((name) => !known.has(name));
}

/** The check's own key, or else those of its rows. */
function keysOf({ id, rows }: ReportCheck, { tests }: XrayMapping): string[] {
  const keys = new Map(Object.entries(tests));
  const own = keys.get(id);
  if (own !== undefined) return [own];
  return [...new Set(rows.flatMap((row) => keys.get(row) ?? []))];
}

/** Into an execution that is there, results go without a word on the execution itself: its own would be lost. */
function executionOf(
  { signoff, meaning, scope }: Report,
  { project, testExecutionKey, testPlanKey }: XrayMapping,
): Omit<XrayResults, 'tests'> {
  const plan = testPlanKey === undefined ? {} : { testPlanKey };
  if (testExecutionKey !== undefined)
    return { testExecutionKey, ...(testPlanKey === undefined ? {} : { info: plan }) };
  const about = scope.map(({ name, value }) => `${name}: ${value}`);
  return {
    info: {
      ...(project === undefined ? {} : { project }),
      summary: summary(`${signoff.checklist.title}: ${signoff.verdict}`),
      description: printable([meaning, '', ...about].join('\n')),
      startDate: instant(signoff.startedAt),
      finishDate: instant(signoff.finishedAt),
      ...plan,
      testEnvironments: [signoff.topology],
    },
  };
}

/** Where several checks are one test, the worst of them is its status, and all of them are told. */
function runOf(
  checks: readonly ReportCheck[],
  { edition }: XrayMapping,
): Pick<XrayTest, 'status' | 'comment'> {
  const outcomes = new Set(checks.map(outcomeOf));
  const worst = WORST.find((outcome) => outcomes.has(outcome)) ?? 'skipped';
  const told = checks
    .toSorted((a, b) => WORST.indexOf(outcomeOf(a)) - WORST.indexOf(outcomeOf(b)))
    .map(({ id, title, status, reason }) => `${status}: ${title}${reason ? `: ${reason}` : ''} (${id})`);
  return { comment: printable(told.join('\n')), status: STATUSES[edition][worst] };
}

function testInfoOf(check: ReportCheck, projectKey: string): NonNullable<XrayTest['testInfo']> {
  const { id, kind, group, title, section, lines } = check;
  return {
    projectKey,
    summary: summary(title),
    type: 'Generic',
    definition: printable(`${id}\n${section}, line ${lines.join(', ')} of the document`),
    // Jira's labels have no spaces.
    labels: [kind, group.replaceAll(' ', '-')],
  };
}

/** Jira's summary is one line, and not longer than this. */
function summary(text: string): string {
  return printable(text).replaceAll(/\s+/g, ' ').trim().slice(0, 255);
}

/** Xray reads whole seconds only. */
function instant(time: string): string {
  return time.replace(/\.\d+(?=Z$)/, '');
}
