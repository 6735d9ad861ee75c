/** What a simulated tenant, or the way to it, answers in the place of what was asked for. */
import { FailedAttempt } from '../../tenants/failed-attempt.ts';
import type { Request } from '../../tenants/attempt.ts';

/** What a request says of itself. */
export type Asked = Pick<Request, 'method' | 'path'>;

/** Without a stack: it would be looked at by nobody, and V8 takes longer for it than a tenant does for its answer. */
export function refusal({ method, path }: Asked, status: number | null, detail: string): FailedAttempt {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return new FailedAttempt(`${method} ${path}`, status, detail);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
