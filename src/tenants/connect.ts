/** A tenant over HTTP, contract 6.3: the calls of a Crmoffice API as the `Tenant` port. */
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { z } from 'zod';
import { Company } from '../domain/company.ts';
import { TenantError, type Tenant, type Versioned } from '../domain/tenant.ts';
import { createAttempt, type Answer, type Call, type Request } from './attempt.ts';
import { guarded, type Circuit } from './circuit.ts';
import type { Credentials } from './credentials.ts';
import type { OnEvent } from './event.ts';
import { limited, type Limits } from './limit.ts';
import { repeated, type Retry } from './retry.ts';
import { parseTenantUrl } from './url.ts';

export interface TenantOptions {
  /** The URL that `/companies` is appended to: `https://host/api`, with or without a slash at its end. */
  url: string;
  /** Their token goes into the `Authorization` header and nowhere else. */
  credentials: Credentials;
  /** How long one attempt may take, from asking to the last byte of the answer, in milliseconds. */
  timeoutMs?: number;
  /** Without it no call is repeated. */
  retry?: Retry;
  /** Without it at most 16 requests are in flight, and the time limit of one that waits runs all the while. */
  limits?: Limits;
  /** Without it every call is tried, however often others failed. */
  circuit?: Circuit;
  /** Is told of retries, of the circuit and of throttling. */
  onEvent?: OnEvent;
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

export interface ConnectedTenant extends Tenant {
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
const PAGE = 100;
const CONNECTIONS = 16;
const Page = z.object({ items: z.array(Company), next: z.string().min(1).nullable() });

/**
 * Connects to a tenant; the connection is made at the first call, and kept alive until `close`.
 * Every call throws `TenantError` where the tenant refuses, cannot be reached in time, or answers anything
 * that contract 6.3 does not foresee. As given in the options, calls are limited, repeated and cut short.
 * Throws `TenantError` at once where the URL cannot be used.
 */
export function connectTenant(options: TenantOptions): ConnectedTenant {
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
  const onRequest = (): void => {
    requests += 1;
  };
  const name = `${origin}${prefix}`;
  const call = callOf(options, { pool, prefix, name, closing: closing.signal, onRequest });
  return {
    list: ({ modifiedSince } = {}) => list(call, modifiedSince),
    get: (id) => get(call, id),
    create: async (draft) => versioned(await call({ method: 'POST', path: '/companies', json: draft }), null),
    patch: async (id, patch, { ifMatch } = {}) =>
      versioned(
        await call({
          method: 'PATCH',
          path: companyPath(id),
          json: patch,
          contentType: 'application/merge-patch+json',
          ...(ifMatch === undefined ? {} : { ifMatch }),
        }),
        id,
      ),
    remove: async (id) => {
      await call({ method: 'DELETE', path: companyPath(id) });
    },
    requests: () => requests,
    close: () => {
      closing.abort();
      closed ??= pool.close();
      return closed;
    },
  };
}

/** An attempt takes its turn; a call is attempted again; the circuit sees how calls end. */
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
  tenant: { pool: Pool; prefix: string; name: string; closing: AbortSignal; onRequest: () => void },
): Call {
  const surroundings = { ...EDGE, ...edge, ...tenant, onEvent };
  let call = createAttempt({ ...surroundings, credentials, timeoutMs });
  if (limits !== undefined) call = limited(call, limits, surroundings);
  if (retry !== undefined) call = repeated(call, retry, surroundings);
  if (circuit !== undefined) call = guarded(call, circuit, surroundings);
  return call;
}

async function* list(call: Call, modifiedSince: string | undefined): AsyncGenerator<Company> {
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (cursor !== null) query.set('cursor', cursor);
    if (modifiedSince !== undefined) query.set('modifiedSince', modifiedSince);
    const answer: Answer = await call({ method: 'GET', path: '/companies', query });
    const page = answer.read(Page);
    yield* page.items;
    cursor = page.next;
    if (cursor !== null && seen.has(cursor)) {
      throw new TenantError(answer.operation, null, 'the listing never ends: a cursor came a second time');
    }
    if (cursor !== null) seen.add(cursor);
  } while (cursor !== null);
}

async function get(call: Call, id: string): Promise<Versioned | null> {
  const request: Request = { method: 'GET', path: companyPath(id) };
  try {
    return versioned(await call(request), id);
  } catch (error) {
    if (error instanceof TenantError && error.status === 404) return null;
    throw error;
  }
}

function versioned(answer: Answer, id: string | null): Versioned {
  const company = answer.read(Company);
  if (id !== null && company.id !== id) {
    throw new TenantError(answer.operation, null, `the answer is another company: ${company.id}`);
  }
  return { company, etag: answer.etag };
}

function companyPath(id: string): string {
  return `/companies/${encodeURIComponent(id)}`;
}
