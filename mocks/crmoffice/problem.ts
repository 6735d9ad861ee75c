/** Refused requests: thrown where the reason is found, answered as `application/problem+json` (RFC 9457). */
import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';
import { OWN_VALUE } from '../../src/domain/record.ts';
import type { PlainResponse } from './message.ts';
import type { Problem } from './schema.ts';

interface RefusalOptions {
  headers?: Record<string, string>;
  errors?: NonNullable<Problem['errors']>;
}

/** Why a request is not answered as asked. Never carries a token. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly errors: Problem['errors'];

  constructor(status: number, detail: string, options: RefusalOptions = {}) {
    super(detail);
    this.status = status;
    this.headers = options.headers ?? {};
    this.errors = options.errors;
  }
}

export function problemResponse(refusal: Refusal): PlainResponse {
  const problem: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[refusal.status] ?? 'Refused',
    status: refusal.status,
    detail: refusal.message,
    ...(refusal.errors && { errors: refusal.errors }),
  };
  return {
    status: refusal.status,
    headers: { 'content-type': 'application/problem+json', ...refusal.headers },
    body: JSON.stringify(problem),
  };
}

/** 401 for a token that is not, or no longer, good (RFC 6750, section 3.1). */
export function invalidToken(detail: string): Refusal {
  return new Refusal(401, detail, { headers: challenge(', error="invalid_token"') });
}

/** 401 where no token was sent: then the challenge names no error. */
export function missingToken(): Refusal {
  return new Refusal(401, 'Authorization: Bearer TOKEN is missing', { headers: challenge('') });
}

function challenge(error: string): Record<string, string> {
  return { 'www-authenticate': `Bearer realm="crmoffice"${error}` };
}

/**
 * The body as the schema has it. Throws `Refusal` 422 with one error for each property that is wrong; `noun` is what it
 * is none of.
 */
export function validBody<T>(schema: z.ZodType<T>, body: unknown, noun: string): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw invalidBody(parsed.error, noun);
  return parsed.data;
}

function invalidBody(error: z.ZodError, noun: string): Refusal {
  const errors = error.issues.flatMap((issue) => describe(issue, noun));
  const named = errors.map(({ path, message }) => `${path === '' ? 'the body' : path} ${message}`);
  return new Refusal(422, named.join('; '), { errors });
}

function describe(issue: z.core.$ZodIssue, noun: string): { path: string; message: string }[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      message: `is not a property of a ${noun}`,
    }));
  }
  const message = issue.code === 'invalid_type' ? `has the wrong type: ${issue.message}` : issue.message;
  // A value of an object's own stands under the empty name: its path is the object's.
  if (path.length > 1 && path.at(-1) === OWN_VALUE) path.pop();
  return [{ path: path.join('.'), message }];
}
