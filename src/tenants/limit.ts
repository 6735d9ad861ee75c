/** How much is asked of a tenant at once, and in a second. */
import PQueue from 'p-queue';
import { TenantError } from '../domain/tenant.ts';
import type { Attempt } from './attempt.ts';
import type { OnEvent } from './event.ts';

export interface Limits {
  /** Requests in flight at once, at least 1. */
  inFlight: number;
  /** Requests begun within any second, at least 1; without it there is no such limit. */
  perSecond?: number;
}

export interface LimitSurroundings {
  now: () => number;
  /** Aborts when the client is closed: what still waits for its turn then fails. */
  closing: AbortSignal;
  onEvent: OnEvent;
}

/** `attempt`, waiting for its turn. The time limit of a request runs from its turn on. */
export function limited(attempt: Attempt, limits: Limits, surroundings: LimitSurroundings): Attempt {
  const { inFlight, perSecond } = limits;
  const { closing } = surroundings;
  const slots = new PQueue({ concurrency: inFlight });
  const turn = perSecond === undefined ? null : turns(perSecond, surroundings);
  return (request, token) =>
    slots.add(async () => {
      try {
        closing.throwIfAborted();
        if (turn !== null) await turn();
      } catch (error) {
        if (!closing.aborted) throw error;
        throw new TenantError(`${request.method} ${request.path}`, null, 'the client was closed');
      }
      return attempt(request, token);
    });
}

const TELL_AGAIN_MS = 10_000;

/** Resolves when one more request may be begun, by a window that slides. */
function turns(perSecond: number, { now, closing, onEvent }: LimitSurroundings): () => Promise<void> {
  const queue = new PQueue({ intervalCap: perSecond, interval: 1000, strict: true });
  let toldAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const turn = queue.add(() => undefined, { signal: closing });
    if (queue.size > 0 && now() - toldAt >= TELL_AGAIN_MS) {
      toldAt = now();
      onEvent({ event: 'throttled', perSecond, waiting: queue.size });
    }
    await turn;
  };
}
