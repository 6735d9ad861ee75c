/**
 * A run against tenants that others use, killed and swept: real processes, SIGKILL, real sockets. Each point kills a
 * run of its own after another request, from the first one to the last of its cleaning up, and some sweeps too; then
 * nothing may be left, and nothing of others touched. `LIVE_CRASH_POINTS` says how many; `npm run crash-live` takes 50.
 */
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { LoggedRequest } from '../../mocks/staging-standin/index.ts';
import { type Random, randomFrom } from '../generate/random.ts';
import { parseJournal } from '../live/journal.ts';
import { cli, type Ended, ended, startCli } from './testing/command-line.ts';
import { type LiveWorld, startLiveWorld } from './testing/live-world.ts';

const POINTS = wholeIn('LIVE_CRASH_POINTS', 2);
const SEED = wholeIn('LIVE_CRASH_SEED', 1);
/** About so many requests a run makes; one that ends before its point corrects it. */
const ABOUT = 3_400;
/** A sweep in five is killed as well, at one of its first requests, before the one that may end. */
const SWEEPS_KILLED = 5;
const FIRST_OF_A_SWEEP = 80;
const MOST_SWEEPS = 3;
const MOST_SURVIVED = 5;

/** At the n-th request, over both tenants: as soon as it is done and before its answer is out, or a little later. */
interface Point {
  n: number;
  laterMs: number | null;
}

const LONGEST_MS = 30_000 + POINTS * 25_000;

it(`leaves nothing, killed at ${POINTS} points and swept`, { timeout: LONGEST_MS }, async () => {
  const trigger = new Trigger();
  const world = await startLiveWorld({ onRequest: (request) => trigger.met(request) });
  const random = randomFrom(SEED, POINTS);
  const told: string[] = [];
  try {
    let [whole, survived] = [ABOUT, 0];
    for (let killed = 0; killed < POINTS;) {
      const point = pointOf(killed, whole, random);
      const run = await killedAt(point, trigger, startCli(world.run, { env: world.env }));
      if (run !== 'killed') {
        if (run.status !== 0) throw new Error(`a run that was left alone failed: ${run.stderr}`);
        if ((survived += 1) === MOST_SURVIVED) throw new Error('runs end before their points');
        whole = Math.min(whole, trigger.count) - 1;
        continue;
      }
      killed += 1;
      const left = world.a.ownLeft().length + world.b.ownLeft().length;
      const sweeps = await sweptUntilClean(world, trigger, random);
      const line = `${killed}. ${describe(point, trigger.last)}: ${left} records left, ${unanswered(world)} creations unanswered; ${sweeps}`;
      told.push(line);
      expect(world.traces(), line).toEqual([]);
    }
    const last = await cli(world.sweep, { env: world.env });
    expect([last.status, last.stdout]).toEqual([
      0,
      expect.stringContaining('has no run that left something'),
    ]);
  } finally {
    process.stdout.write(`${told.length} of ${POINTS} kill points, seed ${SEED}\n${told.join('\n')}\n`);
    await world.close();
  }
});

/** The points are spread over the whole run, each somewhere in its share of it. */
function pointOf(at: number, whole: number, random: Random): Point {
  const share = whole / POINTS;
  const n = Math.max(1, Math.floor(at * share + random(Math.ceil(share))));
  return { n, laterMs: random(2) === 0 ? null : random(40) };
}

async function killedAt(point: Point, trigger: Trigger, child: ChildProcess): Promise<'killed' | Ended> {
  trigger.arm(point, () => child.kill('SIGKILL'));
  const end = await ended(child);
  const fired = trigger.disarm();
  if (child.signalCode !== 'SIGKILL') return end;
  if (!fired) throw new Error(`it hung, and was ended without its point: ${end.stderr}`);
  return 'killed';
}

async function sweptUntilClean(world: LiveWorld, trigger: Trigger, random: Random): Promise<string> {
  const last = trigger.last;
  let killed = '';
  if (random(SWEEPS_KILLED) === 0) {
    const point = { n: 1 + random(FIRST_OF_A_SWEEP), laterMs: null };
    const sweep = await killedAt(point, trigger, startCli(world.sweep, { env: world.env }));
    if (sweep === 'killed') killed = `a sweep killed at its request ${point.n}, `;
  }
  trigger.last = last;
  for (let sweeps = 1; ; sweeps += 1) {
    const { status, stdout, stderr } = await cli(world.sweep, { env: world.env });
    if (status === 0) return `${killed}swept in ${sweeps}`;
    if (sweeps === MOST_SWEEPS) throw new Error(`${sweeps} sweeps, and still:\n${stdout}${stderr}`);
  }
}

/** How many creations of the youngest run were asked for of which its journal knows no answer. */
function unanswered({ journal }: LiveWorld): number {
  const of = (file: string): { at: string; open: number } => {
    const text = readFileSync(file, 'utf8');
    const count = (kind: string): number => text.split(`{"kind":"${kind}",`).length - 1;
    return { at: parseJournal(text, file)?.run.startedAt ?? '', open: count('creating') - count('created') };
  };
  const all = namesIn(journal).map((name) => of(path.join(journal, name)));
  return all.toSorted((one, other) => (one.at < other.at ? 1 : -1))[0]?.open ?? 0;
}

/** A run that was killed before it asked for anything has no journal yet. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function describe({ n, laterMs }: Point, last: LoggedRequest | null): string {
  const when = laterMs === null ? 'before its answer' : `${laterMs} ms later`;
  return `request ${n} (${last?.method ?? 'none'} ${last?.status ?? ''}), ${when}`;
}

/** Counts requests, and kills at the one it is armed for. */
class Trigger {
  count = 0;
  /** The one that it was armed for. */
  last: LoggedRequest | null = null;
  #armed: { point: Point; kill: () => void } | null = null;
  #fired = false;

  arm(point: Point, kill: () => void): void {
    this.count = 0;
    this.#fired = false;
    this.#armed = { point, kill };
  }

  /** Whether it has killed. */
  disarm(): boolean {
    this.#armed = null;
    return this.#fired;
  }

  met(request: LoggedRequest): void {
    this.count += 1;
    if (this.#armed === null || this.count !== this.#armed.point.n) return;
    const { point, kill } = this.#armed;
    this.last = request;
    this.#fired = true;
    if (point.laterMs === null) kill();
    else setTimeout(kill, point.laterMs);
  }
}

function wholeIn(name: string, byDefault: number): number {
  const value = Number(process.env[name] ?? byDefault);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} must be a whole number, 1 or more`);
  return value;
}
