/** Traces written by hand: what happened is told, step by step, and a judge is asked. */
import { type Company, type CompanyPatch, patched } from '../../domain/company.ts';
import type { Topology } from '../../domain/tenant.ts';
import type { Cells } from '../cells.ts';
import type { Side } from '../history.ts';
import type { EngineWrite, Entry, Settled, Trace } from '../trace.ts';

/** Two rows, crossed, each with its mirror: what is `post` on one side is `visit` on the other. */
export const FEW_CELLS: Cells = {
  leaves: ['postAddress.country', 'visitAddress.country', 'postAddress.postCode', 'visitAddress.postCode'],
  rows: [0, 1, 2, 3],
  mate: { left: [1, 0, 3, 2], right: [1, 0, 3, 2] },
  outside: ['name'],
  mirrored: true,
};

export const post = (country: string | null): CompanyPatch => ({ postAddress: { country } });
export const visit = (country: string | null): CompanyPatch => ({ visitAddress: { country } });

const NOTHING: Omit<Company, 'id' | 'modifiedAt'> = {
  orgNr: null,
  name: null,
  phone: null,
  email: null,
  website: null,
  postAddress: null,
  visitAddress: null,
};

export class Telling {
  readonly entries: Entry[] = [];
  readonly #topology: Topology;
  readonly #records: Record<Side, Map<string, Company>> = { left: new Map(), right: new Map() };
  #ids = 0;
  #time = 0;

  constructor(topology: Topology = 'two-tenants') {
    this.#topology = topology;
  }

  trace(): Trace {
    return { topology: this.#topology, entries: this.entries, error: null };
  }

  /** Users get ids of the order of creation, over both sides: `1`, `2`, … */
  create(place: Side, draft: CompanyPatch, when: 'later' | 'same time' = 'later'): string {
    this.#ids += 1;
    const id = String(this.#ids);
    const after = patched({ id, ...NOTHING, modifiedAt: this.#tick(when) }, draft);
    this.#keep(place, id, after);
    this.entries.push({ is: 'edit', place, id, before: null, after, amid: null });
    return id;
  }

  edit(place: Side, id: string, patch: CompanyPatch, when: 'later' | 'same time' = 'later'): this {
    const before = this.#held(place, id);
    const after = { ...patched(before, patch), modifiedAt: this.#tick(when) };
    this.#keep(place, id, after);
    this.entries.push({ is: 'edit', place, id, before, after, amid: null });
    return this;
  }

  remove(place: Side, id: string): this {
    const before = this.#held(place, id);
    this.#keep(place, id, null);
    this.entries.push({ is: 'edit', place, id, before, after: null, amid: null });
    return this;
  }

  /** A PATCH of the engine's. */
  write(place: Side, id: string, patch: CompanyPatch, how: Partial<EngineWrite> = {}): this {
    const before = this.#held(place, id);
    const isDone = (how.status ?? 200) < 300;
    const after = isDone ? { ...patched(before, patch), modifiedAt: this.#tick('later') } : before;
    this.#keep(place, id, after);
    return this.#push({ method: 'PATCH', place, id, before, after, ...how });
  }

  post(place: Side, draft: CompanyPatch): this {
    const after = patched({ id: 'new', ...NOTHING, modifiedAt: this.#tick('later') }, draft);
    return this.#push({ method: 'POST', place, id: 'new', status: 201, before: null, after });
  }

  delete(place: Side, id: string): this {
    const before = this.#held(place, id);
    this.#keep(place, id, null);
    return this.#push({ method: 'DELETE', place, id, status: 204, before, after: null });
  }

  begins(settling = true, restart = false): this {
    this.entries.push({ is: 'begins', pass: 0, settling, restart });
    return this;
  }

  ends(ended: 'done' | 'failed' | 'killed' = 'done', faults = 0): this {
    this.entries.push({ is: 'ends', pass: 0, ended, reason: null, faults });
    return this;
  }

  /** A settle of one pass that matters. */
  settle(
    writes: () => void = () => {},
    { restart = false, ...how }: Partial<Settled> & { restart?: boolean } = {},
  ): this {
    this.begins(true, restart);
    writes();
    this.ends();
    this.entries.push({ is: 'settled', pass: 0, atRest: true, links: null, ...how });
    return this;
  }

  #push(
    write: Partial<EngineWrite> & Pick<EngineWrite, 'method' | 'place' | 'id' | 'before' | 'after'>,
  ): this {
    this.entries.push({ is: 'write', status: 200, ifMatch: '"1"', ...write });
    return this;
  }

  #held(place: Side, id: string): Company {
    const company = this.#records[place].get(id);
    if (company === undefined) throw new RangeError(`there is no ${place} record ${id}`);
    return company;
  }

  #keep(place: Side, id: string, company: Company | null): void {
    if (company === null) this.#records[place].delete(id);
    else this.#records[place].set(id, company);
  }

  #tick(when: 'later' | 'same time'): string {
    if (when === 'later') this.#time += 1;
    return new Date(Date.UTC(2026, 0, 5, 8) + this.#time).toISOString();
  }
}
