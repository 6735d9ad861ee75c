/** One attempt that failed, with what decides whether it may be repeated. */
import { TenantError } from '../domain/tenant.ts';

export class FailedAttempt extends TenantError {
  /** What failed, without the operation and the status. */
  readonly detail: string;
  /** How long the tenant asks to be left alone, in milliseconds; null where it does not say. */
  readonly retryAfterMs: number | null;
  /** The request was not even sent: there was no token for it. */
  readonly notSent: boolean;

  constructor(
    operation: string,
    status: number | null,
    detail: string,
    {
      cause,
      retryAfterMs = null,
      notSent = false,
    }: { cause?: unknown; retryAfterMs?: number | null; notSent?: boolean } = {},
  ) {
    super(operation, status, detail, cause === undefined ? {} : { cause });
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
    this.notSent = notSent;
  }

  /** What failed in a few words, for an event: `503 Service Unavailable`. */
  get why(): string {
    return this.status === null ? this.detail : `${this.status} ${this.detail}`;
  }
}
