/** Looks at a run's own records in tenants that others use, and tells what was done to them in between. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { EngineWrite } from '../campaign/environment.ts';
import { type Side, SIDES } from '../checks/scenario.ts';
import type { Company } from '../domain/company.ts';
import type { Tenant } from '../domain/tenant.ts';
import { isOlder, type OwnRecords, writeOf } from './own-records.ts';
import { bears } from './tag.ts';

export interface WatchOptions {
  tenants: Record<Side, Tenant>;
  own: OwnRecords;
  tag: string;
  /** The keys of the plan's companies: a company that bears one and is not the run's own was made by the engine. */
  keys: ReadonlySet<string>;
  stopwatch: () => number;
}

/** Records that the run did not create and that came of it: by the tag in their name, or by one of its keys. */
type Strangers = Record<Side, Map<string, Company>>;

export class Watch {
  readonly #options: WatchOptions;
  readonly #strangers: Strangers = { left: new Map(), right: new Map() };
  readonly #since: Record<Side, string | null> = { left: null, right: null };
  #pending: EngineWrite[] = [];

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** Reads what is the run's own, and remembers what was done to it. In one tenant all is on the left. */
  async look(): Promise<void> {
    await Promise.all(this.#sides().map((side) => this.lookAt(side)));
  }

  /** What was done since the last call, as far as the last look has seen it. */
  take(): EngineWrite[] {
    const taken = this.#pending;
    this.#pending = [];
    return taken;
  }

  /** The run's own companies as last seen, and those that came of it. */
  current(side: Side): Company[] {
    const at = this.#sides().includes(side) ? side : 'left';
    return [...this.#options.own.of(at), ...this.#strangers[at].values()];
  }

  strangers(): { side: Side; company: Company }[] {
    return this.#sides().flatMap((side) =>
      [...this.#strangers[side].values()].map((company) => ({ side, company })),
    );
  }

  /** The same text as long as the records are the same. */
  fingerprint(): string {
    const all = this.#sides().map((side) => this.current(side).toSorted(byId));
    return createHash('sha256').update(JSON.stringify(all)).digest('hex');
  }

  /** How many of the run's own versions are not listed yet. */
  async unlisted(): Promise<number> {
    const counts = await Promise.all(
      this.#sides().map(async (side) => this.#options.own.unlisted(side, await this.#listed(side)).length),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async lookAt(side: Side): Promise<void> {
    const { own, tag, keys, tenants, stopwatch } = this.#options;
    const listed = await this.#listed(side);
    const at = stopwatch();
    for (const company of listed.values()) {
      if (own.has(side, company.id)) this.#add(own.see(side, company, at));
      else if (bears(company.name, tag) || (company.orgNr !== null && keys.has(company.orgNr))) {
        this.#add(this.#seeStranger(side, company, at));
      }
    }
    // What is not listed may only not be listed yet; the record itself tells.
    for (const { id } of own.of(side).filter((one) => !listed.has(one.id))) {
      const found = await tenants[side].get(id);
      this.#add(found === null ? own.seeGone(side, id, at) : own.see(side, found.company, at));
    }
    for (const before of [...this.#strangers[side].values()].filter(({ id }) => !listed.has(id))) {
      if ((await tenants[side].get(before.id)) !== null) continue;
      this.#strangers[side].delete(before.id);
      this.#add(writeOf('DELETE', side, before.id, before, null, at));
    }
  }

  #seeStranger(side: Side, seen: Company, at: number): EngineWrite | null {
    const before = this.#strangers[side].get(seen.id) ?? null;
    if (before !== null && (isOlder(seen, before) || isDeepStrictEqual(before, seen))) return null;
    this.#strangers[side].set(seen.id, seen);
    return writeOf(before ? 'PATCH' : 'POST', side, seen.id, before, seen, at);
  }

  #add(write: EngineWrite | null): void {
    if (write !== null) this.#pending.push(write);
  }

  /** From the run's first record on: the tenants hold much else. */
  async #listed(side: Side): Promise<Map<string, Company>> {
    const { own, tenants } = this.#options;
    const [first] = own
      .of(side)
      .map(({ modifiedAt }) => modifiedAt)
      .toSorted();
    const listed = new Map<string, Company>();
    if (first === undefined) return listed;
    this.#since[side] ??= first;
    for await (const company of tenants[side].list({ modifiedSince: this.#since[side] ?? first })) {
      listed.set(company.id, company);
    }
    return listed;
  }

  #sides(): readonly Side[] {
    return this.#options.tenants.left === this.#options.tenants.right ? ['left'] : SIDES;
  }
}

function byId(one: Company, other: Company): number {
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}
