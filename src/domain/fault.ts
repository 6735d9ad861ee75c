/**
 * What can go wrong between an engine and a tenant, as data: which fault, what it meets, and when. A mock acts
 * it out; a plan arms it; evidence says how often it was met.
 */
import { z } from 'zod';

const Milliseconds = z.number().min(0).max(600_000);

/** Which requests a fault may meet; without a method or a route, all of them. */
const On = z.strictObject({
  method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']).optional(),
  /** `list` is `/companies`, `company` is `/companies/{id}`. */
  route: z.enum(['list', 'company']).optional(),
});

/** When it meets one of them: every condition that is given must hold. Requests are counted from arming. */
const When = z.strictObject({
  /** Of each request by itself; 1 where it is left out. */
  probability: z.number().gt(0).max(1).optional(),
  /** The probability grows in a straight line, from 0 at arming to what it is after so long. */
  rampMs: Milliseconds.optional(),
  /** Not the first so many. */
  skip: z.int().min(1).optional(),
  /** At most so many times. */
  count: z.int().min(1).optional(),
  /** Since arming; `to` is not included. */
  window: z
    .strictObject({ fromMs: Milliseconds, toMs: Milliseconds })
    .refine(({ fromMs, toMs }) => fromMs < toMs, 'a window ends later than it begins')
    .optional(),
  /** A script: the n-th of the requests that it may meet, from 1. */
  requests: z.array(z.int().min(1)).min(1).optional(),
});

const common = { on: On.optional(), when: When.optional() };

const fault = <N extends string, S extends z.ZodRawShape>(name: N, shape: S) =>
  z.strictObject({ name: z.literal(name), ...shape, ...common });

/** How long an answer is held back. */
const Delay = z.discriminatedUnion('distribution', [
  z.strictObject({ distribution: z.literal('fixed'), ms: Milliseconds }),
  z
    .strictObject({ distribution: z.literal('uniform'), fromMs: Milliseconds, toMs: Milliseconds })
    .refine(({ fromMs, toMs }) => fromMs <= toMs, 'a range ends no earlier than it begins'),
  /** `sigma` is the standard deviation of the logarithm; what is longer than `maxMs` is cut to it. */
  z.strictObject({
    distribution: z.literal('lognormal'),
    medianMs: Milliseconds,
    sigma: z.number().min(0).max(5),
    maxMs: Milliseconds.optional(),
  }),
]);
export type Delay = z.infer<typeof Delay>;

const RetryAfter = z.int().min(0).max(600).optional();

/** Faults of the way there and back: what was asked is refused, or the answer is hurt; nothing is untrue. */
const TRANSPORT = [
  /** The answer is held back; what was asked is done when it arrives. */
  fault('latency', { delay: Delay }),
  /** 429, nothing is done. `retryAfter` in whole seconds. */
  fault('too-many-requests', { retryAfter: RetryAfter }),
  /**
   * A real quota: more than `requests` within `perMs` are answered 429 (or 503) until the window, which the
   * first of them opened, has passed. With `retryAfter` the answer says in how many whole seconds that is.
   */
  fault('quota', {
    requests: z.int().min(1),
    perMs: Milliseconds,
    retryAfter: z.boolean().optional(),
    status: z.union([z.literal(429), z.literal(503)]).optional(),
  }),
  /** The status, nothing is done. */
  fault('server-error', { status: z.int().min(500).max(599), retryAfter: RetryAfter }),
  /** The request ends its connection, and none is accepted for `ms`; nothing is done. */
  fault('connection-refused', { ms: Milliseconds }),
  /** The connection is reset instead of an answer; nothing is done. */
  fault('reset-before-body', {}),
  /** The connection is closed in good order, without a byte of an answer; nothing is done. */
  fault('empty-response', {}),
  /** Bytes that are no HTTP, then the connection is closed; nothing is done. */
  fault('garbage', {}),
  /** The head and `bytes` (half) of the body, then the connection is reset; what was asked is done. */
  fault('reset-amid-body', { bytes: z.int().min(0).optional() }),
  /** No answer for `ms`, then the connection is reset; nothing is done. */
  fault('no-answer', { ms: Milliseconds }),
  /** From here on what was asked is done, and the answer's status is right: only its body is not. */
  fault('empty-body', {}),
  /** The first `fraction` (half) of the body, announced as if it were all of it. */
  fault('truncated-json', { fraction: z.number().gt(0).lt(1).optional() }),
  /** The body and behind it what makes it no JSON. */
  fault('malformed-json', {}),
  /** Behind the head, where a chunk should be, bytes that are none; then the connection is closed. */
  fault('malformed-chunk', {}),
  /** The body in pieces of `bytes`, one each `everyMs`. */
  fault('slow-drip', { bytes: z.int().min(1), everyMs: Milliseconds }),
  /** The body ends with its connection, and that is closed `ms` after the body's last byte. */
  fault('slow-close', { ms: Milliseconds }),
  /** A page of HTML where JSON should be. */
  fault('wrong-content-type', {}),
  /** 401 with `error="invalid_token"`, nothing is done. */
  fault('expired-token', {}),
] as const;

/** What a tenant says is not how it is. */
const LIES = [
  /** The write is done, and yet answered 500; one that is refused anyhow is not met. */
  fault('committed-then-500', {}),
  fault('committed-then-reset', {}),
  /** The write is done; no answer for `ms`, then the connection is reset. */
  fault('committed-then-no-answer', { ms: Milliseconds }),
  /** Listings show what each record was before the last `writes` writes to the tenant. */
  fault('list-lag', { writes: z.int().min(1) }),
  /** A page begins one record later than the cursor says: it drifted while it was read. */
  fault('page-drift', {}),
  /** One record of the page is left out. */
  fault('missing-item', {}),
  /** The page repeats the last record of the page before, or its own first one. */
  fault('duplicate-item', {}),
  /** A PATCH is accepted, answered as if it were done, and one of its leaves (or an address that it clears) is not. */
  fault('dropped-property', {}),
  /** GET answers the record with the entity tag of an older version. */
  fault('old-etag', {}),
] as const;

/** Clocks that cannot be compared; the policies on what is later are not judged under these. */
const CLOCKS = [
  /** `modifiedAt` is shown, and compared with `modifiedSince`, cut to whole seconds. */
  fault('whole-seconds', {}),
  /** This tenant's clock is `ms` ahead (behind where it is negative) of the other's. */
  fault('clocks-apart', { ms: z.number().min(-86_400_000).max(86_400_000) }),
] as const;

export const Fault = z.discriminatedUnion('name', [...TRANSPORT, ...LIES, ...CLOCKS]);
export type Fault = z.infer<typeof Fault>;

export const FaultName = z.enum([
  ...TRANSPORT.map((one) => one.shape.name.value),
  ...LIES.map((one) => one.shape.name.value),
  ...CLOCKS.map((one) => one.shape.name.value),
]);
export type FaultName = z.infer<typeof FaultName>;

export const FAULT_CLASSES = ['transport', 'lie', 'clock'] as const;
export type FaultClass = (typeof FAULT_CLASSES)[number];

/** Every fault there is, with its class, in the order of the catalogue. */
export const FAULT_NAMES: ReadonlyMap<FaultName, FaultClass> = new Map<FaultName, FaultClass>([
  ...TRANSPORT.map((one) => [one.shape.name.value, 'transport'] as const),
  ...LIES.map((one) => [one.shape.name.value, 'lie'] as const),
  ...CLOCKS.map((one) => [one.shape.name.value, 'clock'] as const),
]);
