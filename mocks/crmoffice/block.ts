/**
 * Neighbours in the order of the list. A block keeps them serialised as one beside them, once enough of them were asked
 * for, so that a page is a few stretches of bytes that nobody has to put together.
 */
import type { Place } from './place.ts';

/** What is in the order: its JSON, of `size` bytes in UTF-8. */
export interface Serialised {
  readonly json: string;
  readonly size: number;
}

export interface Block<V extends Serialised> {
  /** Ascending by code units, never empty. */
  readonly places: Place[];
  /** What is at each. */
  readonly versions: V[];
  /** All of them, a comma before each, and where each ends; null where it is not made, or not true any more. */
  serialised: { readonly bytes: Buffer; readonly ends: readonly number[] } | null;
  /** How many records were asked for since it last changed. */
  asked: number;
}

export function blockOf<V extends Serialised>(places: Place[], versions: V[]): Block<V> {
  return { places, versions, serialised: null, asked: 0 };
}

/** To be called after each change. */
export function forgetBytes(block: Block<Serialised>): void {
  block.serialised = null;
  block.asked = 0;
}

/** At least one of a block's records, as long as the block does not change. */
export class Stretch<V extends Serialised> {
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

  /** Where the last of them stands. */
  get last(): Place {
    const place = this.#block.places[this.#end - 1];
    if (place === undefined) throw new RangeError('the block has changed since');
    return place;
  }

  /** Their JSON in UTF-8, a comma before each but the first of all, if `isFirst`. */
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
  if (block.asked < block.places.length) return block;
  let end = 0;
  const ends = block.versions.map(({ size }) => (end += 1 + size));
  block.serialised = { bytes: Buffer.from(joined(block.versions)), ends };
  return block;
}

function joined(versions: readonly Serialised[]): string {
  return `,${versions.map(({ json }) => json).join(',')}`;
}
