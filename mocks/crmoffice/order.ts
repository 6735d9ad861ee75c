/**
 * Records in the order of the list, in blocks of neighbours. Beside its records a block keeps them serialised as one,
 * once enough of them were asked for, so that a page is a few stretches of bytes that nobody has to put together.
 */

/** What is in the order: its JSON, of `size` bytes in UTF-8. */
interface Serialised {
  readonly json: string;
  readonly size: number;
}

export interface Order<V extends Serialised> {
  /** The key must not be there. */
  add(key: string, version: V): void;
  /** Does nothing where the key is not there. */
  remove(key: string): void;
  clear(): void;
  /** Up to `limit` versions, from the first key that is not before `from` and is not `after`; whether there are more. */
  walk(from: string, after: string | null, limit: number): { stretches: Stretch<V>[]; more: boolean };
}

/** Neighbours, at least one. */
export interface Stretch<V extends Serialised> {
  readonly versions: readonly V[];
  readonly last: V;
  /** Their JSON in UTF-8, a comma before each but the first of all, if `isFirst`. */
  bytes(isFirst: boolean): Uint8Array;
}

/** A page of 100 is in one block or two; one that changed is serialised again in less than a tenth of a millisecond. */
const MOST_IN_BLOCK = 256;

/** An empty order. What it costs is a search, and at most one block's worth of moving. */
export function createOrder<V extends Serialised>(): Order<V> {
  let blocks: Block<V>[] = [];

  return {
    add(key, version) {
      const at = placeOf(blocks, key);
      const block = blocks[at];
      if (block === undefined) {
        blocks.push(blockOf([key], [version]));
        return;
      }
      const index = indexIn(block.keys, key);
      if (block.keys.length < MOST_IN_BLOCK) {
        block.keys.splice(index, 0, key);
        block.versions.splice(index, 0, version);
        changed(block);
      } else if (index === MOST_IN_BLOCK && at === blocks.length - 1) {
        // Mostly what is written is last from then on: full blocks stay behind, and stay as they are.
        blocks.push(blockOf([key], [version]));
      } else {
        const keys = block.keys.toSpliced(index, 0, key);
        const versions = block.versions.toSpliced(index, 0, version);
        const half = MOST_IN_BLOCK / 2;
        const halves = [
          blockOf(keys.slice(0, half), versions.slice(0, half)),
          blockOf(keys.slice(half), versions.slice(half)),
        ];
        blocks.splice(at, 1, ...halves);
      }
    },
    remove(key) {
      const at = placeOf(blocks, key);
      const block = blocks[at];
      if (block === undefined) return;
      const index = indexIn(block.keys, key);
      if (block.keys[index] !== key) return;
      block.keys.splice(index, 1);
      block.versions.splice(index, 1);
      changed(block);
      const next = blocks[at + 1];
      if (block.keys.length === 0) blocks.splice(at, 1);
      else if (next !== undefined && block.keys.length + next.keys.length <= MOST_IN_BLOCK / 2) {
        const both = blockOf([...block.keys, ...next.keys], [...block.versions, ...next.versions]);
        blocks.splice(at, 2, both);
      }
    },
    clear() {
      blocks = [];
    },
    walk(from, after, limit) {
      const stretches: Stretch<V>[] = [];
      let at = placeOf(blocks, from);
      let left = limit;
      for (let block = blocks[at]; block !== undefined; block = blocks[(at += 1)]) {
        let begin = stretches.length === 0 ? indexIn(block.keys, from) : 0;
        if (after !== null && block.keys[begin] === after) begin += 1;
        if (begin === block.keys.length) continue;
        if (left === 0) return { stretches, more: true };
        const end = Math.min(block.keys.length, begin + left);
        stretches.push(new BlockStretch(block, begin, end));
        left -= end - begin;
        if (end < block.keys.length) return { stretches, more: true };
      }
      return { stretches, more: false };
    },
  };
}

interface Block<V extends Serialised> {
  /** Ascending by code units, never empty. */
  readonly keys: string[];
  readonly versions: V[];
  /** All of them, a comma before each, and where each ends; null where it is not made, or not true any more. */
  serialised: { readonly bytes: Buffer; readonly ends: readonly number[] } | null;
  /** How many records were asked for since it last changed. */
  asked: number;
}

function blockOf<V extends Serialised>(keys: string[], versions: V[]): Block<V> {
  return { keys, versions, serialised: null, asked: 0 };
}

function changed(block: Block<Serialised>): void {
  block.serialised = null;
  block.asked = 0;
}

class BlockStretch<V extends Serialised> implements Stretch<V> {
  readonly #block: Block<V>;
  readonly #begin: number;
  readonly #end: number;

  constructor(block: Block<V>, begin: number, end: number) {
    this.#block = block;
    this.#begin = begin;
    this.#end = end;
  }

  get versions(): readonly V[] {
    return this.#block.versions.slice(this.#begin, this.#end);
  }

  get last(): V {
    const version = this.#block.versions[this.#end - 1];
    if (version === undefined) throw new RangeError('the block has changed since');
    return version;
  }

  bytes(isFirst: boolean): Uint8Array {
    const { serialised } = served(this.#block, this.#end - this.#begin);
    const comma = isFirst ? 1 : 0;
    if (serialised === null) return Buffer.from(joined(this.versions)).subarray(comma);
    const { bytes, ends } = serialised;
    return bytes.subarray((ends[this.#begin - 1] ?? 0) + comma, ends[this.#end - 1]);
  }
}

/** Once as many records were asked for as there are, serialising them all has cost no more than what was done so far. */
function served<V extends Serialised>(block: Block<V>, count: number): Block<V> {
  if (block.serialised !== null) return block;
  block.asked += count;
  if (block.asked < block.keys.length) return block;
  let end = 0;
  const ends = block.versions.map(({ size }) => (end += 1 + size));
  block.serialised = { bytes: Buffer.from(joined(block.versions)), ends };
  return block;
}

function joined(versions: readonly Serialised[]): string {
  return `,${versions.map(({ json }) => json).join(',')}`;
}

/** The block that has the key if any does: the last that begins at it or before it, or the first. */
function placeOf(blocks: readonly Block<Serialised>[], key: string): number {
  let [low, high] = [0, blocks.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    const first = blocks[middle]?.keys[0] ?? '';
    if (first <= key) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where the key is, or would be. */
function indexIn(keys: readonly string[], key: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
