/** What the tenants hold, as a tester reads it; and how two such listings differ. */
import { isDeepStrictEqual } from 'node:util';
import { type Company, isWritable } from '../../domain/company.ts';
import type { Dataflow, Row } from '../../domain/dataflow.ts';
import type { Tenant } from '../../domain/tenant.ts';
import type { Both } from '../variation.ts';

export type Listing = ReadonlyMap<string, Company>;

export async function listingsOf({ left, right }: Both<Tenant>): Promise<Both<Listing>> {
  return { left: await listingOf(left), right: await listingOf(right) };
}

async function listingOf(tenant: Tenant): Promise<Listing> {
  const listing = new Map<string, Company>();
  for await (const company of tenant.list()) listing.set(company.id, company);
  return listing;
}

/** The ids of records that came, went or were written in between: `modifiedAt` moves with every write. */
export function touched(before: Listing, after: Listing): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (id) => !isDeepStrictEqual(before.get(id), after.get(id)),
  );
}

/** Whether both hold the same, whenever it was written. */
export function holdTheSame(one: Listing, other: Listing): boolean {
  return isDeepStrictEqual(untimed(one), untimed(other));
}

/** The rows that a tester compares: `id` is the tenant's own. */
export function rowsOf({ sections }: Dataflow): Row[] {
  return sections
    .flatMap(({ rows }) => rows)
    .filter(({ left, right }) => isWritable(left) && isWritable(right));
}

function untimed(listing: Listing): Omit<Company, 'modifiedAt'>[] {
  const companies = [...listing.values()].map((company) => {
    const { modifiedAt: _, ...kept } = company;
    return kept;
  });
  return companies.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
