/** JUnit XML, as CI systems read it: one test case a check, one suite a group. */
import { create } from 'xmlbuilder2';
import type { Evidence } from '../checks/evidence.ts';
import { GROUPS } from '../checks/check.ts';
import type { Result } from '../checks/judge.ts';
import { type Outcome, outcomeOf, RUN_TEST, runErrorOf, timesOf } from './outcome.ts';
import { printable } from './printable.ts';
import { reasonOf } from './signoff.ts';

export function junitOf(evidence: Evidence, results: readonly Result[]): string {
  const { header } = evidence;
  const { start, stop } = timesOf(evidence);
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const suites = document.ele('testsuites', {
    name: printable(header.checklist.dataflow.title),
    ...total(evidence, results),
    time: ((stop - start) / 1000).toFixed(3),
  });
  for (const group of GROUPS) {
    const own = results.filter(({ check }) => check.group === group);
    if (own.length === 0) continue;
    const suite = suites.ele('testsuite', { name: group, ...counts(own), timestamp: header.startedAt });
    for (const result of own) {
      const { check } = result;
      const test = suite.ele('testcase', { name: printable(check.title), classname: printable(check.id) });
      const reason = printable(reasonOf(result) ?? '');
      if (outcomeOf(result) === 'failed')
        test.ele('failure', { message: reason, type: result.status }).txt(reason);
      else if (outcomeOf(result) === 'skipped') test.ele('skipped', { message: reason });
      else if (result.status !== 'passed') test.ele('system-out').txt(`${result.status}: ${reason}`);
    }
  }
  const error = runErrorOf(evidence);
  if (error !== null) {
    const suite = suites.ele('testsuite', {
      name: RUN_TEST.suite,
      tests: 1,
      failures: 0,
      errors: 1,
      skipped: 0,
    });
    const test = suite.ele('testcase', { name: RUN_TEST.title, classname: RUN_TEST.suite });
    test.ele('error', { message: printable(error) });
  }
  return `${document.end({ prettyPrint: true })}\n`;
}

/** `testsuites` has no count of what is skipped in any published schema. */
function total(evidence: Evidence, results: readonly Result[]): Omit<ReturnType<typeof counts>, 'skipped'> {
  const { skipped: _, ...all } = counts(results);
  return runErrorOf(evidence) === null ? all : { ...all, tests: all.tests + 1, errors: 1 };
}

function counts(results: readonly Result[]): {
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
} {
  const count = (what: Outcome): number => results.filter((result) => outcomeOf(result) === what).length;
  return { tests: results.length, failures: count('failed'), errors: 0, skipped: count('skipped') };
}
