/** A token by OAuth 2, RFC 6749: client credentials (section 4.4) or a refresh token (section 6). */
import errors from 'undici/lib/core/errors.js';
import { z } from 'zod';
import type { Credentials } from './credentials.ts';
import { exchange, NoWholeAnswer, Overtime, type WholeAnswer } from './exchange.ts';
import { FailedAttempt } from './failed-attempt.ts';
import { parseRetryAfter } from './retry-after.ts';

/** The client's own name and secret; a public client has no secret. */
export interface Client {
  id: string;
  secret: string | null;
}

export type Grant =
  | { kind: 'client-credentials'; client: Client; scope?: string | undefined }
  | { kind: 'refresh-token'; refreshToken: string; client: Client | null };

export interface OauthOptions {
  /** Where tokens are had, an http or https URL: `https://host/connect/token`. */
  tokenUrl: string;
  grant: Grant;
  /** How long a token may take to get, in milliseconds. */
  timeoutMs?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** How long before its end a token is no longer used: at most so many milliseconds, or a tenth of its life. */
const MARGIN_MS = 30_000;
const MARGIN_SHARE = 0.1;
const TIMEOUT_MS = 30_000;

const Token = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  token_type: z.string().regex(/^bearer$/i),
  /** In seconds. RFC 6749 has a number; some servers write it as text. */
  expires_in: z.union([z.number().min(0), z.string().regex(/^\d+$/).transform(Number)]).nullish(),
  refresh_token: z.string().min(1).nullish(),
});
/** RFC 6749, section 5.2. No more than a word of it is told: what else a server says may repeat a secret. */
const Refusal = z.object({ error: z.string().regex(/^[\w.-]{1,60}$/) });

/**
 * Credentials that get their token at first need, keep it until a little before its end, and get another one where
 * the tenant answered 401 for it; for all who ask at the same time, once. A refresh token that the answer brings
 * replaces the one before. Their `bearer` throws `FailedAttempt`, a `TenantError`, with status 429 or 5xx, or null
 * without a usable answer; with 401 for any other refusal, since no other status of a token endpoint says anything
 * about the tenant's records.
 */
export function oauth(options: OauthOptions): Credentials {
  const { grant, now = Date.now } = options;
  const url = new URL(options.tokenUrl);
  const held = new Set(secretsOf(grant));
  let refreshToken = grant.kind === 'refresh-token' ? grant.refreshToken : null;
  let current: { token: string; until: number } | null = null;
  let coming: Promise<string> | null = null;

  const renew = async (): Promise<string> => {
    const began = now();
    const answer = await ask(url, grant, refreshToken, options.timeoutMs ?? TIMEOUT_MS);
    const token = tokenOf(url, answer, held, now());
    held.add(token.access_token);
    if (refreshToken !== null && typeof token.refresh_token === 'string') {
      refreshToken = token.refresh_token;
      held.add(refreshToken);
    }
    const lifeMs = (token.expires_in ?? Number.POSITIVE_INFINITY) * 1000;
    current = {
      token: token.access_token,
      until: began + lifeMs - Math.min(MARGIN_MS, lifeMs * MARGIN_SHARE),
    };
    return token.access_token;
  };

  return {
    bearer: (stale) => {
      if (current !== null && current.token !== stale && now() < current.until) {
        return Promise.resolve(current.token);
      }
      coming ??= renew().finally(() => {
        coming = null;
      });
      return coming;
    },
    secrets: () => [...held],
  };
}

/** What a server could repeat, in the forms in which it gets them. */
function secretsOf(grant: Grant): string[] {
  const client = grant.client?.secret == null ? [] : [grant.client.secret, basic(grant.client)];
  return grant.kind === 'refresh-token' ? [grant.refreshToken, ...client] : client;
}

async function ask(
  url: URL,
  grant: Grant,
  refreshToken: string | null,
  timeoutMs: number,
): Promise<WholeAnswer> {
  // Few starts ask for a token at all, and each would wait until the client is loaded.
  const { default: Pool } = await import('undici/lib/dispatcher/pool.js');
  // Rare enough for a connection of its own, that nobody has to close.
  const pool = new Pool(url.origin, {
    connections: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: timeoutMs },
  });
  const { client } = grant;
  const form = new URLSearchParams(
    refreshToken === null
      ? { grant_type: 'client_credentials' }
      : { grant_type: 'refresh_token', refresh_token: refreshToken },
  );
  if (grant.kind === 'client-credentials' && grant.scope !== undefined) form.set('scope', grant.scope);
  if (client !== null && client.secret === null) form.set('client_id', client.id);
  try {
    return await exchange(
      pool,
      {
        method: 'POST',
        path: url.pathname + url.search,
        headers: {
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
          ...(client === null || client.secret === null ? {} : { authorization: `Basic ${basic(client)}` }),
        },
        body: form.toString(),
      },
      timeoutMs,
    );
  } catch (error) {
    if (!(error instanceof NoWholeAnswer)) throw error;
    const isLate = error.cause instanceof Overtime || error.cause instanceof errors.ConnectTimeoutError;
    // The cause is not handed on: what an error of the connection says is not ours to vouch for.
    throw failed(url, null, isLate ? `no whole answer within ${timeoutMs} ms` : 'no whole answer');
  } finally {
    await pool.destroy();
  }
}

/** RFC 6749, section 2.3.1: both are form-encoded before they are joined. */
function basic({ id, secret }: Client): string {
  const encoded = [id, secret ?? ''].map((part) => new URLSearchParams([['', part]]).toString().slice(1));
  return Buffer.from(encoded.join(':')).toString('base64');
}

function tokenOf(
  url: URL,
  { status, headers, text }: WholeAnswer,
  secrets: ReadonlySet<string>,
  now: number,
): z.infer<typeof Token> {
  const json = parseJson(text);
  if (status >= 200 && status <= 299) {
    const parsed = Token.safeParse(json);
    if (parsed.success) return parsed.data;
    const keys = [
      ...new Set(parsed.error.issues.map(({ path }) => path.map(String).join('.') || 'the body')),
    ];
    throw failed(url, null, `answered ${status}, but no bearer token (RFC 6749, 5.1): ${keys.join(', ')}`);
  }
  const said = Refusal.safeParse(json);
  const code = said.success && !secrets.has(said.data.error) ? said.data.error : 'without saying why';
  if (status !== 429 && status < 500) throw failed(url, 401, `no token: refused with ${status}, ${code}`);
  const [retryAfter, date] = [headers['retry-after'], headers['date']].map((header) =>
    typeof header === 'string' ? header : null,
  );
  throw failed(
    url,
    status,
    `no token: refused, ${code}`,
    parseRetryAfter(retryAfter ?? null, date ?? null, now),
  );
}

function failed(
  url: URL,
  status: number | null,
  detail: string,
  retryAfterMs: number | null = null,
): FailedAttempt {
  return new FailedAttempt(`token from ${url.host}`, status, detail, { retryAfterMs, notSent: true });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
