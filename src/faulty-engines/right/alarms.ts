/** What the checks say against an engine that is right: false alarms, each of which is a defect somewhere. Pure. */
import type { Result } from '../../checks/judge.ts';
import { shortId } from '../score.ts';
import type { RightEngine } from './right-engine.ts';

/** Of a whole plan: whatever keeps the verdict from `accepted`, but for the deviations that the engine owns to. */
export function alarmsOf(
  { deviates }: Pick<RightEngine, 'deviates'>,
  results: readonly Result[],
  stopped: string | null,
): string[] {
  const owned = new Set(deviates?.checks);
  const alarms = results
    .filter(({ status }) => status !== 'passed' && status !== 'recorded')
    .filter(({ check, status }) => status !== 'deviates' || !owned.has(shortId(check.id)))
    .map(
      ({ check, status, reason, findings }) =>
        `${status} ${shortId(check.id)}: ${reason ?? findings[0]?.message ?? 'no reason given'}`,
    );
  return stopped === null ? alarms : [`the campaign ended early: ${stopped}`, ...alarms];
}
