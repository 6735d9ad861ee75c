/** One check as Allure shows a test: labels, parameters, links to the document, steps, and what became of it. Pure. */
import {
  type Label,
  LabelName,
  type Link,
  LinkType,
  type Parameter,
  Severity,
  Stage,
  Status,
  type StatusDetails,
  type StepResult,
  type TestResult,
} from 'allure-js-commons';
import type { Check } from '../checks/check.ts';
import type { Evidence } from '../checks/evidence.ts';
import type { Result } from '../checks/judge.ts';
import { historyIdOf, md5, uuidOf } from './allure-ids.ts';
import type { KnownFailure } from './known-failures.ts';
import { timesOf, tookOf } from './outcome.ts';
import { printable } from './printable.ts';
import { reasonOf } from './signoff.ts';
import { shownScenario, stepsOf } from './steps.ts';
import { tellResult } from './story.ts';

/** The results' format has these two; the types of Allure for JavaScript do not. */
export interface AllureTest extends TestResult {
  statusDetails: StatusDetails & { known?: boolean; muted?: boolean };
}

export interface OfTest {
  /** Among the plan's checks, from 0. */
  place: number;
  /** A failure that is put up with, or null. */
  known: KnownFailure | null;
  rerun: string;
}

const SEVERITIES: Record<Check['kind'], Severity> = {
  checklist: Severity.CRITICAL,
  implied: Severity.NORMAL,
  policy: Severity.MINOR,
};

const DIRECTIONS = { left: 'left → right', right: 'right → left' };

export function testOf(result: Result, evidence: Evidence, { place, known, rerun }: OfTest): AllureTest {
  const { check } = result;
  const { header } = evidence;
  const status = statusOf(result);
  const reason = reasonOf(result);
  // Allure shows tests by the time of their start: a millisecond for each keeps them in the plan's order.
  const start = timesOf(evidence).start + place;
  const stop = start + tookOf(check, evidence);
  const step = stepAt(start, stop);
  const scenario = shownScenario(result, evidence);
  const testCaseId = md5(check.id);
  const parameters = parametersOf(check, evidence);
  const message = messageOf(result, evidence, rerun);
  return {
    uuid: uuidOf('check', check.id, JSON.stringify(header)),
    testCaseId,
    historyId: historyIdOf(testCaseId, parameters),
    name: printable(check.title),
    fullName: printable(check.id),
    titlePath: [printable(check.section), check.group],
    // What is green and not simply passed says so where a reader of the test begins.
    ...(status === Status.PASSED && reason !== null
      ? { description: printable(`${result.status}: ${reason}`) }
      : {}),
    status,
    statusDetails: {
      ...(message === null ? {} : { message: printable(known ? `${told(known)}\n\n${message}` : message) }),
      ...(known ? { known: true, muted: true } : {}),
    },
    stage: Stage.FINISHED,
    steps: [
      ...(scenario ? stepsOf(scenario, evidence).map((name) => step(name, Status.PASSED)) : []),
      step('compare', status),
    ],
    attachments: scenario
      ? [
          {
            name: printable(`evidence of ${scenario.id}`),
            type: 'application/json',
            source: evidenceFileOf(scenario.id, evidence),
          },
        ]
      : [],
    parameters,
    labels: labelsOf(result),
    links: [...check.lines.map((line) => documentLink(header.checklist.file, line)), ...issueLinks(known)],
    start,
    stop,
  };
}

/** Checks that show the same scenario share its file. */
export function evidenceFileOf(scenario: string, { header }: Evidence): string {
  return `${uuidOf('scenario', scenario, JSON.stringify(header))}-attachment.json`;
}

/** Of a known failure: where it is followed up, if that can be opened. */
export function issueLinks(known: KnownFailure | null): Link[] {
  const ticket = known?.ticket ?? '';
  return /^https?:\/\//.test(ticket)
    ? [{ name: printable(ticket), url: printable(ticket), type: LinkType.ISSUE }]
    : [];
}

/**
 * What was not verified, though nothing declared that it could not be, says nothing against the engine: in Allure's
 * words it is broken, not failed. Where it was declared it is skipped.
 */
function statusOf({ status, declaredLack }: Result): Status {
  switch (status) {
    case 'failed':
      return Status.FAILED;
    case 'not verified':
      return declaredLack ? Status.SKIPPED : Status.BROKEN;
    case 'passed':
    case 'deviates':
    case 'recorded':
      return Status.PASSED;
  }
}

/** The categories look at how a message begins. */
function messageOf(result: Result, evidence: Evidence, rerun: string): string | null {
  const { status, declaredLack } = result;
  const reason = reasonOf(result);
  if (status === 'failed' || (status === 'not verified' && !declaredLack))
    return tellResult(result, evidence, rerun);
  if (status === 'passed') return reason;
  return `${status}: ${reason ?? 'no reason given'}`;
}

function told({ reason, expires, ticket }: KnownFailure): string {
  return `known until ${expires}${ticket === null ? '' : ` (${ticket})`}: ${reason}`;
}

/** The seed and the engine's version are told, but a check under others has the same history. */
function parametersOf({ direction }: Check, { header }: Evidence): Parameter[] {
  const { topology, engine, seed } = header;
  return [
    { name: 'topology', value: topology },
    { name: 'engine', value: printable(engine.name) },
    { name: 'version', value: printable(engine.version), excluded: true },
    { name: 'seed', value: String(seed), excluded: true },
    ...(direction ? [{ name: 'direction', value: DIRECTIONS[direction] }] : []),
  ];
}

function labelsOf({ check, status }: Result): Label[] {
  const { section, group, rows, kind, id } = check;
  return [
    { name: LabelName.EPIC, value: section },
    { name: LabelName.FEATURE, value: group },
    { name: LabelName.STORY, value: rows[0] ?? kind },
    { name: LabelName.SEVERITY, value: SEVERITIES[kind] },
    { name: LabelName.FRAMEWORK, value: 'dataflow-qa' },
    { name: LabelName.TAG, value: id },
    { name: 'kind', value: kind },
    { name: 'judged', value: status },
  ].map(({ name, value }) => ({ name, value: printable(value) }));
}

/** By the document's path as the evidence has it: a whole path would be another one on every machine. */
function documentLink(file: string, line: number): Link {
  return { name: printable(`${file}:${line}`), url: `${encodeURI(printable(file))}#L${line}` };
}

function stepAt(start: number, stop: number): (name: string, status: Status) => StepResult {
  return (name, status) => ({
    name: printable(name),
    status,
    statusDetails: {},
    stage: Stage.FINISHED,
    steps: [],
    attachments: [],
    parameters: [],
    start,
    stop,
  });
}
