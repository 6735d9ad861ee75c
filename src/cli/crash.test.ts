/**
 * The reference engine, killed and resumed: real processes, SIGKILL, real sockets. One long life of two tenants, of
 * which each round makes edits and then kills the engine at another point of its work; no edit may be lost by it.
 * `CRASH_POINTS` says how many kill points; `npm run crash` takes 200.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { DEFAULT_CHECKLIST, ROOT } from './settings.ts';
import { startChildren } from './testing/crash-children.ts';
import { createTrigger, startProxy, type KillPoint } from './testing/crash-proxy.ts';
import { startWorld, type Random } from './testing/crash-world.ts';

const POINTS = Number(process.env['CRASH_POINTS'] ?? '16');
if (!Number.isInteger(POINTS) || POINTS < 1)
  throw new Error('CRASH_POINTS must be a whole number, 1 or more');
const SEED = Number(process.env['CRASH_SEED'] ?? '1');
const COUPLES = 6;
/** How many kills in a row, before the engine may end its work and all is looked at. */
const CHAIN = 8;

it(`loses nothing, killed at ${POINTS} points`, { timeout: 20_000 + POINTS * 4000 }, async () => {
  const random = seeded(SEED);
  const stateDir = await mkdtemp(path.join(tmpdir(), 'crash-'));
  const world = await startWorld(random);
  const trigger = createTrigger();
  const left = await startProxy(world.tenants.left.url, trigger);
  const right = await startProxy(world.tenants.right.url, trigger);
  const children = startChildren();
  const order = {
    tenants: {
      a: { url: left.url, token: world.tokens.left },
      b: { url: right.url, token: world.tokens.right },
    },
    stateDir,
    checklist: path.join(ROOT, DEFAULT_CHECKLIST),
  };
  const kills = new Map<string, number>();
  /** Throws where the engine says that it could not do its work: nothing but a kill was in its way. */
  const runUntil = async (point: KillPoint | null): Promise<'killed' | 'done'> => {
    const outcome = await children.run(order, (kill) => {
      if (point === null) trigger.disarm();
      else trigger.arm(point, kill);
    });
    if (outcome === 'killed' || outcome === 'done') return outcome;
    throw new Error(`the engine failed: ${JSON.stringify(outcome)}`);
  };
  try {
    for (let n = 0; n < COUPLES; n += 1) world.addCouple();
    let [killed, round] = [0, 0];
    while (killed < POINTS) {
      const chapter = Math.min(killed + CHAIN, POINTS);
      while (killed < chapter) {
        round += 1;
        world.edit(1 + random(8));
        if (random(5) === 0) world.addCouple();
        const point = pointOf(round, random);
        if ((await runUntil(point)) === 'done') continue;
        killed += 1;
        const name = `${point.counted === 'any' ? 'a request' : 'a PATCH'}, ${point.at}`;
        kills.set(name, (kills.get(name) ?? 0) + 1);
      }
      expect(await runUntil(null)).toBe('done');
      expect(world.wrong(), `after ${killed} kills`).toEqual([]);
      expect(round, 'an engine that is hardly ever reached').toBeLessThan(2 * killed + 20);
      world.settled();
    }
    const { all, across } = world.edits();
    process.stdout.write(
      `${killed} kill points, seed ${SEED}: ${all} edits, ${across} of them across; nothing lost\n` +
        [...kills].map(([name, count]) => `  ${count} × ${name}\n`).join(''),
    );
    expect(kills.size).toBe(6);
  } finally {
    await children.close();
    await left.close();
    await right.close();
    await world.close();
    await rm(stateDir, { recursive: true, force: true });
  }
});

/** Two of three at a PATCH, each boundary in turn; the others at any request. */
function pointOf(round: number, random: Random): KillPoint {
  const at = (['before it is applied', 'before it is answered', 'after it is answered'] as const)[round % 3];
  if (at === undefined) throw new Error('no boundary');
  return round % 9 < 6
    ? { counted: 'PATCH', n: 1 + random(3), at }
    : { counted: 'any', n: 1 + random(16), at };
}

/** Mulberry32: the same numbers for the same seed. */
function seeded(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
