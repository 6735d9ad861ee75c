/**
 * The simulation stands for real sockets: a history that is played in both gives the same trace, and so the same verdict,
 * for an engine that is right and for some that are wrong. `VERDICTS` says of how many seeds; `npm run verdicts` takes 1,000.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../engines/index.ts';
import { bankOf } from '../faulty-engines/bank.ts';
import { variedEngine } from '../faulty-engines/varied-engine.ts';
import { type Ground, historyOf, playAndJudge } from '../histories/exploration.ts';
import { createSimulatedWorld } from '../histories/simulation/simulated-world.ts';
import { CHECKLIST, groundOf, REFERENCE } from '../histories/testing/ground.ts';
import type { Trace } from '../histories/trace.ts';
import { openSocketWorlds, type SocketWorlds } from './socket-worlds.ts';

const SEEDS = Number(process.env['VERDICTS'] ?? '30');
if (!Number.isInteger(SEEDS) || SEEDS < 1) throw new Error('VERDICTS must be a whole number, 1 or more');
const WORLDS = 8;
/** Longer than any pass takes on a machine that is busy: how fast it is decides nothing. */
const PASS_TIMEOUT_MS = 120_000;

const bank = bankOf(CHECKLIST.dataflow);
const ENGINES: [engine: Engine, least: number][] = [
  [REFERENCE, 0],
  ...[
    'streetAddress is not crossed',
    'edits of the left are taken back',
    'companies are linked by their id',
  ].map((wanted): [Engine, number] => {
    const wrong = bank.find(({ title }) => title === wanted);
    if (wrong === undefined) throw new Error(`the bank has no such engine any more: ${wanted}`);
    return [variedEngine(wrong.title, wrong.vary), SEEDS / 5];
  }),
];

let worlds: SocketWorlds;
beforeAll(async () => {
  worlds = await openSocketWorlds({ checklist: CHECKLIST, passTimeoutMs: PASS_TIMEOUT_MS });
});
afterAll(() => worlds.close());

it.each(ENGINES.map(([engine, least]) => ({ name: engine.name, engine, least })))(
  `$name: ${SEEDS} histories come to the same in memory and over sockets`,
  { timeout: 60_000 + SEEDS * 2_000 },
  async ({ engine, least }) => {
    const { repertoire, ...ground } = groundOf(engine);
    const topologies = engine === REFERENCE ? repertoire.topologies : (['two-tenants'] as const);
    const asked = { ...ground, repertoire: { ...repertoire, topologies } };
    const scenery = { checklist: CHECKLIST, pairsAtOnce: 1 };
    const inMemory: Ground = {
      ...asked,
      makeWorld: (topology, pace) => createSimulatedWorld(scenery, topology, pace),
    };
    const overSockets: Ground = { ...asked, makeWorld: worlds.makeWorld };
    let broken = 0;
    const seeds = Array.from({ length: SEEDS }, (_, seed) => seed).values();
    const compareAll = async (): Promise<void> => {
      for (const seed of seeds) {
        // Over sockets nobody sets the pace: answers come in the order of the requests, as they do at a pace of 0.
        const history = { ...historyOf(seed, asked.repertoire), pace: 0 };
        const one = await playAndJudge(history, inMemory);
        const other = await playAndJudge(history, overSockets);
        const [here, there] = [one, other].map(({ violations }) =>
          violations.map(({ invariant }) => invariant),
        );
        expect({ seed, violations: there }).toEqual({ seed, violations: here });
        expect({ seed, trace: withoutWords(other.trace) }).toEqual({ seed, trace: withoutWords(one.trace) });
        if (one.violations.length > 0) broken += 1;
      }
    };
    await Promise.all(Array.from({ length: WORLDS }, compareAll));
    expect(broken, 'a verdict that is always the same says nothing').toBeGreaterThanOrEqual(least);
    expect(broken).toBeLessThanOrEqual(engine === REFERENCE ? 0 : SEEDS);
  },
);

/** Why a pass failed is said in the words of whoever refused. */
function withoutWords({ entries, ...trace }: Trace): Trace {
  return {
    ...trace,
    entries: entries.map((entry) => (entry.is === 'ends' ? { ...entry, reason: null } : entry)),
  };
}
