/** A map that is walked through in the order of the keys that a database would have, and asked by any texts. */

export class KeyOrder<T> {
  readonly #keyOf: (item: T) => string;
  readonly #items = new Map<string, T>();
  /** Made anew only where an item has come or gone: most states are read far more often than they grow. */
  #inOrder: string[] | null = null;

  /** `keyOf` gives each item a key of ASCII that stays the same as long as the item's name does. */
  constructor(keyOf: (item: T) => string) {
    this.#keyOf = keyOf;
  }

  get(name: string): T | undefined {
    return this.#items.get(name);
  }

  set(name: string, item: T): void {
    if (!this.#items.has(name)) this.#inOrder = null;
    this.#items.set(name, item);
  }

  delete(name: string): void {
    if (this.#items.delete(name)) this.#inOrder = null;
  }

  /** The names of all items, by their keys. What changes meanwhile changes nothing of the answer. */
  names(): readonly string[] {
    return (this.#inOrder ??= this.#sorted());
  }

  *[Symbol.iterator](): Generator<T> {
    for (const name of this.names()) {
      const item = this.#items.get(name);
      if (item !== undefined) yield item;
    }
  }

  #sorted(): string[] {
    if (this.#items.size < 2) return [...this.#items.keys()];
    return Array.from(this.#items, ([name, item]) => ({ name, key: this.#keyOf(item) }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ name }) => name);
  }
}
