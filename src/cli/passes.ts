/** Passes of the reference sync one after the other: until nothing is left to do, or at an interval until stopped. */
import { setTimeout as delay } from 'node:timers/promises';
import type { SyncResult } from '../sync/once.ts';
import type { Done } from '../sync/options.ts';
import { eventsOfDone, eventsOfLeft } from './sync-line.ts';
import type { Log } from './sync-log.ts';

export interface Passes {
  /** The number of the pass counts from 1. */
  pass: (number: number, onDone: OnDone) => Promise<SyncResult>;
  /** Requests made so far, to all tenants. */
  requests: () => number;
  log: Log;
  /** Milliseconds since any fixed moment. */
  stopwatch: () => number;
}

type OnDone = (heading: string, done: Done) => void;

const MAX_PASSES = 8;
const PROGRESS_MS = 2_000;

/** Passes until one had nothing to do, or the last of a few is over. True where all is done. */
export function settle(passes: Passes): Promise<boolean> {
  return counted(passes, async (once) => {
    for (let pass = 1; pass <= MAX_PASSES; pass += 1) {
      const { ok, writes, created, mayGoOn } = await once();
      if (ok && writes + created === 0 && !mayGoOn) return { why: 'settled', result: true };
    }
    return { why: `not settled in ${MAX_PASSES} passes`, result: false };
  });
}

/**
 * Passes until `stop` aborts, its reason being why; the pass in hand is waited for. The next pass begins
 * `intervalMs` after the last one ended, however it ended.
 */
export function watch(passes: Passes, intervalMs: number, stop: AbortSignal): Promise<void> {
  return counted(passes, async (once) => {
    while (!stop.aborted) {
      await once();
      await delay(intervalMs, undefined, { signal: stop }).catch((error: unknown) => {
        if (!stop.aborted) throw error;
      });
    }
    return { why: String(stop.reason), result: undefined };
  });
}

interface Counters {
  writes: number;
  linked: number;
  created: number;
  ended: number;
  problems: number;
}

const NOTHING: Counters = { writes: 0, linked: 0, created: 0, ended: 0, problems: 0 };

/** `mayGoOn`: what one section has linked may have another create in the next pass. */
type Once = () => Promise<Counters & { ok: boolean; mayGoOn: boolean }>;

/** Logs each pass, and at the end a line that counts them all, also where a pass could not be done. */
async function counted<T>(
  { pass, requests, log, stopwatch }: Passes,
  run: (once: Once) => Promise<{ why: string; result: T }>,
): Promise<T> {
  const began = stopwatch();
  let passes = 0;
  let total = NOTHING;
  /** The ambiguities that the last pass found: one that stays is not told of at every pass. */
  let told = new Set<string>();

  const once: Once = async () => {
    const [start, before] = [stopwatch(), requests()];
    passes += 1;
    const count = { ...NOTHING };
    let [listed, toldAt] = [0, start];
    const result = await pass(passes, (heading, done) => {
      const events = eventsOfDone(heading, done);
      events.forEach(log);
      if (done.done === 'write') count.writes += events.length;
      else if (done.done === 'listed') listed += done.count;
      else count[done.done] += 1;
      if (stopwatch() - toldAt < PROGRESS_MS) return;
      toldAt = stopwatch();
      const { linked, writes } = count;
      const durationMs = Math.round(toldAt - start);
      log({ event: 'progress', pass: passes, listed, linked, writes, durationMs });
    });
    const left = eventsOfLeft(result);
    for (const event of left) if (!told.has(JSON.stringify(event))) log(event);
    const ambiguous = left.filter(({ event }) => event === 'ambiguous');
    told = new Set(ambiguous.map((event) => JSON.stringify(event)));

    count.problems = left.length - ambiguous.length;
    total = sum(total, count);
    const cost = { requests: requests() - before, durationMs: Math.round(stopwatch() - start) };
    const full = result.sections.some((section) => section.full);
    const work = { ...toldOf(count), ambiguous: ambiguous.length, ...cost };
    log({ event: 'pass', pass: passes, ok: result.ok, full, ...work });
    const mayGoOn = result.sections.length > 1 && count.linked > 0;
    return { ok: result.ok, mayGoOn, ...count };
  };

  let why = 'an error';
  try {
    const ended = await run(once);
    ({ why } = ended);
    return ended.result;
  } finally {
    const cost = { requests: requests(), durationMs: Math.round(stopwatch() - began) };
    log({ event: 'stop', why, passes, ...toldOf(total), ...cost });
  }
}

function toldOf({ created, ...counters }: Counters): Omit<Counters, 'created'> & { created?: number } {
  return created === 0 ? counters : { ...counters, created };
}

function sum(one: Counters, other: Counters): Counters {
  return {
    writes: one.writes + other.writes,
    linked: one.linked + other.linked,
    created: one.created + other.created,
    ended: one.ended + other.ended,
    problems: one.problems + other.problems,
  };
}
