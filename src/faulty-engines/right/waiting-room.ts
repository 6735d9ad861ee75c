/** The records without a link by their keys, and the keys that are worth another look: somebody came, or left. */
import { isEmpty, type Value } from '../../domain/company.ts';
import type { Both, Side } from '../variation.ts';

export class WaitingRoom {
  readonly #ids: Both<Map<string, Set<string>>> = { left: new Map(), right: new Map() };
  readonly #keys: Both<Map<string, string>> = { left: new Map(), right: new Map() };
  /** Whoever has had a look at a key takes it out. */
  readonly toMatch = new Set<string>();

  /** Takes the place of what was known of the record before. */
  enter(side: Side, id: string, key: Value): void {
    this.leave(side, id);
    if (key === null || isEmpty(key)) return;
    const group = this.#ids[side].get(key) ?? new Set();
    this.#ids[side].set(key, group.add(id));
    this.#keys[side].set(id, key);
    this.toMatch.add(key);
  }

  /** Who it waited with may be the only one now. */
  leave(side: Side, id: string): void {
    const key = this.#keys[side].get(id);
    if (key === undefined) return;
    this.#ids[side].get(key)?.delete(id);
    this.#keys[side].delete(id);
    this.toMatch.add(key);
  }

  idsOf(side: Side, key: string): string[] {
    return [...(this.#ids[side].get(key) ?? [])];
  }
}
