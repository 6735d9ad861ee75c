/** How a sync asks tenants that are not always well. */
import type { TenantOptions } from './connect.ts';

/** For a pass that somebody waits for: repeats what may be repeated, and overwhelms nobody. */
export const RESILIENT = {
  retry: { attempts: 4, baseMs: 100, capMs: 5_000 },
  limits: { inFlight: 16 },
} satisfies Partial<TenantOptions>;

/**
 * For a sync that goes on for ever: a tenant that is down is left alone as well. Not for one settle: its passes
 * are counted, and an open circuit would use them up in no time.
 */
export const UNATTENDED = {
  ...RESILIENT,
  circuit: { failures: 5, openMs: 10_000 },
} satisfies Partial<TenantOptions>;

/**
 * For the engine in a campaign: as `RESILIENT`, but waits are the longest ones rather than picked at random, since
 * a campaign's every choice comes from its seed, and evidence is the same again.
 */
export const REPEATABLE = { ...RESILIENT, edge: { random: () => 1 } } satisfies Partial<TenantOptions>;
