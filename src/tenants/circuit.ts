/** A circuit: a tenant whose calls fail one after the other is taken to be down, and left alone for a while. */
import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleAll, isBrokenCircuitError } from 'cockatiel';
import { TenantError } from '../domain/tenant.ts';
import type { Call } from './attempt.ts';
import type { OnEvent } from './event.ts';

export interface Circuit {
  /** So many calls in a row without a sign of life open the circuit. */
  failures: number;
  /** How long it stays open before one call is let through to try, in milliseconds. */
  openMs: number;
}

/**
 * `call`, not made while the circuit is open: the `TenantError` then says since when the tenant is down, what was
 * seen last, and when it is tried again. A call fails, for the circuit, where no usable answer came or a status
 * of 5xx; any other refusal is a sign of life. When the time is up one call is let through, and the others wait
 * for how it ends. `now` has to go with `Date.now`, which the library reads.
 */
export function guarded(
  call: Call,
  { failures, openMs }: Circuit,
  { name, now, onEvent }: { name: string; now: () => number; onEvent: OnEvent },
): Call {
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: openMs,
    breaker: new ConsecutiveBreaker(failures),
  });
  let failingSince: string | null = null;
  let lastFailure = '';
  let down = { since: '', retryAt: '' };
  breaker.onBreak(() => {
    failingSince ??= instant(now());
    down = { since: failingSince, retryAt: instant(now() + openMs) };
    onEvent({ event: 'circuit opened', ...down, lastFailure });
  });
  breaker.onReset(() => onEvent({ event: 'circuit closed', since: down.since }));

  /** A refusal that is a sign of life counts as a success, so it is handed round the breaker. */
  const tried = async (request: Parameters<Call>[0]) => {
    try {
      const answer = await call(request);
      return { answer };
    } catch (error) {
      if (!isDown(error)) return { error };
      failingSince ??= instant(now());
      lastFailure = error.message;
      throw error;
    }
  };
  return async (request) => {
    const outcome = await breaker
      .execute(() => tried(request))
      .catch((error: unknown) => {
        if (!isBrokenCircuitError(error)) throw error;
        const detail = `${name} is down since ${down.since}, and is tried again at ${down.retryAt}; seen last: ${lastFailure}`;
        throw new TenantError(`${request.method} ${request.path}`, null, detail);
      });
    if (breaker.state === CircuitState.Closed) failingSince = null;
    if ('error' in outcome) throw outcome.error;
    return outcome.answer;
  };
}

function isDown(error: unknown): error is TenantError {
  return error instanceof TenantError && (error.status === null || error.status >= 500);
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
