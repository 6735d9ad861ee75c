/** What both sides list, and where the records of a link are. */
import type { Company } from '../domain/company.ts';
import { TenantError, type Tenant, type Topology } from '../domain/tenant.ts';
import type { Both } from './decide.ts';
import type { Pair } from './state.ts';

/** The records of each side by id; in one tenant both sides are the same. */
export type Listed = Both<ReadonlyMap<string, Company>>;

/** A link with its records, or with the tenant's refusal, or without them where one is gone. */
export type Located =
  { pair: Pair; records: Both<Company> } | { pair: Pair; gone: true } | { pair: Pair; refusal: TenantError };

/** Lists both sides from beginning to end. Answers the first refusal of a tenant, if there is one. */
export async function listBoth(tenants: Both<Tenant>, topology: Topology): Promise<Listed | TenantError> {
  try {
    if (topology === 'one-tenant') {
      const all = await list(tenants.left);
      return { left: all, right: all };
    }
    const [left, right] = await Promise.all([list(tenants.left), list(tenants.right)]);
    return { left, right };
  } catch (error) {
    if (error instanceof TenantError) return error;
    throw error;
  }
}

/** Finds a link's records. One that is not listed is gone only if it cannot be got either. */
export async function locate(pair: Pair, listed: Listed, tenants: Both<Tenant>): Promise<Located> {
  try {
    const left = listed.left.get(pair.left) ?? (await tenants.left.get(pair.left))?.company;
    const right = listed.right.get(pair.right) ?? (await tenants.right.get(pair.right))?.company;
    return left && right ? { pair, records: { left, right } } : { pair, gone: true };
  } catch (error) {
    if (error instanceof TenantError) return { pair, refusal: error };
    throw error;
  }
}

/** The records of each side without a link; in one tenant a record is linked whichever its side is. */
export function withoutLink(listed: Listed, pairs: readonly Pair[], topology: Topology): Both<Company[]> {
  const left = pairs.map((pair) => pair.left);
  const right = pairs.map((pair) => pair.right);
  const oneTenant = topology === 'one-tenant';
  return {
    left: rest(listed.left, oneTenant ? [...left, ...right] : left),
    right: rest(listed.right, oneTenant ? [...left, ...right] : right),
  };
}

function rest(listed: ReadonlyMap<string, Company>, taken: readonly string[]): Company[] {
  const ids = new Set(taken);
  return [...listed.values()].filter(({ id }) => !ids.has(id));
}

/** A record that comes twice was written while it was listed: what came last is newer. */
async function list(tenant: Tenant): Promise<Map<string, Company>> {
  const companies = new Map<string, Company>();
  for await (const company of tenant.list()) companies.set(company.id, company);
  return companies;
}
