/** Engines that list both tenants whole in each pass, and compare with what each pair agreed on at last. */
import PQueue from 'p-queue';
import type { Company, CompanyPatch } from '../../domain/company.ts';
import { rowName } from '../../domain/dataflow.ts';
import type { Engine } from '../../engines/index.ts';
import type { LeafValue } from '../leaves.ts';
import type { Both, Side } from '../variation.ts';
import { type Manner, PLAIN } from './manner.ts';
import { matchesAmong } from './matches.ts';
import type { Memory } from './memory.ts';
import { listWhole, smallEngine, unlessRefused, type World } from './small-engine.ts';
import { blanksOf, OTHER, pastOfStrangers, SIDES, threeWay } from './three-way.ts';
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
  linkedIn: number;
  /** The versions that it was found in agreement in. */
  agreedIn: Both<string> | null;
  /** What it is about to send back to where it came from. */
  echo: { side: Side; version: string; leaves: readonly LeafValue[] } | null;
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
      const isTooNew = this.#manner.linksFirst && pair.linkedIn === this.#passes;
      return records === null || isTooNew || isAsAgreed(pair, records) ? [] : [{ pair, records }];
    });
    const queue = new PQueue({ concurrency: this.#manner.pairsAtOnce });
    await queue.addAll(this.#manner.order(due).map((one) => () => this.#bringToAgreement(one, sides)));
  }

  #link(listings: Both<Map<string, Company>>): void {
    const linked = {
      left: new Set(this.#pairs.map(({ ids }) => ids.left)),
      right: new Set(this.#pairs.map(({ ids }) => ids.right)),
    };
    const records = { left: listings.left.values(), right: listings.right.values() };
    const found = matchesAmong(this.#world.rule, records, (side, id) => linked[side].has(id));
    for (const pair of found) {
      const memory = this.#manner.memory();
      memory.keep(pastOfStrangers(this.#world.rows, pair, this.#manner.newest(pair)));
      const ids = { left: pair.left.id, right: pair.right.id };
      this.#pairs.push({ ids, memory, linkedIn: this.#passes, agreedIn: null, echo: null });
    }
  }

  async #bringToAgreement({ pair, records }: Due, sides: readonly Side[]): Promise<void> {
    const rows = this.#manner.order(this.#world.rows);
    const { leaves, agreed } = threeWay(rows, records, pair.memory.held, this.#manner.newest(records));
    if (SIDES.every((side) => leaves[side].length === 0)) return this.#tidyUp({ pair, records });
    const carried: Side[] = [];
    for (const side of sides) {
      if (leaves[side].length === 0) continue;
      // What has arrived in part is seen in the next listing.
      if (!(await this.#write(side, records[side], leaves[side]))) return;
      carried.push(side);
    }
    const waiting = new Set(
      SIDES.filter((side) => !sides.includes(side)).flatMap((side) =>
        leaves[side].map(([path]) => `${side} ${path}`),
      ),
    );
    const done = rows.filter((row) => SIDES.every((side) => !waiting.has(`${side} ${row[side]}`)));
    pair.memory.keep(new Map(done.map((row) => [rowName(row), agreed.get(rowName(row)) ?? null])));
    const [side] = carried;
    if (this.#manner.echoes && side !== undefined && carried.length === 1) {
      const back = OTHER[side];
      const sent = new Set(leaves[side].map(([path]) => path));
      pair.echo = {
        side: back,
        version: records[back].modifiedAt,
        leaves: rows
          .filter((row) => sent.has(row[side]))
          .map((row): LeafValue => [row[back], agreed.get(rowName(row)) ?? null]),
      };
    }
  }

  /** Of a pair that agrees. */
  async #tidyUp({ pair, records }: Due): Promise<void> {
    const { echo } = pair;
    pair.echo = null;
    if (echo?.version !== undefined && echo.version === records[echo.side].modifiedAt) {
      await this.#write(echo.side, records[echo.side], echo.leaves);
      return;
    }
    if (this.#manner.blanksAreNulled) {
      const blanks = SIDES.map((side) => ({ side, leaves: blanksOf(this.#world.rows, records[side], side) }));
      const found = blanks.filter(({ leaves }) => leaves.length > 0);
      for (const { side, leaves } of found) await this.#write(side, records[side], leaves);
      if (found.length > 0) return;
    }
    pair.agreedIn = { left: records.left.modifiedAt, right: records.right.modifiedAt };
  }

  /** Whether it was written; not where the record is no longer what was listed. */
  async #write(side: Side, record: Company, leaves: readonly LeafValue[]): Promise<boolean> {
    const tenant = this.#world.tenants[side];
    const bodies: CompanyPatch[] = this.#bodies(leaves, record, side);
    const done = await unlessRefused(async () => {
      const now = this.#manner.ifMatch ? await tenant.get(record.id) : null;
      if (this.#manner.ifMatch && now?.company.modifiedAt !== record.modifiedAt) return false;
      await writeAll(tenant, record, now?.etag ?? null, bodies);
      return true;
    });
    if (done === true) this.#written += 1;
    else this.#refused += 1;
    return done === true;
  }
}

function recordsOf(ids: Both<string>, listings: Both<Map<string, Company>>): Both<Company> | null {
  const [left, right] = [listings.left.get(ids.left), listings.right.get(ids.right)];
  return left && right ? { left, right } : null;
}

/** Every write moves the time of modification. */
function isAsAgreed({ agreedIn }: Pair, { left, right }: Both<Company>): boolean {
  return agreedIn?.left === left.modifiedAt && agreedIn.right === right.modifiedAt;
}
