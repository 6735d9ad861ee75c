/**
 * How many random histories a second the simulation plays, on one process and on two, and what one costs:
 * `node --import tsx bench/histories.ts [--json] [--short]`. One floor is a bare loop over the same histories, another
 * the same simulation and verdict with an engine that does nothing; twice the processes should play nearly twice as
 * much where there are two cores for them.
 */
import { runAlone } from './alone.ts';
import { type Player, startPlayer } from './histories-player.ts';
import type { Played, Task } from './histories-task.ts';
import type { Measured } from './measured.ts';
import { compare, paired } from './rounds.ts';

/** What is played at a time where two processes share the work, as in `explore`. */
const STRETCH = 250;

export async function histories(short: boolean): Promise<Measured[]> {
  const players = [await startPlayer(), await startPlayer()] as const;
  try {
    return await measure(players, short ? { rounds: 3, count: 1_500 } : { rounds: 7, count: 4_000 });
  } finally {
    for (const player of players) player.stop();
  }
}

async function measure(
  players: readonly [Player, Player],
  { rounds, count }: { rounds: number; count: number },
): Promise<Measured[]> {
  const [player] = players;
  // What is compiled as it runs is compiled by now.
  for (const one of players) {
    for (const engine of ['reference', 'idle', 'none'] as const) await one.play({ engine, from: 0, count });
  }
  // Each round has histories of its own, the same for both sides.
  const begin = roundsFrom(count, count);
  const reference: Played[] = [];
  const cost = await compare(
    rounds,
    async () =>
      noted(reference, await player.play({ engine: 'reference', from: begin.subject(), count })) / count,
    async () => whole(await player.play({ engine: 'idle', from: begin.baseline(), count })) / count,
  );
  const speed = await compare(
    rounds,
    () => speedOf([player], { engine: 'reference', from: begin.subject(), count }),
    () => speedOf([player], { engine: 'none', from: begin.baseline(), count }),
  );
  const together = await compare(
    rounds,
    () => speedOf(players, { engine: 'reference', from: begin.subject(), count: 2 * count }),
    () => speedOf([player], { engine: 'reference', from: begin.baseline(), count }),
  );
  const about = { generatorBusy: null, target: null };
  return [
    {
      ...about,
      name: 'histories a second',
      against: 'a bare loop: drawn, and their edits made in two maps',
      unit: 'histories/s',
      comparison: speed,
    },
    {
      ...about,
      name: 'a history with the reference engine',
      against: 'the same with an engine that does nothing',
      unit: 'µs of CPU',
      comparison: cost,
    },
    { ...about, name: 'two processes', against: 'one', unit: 'histories/s', comparison: together },
    ...(['drawing', 'playing', 'judging'] as const).map((part) => ({
      ...about,
      name: `${part} a history`,
      against: 'all of it',
      unit: 'µs of CPU',
      comparison: paired(
        reference.map(({ cpu }) => cpu[part] / count),
        reference.map((played) => whole(played) / count),
      ),
      // A share: where one becomes less, another becomes more.
      margin: null,
    })),
  ];
}

/** Where the histories of a round begin, so that both sides of it play the same. */
function roundsFrom(first: number, count: number): Record<'subject' | 'baseline', () => number> {
  const next = { subject: first, baseline: first };
  const take = (side: 'subject' | 'baseline') => () => {
    const from = next[side];
    // Room for two processes' worth.
    next[side] += 2 * count;
    return from;
  };
  return { subject: take('subject'), baseline: take('baseline') };
}

/** In microseconds of CPU. */
function whole({ cpu }: Played): number {
  return cpu.drawing + cpu.playing + cpu.judging;
}

function noted(into: Played[], played: Played): number {
  into.push(played);
  return whole(played);
}

/** Histories a second. Whoever is done takes the next stretch: none waits for the slower. */
async function speedOf(players: readonly Player[], { engine, from, count }: Task): Promise<number> {
  const began = performance.now();
  let next = from;
  const work = async (player: Player): Promise<void> => {
    while (next < from + count) {
      const stretch = { engine, from: next, count: STRETCH };
      next += STRETCH;
      await player.play(stretch);
    }
  };
  await Promise.all(players.map(work));
  return (count * 1000) / (performance.now() - began);
}

await runAlone(import.meta.url, histories);
