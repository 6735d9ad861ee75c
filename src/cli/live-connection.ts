/** Tenants that others use, connected with a budget and a pace, and what has to be true before anything is written. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Side } from '../checks/scenario.ts';
import {
  countReadable,
  type Inventory,
  inventory,
  type LiveTenant,
  refusalOf,
  whyNotMarked,
} from '../live/admission.ts';
import { Spending } from '../live/budget.ts';
import { type ConnectedTenant, connectTenant } from '../tenants/connect.ts';
import { RESILIENT } from '../tenants/resilient.ts';
import type { LiveSettings } from './live-settings.ts';
import { UsageError } from './usage-error.ts';

export interface LiveConnection {
  /** In one tenant, both are the same. */
  tenants: Record<Side, LiveTenant>;
  /** Each once, with its option. */
  each: { option: '--tenant-a' | '--tenant-b'; side: Side; tenant: LiveTenant }[];
  spending: Spending;
  /** The longer of both, in milliseconds. */
  propagationMs: number;
  close: () => Promise<void>;
}

/** So many of a tenant's records are held against its shape before anything is written. */
const READ_FIRST = 20;

/** Connects; nothing is asked yet. What is asked later is counted against the budget where `counted` says so. */
export function connectLive(
  { access, budget, perSecond, topology }: LiveSettings,
  counted = true,
): LiveConnection {
  const spending = new Spending(budget);
  const connect = (one: LiveSettings['access']['a']): ConnectedTenant =>
    connectTenant({
      ...RESILIENT,
      ...one,
      limits: { ...RESILIENT.limits, perSecond },
      ...(counted ? { onRequest: (method) => spending.spend(method) } : {}),
    });
  const left = connect(access.a);
  const right = topology === 'one-tenant' ? left : connect(access.b);
  const both: LiveConnection['each'] = [
    { option: '--tenant-a', side: 'left', tenant: left },
    { option: '--tenant-b', side: 'right', tenant: right },
  ];
  return {
    tenants: { left, right },
    each: right === left ? both.slice(0, 1) : both,
    spending,
    propagationMs: 1000 * Math.max(...[access.a, access.b].map(({ profile }) => profile.propagationSeconds)),
    close: async () => {
      await Promise.all([...new Set([left, right])].map((tenant) => tenant.close()));
    },
  };
}

/**
 * Reads the marker of each tenant and some of its records. @throws UsageError that names the option, where one of
 * them is not the tenant that was meant, or answers what the contract or its profile does not foresee
 */
export async function assertMeant({ each }: LiveConnection, { access }: LiveSettings): Promise<void> {
  for (const { option, side, tenant } of each) {
    const { profile, url } = side === 'left' ? access.a : access.b;
    const why = await whyNotMarked(tenant, profile.marker).catch(refusalOf);
    if (why !== null) throw new UsageError(`${option} ${url}: ${why}`);
    await countReadable(tenant, READ_FIRST).catch((error: unknown) => {
      throw new UsageError(`${option} ${url}: ${refusalOf(error)}`);
    });
  }
}

/** What stands in the tenants. @throws UsageError where one cannot be listed to its end */
export async function inventories(
  { each }: Pick<LiveConnection, 'each'>,
  keys: ReadonlySet<string>,
): Promise<Partial<Record<Side, Inventory>>> {
  const found: Partial<Record<Side, Inventory>> = {};
  for (const { option, side, tenant } of each) {
    found[side] = await inventory(tenant, keys).catch((error: unknown) => {
      throw new UsageError(`${option}: ${refusalOf(error)}`);
    });
  }
  return found;
}

/** Waits, or throws `signal`'s reason as soon as that aborts. */
export async function waitUnless(signal: AbortSignal, milliseconds: number): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
}
