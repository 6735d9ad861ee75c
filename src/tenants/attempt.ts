/** One HTTP request to a tenant: asked with a time limit, its answer read as JSON, its refusal as one sentence. */
import errors from 'undici/lib/core/errors.js';
import { z } from 'zod';
import type { Credentials } from './credentials.ts';
import {
  type Connections,
  exchange,
  NoWholeAnswer,
  Overtime,
  type Head,
  type WholeAnswer,
} from './exchange.ts';
import { FailedAttempt } from './failed-attempt.ts';
import { parseRetryAfter } from './retry-after.ts';

export interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below the tenant's URL, already encoded: `/companies/17`. */
  path: string;
  /** Path and query from the origin on, asked in the place of `path` and `query`, as a `Link` gave them. */
  target?: string;
  query?: URLSearchParams;
  json?: unknown;
  contentType?: string;
  ifMatch?: string;
}

/** An answer with a status of 2xx, and with a body of JSON where one is expected. */
export interface Answer {
  operation: string;
  etag: string | null;
  /** The `Link` header, all of them as one. */
  link: string | null;
  /** The body, which must be of this shape; throws `TenantError` where it is not. */
  read<T>(shape: z.ZodType<T>): T;
}

/** Throws `TenantError`: with the status of a refusal, or with null where no usable answer came. */
export type Call = (request: Request) => Promise<Answer>;

/** Asks once, with a token. */
export type Attempt = (request: Request, token: string) => Promise<Answer>;

export interface AttemptOptions {
  /** It limits connecting to `timeoutMs`; the rest of the time limit is kept here. */
  pool: Connections;
  /** The path of the tenant's URL, without a slash at its end. */
  prefix: string;
  /** What is told of a failure is masked of their secrets. */
  credentials: Pick<Credentials, 'secrets'>;
  timeoutMs: number;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Called before each request; what it throws is thrown, and nothing is sent. */
  onRequest: (method: Request['method']) => void;
}

/**
 * The call that asks once; what fails is thrown as `FailedAttempt`. An answer of JSON in another shape than
 * the contract's is no failed attempt: asked again, the tenant would say the same.
 */
export function createAttempt(options: AttemptOptions): Attempt {
  const { pool, prefix, timeoutMs, onRequest } = options;
  return async (request, token) => {
    onRequest(request.method);
    const query = request.query === undefined ? '' : `?${request.query.toString()}`;
    const asked = {
      method: request.method,
      path: request.target ?? `${prefix}${request.path}${query}`,
      headers: headersOf(request, `Bearer ${token}`),
      body: request.json === undefined ? null : JSON.stringify(request.json),
    };
    let answer: WholeAnswer;
    try {
      answer = await exchange(pool, asked, timeoutMs);
    } catch (error) {
      if (error instanceof NoWholeAnswer) throw unanswered(error, request, options);
      throw error;
    }
    return readAnswer(answer, request, options);
  };
}

/** The answer of a request that was not refused; any refusal is thrown. */
function readAnswer(
  { status, headers, text }: WholeAnswer,
  request: Request,
  options: AttemptOptions,
): Answer {
  const type = firstOf(headers['content-type']) ?? 'no content type';
  if (isRefusal(status)) throw refused({ status, headers }, refusal(type, text), request, options);
  // What answers a DELETE is not read.
  const json = request.method === 'DELETE' ? undefined : bodyOf(type, text);
  if (json instanceof Unusable)
    throw failed(request, options, null, `answered ${status}, but ${json.why}`, {});
  return {
    operation: operationOf(request),
    etag: firstOf(headers['etag']),
    link: allOf(headers['link']),
    // A method: the loader names each function expression anew, which is felt at this rate.
    read(shape) {
      const parsed = shape.safeParse(json);
      if (parsed.success) return parsed.data;
      const why = `of another shape: ${z.prettifyError(parsed.error)}`;
      throw failed(request, options, null, `answered ${status}, but ${why}`, {});
    },
  };
}

function unanswered(
  { head, cause }: NoWholeAnswer,
  request: Request,
  options: AttemptOptions,
): FailedAttempt {
  const detail =
    cause instanceof Overtime || cause instanceof errors.ConnectTimeoutError
      ? `no whole answer within ${options.timeoutMs} ms`
      : `no whole answer: ${describe(cause)}`;
  if (head !== null && isRefusal(head.status)) return refused(head, detail, request, options, cause);
  return failed(request, options, null, detail, { cause });
}

function refused(
  { status, headers }: Head,
  detail: string,
  request: Request,
  options: AttemptOptions,
  cause?: unknown,
): FailedAttempt {
  const retryAfterMs = parseRetryAfter(
    firstOf(headers['retry-after']),
    firstOf(headers['date']),
    options.now(),
  );
  return failed(request, options, status, detail, { cause, retryAfterMs });
}

function isRefusal(status: number): boolean {
  return status < 200 || status > 299;
}

function operationOf({ method, path }: Request): string {
  return `${method} ${path}`;
}

function failed(
  request: Request,
  { credentials }: AttemptOptions,
  status: number | null,
  detail: string,
  more: { cause?: unknown; retryAfterMs?: number | null },
): FailedAttempt {
  return new FailedAttempt(operationOf(request), status, masked(detail, credentials.secrets()), more);
}

function masked(text: string, secrets: readonly string[]): string {
  return secrets.reduce((all, secret) => all.replaceAll(secret, '***'), text);
}

function headersOf({ json, contentType = 'application/json', ifMatch }: Request, authorization: string) {
  const headers: Record<string, string> = {
    authorization,
    accept: 'application/json, application/problem+json',
  };
  if (json !== undefined) headers['content-type'] = contentType;
  if (ifMatch !== undefined) headers['if-match'] = ifMatch;
  return headers;
}

class Unusable {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

function bodyOf(type: string, text: string): unknown {
  if (!isJson(type)) return new Unusable(`${type} came where JSON was expected`);
  const json = parseJson(text);
  return json === undefined ? new Unusable('the body is no JSON') : json;
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

function allOf(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header.join(', ') : header) ?? null;
}

/** A refused connection to a name with several addresses comes as several errors under an empty message. */
function describe(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return describe(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error.message === '' ? error.name : error.message;
}
