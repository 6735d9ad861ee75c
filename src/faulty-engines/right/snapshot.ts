/** Engines that list both tenants whole in each pass, and compare with what each pair agreed on at last. */
import PQueue from 'p-queue';
import type { Company } from '../../domain/company.ts';
import { rowName } from '../../domain/dataflow.ts';
import type { Engine } from '../../engines/index.ts';
import { type LeafValue, leavesOf } from '../leaves.ts';
import type { Both, Side } from '../variation.ts';
import { type Manner, PLAIN } from './manner.ts';
import { matchesAmong } from './matches.ts';
import type { Memory } from './memory.ts';
import { listWhole, smallEngine, unlessRefused, type World } from './small-engine.ts';
import { newestOf, pastOfStrangers, type Plan, SIDES, threeWay } from './three-way.ts';
import type { Tidying } from './tidying.ts';
import { type Bodies, writeAll } from './writing.ts';

export function snapshotEngine(name: string, manner: Partial<Manner> = {}): Engine {
  return smallEngine(name, (world) => {
    const sync = new SnapshotSync(world, { ...PLAIN, ...manner });
    return () => sync.pass();
  });
}

interface Pair {
  ids: Both<string>;
  memory: Memory;
  tidying: Tidying;
  /** The versions in which it was found at rest. */
  restsIn: Both<string> | null;
}

type Due = { pair: Pair; records: Both<Company> };

class SnapshotSync {
  readonly #world: World;
  readonly #manner: Manner;
  readonly #bodies: Bodies;
  #pairs: Pair[] = [];
  #passes = 0;
  #written = 0;
  #refused = 0;

  constructor(world: World, manner: Manner) {
    this.#world = world;
    this.#manner = manner;
    this.#bodies = manner.bodies(world.rows);
  }

  async pass(): Promise<number> {
    const sides = this.#manner.sides(++this.#passes);
    for (let look = 0; look < this.#manner.looks; look += 1) {
      this.#written = 0;
      this.#refused = 0;
      if (sides.length > 0) await this.#look(sides);
      if (this.#written === 0) break;
    }
    return this.#refused;
  }

  async #look(sides: readonly Side[]): Promise<void> {
    const { tenants } = this.#world;
    const listings = { left: await listWhole(tenants.left), right: await listWhole(tenants.right) };
    this.#pairs = this.#pairs.filter(({ ids }) => recordsOf(ids, listings) !== null);
    this.#link(listings);
    const due = this.#pairs.flatMap((pair): Due[] => {
      const records = recordsOf(pair.ids, listings);
      return records === null || rests(pair, records) ? [] : [{ pair, records }];
    });
    const queue = new PQueue({ concurrency: this.#manner.pairsAtOnce });
    await queue.addAll(this.#manner.order(due).map((one) => () => this.#bringToAgreement(one, sides)));
  }

  #link(listings: Both<Map<string, Company>>): void {
    const { rows, rule } = this.#world;
    const linked = {
      left: new Set(this.#pairs.map(({ ids }) => ids.left)),
      right: new Set(this.#pairs.map(({ ids }) => ids.right)),
    };
    const records = { left: listings.left.values(), right: listings.right.values() };
    for (const found of matchesAmong(rule, records, (side, id) => linked[side].has(id))) {
      const memory = this.#manner.memory();
      memory.keep(pastOfStrangers(rows, found, newestOf(found)));
      const ids = { left: found.left.id, right: found.right.id };
      this.#pairs.push({ ids, memory, tidying: this.#manner.tidying(rows), restsIn: null });
    }
  }

  async #bringToAgreement({ pair, records }: Due, sides: readonly Side[]): Promise<void> {
    const rows = this.#manner.order(this.#world.rows);
    const plan = threeWay(rows, records, pair.memory.held, newestOf(records));
    if (SIDES.every((side) => plan.leaves[side].length === 0)) {
      // Both may have been edited to the same value: that is what they agree on from now on.
      pair.memory.keep(plan.agreed);
      return this.#tidyUp({ pair, records });
    }
    const written = sides.filter((side) => plan.leaves[side].length > 0);
    const waiting = { left: pathsOf(plan.leaves.left), right: pathsOf(plan.leaves.right) };
    for (const side of written) {
      for (const path of await this.#write(side, records[side], plan.leaves[side]))
        waiting[side].delete(path);
      // The other side is seen in the next listing.
      if (waiting[side].size > 0) break;
    }
    this.#remember(pair, plan, waiting);
    const [side, ...others] = written;
    if (side && others.length === 0 && waiting[side].size === 0) {
      pair.tidying.carried(side, plan.leaves[side], records);
    }
  }

  /** What is not written yet, as it was refused or waits for a pass that writes its side, is not agreed on. */
  #remember({ memory }: Pair, { agreed }: Plan, waiting: Both<Set<string>>): void {
    const rows = this.#world.rows.filter((row) => !SIDES.some((side) => waiting[side].has(row[side])));
    memory.keep(new Map(rows.map((row) => [rowName(row), agreed.get(rowName(row)) ?? null])));
  }

  async #tidyUp({ pair, records }: Due): Promise<void> {
    const due = pair.tidying.due(records);
    const untidy = SIDES.filter((side) => due[side].length > 0);
    for (const side of untidy) await this.#write(side, records[side], due[side]);
    if (untidy.length === 0)
      pair.restsIn = { left: records.left.modifiedAt, right: records.right.modifiedAt };
  }

  /** The leaves that were written: none where the record is no longer what was listed, not all where one was refused. */
  async #write(side: Side, record: Company, leaves: readonly LeafValue[]): Promise<Set<string>> {
    const tenant = this.#world.tenants[side];
    const bodies = this.#bodies(leaves, record, side);
    const written = new Set<string>();
    const done = await unlessRefused(async () => {
      const now = this.#manner.ifMatch ? await tenant.get(record.id) : null;
      if (this.#manner.ifMatch && now?.company.modifiedAt !== record.modifiedAt) return false;
      await writeAll(tenant, record, now?.etag ?? null, bodies, (body) => {
        const names = bodies.length === 1 ? leaves : leavesOf(body);
        for (const [path] of names) written.add(path);
      });
      return true;
    });
    if (done === true) this.#written += 1;
    else this.#refused += 1;
    return written;
  }
}

function pathsOf(leaves: readonly LeafValue[]): Set<string> {
  return new Set(leaves.map(([path]) => path));
}

function recordsOf(ids: Both<string>, listings: Both<Map<string, Company>>): Both<Company> | null {
  const [left, right] = [listings.left.get(ids.left), listings.right.get(ids.right)];
  return left && right ? { left, right } : null;
}

/** Every write moves the time of modification. */
function rests({ restsIn }: Pair, { left, right }: Both<Company>): boolean {
  return restsIn?.left === left.modifiedAt && restsIn.right === right.modifiedAt;
}
