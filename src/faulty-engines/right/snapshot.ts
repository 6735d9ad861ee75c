/** Engines that list both tenants whole in each pass, and compare with what each pair agreed on at last. */
import PQueue from 'p-queue';
import type { Company, CompanyPatch } from '../../domain/company.ts';
import { type Row, rowName } from '../../domain/dataflow.ts';
import type { Engine } from '../../engines/index.ts';
import type { Both, Side } from '../variation.ts';
import { matchesAmong } from './matches.ts';
import { type Memory, values } from './memory.ts';
import { listWhole, smallEngine, unlessRefused, type World } from './small-engine.ts';
import { pastOfStrangers, SIDES, threeWay } from './three-way.ts';
import { type Bodies, leavesAlone, writeAll } from './writing.ts';

export interface Manner {
  bodies: (rows: readonly Row[]) => Bodies;
  memory: () => Memory;
  /** Which sides are written in this pass, in their order; passes count from 1. None: it rests. */
  sides: (pass: number) => readonly Side[];
  /** In which order pairs and rows are dealt with. */
  order: <T>(items: readonly T[]) => readonly T[];
  pairsAtOnce: number;
  /** How often it looks again within a pass, as long as it writes. */
  looks: number;
  ifMatch: boolean;
}

const PLAIN: Manner = {
  bodies: () => leavesAlone,
  memory: values,
  sides: () => ['left', 'right'],
  order: (items) => items,
  pairsAtOnce: 1,
  looks: 1,
  ifMatch: true,
};

export function snapshotEngine(name: string, manner: Partial<Manner> = {}): Engine {
  return smallEngine(name, (world) => {
    const sync = new SnapshotSync(world, { ...PLAIN, ...manner });
    return () => sync.pass();
  });
}

interface Pair {
  ids: Both<string>;
  memory: Memory;
}

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
    const queue = new PQueue({ concurrency: this.#manner.pairsAtOnce });
    await queue.addAll(
      this.#manner.order(this.#pairs).map((pair) => async () => {
        const records = recordsOf(pair.ids, listings);
        if (records) await this.#sync(pair, records, sides);
      }),
    );
  }

  #link(listings: Both<Map<string, Company>>): void {
    const linked = {
      left: new Set(this.#pairs.map(({ ids }) => ids.left)),
      right: new Set(this.#pairs.map(({ ids }) => ids.right)),
    };
    const records = { left: listings.left.values(), right: listings.right.values() };
    const found = matchesAmong(this.#world.rule, records, (side, id) => linked[side].has(id));
    for (const { left, right } of found) {
      const memory = this.#manner.memory();
      memory.keep(pastOfStrangers(this.#world.rows, { left, right }));
      this.#pairs.push({ ids: { left: left.id, right: right.id }, memory });
    }
  }

  async #sync(pair: Pair, records: Both<Company>, sides: readonly Side[]): Promise<void> {
    const rows = this.#manner.order(this.#world.rows);
    const { leaves, agreed } = threeWay(rows, records, pair.memory.held);
    const waiting = new Set<string>();
    for (const side of SIDES) {
      if (leaves[side].length === 0) continue;
      if (!sides.includes(side)) leaves[side].forEach(([path]) => waiting.add(`${side} ${path}`));
    }
    for (const side of sides) {
      if (leaves[side].length === 0) continue;
      const bodies = this.#bodies(leaves[side], records[side], side);
      // What has arrived in part is seen in the next listing.
      if (!(await this.#write(side, records[side], bodies))) {
        this.#refused += 1;
        return;
      }
      this.#written += 1;
    }
    const done = rows.filter((row) => SIDES.every((side) => !waiting.has(`${side} ${row[side]}`)));
    pair.memory.keep(new Map(done.map((row) => [rowName(row), agreed.get(rowName(row)) ?? null])));
  }

  /** Whether it was written; not where the record is no longer what was listed. */
  async #write(side: Side, record: Company, bodies: readonly CompanyPatch[]): Promise<boolean> {
    const tenant = this.#world.tenants[side];
    const done = await unlessRefused(async () => {
      const now = this.#manner.ifMatch ? await tenant.get(record.id) : null;
      if (this.#manner.ifMatch && now?.company.modifiedAt !== record.modifiedAt) return false;
      await writeAll(tenant, record, now?.etag ?? null, bodies);
      return true;
    });
    return done === true;
  }
}

function recordsOf(ids: Both<string>, listings: Both<Map<string, Company>>): Both<Company> | null {
  const [left, right] = [listings.left.get(ids.left), listings.right.get(ids.right)];
  return left && right ? { left, right } : null;
}
