/** What a simulated tenant keeps: companies as contract 6.3 has them, and who wrote what. No request is made here. */
import { type Company, type CompanyDraft, type CompanyPatch, patched } from '../../domain/company.ts';
import type { Versioned } from '../../domain/tenant.ts';
import { timeText } from '../../domain/time.ts';

/** One clock for both tenants: each write is a millisecond later than the last, unless that one's time is repeated. */
export interface WriteClock {
  tick(): string;
  repeat(): void;
}

export interface Records {
  /** Ascending by (`modifiedAt`, `id`); `since` is RFC 3339. */
  list(since: string | undefined): Company[];
  get(id: string): Versioned | null;
  create(draft: CompanyDraft): Company;
  /** Null where there is no such record. */
  patch(id: string, patch: CompanyPatch): Versioned | null;
  remove(id: string): Company | null;
}

const FIRST = '2026-01-05T08:00:00.000Z';
const START = Date.parse(FIRST);
const LENGTH = FIRST.length;

export function createWriteClock(): WriteClock {
  let last = START - 1;
  let next = START;
  return {
    tick() {
      last = next;
      next = last + 1;
      return timeText(last);
    },
    repeat() {
      next = Math.max(last, START);
    },
  };
}

export function createRecords(clock: WriteClock): Records {
  return new Kept(clock);
}

/** A class: a world is made for each history, and closures with it would be made anew. */
class Kept implements Records {
  readonly #clock: WriteClock;
  /** The one that was written last comes last, as its time is the latest. */
  readonly #records = new Map<string, Versioned>();
  #created = 0;
  #versions = 0;

  constructor(clock: WriteClock) {
    this.#clock = clock;
  }

  list(since: string | undefined): Company[] {
    const from = since === undefined ? '' : written(since);
    const all: Company[] = [];
    for (const { company } of this.#records.values()) if (company.modifiedAt >= from) all.push(company);
    return isInOrder(all) ? all : all.toSorted(byPlace);
  }

  get(id: string): Versioned | null {
    return this.#records.get(id) ?? null;
  }

  create(draft: CompanyDraft): Company {
    this.#created += 1;
    // Leading zeros, so that an engine that makes numbers of ids is found out.
    const id = String(1000 + this.#created).padStart(7, '0');
    return this.#put(patched(nothing(id), draft)).company;
  }

  patch(id: string, patch: CompanyPatch): Versioned | null {
    const before = this.#records.get(id)?.company;
    return before === undefined ? null : this.#put(patched(before, patch));
  }

  remove(id: string): Company | null {
    const before = this.#records.get(id)?.company ?? null;
    if (before !== null) {
      this.#records.delete(id);
      this.#clock.tick();
    }
    return before;
  }

  #put(company: Company): Versioned {
    this.#versions += 1;
    company.modifiedAt = this.#clock.tick();
    const version = { company, etag: `"${this.#versions}"` };
    this.#records.delete(company.id);
    this.#records.set(company.id, version);
    return version;
  }
}

/** Written out, in the order of the contract: what is spread into a literal is some fifteen times slower in V8. */
function nothing(id: string): Company {
  return {
    id,
    orgNr: null,
    name: null,
    phone: null,
    email: null,
    website: null,
    postAddress: null,
    visitAddress: null,
    modifiedAt: '',
  };
}

/** As a tenant writes it: there are other spellings of the same time. */
function written(time: string): string {
  return time.length === LENGTH && time.endsWith('Z') ? time : new Date(time).toISOString();
}

/** As it mostly is: a sort costs more than all the rest of a short listing. */
function isInOrder(companies: readonly Company[]): boolean {
  let last: Company | null = null;
  for (const company of companies) {
    if (last !== null && byPlace(last, company) > 0) return false;
    last = company;
  }
  return true;
}

function byPlace(a: Company, b: Company): number {
  if (a.modifiedAt !== b.modifiedAt) return a.modifiedAt < b.modifiedAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
