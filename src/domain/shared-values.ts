/** Properties that come to hold one value, directly or through others, and what a document says of its type. */
import type { LeafType } from './data-type.ts';

/** Each property has a number; those that share a value are joined (a disjoint-set forest). */
export class SharedValues {
  readonly #parents: number[] = [];
  readonly #types = new Map<number, Map<string, LeafType>>();
  /** Of which nothing but texts can be held. */
  readonly #texts = new Set<number>();

  next(): number {
    this.#parents.push(this.#parents.length);
    return this.#parents.length - 1;
  }

  /** These hold one value, of which the document says these types. */
  share([first, ...others]: readonly number[], types: readonly LeafType[]): void {
    if (first === undefined) return;
    for (const other of others) this.#join(first, other);
    const own = this.#ownTypes(this.#root(first));
    for (const type of types) own.set(JSON.stringify(type), type);
  }

  keepText(value: number): void {
    this.#texts.add(this.#root(value));
  }

  /** What was said, each once; that it is a text is no contradiction to anything that can be written as one. */
  typesOf(value: number): LeafType[] {
    const root = this.#root(value);
    const said = [...this.#ownTypes(root).values()];
    const telling = said.filter(({ is }) => is !== 'string');
    if (telling.length === 0) return said;
    return this.#texts.has(root) ? [{ is: 'string' }, ...telling] : telling;
  }

  /** A text, too, where nothing was said, or several things. */
  typeOf(value: number): LeafType {
    const [type, another] = this.typesOf(value);
    return type === undefined || another !== undefined ? { is: 'string' } : type;
  }

  #join(a: number, b: number): void {
    const [into, from] = [this.#root(a), this.#root(b)];
    if (into === from) return;
    this.#parents[from] = into;
    const own = this.#ownTypes(into);
    for (const [text, type] of this.#ownTypes(from)) own.set(text, type);
    this.#types.delete(from);
    if (this.#texts.delete(from)) this.#texts.add(into);
  }

  #ownTypes(root: number): Map<string, LeafType> {
    const own = this.#types.get(root) ?? new Map<string, LeafType>();
    this.#types.set(root, own);
    return own;
  }

  #root(value: number): number {
    let root = value;
    for (
      let above = this.#parents[root];
      above !== undefined && above !== root;
      above = this.#parents[root]
    ) {
      // Halves the way for the next one who asks.
      this.#parents[root] = this.#parents[above] ?? above;
      root = above;
    }
    return root;
  }
}
