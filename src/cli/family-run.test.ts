/**
 * Documents of the whole family, invented: each that has something to run is run against mocks made from it, by the
 * reference engine, and accepted. `FAMILY_RUN` says how many are run, in the order of their seeds and whatever their
 * size; `npm run family:run` takes 200. Without it, a few small ones are.
 */
import { expect, it } from 'vitest';
import { ChecklistError } from '../checklist/checklist-error.ts';
import { parseChecklist } from '../checklist/parse.ts';
import { type FamilyDocument, familyDocuments } from '../checklist/testing/family-document.ts';
import { judge, type Result, verdictOf } from '../checks/judge.ts';
import { plan } from '../checks/plan.ts';
import { DEFAULT_POLICIES } from '../checks/policies.ts';
import type { Dataflow } from '../domain/dataflow.ts';
import { referenceEngine } from '../engines/reference.ts';
import { recordCampaign, SEED } from './testing/record.ts';

const ASKED = process.env['FAMILY_RUN'];
const COUNT = Number(ASKED ?? '4');
if (!Number.isInteger(COUNT) || COUNT < 1) throw new Error('FAMILY_RUN must be a whole number, 1 or more');
/** How many sections a document has at most that is run where nobody asked for a number. */
const MOST_SECTIONS = ASKED === undefined ? 3 : Infinity;
/** Nearly half of all have something to run. */
const MOST_DOCUMENTS = COUNT * 20;
const REFERENCE = referenceEngine('0');

interface Tally {
  documents: number;
  refused: number;
  nothingToRun: number;
  tooLarge: number;
  run: number;
  accepted: number;
  passed: number;
  notVerified: number;
  reasons: Set<string>;
}

it(`${COUNT} documents are run and accepted`, { timeout: 60_000 + COUNT * 30_000 }, async () => {
  const tally: Tally = {
    documents: 0,
    refused: 0,
    nothingToRun: 0,
    tooLarge: 0,
    run: 0,
    accepted: 0,
    passed: 0,
    notVerified: 0,
    reasons: new Set(),
  };
  const unaccepted: unknown[] = [];
  for (const document of familyDocuments(MOST_DOCUMENTS)) {
    if (tally.run === COUNT) break;
    tally.documents += 1;
    const dataflow = runnable(document, tally);
    if (dataflow === null) continue;
    tally.run += 1;
    const { plan: planned, evidence } = await recordCampaign({ engine: REFERENCE, change: () => dataflow });
    const results = judge(planned, evidence);
    const verdict = verdictOf(results, evidence);
    count(results, tally);
    if (verdict === 'accepted') tally.accepted += 1;
    else unaccepted.push({ document: document.name, verdict, why: whyNot(results), end: evidence.end });
  }
  tell(tally);
  expect(unaccepted).toEqual([]);
  expect(tally.run).toBe(COUNT);
});

/** Null where it is not run, which is counted. */
function runnable({ name, text, facts }: FamilyDocument, tally: Tally): Dataflow | null {
  const dataflow = parsed(text, name);
  if (dataflow === null) {
    tally.refused += 1;
    return null;
  }
  const options = { seed: SEED, topology: 'two-tenants', policies: DEFAULT_POLICIES, faults: [] } as const;
  if (plan(dataflow, options).batches.length === 0) {
    tally.nothingToRun += 1;
    return null;
  }
  if (facts.sections.length > MOST_SECTIONS) {
    tally.tooLarge += 1;
    return null;
  }
  return dataflow;
}

/** Null where it is refused, as one is that has a row with an empty cell. */
function parsed(text: string, name: string): Dataflow | null {
  try {
    return parseChecklist(text, name);
  } catch (error) {
    if (error instanceof ChecklistError) return null;
    throw error;
  }
}

function count(results: readonly Result[], tally: Tally): void {
  for (const { status, reason } of results) {
    if (status === 'passed') tally.passed += 1;
    if (status !== 'not verified') continue;
    tally.notVerified += 1;
    tally.reasons.add(reason ?? '');
  }
}

function whyNot(results: readonly Result[]): unknown[] {
  return results
    .filter(
      ({ status, declaredLack }) =>
        status === 'failed' || status === 'deviates' || (status === 'not verified' && !declaredLack),
    )
    .map(({ check, status, reason, findings }) => ({
      check: check.id,
      status,
      reason,
      findings: findings.map(({ message }) => message),
    }));
}

function tell(tally: Tally): void {
  process.stdout.write(
    [
      `${tally.documents} documents: ${tally.refused} refused, ${tally.nothingToRun} with nothing to run,`,
      `${tally.tooLarge} left out as too large; ${tally.run} run, ${tally.accepted} accepted.`,
      `${tally.passed} checks passed; ${tally.notVerified} were not verified, for ${tally.reasons.size} reasons.\n`,
    ].join(' '),
  );
}
