/** A tenant in memory that writes down what it is asked, and whose listing can be behind. */
import { type Company, type CompanyDraft, type CompanyPatch, patched } from '../../domain/company.ts';
import { TenantError, type Versioned } from '../../domain/tenant.ts';
import type { LiveTenant } from '../admission.ts';

export class FakeTenant implements LiveTenant {
  /** `POST`, `GET 1`, `PATCH 1`, `DELETE 1`, `LIST`, `READ /path`, in the order in which they were asked. */
  readonly calls: string[] = [];
  readonly records = new Map<string, Company>();
  /** What listings show in place of a record: an older version of it, or null for nothing. */
  readonly behind = new Map<string, Company | null>();
  /** Called before a call is done; what it throws is what the tenant refuses with. */
  before: (call: string) => void = () => {};
  /** What `read` answers. */
  answer: unknown = {};
  #ids = 0;
  #time = Date.parse('2026-01-01T00:00:00Z');

  /** A record that is there, as somebody else made it. */
  plant(draft: CompanyDraft): Company {
    const company = patched({ ...EMPTY, id: String((this.#ids += 1)), modifiedAt: this.tick() }, draft);
    this.records.set(company.id, company);
    return company;
  }

  /** A record is changed by somebody else. */
  change(id: string, patch: CompanyPatch): Company {
    const next = { ...patched(this.#found('PATCH', id), patch), modifiedAt: this.tick() };
    this.records.set(id, next);
    return next;
  }

  /** The calls that were to change something. */
  writes(): string[] {
    return this.calls.filter((call) => /^(POST|PATCH|DELETE)/.test(call));
  }

  async *list({ modifiedSince }: { modifiedSince?: string } = {}): AsyncIterable<Company> {
    this.#asked('LIST');
    const since = modifiedSince === undefined ? -Infinity : Date.parse(modifiedSince);
    for (const company of this.records.values()) {
      const seen = this.behind.get(company.id);
      const listed = seen === undefined ? company : seen;
      if (listed !== null && Date.parse(listed.modifiedAt) >= since) yield await Promise.resolve(listed);
    }
  }

  async get(id: string): Promise<Versioned | null> {
    this.#asked(`GET ${id}`);
    const company = this.records.get(id);
    return Promise.resolve(company === undefined ? null : { company, etag: null });
  }

  async create(draft: CompanyDraft): Promise<Versioned> {
    this.#asked('POST');
    return Promise.resolve({ company: this.plant(draft), etag: null });
  }

  async patch(id: string, patch: CompanyPatch): Promise<Versioned> {
    this.#asked(`PATCH ${id}`);
    return Promise.resolve({ company: this.change(id, patch), etag: null });
  }

  async remove(id: string): Promise<void> {
    this.#asked(`DELETE ${id}`);
    this.#found('DELETE', id);
    this.records.delete(id);
    return Promise.resolve();
  }

  async read(path: string): Promise<unknown> {
    this.#asked(`READ ${path}`);
    return Promise.resolve(this.answer);
  }

  /** A millisecond later than ever before. */
  tick(): string {
    this.#time += 1;
    return new Date(this.#time).toISOString();
  }

  #asked(call: string): void {
    this.calls.push(call);
    this.before(call);
  }

  #found(method: string, id: string): Company {
    const company = this.records.get(id);
    if (company === undefined) throw new TenantError(`${method} ${id}`, 404, 'gone');
    return company;
  }
}

const EMPTY: Company = {
  id: '',
  orgNr: null,
  name: null,
  phone: null,
  email: null,
  website: null,
  postAddress: null,
  visitAddress: null,
  modifiedAt: '',
};
