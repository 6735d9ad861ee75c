/** What Allure asks of a run beside its tests: environment, categories, executor, known issues, errors. Pure. */
import type { Evidence } from '../checks/evidence.ts';
import { type Result, verdictOf } from '../checks/judge.ts';
import { uuidOf } from './allure-ids.ts';
import { type AllureTest, issueLinks } from './allure-test.ts';
import type { KnownFailure } from './known-failures.ts';
import { runErrorOf, timesOf } from './outcome.ts';
import { printable } from './printable.ts';
import { scopeOf } from './scope.ts';

export function environmentProperties(evidence: Evidence, results: readonly Result[]): string {
  const told = [{ name: 'Verdict', value: verdictOf(results, evidence) }, ...scopeOf(evidence)];
  return told
    .map(({ name, value }) => `${escaped(name).replaceAll(/[ :=]/g, String.raw`\$&`)}=${escaped(value)}\n`)
    .join('');
}

/**
 * The first that fits is a test's. Allure 2 wants a pattern to fit the whole message, Allure 3 any part of it; the
 * kind is a line of what is told of a failure.
 */
export function categories(): { name: string; matchedStatuses: string[]; messageRegex: string }[] {
  const kind = (name: string): string => String.raw`[\s\S]*\nkind +${name}\n[\s\S]*`;
  const beginning = (text: string): string => String.raw`^${text}[\s\S]*$`;
  return [
    {
      name: 'Known failures',
      matchedStatuses: ['failed', 'broken'],
      messageRegex: beginning('known until '),
    },
    {
      name: 'What the document says does not hold',
      matchedStatuses: ['failed'],
      messageRegex: kind('checklist'),
    },
    {
      name: 'What the document implies does not hold',
      matchedStatuses: ['failed'],
      messageRegex: kind('implied'),
    },
    { name: 'Not verified', matchedStatuses: ['broken'], messageRegex: beginning('') },
    { name: 'Cannot be shown here', matchedStatuses: ['skipped'], messageRegex: beginning('not verified: ') },
    { name: 'Deviates from a policy', matchedStatuses: ['passed'], messageRegex: beginning('deviates: ') },
    { name: 'Only recorded', matchedStatuses: ['passed'], messageRegex: beginning('recorded: ') },
  ];
}

export function executor(evidence: Evidence): {
  name: string;
  type: string;
  reportName: string;
  buildName: string;
  buildOrder: number;
} {
  const { checklist, engine, topology, seed } = evidence.header;
  return {
    name: 'dataflow-qa',
    type: 'dataflow-qa',
    reportName: printable(checklist.dataflow.title),
    buildName: printable(`${engine.name} ${engine.version}, ${topology}, seed ${seed}`),
    // What Allure 2 puts the runs of a trend in order by.
    buildOrder: Math.floor(timesOf(evidence).start / 1000),
  };
}

/** As Allure 3 reads them (`knownIssuesPath`): failures that are no news. */
export function knownIssues(
  tests: readonly { test: AllureTest; known: KnownFailure }[],
): { historyId: string; issues: { name?: string; url: string; type?: string }[]; comment: string }[] {
  return tests.map(({ test, known }) => ({
    historyId: test.historyId ?? '',
    issues: issueLinks(known),
    comment: printable(known.reason),
  }));
}

/** A run that is no ground for a verdict: Allure shows errors that are no test's. */
export function runErrors(evidence: Evidence): { name: string; content: object }[] {
  const error = runErrorOf(evidence);
  if (error === null) return [];
  const { stop: timestamp } = timesOf(evidence);
  return [
    {
      name: `${uuidOf('errors', JSON.stringify(evidence.header))}-globals.json`,
      content: { attachments: [], errors: [{ message: printable(error), timestamp }] },
    },
  ];
}

/** As Java reads properties: one line, a backslash before what would end it, and no sign beyond ASCII. */
function escaped(text: string): string {
  return printable(text)
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\t', String.raw`\t`)
    .replaceAll(/^ /g, String.raw`\ `)
    .replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
