/**
 * Allure's results of a run, by file name: one a check, the scenario that it shows, and what Allure asks of the run.
 * Pure: the same evidence gives the same bytes, ids and times included, so that Allure's history knows each check.
 */
import type { Evidence } from '../checks/evidence.ts';
import type { Result } from '../checks/judge.ts';
import { categories, environmentProperties, executor, knownIssues, runErrors } from './allure-run.ts';
import { type AllureTest, evidenceFileOf, testOf } from './allure-test.ts';
import { type KnownFailure, putUpWith } from './known-failures.ts';
import { shortened, shownScenario } from './steps.ts';

export interface AllureBeside {
  known: readonly KnownFailure[];
  /** The command that runs a check alone. */
  rerun: (check: Result['check']) => string;
}

export function allureResultsOf(
  evidence: Evidence,
  results: readonly Result[],
  { known, rerun }: AllureBeside,
): Map<string, string> {
  const expected = putUpWith(known);
  const files = new Map<string, string>();
  const knownTests: { test: AllureTest; known: KnownFailure }[] = [];
  for (const [place, result] of results.entries()) {
    const { check } = result;
    const ownKnown = expected.get(check.id) ?? null;
    const test = testOf(result, evidence, { place, known: ownKnown, rerun: rerun(check) });
    if (ownKnown) knownTests.push({ test, known: ownKnown });
    files.set(`${test.uuid}-result.json`, json(test));
    const scenario = shownScenario(result, evidence);
    if (scenario) files.set(evidenceFileOf(scenario.id, evidence), json(shortened(scenario)));
  }
  files.set('environment.properties', environmentProperties(evidence, results));
  files.set('categories.json', json(categories()));
  files.set('executor.json', json(executor(evidence)));
  files.set('known-issues.json', json(knownIssues(knownTests)));
  for (const { name, content } of runErrors(evidence)) files.set(name, json(content));
  return files;
}

function json(content: object): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}
