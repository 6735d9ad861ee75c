/** Faults of the clock: what is shown of a time, and what a time that is asked for means. Order is that of true times. */
import { formatInstant, parseInstant, sortableInstant } from '../instant.ts';
import { type FaultOf, type Unit, WITH_BODY } from './unit.ts';

const SECOND = 1000;

export const wholeSeconds: Unit<FaultOf<'whole-seconds'>> = {
  meets: WITH_BODY,
  arm: () => ({
    kind: 'clock',
    show: (instant) => moved(instant, formatInstant, (time) => Math.floor(time / SECOND) * SECOND),
    since: (since) => moved(since, sortableInstant, (time) => Math.ceil(time / SECOND) * SECOND),
  }),
};

/** A client that asks for what changed since a time that it was shown gets it. */
export const clocksApart: Unit<FaultOf<'clocks-apart'>> = {
  meets: WITH_BODY,
  arm: ({ ms }) => ({
    kind: 'clock',
    show: (instant) => moved(instant, formatInstant, (time) => time + ms),
    since: (since) => moved(since, sortableInstant, (time) => time - ms),
  }),
};

/** What is beyond the years that can be written stays where it is. */
function moved(instant: string, write: (time: number) => string, move: (time: number) => number): string {
  const time = parseInstant(instant);
  return time === null ? instant : write(move(time));
}
