/** Requests with a token: a new one where the tenant no longer takes the old one. */
import type { Attempt, Call } from './attempt.ts';
import type { Credentials } from './credentials.ts';
import { FailedAttempt } from './failed-attempt.ts';

/**
 * `attempt` with the token of the credentials. Answered 401, it is made once more where another token can be had,
 * whatever its method: a 401 says that nothing was done. Outside of the limits, so that each attempt has its turn.
 */
export function authorized(attempt: Attempt, credentials: Credentials): Call {
  return async (request) => {
    const token = await credentials.bearer();
    try {
      return await attempt(request, token);
    } catch (error) {
      if (!(error instanceof FailedAttempt) || error.status !== 401) throw error;
      const other = await credentials.bearer(token);
      if (other === token) throw error;
      return attempt(request, other);
    }
  };
}
