/** What this folder's tests share: a tenant on a real socket, and a client that says what came back. */
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { Company } from '../../src/domain/company.ts';
import { createClock } from './clock.ts';
import { CompanyPage } from './schema.ts';
import { startTenant, type ServedTenant, type ServedTenantOptions } from './server.ts';

export const ENGINE_TOKEN = 'engine-token';
export const HARNESS_TOKEN = 'harness-token';

/** A tenant that is closed when the test ends. */
export async function serve(options: Partial<ServedTenantOptions> = {}): Promise<ServedTenant> {
  const tokens = { engine: ENGINE_TOKEN, harness: HARNESS_TOKEN };
  const tenant = await startTenant({ name: 'A', tokens, clock: createClock(), ...options });
  onTestFinished(() => tenant.close());
  return tenant;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export interface Call {
  /** Undefined sends the engine's token, null none. */
  token?: string | null;
  headers?: Record<string, string>;
  /** A string or bytes are sent as they are, anything else as JSON. */
  body?: unknown;
}

/** One request, on a real socket; a body goes as JSON unless `headers` says otherwise. */
export async function call(
  tenant: Pick<ServedTenant, 'url'>,
  method: string,
  path: string,
  options: Call = {},
): Promise<Answer> {
  const { token = ENGINE_TOKEN, body } = options;
  const raw = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const response = await fetch(tenant.url + path, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(raw !== undefined && { body: raw }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

export function companyOf(answer: Answer): Company {
  return Company.parse(JSON.parse(answer.text));
}

export function pageOf(answer: Answer): z.infer<typeof CompanyPage> {
  return CompanyPage.parse(JSON.parse(answer.text));
}

const AnyProblem = z.object({
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

/** The problem that an answer holds; throws where it is none, or its status is not the answer's. */
export function problemOf(answer: Answer): z.infer<typeof AnyProblem> {
  const type = answer.headers.get('content-type');
  if (type !== 'application/problem+json') throw new Error(`not a problem but ${type}: ${answer.text}`);
  const problem = AnyProblem.parse(JSON.parse(answer.text));
  if (problem.status !== answer.status) throw new Error(`a problem of ${problem.status} in ${answer.status}`);
  return problem;
}
