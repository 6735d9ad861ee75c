/** One HTTP request to a tenant: asked with a time limit, its answer read as JSON, its refusal as one sentence. */
import type { Pool } from 'undici';
import { z } from 'zod';
import { TenantError } from '../domain/tenant.ts';
import { FailedAttempt } from './failed-attempt.ts';
import { parseRetryAfter } from './retry-after.ts';

export interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the tenant's URL, already encoded: `/companies/17`. */
  path: string;
  query?: URLSearchParams;
  json?: unknown;
  contentType?: string;
  ifMatch?: string;
}

/** An answer with a status of 2xx, and with a body of JSON where one is expected. */
export interface Answer {
  operation: string;
  etag: string | null;
  /** The body, which must be of this shape; throws `TenantError` where it is not. */
  read<T>(shape: z.ZodType<T>): T;
}

/** Throws `TenantError`: with the status of a refusal, or with null where no usable answer came. */
export type Call = (request: Request) => Promise<Answer>;

export interface AttemptOptions {
  pool: Pool;
  /** The path of the tenant's URL, without a slash at its end. */
  prefix: string;
  token: string;
  timeoutMs: number;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Called before each request. */
  onRequest: () => void;
}

/**
 * The call that asks once; what fails is thrown as `FailedAttempt`. An answer of JSON in another shape than
 * the contract's is no failed attempt: asked again, the tenant would say the same.
 */
export function createAttempt({ pool, prefix, token, timeoutMs, now, onRequest }: AttemptOptions): Call {
  return async (request) => {
    const operation = `${request.method} ${request.path}`;
    const fail = (
      status: number | null,
      detail: string,
      more: { cause?: unknown; retryAfterMs?: number | null } = {},
    ) => new FailedAttempt(operation, status, detail.replaceAll(token, '***'), more);

    onRequest();
    const signal = AbortSignal.timeout(timeoutMs);
    let refused: number | null = null;
    let retryAfterMs: number | null = null;
    try {
      const query = request.query === undefined ? '' : `?${request.query.toString()}`;
      const { statusCode, headers, body } = await pool.request({
        method: request.method,
        path: `${prefix}${request.path}${query}`,
        headers: headersOf(request, token),
        body: request.json === undefined ? null : JSON.stringify(request.json),
        signal,
      });
      if (statusCode < 200 || statusCode > 299) {
        refused = statusCode;
        retryAfterMs = parseRetryAfter(firstOf(headers['retry-after']), firstOf(headers['date']), now());
      }
      const text = await body.text();
      const type = firstOf(headers['content-type']) ?? 'no content type';
      if (refused !== null) throw fail(refused, refusal(type, text), { retryAfterMs });
      const unusable = (detail: string) => fail(null, `answered ${statusCode}, but ${detail}`);
      // What answers a DELETE is not read.
      const json = request.method === 'DELETE' ? undefined : bodyOf(type, text, unusable);
      return { operation, etag: firstOf(headers['etag']), read: (shape) => inShape(shape, json, unusable) };
    } catch (error) {
      if (error instanceof TenantError) throw error;
      const detail = signal.aborted
        ? `no whole answer within ${timeoutMs} ms`
        : `no whole answer: ${describe(error)}`;
      throw fail(refused, detail, { cause: error, retryAfterMs });
    }
  };
}

function headersOf({ json, contentType = 'application/json', ifMatch }: Request, token: string) {
  return {
    authorization: `Bearer ${token}`,
    accept: 'application/json, application/problem+json',
    ...(json === undefined ? {} : { 'content-type': contentType }),
    ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
  };
}

type Fail = (detail: string) => TenantError;

function bodyOf(type: string, text: string, fail: Fail): unknown {
  if (!isJson(type)) throw fail(`${type} came where JSON was expected`);
  const json = parseJson(text);
  if (json === undefined) throw fail('the body is no JSON');
  return json;
}

function inShape<T>(shape: z.ZodType<T>, json: unknown, fail: Fail): T {
  const parsed = shape.safeParse(json);
  if (!parsed.success) throw fail(`of another shape: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

const Problem = z.object({ title: z.string().optional(), detail: z.string().optional() });

/** What a problem document (RFC 9457) says; of any other refusal only its content type is told. */
function refusal(type: string, text: string): string {
  const problem = isJson(type) ? Problem.safeParse(parseJson(text)) : null;
  const said = problem?.success ? [problem.data.title, problem.data.detail].filter(Boolean).join(': ') : '';
  return said === '' ? `refused without saying why (${type})` : said;
}

function isJson(type: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type);
}

/** Undefined where the text is no JSON: the parser's own message would repeat the body. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function firstOf(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}

/** A refused connection to a name with several addresses comes as several errors under an empty message. */
function describe(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return describe(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error.message === '' ? error.name : error.message;
}
