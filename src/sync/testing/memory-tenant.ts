/** A tenant in memory for the sync's tests: keeps a log, refuses and edits where a test tells it to. */
import { Company, type CompanyDraft, type CompanyPatch } from '../../domain/company.ts';
import { TenantError, type Tenant, type Versioned } from '../../domain/tenant.ts';

export type Call = {
  method: 'list' | 'get' | 'patch';
  id: string;
  patch: CompanyPatch;
  ifMatch: string | null;
};

export interface MemoryTenant extends Tenant {
  /** Accepted and refused PATCHes, in order. */
  readonly patches: Call[];
  /** Runs before a call is answered; throw to refuse it. */
  onCall: (call: Call) => void;
  /** Runs after a PATCH is applied, before it is answered; throw to lose the answer. */
  onPatched: (call: Call) => void;
  /** What PATCH answers and keeps, where a tenant is to store something else than it was sent. */
  distort: (patched: Company) => Company;
  /** What is kept of a PATCH that is answered as if all of it were. */
  silentlyDrop: (patch: CompanyPatch) => CompanyPatch;
  /** What `list` answers, where it is to lie. */
  listing: (companies: Company[]) => Company[];
  withEtags: boolean;
  /** A user's doing: no log, no refusal. */
  edit(id: string, patch: CompanyPatch): void;
  add(id: string, draft: CompanyDraft): void;
  drop(id: string): void;
  read(id: string): Company;
  all(): Company[];
}

/** Milliseconds since the epoch; each call of `tick` is one later, for all tenants that share the clock. */
export interface Clock {
  now: number;
}

const START = '2024-01-01T00:00:00.000Z';
const EMPTY = { orgNr: null, name: null, phone: null, email: null, website: null };
const NO_ADDRESS = { country: null, postCode: null, postalArea: null, streetAddress: null };

export function memoryTenant(clock: Clock = { now: Date.parse(START) }): MemoryTenant {
  const companies = new Map<string, Company>();
  const versions = new Map<string, number>();
  let version = 0;
  const put = (company: Company): void => {
    clock.now += 1;
    version += 1;
    versions.set(company.id, version);
    companies.set(company.id, { ...company, modifiedAt: new Date(clock.now).toISOString() });
  };
  const read = (id: string): Company => {
    const company = companies.get(id);
    if (!company) throw new TenantError(`GET /companies/${id}`, 404, 'no such company');
    return company;
  };
  const versioned = (id: string): Versioned => ({
    company: read(id),
    etag: tenant.withEtags ? `"${versions.get(id) ?? 0}"` : null,
  });
  const tenant: MemoryTenant = {
    patches: [],
    onCall: () => {},
    onPatched: () => {},
    distort: (patched) => patched,
    silentlyDrop: (patch) => patch,
    listing: (all) => all,
    withEtags: true,
    async *list({ modifiedSince = '' } = {}) {
      tenant.onCall({ method: 'list', id: '', patch: {}, ifMatch: null });
      const listed = tenant.all().filter(({ modifiedAt }) => modifiedAt >= modifiedSince);
      yield* tenant.listing(listed.toSorted((a, b) => (a.modifiedAt < b.modifiedAt ? -1 : 1)));
    },
    get: async (id) => {
      tenant.onCall({ method: 'get', id, patch: {}, ifMatch: null });
      return companies.has(id) ? versioned(id) : null;
    },
    patch: async (id, patch, { ifMatch } = {}) => {
      const call: Call = { method: 'patch', id, patch, ifMatch: ifMatch ?? null };
      tenant.patches.push(call);
      tenant.onCall(call);
      const { etag } = versioned(id);
      if (ifMatch !== undefined && ifMatch !== etag) {
        throw new TenantError(`PATCH /companies/${id}`, 412, 'changed meanwhile');
      }
      const asked = tenant.distort(merged(read(id), patch));
      put(tenant.distort(merged(read(id), withoutAbsent(tenant.silentlyDrop(patch)))));
      tenant.onPatched(call);
      const answer = versioned(id);
      return { ...answer, company: { ...asked, modifiedAt: answer.company.modifiedAt } };
    },
    create: () => Promise.reject(new Error('the sync never creates')),
    remove: () => Promise.reject(new Error('the sync never deletes')),
    edit: (id, patch) => put(merged(read(id), patch)),
    add: (id, draft) => {
      put(merged({ id, ...EMPTY, postAddress: null, visitAddress: null, modifiedAt: START }, draft));
    },
    drop: (id) => {
      read(id);
      companies.delete(id);
    },
    read,
    all: () => [...companies.values()],
  };
  return tenant;
}

/** RFC 7396, and a patch into no address makes the other leaves null. */
function merged(company: Company, { postAddress, visitAddress, ...own }: CompanyPatch): Company {
  return Company.parse({
    ...company,
    ...own,
    postAddress: address(company.postAddress, postAddress),
    visitAddress: address(company.visitAddress, visitAddress),
  });
}

function withoutAbsent(patch: CompanyPatch): CompanyPatch {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

function address(before: Company['postAddress'], patch: CompanyPatch['postAddress']): unknown {
  if (patch === undefined) return before;
  if (patch === null) return null;
  return { ...NO_ADDRESS, ...before, ...patch };
}
