/** What the engine writes in a simulated tenant, logged as it is done or refused. */
import { type Company, type CompanyDraft, type CompanyPatch, WRITABLE_LEAVES } from '../../domain/company.ts';
import { topLevelOf } from '../../domain/path.ts';
import type { Versioned } from '../../domain/tenant.ts';
import type { Side } from '../history.ts';
import type { EngineWrite } from '../trace.ts';
import type { Records } from './records.ts';
import { refusal } from './refusal.ts';

/** Each throws `FailedAttempt` where the tenant refuses: 404, 412 where `ifMatch` is stale, 422 for what no client may write. */
export interface EngineWrites {
  create(draft: CompanyDraft): Versioned;
  patch(id: string, patch: CompanyPatch, ifMatch: string | null): Versioned;
  remove(id: string): void;
}

export function createEngineWrites(
  records: Records,
  place: Side,
  onWrite: (write: EngineWrite) => void,
): EngineWrites {
  return new Writes(records, place, onWrite);
}

const WHY = {
  404: 'there is no such company',
  412: 'If-Match is stale',
  422: 'a company has no such property to be written',
};

type Asked = Pick<EngineWrite, 'method' | 'id' | 'ifMatch'>;

/** A class: a world is made for each history, and closures with it would be made anew. */
class Writes implements EngineWrites {
  readonly #records: Records;
  readonly #place: Side;
  readonly #onWrite: (write: EngineWrite) => void;

  constructor(records: Records, place: Side, onWrite: (write: EngineWrite) => void) {
    this.#records = records;
    this.#place = place;
    this.#onWrite = onWrite;
  }

  create(draft: CompanyDraft): Versioned {
    const company = this.#records.create(draft);
    this.#log({ method: 'POST', id: company.id, ifMatch: null }, 201, null, company);
    return this.#records.get(company.id) ?? { company, etag: null };
  }

  patch(id: string, patch: CompanyPatch, ifMatch: string | null): Versioned {
    const asked: Asked = { method: 'PATCH', id, ifMatch };
    const held = this.#records.get(id);
    if (!isWritable(patch)) return this.#refuse(asked, 422, held?.company ?? null);
    if (held === null) return this.#refuse(asked, 404, null);
    if (ifMatch !== null && ifMatch !== held.etag) return this.#refuse(asked, 412, held.company);
    const after = this.#records.patch(id, patch) ?? held;
    this.#log(asked, 200, held.company, after.company);
    return after;
  }

  remove(id: string): void {
    const asked: Asked = { method: 'DELETE', id, ifMatch: null };
    const before = this.#records.remove(id);
    if (before === null) this.#refuse(asked, 404, null);
    this.#log(asked, 204, before, null);
  }

  #refuse(asked: Asked, status: 404 | 412 | 422, held: Company | null): never {
    this.#log(asked, status, held, held);
    throw refusal({ method: asked.method, path: `/companies/${asked.id ?? ''}` }, status, WHY[status]);
  }

  #log({ method, id, ifMatch }: Asked, status: number, before: Company | null, after: Company | null): void {
    this.#onWrite({ is: 'write', place: this.#place, method, id, status, ifMatch, before, after });
  }
}

/** By its names alone: what values are of is the types' concern, and looking at each would be felt. */
function isWritable(patch: CompanyPatch): boolean {
  return Object.keys(patch).every((name) => WRITABLE.has(name));
}

const WRITABLE: ReadonlySet<string> = new Set(WRITABLE_LEAVES.map(topLevelOf));
