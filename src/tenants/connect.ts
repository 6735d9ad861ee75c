/** A tenant over HTTP: the calls of contract 6.3, or as a profile has them, as the `Tenant` port. */
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import Pool from 'undici/lib/dispatcher/pool.js';
import { z } from 'zod';
import type { Company, CompanyPatch } from '../domain/company.ts';
import type { Entity, Leaves } from '../domain/record.ts';
import type { RecordType } from '../domain/record-type.ts';
import type { Tenant } from '../domain/tenant.ts';
import { createAttempt, type Call, type Request } from './attempt.ts';
import { authorized } from './authorized.ts';
import { guarded, type Circuit } from './circuit.ts';
import { type Codec, codecOf } from './codec.ts';
import type { Credentials } from './credentials.ts';
import type { OnEvent } from './event.ts';
import type { Connections } from './exchange.ts';
import { limited, type Limits } from './limit.ts';
import { listing } from './listing.ts';
import { DEFAULT_PROFILE, type Profile } from './profile.ts';
import { recordCalls } from './records.ts';
import { typedCodec } from './typed-codec.ts';
import { repeated, type Retry } from './retry.ts';
import { parseTenantUrl } from './url.ts';

export interface TenantOptions {
  /** The URL that the profile's paths (`/companies`) are appended to: `https://host/api`, with or without a slash at its end. */
  url: string;
  /** Their token goes into the `Authorization` header and nowhere else. */
  credentials: Credentials;
  /** How the tenant differs from contract 6.3; without it, in nothing. */
  profile?: Profile;
  /** How long one attempt may take, from asking to the last byte of the answer, in milliseconds. */
  timeoutMs?: number;
  /** Without it no call is repeated. */
  retry?: Retry;
  /** Without it at most 16 requests are in flight, and the time limit of one that waits runs all the while. */
  limits?: Limits;
  /** Without it every call is tried, however often others failed. */
  circuit?: Circuit;
  /** Is told of each request before it is sent; where it throws, nothing is sent. */
  onRequest?: (method: Request['method']) => void;
  /** Is told of retries, of the circuit and of throttling. */
  onEvent?: OnEvent;
  /** Asked in the place of connections to the URL: a tenant within this process. */
  within?: Connections;
  /** The world outside; a test hands in its own. */
  edge?: Partial<Edge>;
}

export interface Edge {
  /** A number from 0 to just below 1. */
  random: () => number;
  /** Rejects when `signal` aborts. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  /** Milliseconds since 1970. */
  now: () => number;
}

export interface ConnectedTenant<R extends Entity = Company, P extends Leaves = CompanyPatch> extends Tenant<
  R,
  P
> {
  /** The JSON at a path below the tenant's URL. Throws `TenantError`. */
  read(path: string): Promise<unknown>;
  /** How many requests were made so far, each attempt counted. */
  requests(): number;
  /** Ends what waits for its next attempt or its turn, lets requests in flight end, then closes connections. */
  close(): Promise<void>;
}

const EDGE: Edge = {
  random: Math.random,
  wait: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
  now: () => Date.now(),
};
const TIMEOUT_MS = 30_000;
const CONNECTIONS = 16;

/**
 * Connects to a tenant; the connection is made at the first call, and kept alive until `close`.
 * Every call throws `TenantError` where the tenant refuses, cannot be reached in time, or answers anything
 * that contract 6.3, or the profile, does not foresee. As given in the options, calls are limited, repeated and cut short.
 * Throws `TenantError` at once where the URL cannot be used.
 */
export function connectTenant(options: TenantOptions): ConnectedTenant {
  const profile = options.profile ?? DEFAULT_PROFILE;
  return connect(options, profile, codecOf(profile));
}

/** The same to the records of another type, at the path of their collection. Of the profile only the rest counts. */
export function connectRecords(
  { profile = DEFAULT_PROFILE, ...options }: TenantOptions,
  type: RecordType,
): ConnectedTenant<Entity, Leaves> {
  if (type.isCompany) return connectTenant({ ...options, profile });
  const listPath = `/${type.collection}`;
  return connect(options, { ...profile, listPath, itemPath: `${listPath}/{id}` }, typedCodec(type));
}

function connect<R extends Entity, P extends Leaves>(
  options: TenantOptions,
  profile: Profile,
  codec: Codec<R, P>,
): ConnectedTenant<R, P> {
  const { url } = options;
  const { origin, prefix } = parseTenantUrl(url);
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const pool = new Pool(origin, {
    connections: options.limits?.inFlight ?? CONNECTIONS,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: timeoutMs },
  });
  const closing = new AbortController();
  // Each call that waits listens; how many wait is no sign of a leak.
  setMaxListeners(0, closing.signal);
  let closed: Promise<void> | null = null;
  let requests = 0;
  const onRequest = (method: Request['method']): void => {
    options.onRequest?.(method);
    requests += 1;
  };
  const name = `${origin}${prefix}`;
  const call = callOf(options, {
    pool: options.within ?? pool,
    prefix,
    name,
    closing: closing.signal,
    onRequest,
  });
  const surroundings = { profile, shape: codec.shape, url: { origin, prefix } };
  return {
    list: ({ modifiedSince } = {}) => listing(call, surroundings, modifiedSince),
    ...recordCalls(call, profile, codec),
    read: async (path) => (await call({ method: 'GET', path })).read(z.unknown()),
    requests: () => requests,
    close: () => {
      closing.abort();
      closed ??= pool.close();
      return closed;
    },
  };
}

/** An attempt takes its turn, and is made again with a new token; a call is attempted again; the circuit sees how calls end. */
function callOf(
  {
    credentials,
    timeoutMs = TIMEOUT_MS,
    retry,
    limits,
    circuit,
    onEvent = () => {},
    edge = {},
  }: TenantOptions,
  tenant: {
    pool: Connections;
    prefix: string;
    name: string;
    closing: AbortSignal;
    onRequest: (method: Request['method']) => void;
  },
): Call {
  const surroundings = { ...EDGE, ...edge, ...tenant, onEvent };
  const attempt = createAttempt({ ...surroundings, credentials, timeoutMs });
  const inTurn = limits === undefined ? attempt : limited(attempt, limits, surroundings);
  let call = authorized(inTurn, credentials);
  if (retry !== undefined) call = repeated(call, retry, surroundings);
  if (circuit !== undefined) call = guarded(call, circuit, surroundings);
  return call;
}
