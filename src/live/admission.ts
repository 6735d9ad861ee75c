/** What has to be true of a tenant that others use before anything is written to it. Reads only. */
import type { Company } from '../domain/company.ts';
import { TenantError, type Tenant } from '../domain/tenant.ts';
import { tagIn } from './tag.ts';

/** A tenant of which anything can be read, the marker that says whose it is included. */
export interface LiveTenant extends Tenant {
  /** The JSON at a path below the tenant's URL. Throws `TenantError`. */
  read(path: string): Promise<unknown>;
}

/** What a profile says of how the tenant can be told from another. */
export interface Marker {
  path: string;
  /** Dotted. */
  property: string;
  value: string;
}

/** Why it is not the tenant that was meant, or null where it is. Throws `TenantError` where it cannot be read. */
export async function whyNotMarked(tenant: LiveTenant, marker: Marker | null): Promise<string | null> {
  if (marker === null) {
    return 'its profile has no marker, so nobody can tell that it is the tenant that is meant: give marker.path, marker.property and marker.value';
  }
  const { path, property, value } = marker;
  const found = property
    .split('.')
    .reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), await tenant.read(path));
  if (found === value) return null;
  const told = typeof found === 'string' ? JSON.stringify(found) : 'something else than a text';
  return `${path} answers ${told} as ${property}, and the profile's marker is ${JSON.stringify(value)}`;
}

/** How many of its first records have the shape of the contract, or of the profile. Throws `TenantError`. */
export async function countReadable(tenant: Tenant, most: number): Promise<number> {
  let count = 0;
  for await (const _ of tenant.list()) if (++count >= most) break;
  return count;
}

export interface Inventory {
  companies: number;
  /** Keys of the ones asked for that companies of the tenant bear already, however they are written. */
  taken: string[];
  /** Tags of runs that stand in names, and how many companies bear each. */
  tags: Map<string, number>;
}

/** Looks through the whole tenant. Throws `TenantError`. */
export async function inventory(tenant: Tenant, keys: ReadonlySet<string>): Promise<Inventory> {
  const wanted = new Map([...keys].map((key) => [digitsOf(key), key]));
  const found: Inventory = { companies: 0, taken: [], tags: new Map() };
  for await (const { orgNr, name } of tenant.list()) {
    found.companies += 1;
    const key = orgNr === null ? undefined : wanted.get(digitsOf(orgNr));
    if (key !== undefined) found.taken.push(key);
    const tag = tagIn(name);
    if (tag !== null) found.tags.set(tag, (found.tags.get(tag) ?? 0) + 1);
  }
  return found;
}

/** Whether what was thrown is the tenant's, and its message. Anything else is thrown on. */
export function refusalOf(error: unknown): string {
  if (error instanceof TenantError) return error.message;
  throw error;
}

/** `NO 312 345 678 MVA` and `312345678` are one number to whoever looks for it. */
function digitsOf(key: Company['orgNr']): string {
  const digits = (key ?? '').replaceAll(/\D/g, '');
  return digits === '' ? (key ?? '') : digits;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
