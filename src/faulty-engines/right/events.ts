/**
 * An engine that listens: it asks only for what was modified since, queues what that touches, and works off the
 * queue a few writes a pass. Nothing is decided on what was listed: each record is asked for when its turn comes.
 */
import { type Company, valueAt } from '../../domain/company.ts';
import { rowName } from '../../domain/dataflow.ts';
import type { Versioned } from '../../domain/tenant.ts';
import type { Engine } from '../../engines/index.ts';
import { patchOf } from '../leaves.ts';
import type { Both, Side } from '../variation.ts';
import { type Memory, values } from './memory.ts';
import { smallEngine, unlessRefused, type World } from './small-engine.ts';
import { newestOf, pastOfStrangers, SIDES, threeWay } from './three-way.ts';
import { WaitingRoom } from './waiting-room.ts';

export function eventEngine(name: string, writesAPass: number): Engine {
  return smallEngine(name, (world) => {
    const queue = new EventQueue(world, writesAPass);
    return () => queue.pass();
  });
}

interface Link {
  ids: Both<string>;
  memory: Memory;
}

class EventQueue {
  readonly #world: World;
  readonly #writesAPass: number;
  readonly #since: Both<string | null> = { left: null, right: null };
  /** Which record was told of in which version, so that no event is taken twice. */
  readonly #told: Both<Map<string, string>> = { left: new Map(), right: new Map() };
  readonly #links: Both<Map<string, Link>> = { left: new Map(), right: new Map() };
  readonly #waiting = new WaitingRoom();
  readonly #toSync = new Set<Link>();

  constructor(world: World, writesAPass: number) {
    this.#world = world;
    this.#writesAPass = writesAPass;
  }

  async pass(): Promise<number> {
    for (const side of SIDES) await this.#listen(side);
    for (const key of this.#waiting.toMatch) {
      await this.#match(key);
      this.#waiting.toMatch.delete(key);
    }
    let written = 0;
    let refused = 0;
    for (const link of this.#toSync) {
      if (written >= this.#writesAPass) break;
      const done = await this.#sync(link);
      if (done === null) refused += 1;
      else this.#toSync.delete(link);
      written += done ?? 0;
    }
    return refused;
  }

  async #listen(side: Side): Promise<void> {
    const since = this.#since[side];
    let newest = since;
    const listing = this.#world.tenants[side].list(since === null ? {} : { modifiedSince: since });
    for await (const company of listing) {
      const { id, modifiedAt } = company;
      newest = newest === null || Date.parse(modifiedAt) > Date.parse(newest) ? modifiedAt : newest;
      if (this.#told[side].get(id) === modifiedAt) continue;
      this.#told[side].set(id, modifiedAt);
      this.#hear(side, company);
    }
    // Only a listing that came to its end says that nothing older is missing.
    this.#since[side] = newest;
  }

  #hear(side: Side, company: Company): void {
    const link = this.#links[side].get(company.id);
    if (link) this.#toSync.add(link);
    else this.#waiting.enter(side, company.id, valueAt(company, this.#world.rule[side]));
  }

  /** Deletions are no events: whoever waits is asked for before it counts. */
  async #match(key: string): Promise<void> {
    const here = { left: this.#waiting.idsOf('left', key), right: this.#waiting.idsOf('right', key) };
    if (here.left.length === 0 || here.right.length === 0) return;
    const found: Both<Versioned[]> = { left: [], right: [] };
    for (const side of SIDES) {
      for (const id of here[side]) {
        const now = await this.#world.tenants[side].get(id);
        if (now === null) this.#waiting.leave(side, id);
        // One whose key has changed since is told of in the next pass.
        else if (valueAt(now.company, this.#world.rule[side]) === key) found[side].push(now);
      }
    }
    const [left, right] = [found.left[0]?.company, found.right[0]?.company];
    if (!left || !right || found.left.length > 1 || found.right.length > 1) return;
    const link = { ids: { left: left.id, right: right.id }, memory: values() };
    link.memory.keep(pastOfStrangers(this.#world.rows, { left, right }, newestOf({ left, right })));
    for (const side of SIDES) {
      this.#waiting.leave(side, link.ids[side]);
      this.#links[side].set(link.ids[side], link);
    }
    this.#toSync.add(link);
  }

  /** How many writes it took, or null where one was refused. */
  async #sync(link: Link): Promise<number | null> {
    const { tenants, rows } = this.#world;
    const [left, right] = [await tenants.left.get(link.ids.left), await tenants.right.get(link.ids.right)];
    if (!left || !right) return this.#end(link, { left, right });
    const now = { left, right };
    const records = { left: left.company, right: right.company };
    const { leaves, agreed } = threeWay(rows, records, link.memory.held, newestOf(records));
    let written = 0;
    for (const side of SIDES) {
      const patch = patchOf(leaves[side]);
      if (patch === null) continue;
      const { etag } = now[side];
      const done = await unlessRefused(() =>
        tenants[side].patch(link.ids[side], patch, etag === null ? {} : { ifMatch: etag }),
      );
      if (done === null) {
        const waits = new Set(
          SIDES.slice(SIDES.indexOf(side)).flatMap((one) => leaves[one].map(([path]) => `${one} ${path}`)),
        );
        const settled = rows.filter((row) => !SIDES.some((one) => waits.has(`${one} ${row[one]}`)));
        link.memory.keep(new Map(settled.map((row) => [rowName(row), agreed.get(rowName(row)) ?? null])));
        return null;
      }
      written += 1;
    }
    link.memory.keep(agreed);
    return written;
  }

  /** The one that is left is like any other without a link. */
  #end(link: Link, now: Both<Versioned | null>): number {
    for (const side of SIDES) {
      this.#links[side].delete(link.ids[side]);
      const company = now[side]?.company;
      if (company) this.#hear(side, company);
    }
    return 0;
  }
}
