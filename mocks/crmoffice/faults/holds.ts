/** What waits: answers held back, pieces to come, the end of a refusal. All of it can be ended at once. */
import type { Timing } from '../timing.ts';

export interface Holds {
  /** Calls `then` after `ms`, or, with `released`, as soon as all are released. Cancelled by what is returned. */
  hold(ms: number, then: (released: boolean) => void): () => void;
  /** Ends every wait now. */
  release(): void;
  /** Forgets every wait: nothing of it happens. */
  drop(): void;
}

interface Held {
  readonly go: (released: boolean) => void;
  readonly cancel: () => void;
}

export function createHolds(timing: Timing): Holds {
  const held = new Set<Held>();
  const take = (): Held[] => {
    const taken = [...held];
    held.clear();
    for (const { cancel } of taken) cancel();
    return taken;
  };
  return {
    hold(ms, then) {
      const run = (): void => {
        held.delete(one);
        then(false);
      };
      const one: Held = { go: then, cancel: timing.after(ms, run) };
      held.add(one);
      return () => {
        held.delete(one);
        one.cancel();
      };
    },
    release() {
      for (const { go } of take()) go(true);
    },
    drop() {
      take();
    },
  };
}
