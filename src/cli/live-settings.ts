/** How tenants that others use are given to a command: where they are, how they speak, and what is allowed there. */
import { type Allowed, whyNotAllowed } from '../live/hosts.ts';
import type { Access, EngineChoice } from '../engines/index.ts';
import type { Topology } from '../domain/tenant.ts';
import { TenantError } from '../domain/tenant.ts';
import { parseTenantUrl } from '../tenants/url.ts';
import type { Budget } from '../live/budget.ts';
import { tenantAccess } from './credentials.ts';
import { whole } from './settings.ts';
import { UsageError } from './usage-error.ts';

/** As given; what is left out has its default. */
export interface LiveOptions {
  tenantA?: string;
  tenantB?: string;
  profileA?: string;
  profileB?: string;
  allowHost?: string | string[];
  productionHost?: string | string[];
  maxRequests?: string;
  maxWrites?: string;
  perSecond?: string;
  inFlight?: string;
  journal?: string;
}

export interface LiveSettings {
  topology: Topology;
  /** In one tenant, both are the same. */
  access: { a: Access; b: Access };
  /** Which hosts may be asked. */
  allowed: Allowed;
  budget: Budget;
  perSecond: number;
  /** How long a creation that was not answered may still be under way in a tenant. */
  inFlightMs: number;
  /** The folder of the runs' journals. */
  journal: string;
}

const DEFAULT_JOURNAL = '.dataflow-qa';
const DEFAULTS = { requests: '20000', writes: '5000', perSecond: '20', inFlight: '60' };

/** Null where no tenant is given. Nothing is asked yet. @throws UsageError, also where a host is not allowed */
export function liveSettingsOf(options: LiveOptions, env: NodeJS.ProcessEnv): LiveSettings | null {
  const { tenantA, tenantB } = options;
  if (tenantA === undefined && tenantB === undefined) {
    assertNothingElse(options);
    return null;
  }
  if (tenantA === undefined) throw new UsageError('--tenant-a is missing: --tenant-b goes with it');
  if (tenantB === undefined) {
    throw new UsageError('--tenant-b is missing: --tenant-a goes with it; the same URL twice is one tenant');
  }
  const allowed: Allowed = {
    hosts: listed(options.allowHost),
    productionHosts: listed(options.productionHost),
  };
  assertAllowed('--tenant-a', tenantA, allowed);
  assertAllowed('--tenant-b', tenantB, allowed);
  const a = tenantAccess('A', tenantA, options.profileA, env);
  const isOne = withoutSlash(tenantA) === withoutSlash(tenantB);
  const b = isOne ? a : tenantAccess('B', tenantB, options.profileB, env);
  for (const [option, { profile }] of [
    ['--profile-a', a],
    ['--profile-b', b],
  ] as const) {
    if (profile.auth.kind !== 'bearer')
      assertAllowed(`${option}: auth.tokenUrl`, profile.auth.tokenUrl, allowed);
  }
  return {
    topology: isOne ? 'one-tenant' : 'two-tenants',
    access: { a, b },
    allowed,
    budget: {
      requests: whole('max-requests', options.maxRequests ?? DEFAULTS.requests, 1),
      writes: whole('max-writes', options.maxWrites ?? DEFAULTS.writes, 0),
    },
    perSecond: whole('per-second', options.perSecond ?? DEFAULTS.perSecond, 1),
    inFlightMs: 1000 * whole('in-flight', options.inFlight ?? DEFAULTS.inFlight, 0),
    journal: options.journal ?? DEFAULT_JOURNAL,
  };
}

/** The sync is started by what it is asked, and writes then. @throws UsageError where its host is not allowed */
export function assertEngineAllowed(engine: EngineChoice, allowed: Allowed): void {
  if (engine.name === 'sesam') assertHostAllowed('--sesam-url', engine.url, allowed);
  if (engine.name !== 'webhook') return;
  assertHostAllowed('--webhook-url', engine.url, allowed);
  if (engine.statusUrl !== null) assertHostAllowed('--webhook-status-url', engine.statusUrl, allowed);
}

/** What is only about live tenants is a mistake without them: it would be taken to guard what is not guarded. */
function assertNothingElse(options: LiveOptions): void {
  const names: [keyof LiveOptions, string][] = [
    ['profileA', 'profile-a'],
    ['profileB', 'profile-b'],
    ['allowHost', 'allow-host'],
    ['productionHost', 'production-host'],
    ['maxRequests', 'max-requests'],
    ['maxWrites', 'max-writes'],
    ['perSecond', 'per-second'],
    ['inFlight', 'in-flight'],
    ['journal', 'journal'],
  ];
  const given = names.find(([key]) => options[key] !== undefined);
  if (given) throw new UsageError(`--${given[1]} goes with --tenant-a and --tenant-b`);
}

function assertAllowed(option: string, url: string, allowed: Allowed): void {
  try {
    parseTenantUrl(url);
  } catch (error) {
    throw error instanceof TenantError ? new UsageError(`${option}: ${error.message}`) : error;
  }
  assertHostAllowed(option, url, allowed);
}

function assertHostAllowed(option: string, url: string, allowed: Allowed): void {
  const why = whyNotAllowed(url, allowed);
  if (why !== null) throw new UsageError(`${option}: ${why}`);
}

/** Either way commas part them. */
function listed(given: string | string[] | undefined): string[] {
  return [given ?? []].flat().flatMap((one) =>
    one
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
  );
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
