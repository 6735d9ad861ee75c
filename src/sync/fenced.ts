/** What keeps a process that is to count as killed from changing the state that outlives it. */
import type { Side } from './decide.ts';
import type { Group } from './match.ts';
import type { Change, Linked, Saving, SectionState, Trait } from './section-state.ts';
import type { Entry, NewRecord, Pair, Progress } from './state.ts';
import type { StateStore } from './store.ts';

/**
 * The store as one process has it. Once that `isDead`, a save is not done and never resolves, and one whose answer was
 * still on its way never resolves either, though it is done: as after `kill -9`, before or after the commit.
 */
export function fenced(store: StateStore, isDead: () => boolean): StateStore {
  return {
    ...store,
    sections: store.sections.map((section) => new Fenced(section, isDead)),
    flush() {
      return unlessDead(isDead, () => store.flush());
    },
  };
}

/** A class: where histories are played by the thousand a second, closures that are made for each process are felt. */
class Fenced implements SectionState {
  readonly #state: SectionState;
  readonly #isDead: () => boolean;

  constructor(state: SectionState, isDead: () => boolean) {
    this.#state = state;
    this.#isDead = isDead;
  }

  progress(): Progress | null {
    return this.#state.progress();
  }

  linkOf(side: Side, id: string): Linked | null {
    return this.#state.linkOf(side, id);
  }

  pair(left: string): Pair | null {
    return this.#state.pair(left);
  }

  pairs(): Iterable<Pair> {
    return this.#state.pairs();
  }

  pending(): string[] {
    return this.#state.pending();
  }

  entry(side: Side, id: string): Entry | null {
    return this.#state.entry(side, id);
  }

  known(side: Side): Iterable<string> {
    return this.#state.known(side);
  }

  group(trait: Trait): Group {
    return this.#state.group(trait);
  }

  groups(): Iterable<Group> {
    return this.#state.groups();
  }

  wanting(): Entry[] {
    return this.#state.wanting();
  }

  begun(): NewRecord[] {
    return this.#state.begun();
  }

  begin(record: NewRecord): Promise<void> {
    return unlessDead(this.#isDead, () => this.#state.begin(record));
  }

  forget(left: string): Promise<void> {
    return unlessDead(this.#isDead, () => this.#state.forget(left));
  }

  saveProgress(progress: Progress): Promise<void> {
    return unlessDead(this.#isDead, () => this.#state.saveProgress(progress));
  }

  savePair(pair: Pair, how: Saving): Promise<void> {
    return unlessDead(this.#isDead, () => this.#state.savePair(pair, how));
  }

  removePair(pair: Pair): Promise<void> {
    return unlessDead(this.#isDead, () => this.#state.removePair(pair));
  }

  saveEntries(side: Side, entries: readonly Change[]): Promise<void> {
    return unlessDead(this.#isDead, () => this.#state.saveEntries(side, entries));
  }

  removeEntry(side: Side, id: string): Promise<void> {
    return unlessDead(this.#isDead, () => this.#state.removeEntry(side, id));
  }
}

async function unlessDead(isDead: () => boolean, save: () => Promise<void>): Promise<void> {
  if (isDead()) return forever();
  await save();
  if (isDead()) await forever();
}

/** A new one each time: what waits for one that is shared would be kept by it for ever. */
function forever(): Promise<never> {
  return new Promise<never>(() => {});
}
