/** What a client tells of how it goes with its tenant, beside the answers themselves. */

/** Never carries the token. */
export type TenantEvent =
  | {
      event: 'retry';
      /** What is asked again: `GET /companies/17`. */
      operation: string;
      /** The attempt that failed, from 1. */
      attempt: number;
      /** What failed: `503 Service Unavailable`. */
      why: string;
      /** How long is waited before the next attempt, in milliseconds. */
      waitMs: number;
    }
  | {
      /** The tenant is taken to be down: until `retryAt` every call fails at once. */
      event: 'circuit opened';
      /** When the first of the calls failed that opened the circuit (RFC 3339). */
      since: string;
      lastFailure: string;
      retryAt: string;
    }
  | {
      /** A call got through again. */
      event: 'circuit closed';
      since: string;
    }
  | {
      /** Requests wait for the limit a second; told again after ten seconds if it still is so. */
      event: 'throttled';
      perSecond: number;
      waiting: number;
    };

/** Must not throw. */
export type OnEvent = (event: TenantEvent) => void;
