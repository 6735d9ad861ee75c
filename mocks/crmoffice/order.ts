/** Records in the order of the list, in blocks of neighbours. */
import { type Block, blockOf, forgetBytes, type Serialised, Stretch } from './block.ts';
import type { Place } from './place.ts';

export interface Order<V extends Serialised> {
  /** Nothing may be at the place. */
  add(place: Place, version: V): void;
  /** Does nothing where nothing is at the place. */
  remove(place: Place): void;
  clear(): void;
  /** Up to `limit` versions, from the first place that is not before `from` and is not `after`; whether there are more. */
  walk(from: string, after: Place | null, limit: number): { stretches: Stretch<V>[]; more: boolean };
}

/** A page of 100 is in one block or two; one that changed is serialised again in less than a tenth of a millisecond. */
const MOST_IN_BLOCK = 256;

/** An empty order. What it costs is a search, and at most one block's worth of moving. */
export function createOrder<V extends Serialised>(): Order<V> {
  const blocks: Block<V>[] = [];
  /** Where each began when it was made, side by side: a search that went from block to block would wait for memory at each. */
  const begins: Place[] = [];

  const replace = (at: number, count: number, by: readonly Block<V>[]): void => {
    blocks.splice(at, count, ...by);
    begins.splice(at, count, ...by.flatMap(({ places }) => places.slice(0, 1)));
  };

  return {
    add(place, version) {
      const at = blockAt(begins, place);
      const block = blocks[at];
      if (block === undefined) {
        replace(at, 0, [blockOf([place], [version])]);
        return;
      }
      const index = indexIn(block.places, place);
      if (block.places.length < MOST_IN_BLOCK) {
        block.places.splice(index, 0, place);
        block.versions.splice(index, 0, version);
        forgetBytes(block);
      } else if (index === MOST_IN_BLOCK && at === blocks.length - 1) {
        // Mostly what is written is last from then on: full blocks stay behind, and stay as they are.
        replace(at + 1, 0, [blockOf([place], [version])]);
      } else {
        const places = block.places.toSpliced(index, 0, place);
        const versions = block.versions.toSpliced(index, 0, version);
        const half = MOST_IN_BLOCK / 2;
        replace(at, 1, [
          blockOf(places.slice(0, half), versions.slice(0, half)),
          blockOf(places.slice(half), versions.slice(half)),
        ]);
      }
    },
    remove(place) {
      const at = blockAt(begins, place);
      const block = blocks[at];
      if (block === undefined) return;
      const index = indexIn(block.places, place);
      if (block.places[index] !== place) return;
      block.places.splice(index, 1);
      block.versions.splice(index, 1);
      const next = blocks[at + 1];
      if (block.places.length === 0) replace(at, 1, []);
      else if (next !== undefined && block.places.length + next.places.length <= MOST_IN_BLOCK / 2) {
        replace(at, 2, [blockOf([...block.places, ...next.places], [...block.versions, ...next.versions])]);
      } else forgetBytes(block);
    },
    clear() {
      replace(0, blocks.length, []);
    },
    walk(from, after, limit) {
      const stretches: Stretch<V>[] = [];
      let at = blockAt(begins, from);
      let left = limit;
      for (let block = blocks[at]; block !== undefined; block = blocks[(at += 1)]) {
        let begin = stretches.length === 0 ? indexIn(block.places, from) : 0;
        if (after !== null && block.places[begin] === after) begin += 1;
        if (begin === block.places.length) continue;
        if (left === 0) return { stretches, more: true };
        const end = Math.min(block.places.length, begin + left);
        stretches.push(new Stretch(block, begin, end));
        left -= end - begin;
        if (end < block.places.length) return { stretches, more: true };
      }
      return { stretches, more: false };
    },
  };
}

/** The block that has the place if any does: the last that began at it or before it, or the first. */
function blockAt(begins: readonly Place[], place: string): number {
  let [low, high] = [0, begins.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((begins[middle] ?? '') <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where the place is, or would be. */
function indexIn(places: readonly Place[], place: string): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] ?? '') < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
