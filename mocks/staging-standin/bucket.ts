/** The limit of requests: for each client a bucket of tokens that fills again at an even rate. */

export interface Buckets {
  /** Takes one token of the client's: 0 where there was one, else the milliseconds until there will be. */
  take(client: string): number;
}

interface BucketOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly ratePerSecond: number;
  /** How many requests may come at once after a pause. */
  readonly burst: number;
}

export function createBuckets({ now, ratePerSecond, burst }: BucketOptions): Buckets {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(client) {
      const at = now();
      const before = buckets.get(client) ?? { tokens: burst, at };
      const tokens = Math.min(burst, before.tokens + ((at - before.at) * ratePerSecond) / 1000);
      const enough = tokens >= 1;
      buckets.set(client, { tokens: enough ? tokens - 1 : tokens, at });
      return enough ? 0 : ((1 - tokens) * 1000) / ratePerSecond;
    },
  };
}
