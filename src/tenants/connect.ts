/** A tenant over HTTP, contract 6.3: the calls of a Crmoffice API as the `Tenant` port. */
import { Pool } from 'undici';
import { z } from 'zod';
import { Company } from '../domain/company.ts';
import { TenantError, type Tenant, type Versioned } from '../domain/tenant.ts';
import { createCall, type Answer, type Call, type Request } from './call.ts';
import { parseTenantUrl } from './url.ts';

export interface TenantOptions {
  /** The URL that `/companies` is appended to: `https://host/api`, with or without a slash at its end. */
  url: string;
  /** The bearer token. It goes into the `Authorization` header and nowhere else. */
  token: string;
  /** How long one call may take, from asking to the last byte of the answer, in milliseconds. */
  timeoutMs?: number;
}

const PAGE = 100;
const CONNECTIONS = 16;
const Page = z.object({ items: z.array(Company), next: z.string().min(1).nullable() });

/**
 * Connects to a tenant; the connection is made at the first call, and kept alive until `close`.
 * Every call throws `TenantError` where the tenant refuses, cannot be reached in time, or answers anything
 * that contract 6.3 does not foresee. No call is repeated.
 * Throws `TenantError` at once where the URL or the token cannot be used.
 */
export function connectTenant({ url, token, timeoutMs = 30_000 }: TenantOptions): Tenant & {
  close(): Promise<void>;
} {
  const { origin, prefix } = parseTenantUrl(url);
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new TenantError(
      'connect',
      null,
      'the token is empty, or has characters that no HTTP header may have',
    );
  }
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const call = createCall({ pool, prefix, token, timeoutMs });
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
    close: () => pool.close(),
  };
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
