/**
 * A session of `explore`: stretches of histories are handed out to processes, and what comes back is put in the order of
 * its numbers, so that how many processes there are decides nothing.
 */
import { type Coverage, coverageFromJSON, createCoverage } from '../histories/coverage.ts';
import type { Caught } from '../histories/canary.ts';
import { NO_CRASH } from '../histories/exploration.ts';
import { add, nothingYet, type Stretch, type Totals } from '../histories/stretch.ts';
import { createWorker, type Worker } from './explore-processes.ts';
import type { Session } from './explore-settings.ts';

/** With so many invariants broken, a session ends: who has three stories to read needs no fourth. */
export const ENOUGH = 3;

/** An invariant that was broken: first in the history of this number. */
export interface Broken {
  invariant: string;
  at: number;
  /** In how many histories of the session. */
  histories: number;
  /** What became of the process that played it, where it did not outlive that. */
  why: string | null;
}

export interface Explored {
  /** Null where a process did not find it out. */
  canary: Caught | null;
  totals: Totals;
  /** From the session's first number; those that were left out are counted too. */
  count: number;
  broken: readonly Broken[];
  coverage: Coverage;
  /** Of the exploring alone, without what it takes to begin. */
  seconds: number;
  ended: 'all' | 'time' | 'enough' | 'canary' | 'trouble';
  /** What ended it early: the harness itself. */
  trouble: string | null;
  workers: readonly Worker[];
}

export interface Watcher {
  /** A stretch has come in; histories of others that are still out are not in it. */
  progress: (histories: number, broken: number, secondsLeft: number | null) => void;
  /** An invariant was broken that was not before. */
  broke: (broken: Broken) => void;
}

/** How many histories a canary may take: each canary shows in one of a hundred at least, a small scope begins slowly. */
const MOST_FOR_CANARY = { drawn: 1_000, smallScope: 5_000 };
/** How many a process is told to play at a time: what is begun is ended, also when the time is over. */
const AT_A_TIME = { simulated: 50, sockets: 48, command: 1 };
const LONGEST_MS = { simulated: 120_000, sockets: 600_000 };

export async function explore(
  session: Session,
  watcher: Watcher,
  workers: readonly Worker[] = workersOf(session),
): Promise<Explored> {
  return new Exploration(session, watcher, workers).run();
}

function workersOf({ job, jobs }: Session): Worker[] {
  const longestMs = job.sockets ? LONGEST_MS.sockets : LONGEST_MS.simulated;
  return Array.from({ length: jobs }, () => createWorker(job, longestMs));
}

class Exploration {
  readonly #session: Session;
  readonly #watcher: Watcher;
  readonly #workers: readonly Worker[];
  readonly #came = new Map<number, Stretch>();
  readonly #broken = new Map<string, Broken>();
  /** Why a process was gone, by the number of the history that it played. */
  readonly #gone = new Map<number, string>();
  readonly #totals = nothingYet();
  readonly #coverage = createCoverage();
  #canary: Caught | null = null;
  /** The next number to hand out; all before `#told` have come. */
  #next: number;
  #told: number;
  #began: number | null = null;
  #ended: Explored['ended'] | null = null;
  #trouble: string | null = null;

  constructor(session: Session, watcher: Watcher, workers: readonly Worker[]) {
    this.#session = session;
    this.#watcher = watcher;
    this.#workers = workers;
    this.#next = this.#told = session.from;
  }

  async run(): Promise<Explored> {
    await Promise.all(this.#workers.map((worker) => this.#lane(worker)));
    const seconds = this.#began === null ? 0 : (performance.now() - this.#began) / 1000;
    return {
      canary: this.#canary,
      totals: this.#totals,
      count: this.#told - this.#session.from,
      broken: [...this.#broken.values()],
      coverage: this.#coverage,
      seconds,
      ended: this.#ended ?? 'all',
      trouble: this.#trouble,
      workers: this.#workers,
    };
  }

  async #lane(worker: Worker): Promise<void> {
    const { from, job } = this.#session;
    const most = job.smallScope ? MOST_FOR_CANARY.smallScope : MOST_FOR_CANARY.drawn;
    const said = await worker.ask({ do: 'canary', from, most });
    if (said.is === 'gone' || said.is === 'trouble') return this.#stop('trouble', `the canary: ${said.why}`);
    if (said.is !== 'canary') return this.#stop('trouble', 'a process answered what it was not asked');
    // All meet the same histories: where one sees less than the others, none is to be believed.
    if (said.caught === null) return this.#stop('canary');
    if (this.#ended !== 'canary') this.#canary = said.caught;
    this.#began ??= performance.now();
    for (let stretch = this.#take(); stretch !== null; stretch = this.#take()) {
      const played = await this.#play(worker, stretch);
      if (played === null) return;
      this.#came.set(stretch.from, played);
      this.#tell();
    }
  }

  #stop(ended: Explored['ended'], why: string | null = null): void {
    this.#ended ??= ended;
    this.#trouble ??= why;
    if (ended === 'canary') this.#canary = null;
  }

  /** Null where no more is to be begun. */
  #take(): { from: number; count: number } | null {
    const { from, histories, milliseconds, job } = this.#session;
    if (this.#ended !== null) return null;
    if (milliseconds !== null && this.#elapsed() >= milliseconds) {
      this.#ended = 'time';
      return null;
    }
    const many = AT_A_TIME[job.command !== null ? 'command' : job.sockets ? 'sockets' : 'simulated'];
    const left = histories === null ? many : from + histories - this.#next;
    if (left <= 0) return null;
    const stretch = { from: this.#next, count: Math.min(many, left) };
    this.#next += stretch.count;
    return stretch;
  }

  /** What brings a process down is found by playing one by one: it is told like anything else that is broken. */
  async #play(worker: Worker, stretch: { from: number; count: number }): Promise<Stretch | null> {
    const said = await worker.ask({ do: 'play', ...stretch });
    if (said.is === 'played') return said.stretch;
    if (said.is !== 'gone') {
      this.#stop('trouble', said.is === 'trouble' ? said.why : 'a process answered what it was not asked');
      return null;
    }
    const { from, count } = stretch;
    if (count === 1) {
      this.#gone.set(from, said.why);
      const broken = [{ at: from, invariants: [NO_CRASH] }];
      return { from, count, totals: { ...nothingYet(), histories: 1 }, broken, coverage: {} };
    }
    const whole: Stretch = { from, count, totals: nothingYet(), broken: [], coverage: {} };
    const coverage = createCoverage();
    for (let at = from; at < from + count; at += 1) {
      const one = await this.#play(worker, { from: at, count: 1 });
      if (one === null) return null;
      add(whole.totals, one.totals);
      whole.broken.push(...one.broken);
      coverage.merge(coverageFromJSON(one.coverage));
    }
    return { ...whole, coverage: coverage.toJSON() };
  }

  /** In the order of the numbers; once enough is broken, what comes after that is as if it had never been played. */
  #tell(): void {
    for (let next = this.#came.get(this.#told); next !== undefined; next = this.#came.get(this.#told)) {
      this.#came.delete(this.#told);
      if (this.#ended === 'enough') return;
      this.#told += next.count;
      add(this.#totals, next.totals);
      this.#coverage.merge(coverageFromJSON(next.coverage));
      for (const { at, invariants } of next.broken)
        for (const invariant of invariants) this.#note(invariant, at);
      // Before the time is over, too: else it would depend on which process is the fastest.
      if (this.#broken.size >= ENOUGH) this.#ended = 'enough';
    }
    const { milliseconds, histories } = this.#session;
    const perSecond = this.#totals.histories / (this.#elapsed() / 1000);
    const left =
      milliseconds !== null
        ? (milliseconds - this.#elapsed()) / 1000
        : histories === null
          ? null
          : (this.#session.from + histories - this.#told) / perSecond;
    this.#watcher.progress(this.#totals.histories, this.#broken.size, left);
  }

  #note(invariant: string, at: number): void {
    const known = this.#broken.get(invariant);
    if (known !== undefined) {
      known.histories += 1;
      return;
    }
    const why = invariant === NO_CRASH ? (this.#gone.get(at) ?? null) : null;
    const broken = { invariant, at, histories: 1, why };
    this.#broken.set(invariant, broken);
    this.#watcher.broke(broken);
  }

  #elapsed(): number {
    return this.#began === null ? 0 : performance.now() - this.#began;
  }
}
