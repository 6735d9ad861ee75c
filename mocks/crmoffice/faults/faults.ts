/** The faults of one tenant: armed and withdrawn by a test, met by the engine's requests alone. */
import { z } from 'zod';
import { Fault } from '../../../src/domain/fault.ts';
import type { StoredRecord } from '../kind.ts';
import type { Timing } from '../timing.ts';
import { act, canMeet } from './catalogue.ts';
import { drawAt } from './draws.ts';
import { type Armed, encounterOf, type Encounter } from './encounter.ts';
import { createHolds, type Holds } from './holds.ts';
import type { Met, Source } from './unit.ts';
import { holds as whenHolds } from './when.ts';

export interface Faults {
  /**
   * Puts these faults in force, in the place of those before, and counts from nothing. Every random choice
   * comes from `seed`, by the fault's place in the list and the number of the request among those that the
   * fault may meet: what other faults do, or requests that it may not meet, changes nothing.
   * Throws `ZodError` where a fault makes no sense, `RangeError` where its `on` leaves nothing that it can meet.
   */
  arm(faults: readonly Fault[], seed: number): void;
  /** Ends them at once: what is held back is answered, what would not be is reset, the tenant listens. */
  disarm(): void;
  /** How often each of the faults armed last has met a request, in their order; also once they are disarmed. */
  met(): number[];
}

/** What the tenant itself sees of its faults. */
export interface ArmedFaults<R extends StoredRecord, P extends object> extends Faults {
  /** Whether any are: then a request meets none, and need not be looked at for it. */
  inForce(): boolean;
  /** What faults make of a request of the engine's that is authorised and found its route. */
  encounter(request: Met): Encounter<R, P>;
  readonly holds: Holds;
}

/** The faults, as `arm` takes them. Throws what `arm` does where it takes them not. */
export function checkFaults(faults: readonly Fault[]): Fault[] {
  const checked = z.array(Fault).parse(faults);
  const useless = checked.find((fault) => !EVERY_REQUEST.some((request) => canMeet(fault, request)));
  if (!useless) return checked;
  throw new RangeError(`${useless.name} meets no request of the kind ${JSON.stringify(useless.on)}`);
}

export function createFaults<R extends StoredRecord, P extends object>(
  source: Source<R, P>,
  timing: Timing,
): ArmedFaults<R, P> {
  const holds = createHolds(timing);
  let armed: Armed[] = [];
  let inForce = false;
  let seed = 0;
  let since = 0;
  return {
    holds,
    arm(faults, newSeed) {
      const checked = checkFaults(faults);
      holds.release();
      armed = checked.map((fault) => ({ fault, act: act(fault), nth: 0, met: 0 }));
      [inForce, seed, since] = [true, newSeed, timing.elapsed()];
    },
    disarm() {
      inForce = false;
      holds.release();
    },
    inForce: () => inForce,
    met: () => armed.map(({ met }) => met),
    encounter(request) {
      const elapsedMs = timing.elapsed() - since;
      const applying = (inForce ? armed : []).flatMap((one, place) => {
        if (!canMeet(one.fault, request)) return [];
        one.nth += 1;
        const { nth } = one;
        const moment = { elapsedMs, draw: (purpose: string) => drawAt(seed, place, nth, purpose) };
        return whenHolds(one.fault, one, moment) ? [{ armed: one, moment }] : [];
      });
      return encounterOf(applying, source);
    },
  };
}

/** The contract's operations; a later page is what any fault of a list can meet. */
const EVERY_REQUEST: readonly Met[] = [
  { method: 'GET', route: 'list', later: true },
  { method: 'POST', route: 'list', later: false },
  { method: 'GET', route: 'company', later: false },
  { method: 'PATCH', route: 'company', later: false },
  { method: 'DELETE', route: 'company', later: false },
];
