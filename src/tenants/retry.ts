/**
 * Asking again after a failure, where that can do no harm. Our own loop rather than a library's: whether to
 * repeat depends on the method, on `If-Match` and on `Retry-After`, and chance and waiting are handed in.
 */
import { TenantError } from '../domain/tenant.ts';
import type { Request } from './attempt.ts';
import type { OnEvent } from './event.ts';
import { FailedAttempt } from './failed-attempt.ts';

export interface Retry {
  /** How often a call is tried in all, at least 1. */
  attempts: number;
  /** The longest wait after the first attempt; it doubles with each, up to `capMs`. In milliseconds. */
  baseMs: number;
  capMs: number;
  /** A tenant that asks for more than this (`Retry-After`, in milliseconds) is not waited for. Default: a minute. */
  maxRetryAfterMs?: number;
}

export interface Waiting {
  /** A number from 0 to just below 1. */
  random: () => number;
  /** Rejects when `signal` aborts. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  /** Aborts when the client is closed: nothing is waited for any more. */
  closing: AbortSignal;
  onEvent: OnEvent;
}

const A_MINUTE = 60_000;

/**
 * `attempt`, repeated where it throws `FailedAttempt`, whatever it answers else. The `TenantError` of a call that was
 * tried more than once says how often.
 */
export function repeated<A>(
  attempt: (request: Request) => Promise<A>,
  retry: Retry,
  waiting: Waiting,
): (request: Request) => Promise<A> {
  return (request) => repeat(() => attempt(request), request, retry, waiting);
}

/** The same of one call, which makes the request. */
export async function repeat<A>(
  attempt: () => Promise<A>,
  request: Pick<Request, 'method' | 'ifMatch'>,
  retry: Retry,
  { random, wait, closing, onEvent }: Waiting,
): Promise<A> {
  const maxRetryAfterMs = retry.maxRetryAfterMs ?? A_MINUTE;
  for (let made = 1; ; made += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof FailedAttempt)) throw error;
      if (made >= retry.attempts || closing.aborted || !mayRepeat(request, error)) throw given(error, made);
      const asked = error.retryAfterMs ?? 0;
      if (asked > maxRetryAfterMs) {
        const limit = `more than the ${maxRetryAfterMs / 1000} s that are waited`;
        throw given(error, made, `asks to wait ${asked / 1000} s, ${limit}`);
      }
      // On top of what the tenant asks for: the calls that it sent away together come back spread.
      const waitMs = asked + backOff(made, retry, random);
      onEvent({ event: 'retry', operation: error.operation, attempt: made, why: error.why, waitMs });
      await wait(waitMs, closing).catch((reason: unknown) => {
        throw closing.aborted ? given(error, made, 'the client was closed before the next') : reason;
      });
    }
  }
}

const AMBIGUOUS = new Set([500, 502, 503, 504]);

/**
 * Whether a failed request may be sent again.
 *
 * 429, and 503 with `Retry-After`, say that the request was not done: any method may be repeated. After any
 * other 5xx of a server in trouble, or no usable answer, nobody knows whether it was done. Then a GET may be
 * repeated, since it changes nothing; and a PATCH or a PUT with `If-Match`, since a first try that was done has
 * moved the entity tag, so that the second answers 412 and changes nothing. Such a 412 reaches the caller, who has
 * to read the record again and decide again, as after any 412. Without `If-Match` a PATCH and a PUT (which would
 * be the same again, RFC 9110 section 9.2.2, but not for what others wrote between), a POST and a DELETE could do
 * twice what was asked once, or undo an edit that came between: they are not repeated.
 * A request that was not sent, as no token could be had, was not done: any method may be repeated.
 * Every other refusal would be the same again.
 */
export function mayRepeat(
  { method, ifMatch }: Pick<Request, 'method' | 'ifMatch'>,
  { status, retryAfterMs, notSent }: Pick<FailedAttempt, 'status' | 'retryAfterMs' | 'notSent'>,
): boolean {
  if (status === 429 || (status === 503 && retryAfterMs !== null)) return true;
  if (status !== null && !AMBIGUOUS.has(status)) return false;
  if (notSent || method === 'GET') return true;
  return (method === 'PATCH' || method === 'PUT') && ifMatch !== undefined;
}

/**
 * How long to wait after attempt `made`, in milliseconds: anything up to a limit that doubles each time and is
 * capped ("full jitter", https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 */
export function backOff(
  made: number,
  { baseMs, capMs }: Pick<Retry, 'baseMs' | 'capMs'>,
  random: () => number,
): number {
  return random() * Math.min(capMs, baseMs * 2 ** (made - 1));
}

function given(error: FailedAttempt, made: number, why?: string): TenantError {
  const notes = [...(made > 1 ? [`${made} attempts`] : []), ...(why === undefined ? [] : [why])];
  if (notes.length === 0) return error;
  return new TenantError(error.operation, error.status, `${error.detail} (${notes.join('; ')})`, {
    cause: error,
  });
}
