/** JUnit XML, as CI systems read it: one test case a check, one suite a group. */
import { create } from 'xmlbuilder2';
import type { Evidence } from '../checks/evidence.ts';
import { GROUPS } from '../checks/check.ts';
import type { Result } from '../checks/judge.ts';
import { reasonOf } from './signoff.ts';

/** What XML 1.0 does not allow (and the C1 controls, which it does): awkward values may have any of it. */
const NOT_XML = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;

export function junitOf(evidence: Evidence, results: readonly Result[]): string {
  const { header, end } = evidence;
  const finished = end?.finishedAt ?? header.startedAt;
  const seconds = (Date.parse(finished) - Date.parse(header.startedAt)) / 1000;
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const suites = document.ele('testsuites', {
    name: clean(header.checklist.dataflow.title),
    ...total(evidence, results),
    time: seconds.toFixed(3),
  });
  for (const group of GROUPS) {
    const own = results.filter(({ check }) => check.group === group);
    if (own.length === 0) continue;
    const suite = suites.ele('testsuite', { name: group, ...counts(own), timestamp: header.startedAt });
    for (const result of own) {
      const { check } = result;
      const test = suite.ele('testcase', { name: clean(check.title), classname: clean(check.id) });
      const reason = clean(reasonOf(result) ?? '');
      if (isFailure(result)) test.ele('failure', { message: reason, type: result.status }).txt(reason);
      else if (result.status === 'not verified') test.ele('skipped', { message: reason });
      else if (result.status !== 'passed') test.ele('system-out').txt(`${result.status}: ${reason}`);
    }
  }
  const error = errorOf(evidence);
  if (error !== null) {
    const suite = suites.ele('testsuite', { name: 'the run', tests: 1, failures: 0, errors: 1, skipped: 0 });
    const test = suite.ele('testcase', { name: 'the campaign runs to its end', classname: 'the run' });
    test.ele('error', { message: clean(error) });
  }
  return `${document.end({ prettyPrint: true })}\n`;
}

/** Why the run itself is no ground for a verdict, or null. */
function errorOf({ end }: Evidence): string | null {
  if (!end) return 'the evidence was cut off';
  return end.stopped ? `stopped by the ${end.stopped.by}: ${end.stopped.reason}` : null;
}

/** What was not verified for another reason than a declared lack must not look green. */
function isFailure({ status, declaredLack }: Result): boolean {
  return status === 'failed' || (status === 'not verified' && !declaredLack);
}

function total(evidence: Evidence, results: readonly Result[]): ReturnType<typeof counts> {
  const all = counts(results);
  return errorOf(evidence) === null ? all : { ...all, tests: all.tests + 1, errors: 1 };
}

function counts(results: readonly Result[]): {
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
} {
  const failures = results.filter(isFailure).length;
  const skipped = results.filter((result) => result.status === 'not verified' && !isFailure(result)).length;
  return { tests: results.length, failures, errors: 0, skipped };
}

function clean(text: string): string {
  return text.replace(NOT_XML, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}
