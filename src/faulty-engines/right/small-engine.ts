/** What is the same in all small engines: two clients, the document's rows, and a refusal that ends a pass. */
import type { Company } from '../../domain/company.ts';
import type { MergeRule, Row } from '../../domain/dataflow.ts';
import { type Tenant, TenantError } from '../../domain/tenant.ts';
import { clientsOf } from '../../engines/clients.ts';
import type { Engine, PassOutcome } from '../../engines/index.ts';
import type { Both } from '../variation.ts';

export interface World {
  tenants: Both<Tenant>;
  rows: readonly Row[];
  rule: MergeRule;
  /** Kept between passes; null where nothing is kept outside of this process. */
  stateDir: string | null;
}

/** One pass; how many writes were refused, so that they are left for the next one. */
export type Pass = () => Promise<number>;

/** For two tenants, and for documents whose first section has a merge rule. Nothing is asked twice within a pass. */
export function smallEngine(name: string, open: (world: World) => Pass): Engine {
  return {
    name,
    version: 'of the bank',
    lacks: [],
    severalAtOnce: true,
    start: async (setting) => {
      const { checklist, openState } = setting;
      const [link] = checklist.dataflow.sections;
      const [rule] = link?.merge ?? [];
      if (!link || !rule) throw new RangeError('the document does not say what belongs together');
      const { a: left, b: right, close } = clientsOf(setting);
      const rows = link.rows.filter((row) => row.left !== 'id');
      const stateDir = openState === undefined ? setting.stateDir : null;
      const pass = open({ tenants: { left, right }, rows, rule, stateDir });
      return { pass: () => outcomeOf(pass), close };
    },
  };
}

/** Every company by its id. */
export async function listWhole(tenant: Tenant): Promise<Map<string, Company>> {
  const listing = new Map<string, Company>();
  for await (const company of tenant.list()) listing.set(company.id, company);
  return listing;
}

/** What the write answered, or null where it was refused: the next pass sees to it. */
export async function unlessRefused<T>(write: () => Promise<T>): Promise<T | null> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof TenantError) return null;
    throw error;
  }
}

async function outcomeOf(pass: Pass): Promise<PassOutcome> {
  try {
    const refused = await pass();
    return refused === 0 ? { ok: true } : { ok: false, reason: `${refused} writes were refused` };
  } catch (error) {
    if (error instanceof TenantError) return { ok: false, reason: error.message };
    throw error;
  }
}
