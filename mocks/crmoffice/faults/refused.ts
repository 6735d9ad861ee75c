/** Faults that answer with a refusal: nothing is done, and a write's log entry has the answer's status. */
import { invalidToken, problemResponse, Refusal } from '../problem.ts';
import type { Delivery } from './delivery.ts';
import { ANY, type FaultOf, type Unit } from './unit.ts';

export const tooManyRequests: Unit<FaultOf<'too-many-requests'>> = {
  meets: ANY,
  arm: ({ retryAfter }) => ({ kind: 'instead', treat: () => refuse(429, retryAfter) }),
};

export const serverError: Unit<FaultOf<'server-error'>> = {
  meets: ANY,
  arm: ({ status, retryAfter }) => ({ kind: 'instead', treat: () => refuse(status, retryAfter) }),
};

/** A fixed window, opened by the first request that is let through after the last one closed. */
export const quota: Unit<FaultOf<'quota'>> = {
  meets: ANY,
  arm: ({ requests, perMs, retryAfter = false, status = 429 }) => {
    let opened = -Infinity;
    let used = 0;
    return {
      kind: 'instead',
      treat: ({ elapsedMs }) => {
        if (elapsedMs >= opened + perMs) {
          opened = elapsedMs;
          used = 0;
        }
        used += 1;
        if (used <= requests) return null;
        const seconds = Math.ceil((opened + perMs - elapsedMs) / 1000);
        return refuse(status, retryAfter ? seconds : undefined);
      },
    };
  },
};

export const expiredToken: Unit<FaultOf<'expired-token'>> = {
  meets: ANY,
  arm: () => ({
    kind: 'instead',
    treat: () => ({
      by: 'answer',
      response: problemResponse(invalidToken('a fault on purpose: the token has expired')),
    }),
  }),
};

function refuse(status: number, retryAfter: number | undefined): Delivery {
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  const refusal = new Refusal(status, 'a fault on purpose: nothing is done', { headers });
  return { by: 'answer', response: problemResponse(refusal) };
}
