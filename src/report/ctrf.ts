/** CTRF, the Common Test Report Format (https://ctrf.io): one test a check, in JSON. Pure. */
import type { Evidence } from '../checks/evidence.ts';
import type { Result } from '../checks/judge.ts';
import { type Outcome, outcomeOf, RUN_TEST, runErrorOf, timesOf, tookOf } from './outcome.ts';
import { printable } from './printable.ts';
import { reasonOf } from './signoff.ts';

/** As the schema names its fields; what it has no field for is a label, or stands under `extra`. */
interface CtrfTest {
  testId?: string;
  name: string;
  status: Outcome;
  duration: number;
  suite: string[];
  message?: string;
  line?: number;
  rawStatus?: string;
  tags?: string[];
  labels?: Record<string, string>;
  type?: string;
  filePath?: string;
  extra?: { lines: number[]; scenarios: string[] };
}

/** The version of the specification that the report follows. */
const SPECIFICATION = '0.0.0';

export function ctrfOf(evidence: Evidence, results: readonly Result[]): string {
  const { checklist, engine, topology, seed, policies, faults } = evidence.header;
  const tests = [...results.map((result) => testOf(result, evidence)), ...runTests(evidence)];
  const count = (status: Outcome): number => tests.filter((test) => test.status === status).length;
  const report = {
    reportFormat: 'CTRF',
    specVersion: SPECIFICATION,
    results: {
      tool: { name: 'dataflow-qa' },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: 0,
        other: 0,
        suites: new Set(tests.map(({ suite }) => JSON.stringify(suite))).size,
        ...timesOf(evidence),
      },
      tests,
      environment: {
        reportName: printable(checklist.dataflow.title),
        extra: {
          engine: printable(engine.name),
          engineVersion: printable(engine.version),
          topology,
          seed,
          document: printable(checklist.file),
          documentSha256: checklist.sha256,
          policies,
          faults,
        },
      },
    },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function testOf(result: Result, evidence: Evidence): CtrfTest {
  const { check, status } = result;
  const [line] = check.lines;
  const reason = reasonOf(result);
  return {
    testId: printable(check.id),
    name: printable(check.title),
    status: outcomeOf(result),
    duration: tookOf(check, evidence),
    suite: [printable(check.section), check.group],
    ...(reason === null ? {} : { message: printable(told(status, reason)) }),
    ...(line === undefined ? {} : { line }),
    rawStatus: status,
    tags: [printable(check.id), check.kind],
    labels: {
      kind: check.kind,
      ...(check.rows.length > 0 ? { row: printable(check.rows.join(', ')) } : {}),
      ...(check.direction ? { direction: check.direction } : {}),
    },
    type: 'e2e',
    filePath: printable(evidence.header.checklist.file),
    extra: { lines: check.lines, scenarios: check.scenarios.map(printable) },
  };
}

/** What passed, failed and skipped cannot say stands before the reason. */
function told(status: Result['status'], reason: string): string {
  return status === 'passed' || status === 'failed' ? reason : `${status}: ${reason}`;
}

/** A run that is no ground for a verdict must not look green to who reads the counts alone. */
function runTests(evidence: Evidence): CtrfTest[] {
  const error = runErrorOf(evidence);
  if (error === null) return [];
  const { start, stop } = timesOf(evidence);
  const { suite, title } = RUN_TEST;
  return [
    { name: title, status: 'failed', duration: stop - start, suite: [suite], message: printable(error) },
  ];
}
