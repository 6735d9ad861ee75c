/** What this folder's tests share: a stand-in on a real socket, a clock that stands, and one request to it. */
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { StandinOptionsGiven } from './options.ts';
import { startStandin, type Standin } from './server.ts';

const TOKEN = 'engine-token';
const START = Date.UTC(2026, 0, 5, 8);

export interface TestStandin extends Standin {
  /** Lets so many milliseconds pass; nothing else does. */
  pass(milliseconds: number): void;
}

/** A stand-in that is closed when the test ends; the actor `engine` has `TOKEN` for ever, and no limit is met. */
export async function standin(options: StandinOptionsGiven = {}): Promise<TestStandin> {
  let time = START;
  let n = 0;
  const started = await startStandin(
    { fixedTokens: { engine: TOKEN }, burst: 10_000, ...options },
    { now: () => time, random: () => `random-${(n += 1)}` },
  );
  onTestFinished(() => started.close());
  return { ...started, pass: (milliseconds) => void (time += milliseconds) };
}

interface Call {
  /** Undefined sends `TOKEN`, null none. */
  token?: string | null;
  headers?: Record<string, string>;
  /** A string or a form is sent as it is, anything else as JSON. */
  body?: unknown;
}

interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** `path` is behind the base path; an absolute URL is taken as it is. */
export async function call(at: Standin, method: string, path: string, options: Call = {}): Promise<Answer> {
  const { token = TOKEN, body, headers } = options;
  const raw = typeof body === 'string' || body instanceof URLSearchParams ? body : JSON.stringify(body);
  const json = body !== undefined && !(body instanceof URLSearchParams);
  const response = await fetch(path.startsWith('http') ? path : at.url + path, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(json && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(raw !== undefined && { body: raw }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const Single = z.strictObject({ record: z.looseObject({ key: z.string() }) });
const Page = z.strictObject({
  data: z.strictObject({ records: z.array(z.looseObject({ key: z.string() })) }),
  page: z.number(),
});

export function recordIn({ text }: Answer) {
  return Single.parse(JSON.parse(text)).record;
}

export function pageIn({ text }: Answer) {
  return Page.parse(JSON.parse(text));
}

/** The keys that a listing shows, in its order. */
export async function listedKeys(at: Standin, query = ''): Promise<string[]> {
  const page = pageIn(await call(at, 'GET', `/organisations${query}`));
  return page.data.records.map(({ key }) => key);
}

export function etagOf({ headers }: Answer): string {
  return headers.get('etag') ?? 'the answer has no ETag';
}

export function errorIn({ text }: Answer): { code: string; message: string } {
  const Problem = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) });
  return Problem.parse(JSON.parse(text)).error;
}
