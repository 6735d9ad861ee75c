/**
 * The records that a run has created in tenants that others use, as last seen; and what somebody else did to them
 * between two looks, which can only have been the engine.
 */
import { isDeepStrictEqual } from 'node:util';
import type { EngineWrite } from '../campaign/environment.ts';
import type { Side } from '../checks/scenario.ts';
import type { Company } from '../domain/company.ts';

interface Known {
  side: Side;
  /** As last seen, or null where it is gone. */
  company: Company | null;
}

export class OwnRecords {
  readonly #known = new Map<string, Known>();

  /** A record that was created, or a version of it that the tenant answered to the run itself. */
  note(side: Side, company: Company): void {
    this.#known.set(key(side, company.id), { side, company });
  }

  has(side: Side, id: string): boolean {
    return this.#known.has(key(side, id));
  }

  /** The run itself removed it. */
  noteRemoved(side: Side, id: string): void {
    this.#known.set(key(side, id), { side, company: null });
  }

  /** Those that are there, as last seen. */
  of(side: Side): Company[] {
    return [...this.#known.values()].flatMap((one) =>
      one.side === side && one.company !== null ? [one.company] : [],
    );
  }

  /** Takes in a version that was listed. A version older than the known one is the past, not a write. */
  see(side: Side, seen: Company, seenAt: number): EngineWrite | null {
    const before = this.#known.get(key(side, seen.id))?.company;
    if (before === undefined || before === null || isOlder(seen, before) || isDeepStrictEqual(seen, before))
      return null;
    this.#known.set(key(side, seen.id), { side, company: seen });
    return writeOf('PATCH', side, seen.id, before, seen, seenAt);
  }

  /** Takes in that a record is gone. */
  seeGone(side: Side, id: string, seenAt: number): EngineWrite | null {
    const before = this.#known.get(key(side, id))?.company;
    if (before === undefined || before === null) return null;
    this.#known.set(key(side, id), { side, company: null });
    return writeOf('DELETE', side, id, before, null, seenAt);
  }

  /** The ids of what is there of a side, and whether each version is listed as far as `listed` has it. */
  unlisted(side: Side, listed: ReadonlyMap<string, Company>): Company[] {
    return this.of(side).filter((known) => {
      const seen = listed.get(known.id);
      return seen === undefined || isOlder(seen, known);
    });
  }
}

/** How a tenant that others use shows what was done: what the request was is not known, what it did is. */
export function writeOf(
  method: EngineWrite['method'],
  side: Side,
  id: string,
  before: Company | null,
  after: Company | null,
  seenAt: number,
): EngineWrite {
  return { side, id, method, status: 200, ifMatch: false, before, after, seenAt };
}

/** Whether one version of a record is from before another. */
export function isOlder(one: Company, other: Company): boolean {
  return Date.parse(one.modifiedAt) < Date.parse(other.modifiedAt);
}

function key(side: Side, id: string): string {
  return `${side} ${id}`;
}
