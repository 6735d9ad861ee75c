/** Which scenarios an engine of the bank is tried by: those that should tell on it, and others as a control. Pure. */
import { createHash } from 'node:crypto';
import type { Check } from '../checks/check.ts';
import type { FaultyEngine } from './faulty.ts';
import { shortId } from './score.ts';

/** Of the scenarios that should not tell on an engine, it meets one in so many. */
const CONTROL = 6;
/** Scenarios of a check that reads nearly all of them. */
const MANY = 100;

export interface TrialScope {
  seed: number;
  /** Every scenario of its batches. */
  thorough: boolean;
}

/**
 * Tells by the id of a scenario and of its batch. The control is drawn anew for each engine, so that each scenario
 * is met by a sixth of the bank; who does not say what should turn red meets them all.
 */
export function scenariosFor(
  engine: Pick<FaultyEngine, 'title' | 'red' | 'shows' | 'batches'>,
  checks: readonly Check[],
  { seed, thorough }: TrialScope,
): (scenario: string, batch: string) => boolean {
  const { title, red, shows, batches = ['main'] } = engine;
  const telling = new Set(
    checks
      .filter(({ id }) => red.some((beginning) => shortId(id).startsWith(beginning)))
      // What is asked of nearly all scenarios, such as that nothing leaks, is asked of the control too.
      .filter(({ scenarios }) => scenarios.length < MANY)
      .flatMap(({ scenarios }) => scenarios),
  );
  // Where it is about many records, there have to be many.
  const isAboutCrowds = batches.length > 1 && batches.includes('main');
  const isAsked = (scenario: string): boolean =>
    thorough ||
    red.length === 0 ||
    isAboutCrowds ||
    telling.has(scenario) ||
    shows?.test(scenario) === true ||
    isDrawn(`${seed} ${title} ${scenario}`);
  // The crowd of the first batch is for engines that name other batches beside it.
  const isApart = (scenario: string, batch: string): boolean =>
    batch === 'main' && batches.length === 1 && scenario.startsWith('crowd');
  return (scenario, batch) => batches.includes(batch) && !isApart(scenario, batch) && isAsked(scenario);
}

function isDrawn(text: string): boolean {
  return createHash('sha256').update(text).digest().readUInt32BE() % CONTROL === 0;
}
