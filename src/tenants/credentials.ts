/** What a tenant is asked with: a bearer token that stays, or one that is fetched anew when it has expired. */
import { TenantError } from '../domain/tenant.ts';

export interface Credentials {
  /**
   * The token for the next request. `stale` is one that the tenant answered 401 for: where it is still the current
   * one, and another can be had, that one is fetched. Throws `TenantError` where none can be had.
   */
  bearer(stale?: string): Promise<string>;
  /** Every secret that was held until now: whatever is printed is masked of them. */
  secrets(): readonly string[];
}

/** A token that stays what it is, as long as it is accepted. Throws `TenantError` where no header can bear it. */
export function fixedToken(token: string): Credentials {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    const why = 'the token is empty, or has characters that no HTTP header may have';
    throw new TenantError('connect', null, why);
  }
  return { bearer: () => Promise.resolve(token), secrets: () => [token] };
}
