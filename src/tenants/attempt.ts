/** One HTTP request to a tenant: asked with a time limit, its answer read as JSON, its refusal as one sentence. */
import { errors, type Dispatcher, type Pool } from 'undici';
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
  /** It limits connecting, and waiting for an answer's head, to `timeoutMs` each. */
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
export function createAttempt(options: AttemptOptions): Call {
  const { pool, prefix, token, timeoutMs, now, onRequest } = options;
  const authorization = `Bearer ${token}`;
  return async (request) => {
    onRequest();
    const progress: Progress = { refused: null, retryAfterMs: null };
    const began = now();
    try {
      const query = request.query === undefined ? '' : `?${request.query.toString()}`;
      const answer = await pool.request({
        method: request.method,
        path: `${prefix}${request.path}${query}`,
        headers: headersOf(request, authorization),
        body: request.json === undefined ? null : JSON.stringify(request.json),
      });
      return await readAnswer(answer, began + timeoutMs, request, options, progress);
    } catch (error) {
      if (error instanceof TenantError) throw error;
      const detail = isOvertime(error)
        ? `no whole answer within ${timeoutMs} ms`
        : `no whole answer: ${describe(error)}`;
      throw failed(request, options, progress.refused, detail, {
        cause: error,
        retryAfterMs: progress.retryAfterMs,
      });
    }
  };
}

/** What is known of a refusal before its body has come. */
interface Progress {
  refused: number | null;
  retryAfterMs: number | null;
}

class Overtime extends Error {}

/** The pool ends what gets no connection and what gets no head in time. */
function isOvertime(error: unknown): boolean {
  return (
    error instanceof Overtime ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.ConnectTimeoutError
  );
}

/** A body may come slowly, but not for ever: what is left of the time limit is for all of it. */
async function textOf(body: Dispatcher.ResponseData['body'], remainingMs: number): Promise<string> {
  const timer = setTimeout(endOvertime, Math.max(0, remainingMs), body);
  try {
    return await body.text();
  } finally {
    clearTimeout(timer);
  }
}

function endOvertime(body: Dispatcher.ResponseData['body']): void {
  body.destroy(new Overtime());
}

async function readAnswer(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  deadline: number,
  request: Request,
  options: AttemptOptions,
  progress: Progress,
): Promise<Answer> {
  if (statusCode < 200 || statusCode > 299) {
    progress.refused = statusCode;
    progress.retryAfterMs = parseRetryAfter(
      firstOf(headers['retry-after']),
      firstOf(headers['date']),
      options.now(),
    );
  }
  const text = await textOf(body, deadline - options.now());
  const type = firstOf(headers['content-type']) ?? 'no content type';
  if (progress.refused !== null) {
    throw failed(request, options, progress.refused, refusal(type, text), {
      retryAfterMs: progress.retryAfterMs,
    });
  }
  const unusable: Fail = (detail) =>
    failed(request, options, null, `answered ${statusCode}, but ${detail}`, {});
  // What answers a DELETE is not read.
  const json = request.method === 'DELETE' ? undefined : bodyOf(type, text, unusable);
  return {
    operation: operationOf(request),
    etag: firstOf(headers['etag']),
    read: (shape) => inShape(shape, json, unusable),
  };
}

function operationOf({ method, path }: Request): string {
  return `${method} ${path}`;
}

function failed(
  request: Request,
  { token }: AttemptOptions,
  status: number | null,
  detail: string,
  more: { cause?: unknown; retryAfterMs?: number | null },
): FailedAttempt {
  return new FailedAttempt(operationOf(request), status, detail.replaceAll(token, '***'), more);
}

function headersOf({ json, contentType = 'application/json', ifMatch }: Request, authorization: string) {
  return {
    authorization,
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
