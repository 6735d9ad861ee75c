/** Requests to what runs a sync: with its token, never following a redirect, all ended when the engine is closed. */
import type { Agent } from 'undici';
import errors from 'undici/lib/core/errors.js';
import { PassFailed } from './pass.ts';

export interface Asked {
  method: 'GET' | 'POST';
  /** Sent as JSON. */
  json?: object;
  /** Sent as a form. */
  form?: Record<string, string>;
  signal: AbortSignal;
}

export interface Reply {
  /** The request, without the query: that may hold a key. */
  operation: string;
  status: number;
  /** Of the answer's header, as a whole URL; null where there is none that can be read. */
  location: URL | null;
  text: string;
  /** Undefined where the text is no JSON. */
  json: unknown;
}

/** No answer came. The message says why, and never repeats a query or a token. */
export class NoReply extends PassFailed {}

export interface Caller {
  /** Throws `NoReply`, or what `signal` was aborted with. */
  call(url: URL, asked: Asked): Promise<Reply>;
  close(): Promise<void>;
}

/** `token` goes into the `Authorization` header of each request, and nowhere else; null sends none. */
export function createCaller(token: string | null): Caller {
  let agent: Agent | null = null;
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  return {
    async call(url, { method, json, form, signal }) {
      const operation = `${method} ${url.origin}${url.pathname}`;
      const accept = { accept: 'application/json', ...authorization };
      const content = contentOf(json, form);
      try {
        // Not every engine is called, and all of undici takes a while to load.
        const undici = await import('undici');
        agent ??= new undici.Agent({ headersTimeout: 0, bodyTimeout: 0 });
        const { statusCode, headers, body } = await undici.request(url, {
          dispatcher: agent,
          method,
          signal,
          headers: { ...accept, ...content.headers },
          body: content.body,
        });
        const text = await body.text();
        return {
          operation,
          status: statusCode,
          location: locationOf(headers['location'], url),
          text,
          json: parseJson(text),
        };
      } catch (error) {
        signal.throwIfAborted();
        throw new NoReply(`${operation}: no answer: ${describe(error)}`);
      }
    },
    close: async () => agent?.destroy(),
  };
}

/** What is told of an answer that is no help: its status, and what it says. */
export function unexpected({ operation, status, text }: Reply, why = ''): PassFailed {
  return new PassFailed(`${operation} answered ${status}${why && `: ${why}`}`, text.trim());
}

function contentOf(
  json: object | undefined,
  form: Record<string, string> | undefined,
): { headers: Record<string, string>; body: string | null } {
  if (json !== undefined) {
    return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) };
  }
  if (form !== undefined) {
    return {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    };
  }
  return { headers: {}, body: null };
}

function locationOf(header: string | string[] | undefined, base: URL): URL | null {
  const location = Array.isArray(header) ? header[0] : header;
  return location !== undefined && URL.canParse(location, base.href) ? new URL(location, base) : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A refused connection to a name with several addresses comes as several errors under an empty message. */
function describe(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return describe(error.errors[0]);
  if (error instanceof errors.SocketError) return `the connection ended (${error.message})`;
  if (!(error instanceof Error)) return String(error);
  return error.message === '' ? error.name : error.message;
}
