/** When a fault meets a request that it may meet: each condition that is given must hold. */
import type { Fault } from '../../../src/domain/fault.ts';
import type { Moment } from './unit.ts';

/** `nth` counts, from 1, the requests that the fault may meet; `met` is how often it has met one. */
export interface Standing {
  readonly nth: number;
  readonly met: number;
}

export function holds({ when = {} }: Fault, { nth, met }: Standing, moment: Moment): boolean {
  const { probability = 1, rampMs = 0, skip = 0, count = Infinity, window, requests } = when;
  if (nth <= skip || met >= count) return false;
  if (requests && !requests.includes(nth)) return false;
  if (window && (moment.elapsedMs < window.fromMs || moment.elapsedMs >= window.toMs)) return false;
  const risen = rampMs === 0 ? 1 : Math.min(1, moment.elapsedMs / rampMs);
  return moment.draw('probability') < probability * risen;
}
