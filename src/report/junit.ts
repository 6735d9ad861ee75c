/** JUnit XML, as CI systems read it: one test case a check, one suite a group. */
import { create } from 'xmlbuilder2';
import type { Evidence } from '../checks/evidence.ts';
import { GROUPS } from '../checks/check.ts';
import type { Result } from '../checks/judge.ts';
import { reasonOf } from './signoff.ts';

/** Characters that XML 1.0 does not allow, halves of a surrogate pair among them; awkward values may have them. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

export function junitOf(evidence: Evidence, results: readonly Result[]): string {
  const { header, end } = evidence;
  const finished = end?.finishedAt ?? header.startedAt;
  const seconds = (Date.parse(finished) - Date.parse(header.startedAt)) / 1000;
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const suites = document.ele('testsuites', {
    name: clean(header.checklist.dataflow.title),
    ...counts(results),
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
  return `${document.end({ prettyPrint: true })}\n`;
}

/** What was not verified for another reason than a declared lack must not look green. */
function isFailure({ status, declaredLack }: Result): boolean {
  return status === 'failed' || (status === 'not verified' && !declaredLack);
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
