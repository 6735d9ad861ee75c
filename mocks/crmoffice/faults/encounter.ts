/** Several faults and one request: which of them act, in which order, and how they go together. */
import type { Fault } from '../../../src/domain/fault.ts';
import type { StoredRecord } from '../kind.ts';
import type { PlainResponse } from '../message.ts';
import type { View } from '../view.ts';
import { type Acting, ofKind } from './acting.ts';
import type { Delivery } from './delivery.ts';
import type { Act, Moment, Source } from './unit.ts';
import { viewOf } from './views.ts';

/** `nth` counts the requests that it may meet, `met` those that it has met. */
export interface Armed {
  readonly fault: Fault;
  readonly act: Act;
  nth: number;
  met: number;
}

/**
 * All that hold back do, one after the other. The first armed of those that act `instead` and have something
 * to do does, and then nothing else is met. Otherwise what is shown and applied goes through all that change
 * it, and the first armed of those that act `afterwards` and have something to do does.
 */
export interface Encounter<R extends StoredRecord, P extends object> {
  readonly delayMs: number;
  readonly instead: Delivery | null;
  readonly view: View<R, P>;
  readonly afterwards: (response: PlainResponse) => Delivery;
}

/** `applying` are the faults whose conditions hold, in the order in which they were armed. */
export function encounterOf<R extends StoredRecord, P extends object>(
  applying: readonly { armed: Armed; moment: Moment }[],
  source: Source<R, P>,
): Encounter<R, P> {
  const all = applying.map(({ armed, moment }): Acting => ({
    act: armed.act,
    moment,
    note: noteOnce(armed),
  }));
  return {
    delayMs: ofKind(all, 'hold').reduce((sum, { act, moment, note }) => {
      note();
      return sum + act.delayMs(moment);
    }, 0),
    instead: firstOf(ofKind(all, 'instead'), ({ act, moment }) => act.treat(moment)),
    view: viewOf(all, source),
    afterwards: (response) =>
      firstOf(ofKind(all, 'afterwards'), ({ act, moment }) => act.treat(response, moment)) ?? {
        by: 'answer',
        response,
      },
  };
}

function firstOf<A extends Act>(
  acting: readonly Acting<A>[],
  treat: (one: Acting<A>) => Delivery | null,
): Delivery | null {
  for (const one of acting) {
    const delivery = treat(one);
    if (!delivery) continue;
    one.note();
    return delivery;
  }
  return null;
}

/** One request is met once, however many records of it are. */
function noteOnce(armed: Armed): () => void {
  let noted = false;
  return () => {
    if (noted) return;
    noted = true;
    armed.met += 1;
  };
}
