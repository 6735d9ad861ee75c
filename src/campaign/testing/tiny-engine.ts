/**
 * A small sync written for tests, over the tenant port alone: a second opinion that shares nothing with the
 * reference engine. By itself it is right; each trait makes it different, or wrong in one way.
 */
import {
  agree,
  type Company,
  type CompanyPatch,
  isEmpty,
  mergePatches,
  patchAt,
  patched,
  type Value,
  valueAt,
} from '../../domain/company.ts';
import { type Row, rowName } from '../../domain/dataflow.ts';
import { type Tenant, TenantError } from '../../domain/tenant.ts';
import type { Engine, PassOutcome } from '../../engines/index.ts';
import { connectTenant } from '../../tenants/connect.ts';

export type Side = 'left' | 'right';
export type Both<T> = Record<Side, T>;
export type Listing = Map<string, Company>;

/** `seen`: what each side held of each row when the pair was last dealt with; null before that. */
export interface Pair {
  ids: Both<string>;
  seen: Map<string, Both<Value>> | null;
}

export interface Traits {
  rows: (rows: readonly Row[]) => readonly Row[];
  list: (tenant: Tenant) => Promise<Listing>;
  keyOf: (company: Company) => Value;
  /** Of several candidates on one side. */
  candidate: (companies: readonly Company[]) => Company | undefined;
  staysLinked: (pair: Pair, records: Both<Company>) => boolean;
  firstLink: (left: Value, right: Value, newest: Side) => Side | 'neither';
  later: (changed: Both<boolean>, newest: Side) => Side | 'neither';
  /** What arrives of a value; undefined where it is not written at all. */
  carry: (value: Value) => Value | undefined;
  body: (patch: CompanyPatch, record: Company) => CompanyPatch;
  ifMatch: boolean;
  /** Instead of a PATCH. */
  write: (tenant: Tenant, id: string, patch: CompanyPatch, ifMatch: string | null) => Promise<void>;
  /** After a pass's own work; passes count from 1. */
  afterwards: (tenants: Both<Tenant>, listings: Both<Listing>, pairs: Pair[], pass: number) => Promise<void>;
  onGone: (tenants: Both<Tenant>, pair: Pair, listings: Both<Listing>) => Promise<void>;
  /** Whether this pass does anything, or how it fails. */
  begin: (pass: number) => 'work' | 'rest' | 'fail';
}

const RIGHT: Traits = {
  rows: (rows) => rows,
  list: async (tenant) => {
    const listing: Listing = new Map();
    for await (const company of tenant.list()) listing.set(company.id, company);
    return listing;
  },
  keyOf: ({ orgNr }) => (isEmpty(orgNr) ? null : orgNr),
  candidate: (companies) => (companies.length === 1 ? companies[0] : undefined),
  staysLinked: () => true,
  firstLink: (left, right, newest) => {
    if (isEmpty(left) !== isEmpty(right)) return isEmpty(left) ? 'right' : 'left';
    return newest;
  },
  later: (changed, newest) => {
    if (changed.left && changed.right) return newest;
    if (changed.left) return 'left';
    return changed.right ? 'right' : 'neither';
  },
  carry: (value) => value,
  body: (patch) => patch,
  ifMatch: true,
  write: async (tenant, id, patch, ifMatch) => {
    await tenant.patch(id, patch, ifMatch === null ? {} : { ifMatch });
  },
  afterwards: async () => {},
  onGone: async () => {},
  begin: () => 'work',
};

/** For two tenants; keeps its links in memory. */
export function tinyEngine(name: string, traits: Partial<Traits> = {}): Engine {
  return {
    name,
    version: 'for tests',
    lacks: [],
    severalAtOnce: false,
    start: async ({ tenants, checklist }) => {
      const clients = { left: connectTenant(tenants.a), right: connectTenant(tenants.b) };
      const all = { ...RIGHT, ...traits };
      const rows = (checklist.dataflow.sections[0]?.rows ?? []).filter(({ left }) => left !== 'id');
      const sync = new TinySync(clients, all.rows(rows), all);
      return {
        pass: () => sync.pass(),
        close: async () => {
          await clients.left.close();
          await clients.right.close();
        },
      };
    },
  };
}

class TinySync {
  readonly #tenants: Both<Tenant>;
  readonly #rows: readonly Row[];
  readonly #traits: Traits;
  #pairs: Pair[] = [];
  #passes = 0;
  #refused = 0;

  constructor(tenants: Both<Tenant>, rows: readonly Row[], traits: Traits) {
    this.#tenants = tenants;
    this.#rows = rows;
    this.#traits = traits;
  }

  async pass(): Promise<PassOutcome> {
    const begin = this.#traits.begin(++this.#passes);
    if (begin === 'fail') return { ok: false, reason: 'exit status 70' };
    if (begin === 'rest') return { ok: true };
    this.#refused = 0;
    try {
      return await this.#work();
    } catch (error) {
      if (!(error instanceof TenantError)) throw error;
      return { ok: false, reason: error.message };
    }
  }

  async #work(): Promise<PassOutcome> {
    const { left, right } = this.#tenants;
    const listings = { left: await this.#traits.list(left), right: await this.#traits.list(right) };
    await this.#drop(listings);
    this.#link(listings);
    for (const pair of this.#pairs) await this.#sync(pair, recordsOf(pair, listings));
    await this.#traits.afterwards(this.#tenants, listings, this.#pairs, this.#passes);
    return this.#refused === 0 ? { ok: true } : { ok: false, reason: `${this.#refused} writes refused` };
  }

  async #drop(listings: Both<Listing>): Promise<void> {
    const kept: Pair[] = [];
    for (const pair of this.#pairs) {
      const records = recordsOf(pair, listings);
      if (!records) await this.#traits.onGone(this.#tenants, pair, listings);
      else if (this.#traits.staysLinked(pair, records)) kept.push(pair);
    }
    this.#pairs = kept;
  }

  #link({ left, right }: Both<Listing>): void {
    const groups = { left: this.#free('left', left), right: this.#free('right', right) };
    for (const [key, companies] of groups.left) {
      const one = this.#traits.candidate(companies);
      const other = this.#traits.candidate(groups.right.get(key) ?? []);
      if (one && other) this.#pairs.push({ ids: { left: one.id, right: other.id }, seen: null });
    }
  }

  #free(side: Side, listing: Listing): Map<string, Company[]> {
    const linked = new Set(this.#pairs.map(({ ids }) => ids[side]));
    const groups = new Map<string, Company[]>();
    for (const company of listing.values()) {
      const key = this.#traits.keyOf(company);
      if (key === null || linked.has(company.id)) continue;
      groups.set(key, [...(groups.get(key) ?? []), company]);
    }
    return groups;
  }

  async #sync(pair: Pair, records: Both<Company> | null): Promise<void> {
    if (!records) return;
    const { left, right } = records;
    const newest: Side = left.modifiedAt >= right.modifiedAt ? 'left' : 'right';
    const patches: Both<CompanyPatch[]> = { left: [], right: [] };
    const seen = new Map<string, Both<Value>>();
    for (const row of this.#rows) {
      const now = { left: valueAt(left, row.left), right: valueAt(right, row.right) };
      seen.set(rowName(row), now);
      if (agree(now.left, now.right)) continue;
      const before = pair.seen?.get(rowName(row));
      const changed = { left: now.left !== before?.left, right: now.right !== before?.right };
      const winner = before
        ? this.#traits.later(changed, newest)
        : this.#traits.firstLink(now.left, now.right, newest);
      if (winner === 'neither') continue;
      const loser = winner === 'left' ? 'right' : 'left';
      const value = this.#traits.carry(now[winner]);
      if (value === undefined) continue;
      patches[loser].push(patchAt(row[loser], value));
      seen.set(rowName(row), { ...now, [loser]: value });
    }
    for (const side of ['left', 'right'] as const) {
      if (patches[side].length > 0 && !(await this.#write(side, records[side], patches[side]))) return;
    }
    pair.seen = seen;
  }

  async #write(side: Side, record: Company, patches: CompanyPatch[]): Promise<boolean> {
    const tenant = this.#tenants[side];
    const patch = this.#traits.body(mergePatches(patches), record);
    try {
      let ifMatch: string | null = null;
      if (this.#traits.ifMatch) {
        const now = await tenant.get(record.id);
        if (now?.company.modifiedAt !== record.modifiedAt) return false;
        ifMatch = now.etag;
      }
      await this.#traits.write(tenant, record.id, patch, ifMatch);
      return true;
    } catch (error) {
      if (!(error instanceof TenantError)) throw error;
      if (error.status !== 412) this.#refused++;
      return false;
    }
  }
}

/** The addresses that the patch touches, whole, as they will be. */
export function wholeAddresses(patch: CompanyPatch, record: Company): CompanyPatch {
  const { postAddress, visitAddress } = patched(record, patch);
  return {
    ...patch,
    ...(patch.postAddress === undefined ? {} : { postAddress }),
    ...(patch.visitAddress === undefined ? {} : { visitAddress }),
  };
}

function recordsOf({ ids }: Pair, listings: Both<Listing>): Both<Company> | null {
  const [left, right] = [listings.left.get(ids.left), listings.right.get(ids.right)];
  return left && right ? { left, right } : null;
}
