/** The way between an engine's process and a simulated tenant: when a request arrives, and what becomes of it. */
import type { Fault, Side } from '../history.ts';
import type { PassPlan } from '../world.ts';
import { type Asked, refusal } from './refusal.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A process of the engine: once it is dead, nothing it asks is done, and nothing is answered. */
export interface Process {
  dead: boolean;
}

/** A fault of listings: `act` makes it of what it answers, and says so where that makes a difference. */
export interface PageFault {
  kind: 'short' | 'twice';
  met: () => void;
}

/** What is done once the request has arrived, and what it is answered. */
export type Act<T> = (fault: PageFault | null) => T;

export interface Network {
  /** What `act` answers, once the request has arrived. Rejects with `FailedAttempt` where a fault or `act` says so. */
  send<T>(process: Process, place: Side, asked: Asked, act: Act<T>): Promise<T>;
  arm(plan: PassPlan): void;
  disarm(): number;
  /** A moment lets the request that it came with be done, though its process is dead by then. */
  letArrivedBeDone(): void;
}

/** How long a client waits for an answer, in milliseconds. */
const TIMEOUT_MS = 30_000;
const NOTHING_PLANNED: PassPlan = { faults: [], moments: [] };

export function createNetwork(time: VirtualTime, delayOf: () => number): Network {
  return new SimulatedNetwork(time, delayOf);
}

interface Sent<T> {
  process: Process;
  place: Side;
  asked: Asked;
  act: Act<T>;
  resolve: (answer: T) => void;
  reject: (error: unknown) => void;
}

/** A class: a world is made for each history, and closures with it would be made anew. */
class SimulatedNetwork implements Network {
  readonly #time: VirtualTime;
  readonly #delayOf: () => number;
  #plan = NOTHING_PLANNED;
  readonly #arrived: Record<Side, number> = { left: 0, right: 0 };
  #met = 0;
  #isDoneAnyway = false;

  constructor(time: VirtualTime, delayOf: () => number) {
    this.#time = time;
    this.#delayOf = delayOf;
  }

  send<T>(process: Process, place: Side, asked: Asked, act: Act<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (process.dead) return;
      const sent = { process, place, asked, act, resolve, reject };
      this.#time.after(this.#delayOf(), () => this.#arrive(sent));
    });
  }

  arm(next: PassPlan): void {
    this.#plan = next.faults.length + next.moments.length === 0 ? NOTHING_PLANNED : next;
    this.#arrived.left = 0;
    this.#arrived.right = 0;
    this.#met = 0;
  }

  disarm(): number {
    this.#plan = NOTHING_PLANNED;
    return this.#met;
  }

  letArrivedBeDone(): void {
    this.#isDoneAnyway = true;
  }

  #arrive<T>(sent: Sent<T>): void {
    const { process, place, act, resolve, reject } = sent;
    if (process.dead) return;
    const kind = this.#planned(place);
    if (process.dead) {
      // Killed as this request arrived.
      if (this.#isDoneAnyway) attempt(act, null, ignore, ignore);
      this.#isDoneAnyway = false;
    } else if (kind === null) attempt(act, null, resolve, reject);
    else this.#meet(kind, sent);
  }

  /** Counts the request, and lets happen what comes with it. */
  #planned(place: Side): Fault['kind'] | null {
    this.#arrived[place] += 1;
    if (this.#plan === NOTHING_PLANNED) return null;
    const request = this.#arrived[place];
    const { faults, moments } = this.#plan;
    for (const { at, happens } of moments) if (at.side === place && at.request === request) happens();
    const fault = faults.find(
      ({ at, times }) => at.side === place && request >= at.request && request < at.request + times,
    );
    return fault?.kind ?? null;
  }

  #meet<T>(kind: Fault['kind'], { process, asked, act, resolve, reject }: Sent<T>): void {
    const met = (): void => {
      this.#met += 1;
    };
    const fail = (status: number | null, detail: string): void => {
      met();
      reject(refusal(asked, status, detail));
    };
    switch (kind) {
      case 'refused':
        return fail(503, 'refused on purpose');
      case 'failed':
        return fail(500, 'failed on purpose');
      case 'busy':
        return fail(429, 'busy on purpose');
      case 'reset':
        return fail(null, 'no whole answer: reset on purpose');
      case 'no answer':
        met();
        return this.#time.after(TIMEOUT_MS, () => {
          if (!process.dead) reject(refusal(asked, null, `no whole answer within ${TIMEOUT_MS} ms`));
        });
      case 'lost':
        return attempt(
          act,
          null,
          () => fail(null, 'no whole answer: reset on purpose, once it was done'),
          (refused) => {
            // Nothing was done that could be lost; of what is read, the status arrives before its body is lost.
            if (asked.method === 'GET') met();
            reject(refused);
          },
        );
      case 'short':
      case 'twice':
        return attempt(act, { kind, met }, resolve, reject);
    }
  }
}

function attempt<T>(
  act: Act<T>,
  fault: PageFault | null,
  done: (value: T) => void,
  failed: (error: unknown) => void,
): void {
  let value: T;
  try {
    value = act(fault);
  } catch (error) {
    failed(error);
    return;
  }
  done(value);
}

function ignore(): void {}
