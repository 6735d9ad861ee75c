/** Time that passes only as far as somebody waits for it: whoever waits shortest is served first, at once. */
import type { Time } from '../time.ts';

export interface VirtualTime extends Time {
  /** Milliseconds that have passed. */
  now: number;
}

/**
 * Each wait is over as soon as what can be done at once is done. Waits longer than `longestMs` are over when the
 * others have made time pass so far: a time limit must not be over because a real socket takes real time.
 */
export function virtualTime(longestMs = Infinity): VirtualTime {
  const waits = new Set<{ at: number; ms: number; run: () => void }>();
  let isServing = false;
  const serve = (): void => {
    isServing = false;
    const inOrder = [...waits].toSorted((a, b) => a.at - b.at);
    const driving = inOrder.find(({ ms }) => ms <= longestMs);
    const [next] = inOrder;
    if (next === undefined || (driving === undefined && next.at > time.now)) return;
    waits.delete(next);
    time.now = Math.max(time.now, next.at);
    next.run();
    again();
  };
  const again = (): void => {
    if (isServing || waits.size === 0) return;
    isServing = true;
    setImmediate(serve);
  };
  const time: VirtualTime = {
    now: 0,
    elapsed: () => time.now,
    after(ms, run) {
      const wait = { at: time.now + ms, ms, run };
      waits.add(wait);
      again();
      return () => waits.delete(wait);
    },
  };
  return time;
}

/** For what is asked over real sockets: only the pauses between two requests make time pass. */
export function timeOfPauses(): VirtualTime {
  return virtualTime(2_000);
}
