/** Slowness: the answer is held back, for a time that is drawn for each request. */
import type { Delay } from '../../../src/domain/fault.ts';
import { ANY, type FaultOf, type Moment, type Unit } from './unit.ts';

/** The longest that an answer is held back, whatever is drawn. */
const LONGEST_MS = 600_000;

export const latency: Unit<FaultOf<'latency'>> = {
  meets: ANY,
  arm: ({ delay }) => ({ kind: 'hold', delayMs: (moment) => sample(delay, moment) }),
};

function sample(delay: Delay, moment: Moment): number {
  switch (delay.distribution) {
    case 'fixed':
      return delay.ms;
    case 'uniform':
      return delay.fromMs + moment.draw('delay') * (delay.toMs - delay.fromMs);
    case 'lognormal':
      return Math.min(
        delay.medianMs * Math.exp(delay.sigma * normal(moment)),
        delay.maxMs ?? LONGEST_MS,
        LONGEST_MS,
      );
  }
}

/** Box and Muller's transform: two even draws make one of mean 0 and standard deviation 1. */
function normal(moment: Moment): number {
  const radius = Math.sqrt(-2 * Math.log(1 - moment.draw('radius')));
  return radius * Math.cos(2 * Math.PI * moment.draw('angle'));
}
