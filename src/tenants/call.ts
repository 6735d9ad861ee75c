/** One HTTP call to a tenant: asked with a time limit, its answer read as JSON, its refusal as one sentence. */
import type { Pool } from 'undici';
import { z } from 'zod';
import { TenantError } from '../domain/tenant.ts';

export interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the tenant's URL, already encoded: `/companies/17`. */
  path: string;
  query?: URLSearchParams;
  json?: unknown;
  contentType?: string;
  ifMatch?: string;
}

/** An answer with a status of 2xx. */
export interface Answer {
  operation: string;
  etag: string | null;
  /** The body, which must be JSON of this shape; throws `TenantError` where it is not. */
  read<T>(shape: z.ZodType<T>): T;
}

/** Throws `TenantError`: with the status of a refusal, or with null where no usable answer came. */
export type Call = (request: Request) => Promise<Answer>;

export interface CallOptions {
  pool: Pool;
  /** The path of the tenant's URL, without a slash at its end. */
  prefix: string;
  token: string;
  timeoutMs: number;
}

export function createCall({ pool, prefix, token, timeoutMs }: CallOptions): Call {
  return async (request) => {
    const operation = `${request.method} ${request.path}`;
    const fail = (status: number | null, detail: string, cause?: unknown): TenantError =>
      new TenantError(
        operation,
        status,
        detail.replaceAll(token, '***'),
        cause === undefined ? {} : { cause },
      );

    const signal = AbortSignal.timeout(timeoutMs);
    let status: number | null = null;
    try {
      const query = request.query === undefined ? '' : `?${request.query.toString()}`;
      const response = await pool.request({
        method: request.method,
        path: `${prefix}${request.path}${query}`,
        headers: headersOf(request, token),
        body: request.json === undefined ? null : JSON.stringify(request.json),
        signal,
      });
      status = response.statusCode;
      const text = await response.body.text();
      const type = firstOf(response.headers['content-type']) ?? 'no content type';
      if (status < 200 || status > 299) throw fail(status, refusal(type, text));
      return {
        operation,
        etag: firstOf(response.headers['etag']),
        read: (shape) =>
          readJson(shape, type, text, (detail) =>
            fail(null, `answered ${response.statusCode}, but ${detail}`),
          ),
      };
    } catch (error) {
      if (error instanceof TenantError) throw error;
      const refused = status !== null && (status < 200 || status > 299) ? status : null;
      if (signal.aborted) throw fail(refused, `no whole answer within ${timeoutMs} ms`, error);
      throw fail(refused, `no whole answer: ${describe(error)}`, error);
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

function readJson<T>(
  shape: z.ZodType<T>,
  type: string,
  text: string,
  fail: (detail: string) => TenantError,
): T {
  if (!isJson(type)) throw fail(`${type} came where JSON was expected`);
  const json = parseJson(text);
  if (json === undefined) throw fail('the body is no JSON');
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
