/** Listings of a simulated tenant, page by page as the client over HTTP asks for them, and what faults make of a page. */
import type { Company } from '../../domain/company.ts';
import type { PageFault } from './network.ts';

/** A place in the list. */
type Position = Pick<Company, 'modifiedAt' | 'id'>;

interface Page {
  companies: readonly Company[];
  /** Behind whom the next page begins; null where there is none. */
  next: Position | null;
}

/** The most that a page holds. */
const LIMIT = 100;

/** The page of this listing that comes behind `after`. */
export function pageOf(listing: readonly Company[], after: Position | null, fault: PageFault | null): Page {
  const behind = after === null ? listing : listing.filter((company) => isBehind(company, after));
  const companies = behind.slice(0, LIMIT);
  const next = behind.length > LIMIT ? (companies.at(-1) ?? null) : null;
  const page = { companies, next };
  if (fault === null || companies.length === 0) return page;
  fault.met();
  if (fault.kind === 'short') return { companies: companies.slice(0, -1), next };
  return twice(page, listing, after);
}

/** The record that the page before ended with, or else its own first: what no longer fits comes with the next page. */
function twice(page: Page, listing: readonly Company[], after: Position | null): Page {
  const again = listing.find(({ id }) => id === after?.id) ?? page.companies[0];
  if (again === undefined) return page;
  if (page.companies.length < LIMIT) return { ...page, companies: [again, ...page.companies] };
  const kept = page.companies.slice(0, LIMIT - 1);
  return { companies: [again, ...kept], next: kept.at(-1) ?? null };
}

function isBehind({ modifiedAt, id }: Company, after: Position): boolean {
  return modifiedAt === after.modifiedAt ? id > after.id : modifiedAt > after.modifiedAt;
}

/**
 * Record by record; the first page is asked for with the first of it, the next one while this one is being used. No
 * generator: those make three promises of each record.
 */
export class Listing implements AsyncIterableIterator<Company> {
  readonly #pageAt: (after: Position | null) => Promise<Page>;
  #companies: Iterator<Company> | null = null;
  #coming: Promise<Page> | null = null;

  constructor(pageAt: (after: Position | null) => Promise<Page>) {
    this.#pageAt = pageAt;
  }

  next(): Promise<IteratorResult<Company>> {
    if (this.#companies === null) return this.#turnTo(this.#pageAt(null));
    const next = this.#companies.next();
    return next.done === true && this.#coming !== null ? this.#turnTo(this.#coming) : Promise.resolve(next);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #turnTo(asked: Promise<Page>): Promise<IteratorResult<Company>> {
    const { companies, next } = await asked;
    this.#companies = companies.values();
    this.#coming = next === null ? null : this.#pageAt(next);
    // Thrown when its turn comes.
    this.#coming?.catch(ignore);
    return this.next();
  }
}

function ignore(): void {}
