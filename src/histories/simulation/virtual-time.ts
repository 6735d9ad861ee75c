/**
 * Time that passes only when nothing else can happen: whatever waits is woken in the order of its time, each once all
 * that follows from the one before has been done. So the same inputs give the same run, however long it would last.
 */

export interface VirtualTime {
  /** Milliseconds since the beginning. */
  now(): number;
  /** Calls `run` when so much time has passed; what is due at the same time comes in the order in which it was asked. */
  after(ms: number, run: () => void): void;
  /** Nothing that waits comes any more. */
  end(): void;
}

interface Due {
  at: number;
  run: () => void;
}

export function createVirtualTime(): VirtualTime {
  return new Waiting();
}

const SETTLED = Promise.resolve();

/** A class: a world is made for each history, and closures with it would be made anew. */
class Waiting implements VirtualTime {
  #now = 0;
  #isAwake = false;
  #waiting: Due[] = [];
  readonly #wake = (): void => this.#wakeNext();
  /** A tick comes when no promise is left to be continued, if it was asked for by one: Node's order of both queues. */
  readonly #askForTick = (): void => process.nextTick(this.#wake);

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): void {
    this.#waiting.push({ at: this.#now + ms, run });
    this.#wakeLater();
  }

  end(): void {
    this.#waiting = [];
  }

  #wakeNext(): void {
    this.#isAwake = false;
    const next = takeEarliest(this.#waiting);
    if (next === undefined) return;
    this.#now = next.at;
    next.run();
    this.#wakeLater();
  }

  /** By way of a promise rather than `queueMicrotask`, which makes a resource for `async_hooks` each time. */
  #wakeLater(): void {
    if (this.#isAwake || this.#waiting.length === 0) return;
    this.#isAwake = true;
    void SETTLED.then(this.#askForTick);
  }
}

/** Few wait at a time: a search is cheaper than an order that is kept. */
function takeEarliest(waiting: Due[]): Due | undefined {
  let earliest = 0;
  for (let index = 1; index < waiting.length; index += 1) {
    if ((waiting[index]?.at ?? 0) < (waiting[earliest]?.at ?? 0)) earliest = index;
  }
  return waiting.length === 1 ? waiting.pop() : waiting.splice(earliest, 1)[0];
}
