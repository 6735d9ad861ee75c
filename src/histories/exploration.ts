/** One history after another: drawn from its seed, played, judged, and made small where it fails. */
import type { Engine } from '../engines/index.ts';
import { randomFrom } from '../generate/random.ts';
import { type Comparison, COMPARISONS, difference } from './comparisons.ts';
import { drawHistory, type Repertoire } from './draw.ts';
import type { History } from './history.ts';
import type { Kind } from './invariants/invariant.ts';
import { judge } from './judge.ts';
import { play } from './player.ts';
import { smaller } from './shrink.ts';
import type { Trace } from './trace.ts';
import type { Violation } from './violation.ts';
import type { MakeWorld } from './world.ts';

/** What is explored, by what, and where. */
export interface Ground {
  engine: Engine;
  repertoire: Repertoire;
  /** Which invariants are asked. */
  kinds: ReadonlySet<Kind>;
  makeWorld: MakeWorld;
  /** The comparisons that can be made here; absent: all. */
  comparisons?: readonly Comparison[];
  /** Whether they are asked for by name: then each is made with every history, and not one of them now and then. */
  comparesEach?: boolean;
}

export interface Played {
  history: History;
  trace: Trace;
  violations: readonly Violation[];
  /** The names of the comparisons that could be made, and would have told a difference. */
  compared: readonly string[];
}

/** One seed, one history. */
export function historyOf(seed: number, repertoire: Repertoire): History {
  return drawHistory(randomFrom(seed, 1), repertoire);
}

/** Comparisons take a play more each: every so many seeds one of them is made, in turn. */
const COMPARED = 8;

/** The history of a seed, and now and then a comparison with it. */
export function playSeed(seed: number, ground: Ground): Promise<Played> {
  const { comparisons = COMPARISONS } = ground;
  const turn = Math.floor(seed / COMPARED) % Math.max(1, comparisons.length);
  const inTurn = seed % COMPARED === 0 ? comparisons.slice(turn, turn + 1) : [];
  return playAndJudge(historyOf(seed, ground.repertoire), ground, askedOf(ground) ?? inTurn);
}

/** Null where none is asked for by name. */
export function askedOf({ comparisons = COMPARISONS, comparesEach }: Ground): readonly Comparison[] | null {
  return comparesEach === true ? comparisons : null;
}

/** An engine or a harness that breaks the play gives a violation of its own: it is never passed over. */
export async function playAndJudge(
  history: History,
  ground: Ground,
  comparisons: readonly Comparison[] = [],
): Promise<Played> {
  const trace = await playIn(ground, history);
  const violations = judge(ground.repertoire.cells, trace, ground.kinds);
  if (trace.error !== null) violations.push(broken(trace));
  const compared: string[] = [];
  for (const comparison of comparisons) {
    const found = await compare(history, trace, comparison, ground);
    if (found === 'cannot be said') continue;
    compared.push(comparison.name);
    if (found !== 'none') violations.push(found);
  }
  return { history, trace, violations, compared };
}

async function playIn({ engine, makeWorld }: Ground, history: History): Promise<Trace> {
  return play(history, engine, await makeWorld(history.topology, history.pace));
}

async function compare(
  history: History,
  trace: Trace,
  comparison: Comparison,
  ground: Ground,
): Promise<Violation | 'none' | 'cannot be said'> {
  const { cells } = ground.repertoire;
  const otherWay = comparison.otherWay(history, cells);
  if (otherWay === null) return 'cannot be said';
  // An engine that keeps what it knows in its process cannot be asked to begin a new one.
  if (!ground.repertoire.restarts && otherWay.passes.some(({ restart }) => restart)) return 'cannot be said';
  const another = { history: otherWay, trace: await playIn(ground, otherWay) };
  const { name, title } = comparison;
  const entry = Math.max(0, trace.entries.length - 1);
  if (another.trace.error !== null && trace.error === null) {
    const message = `the other way the engine breaks: ${another.trace.error}`;
    return { invariant: name, title, message, expected: null, found: null, entry };
  }
  const found = difference(cells, comparison, { history, trace }, another);
  return typeof found === 'string' ? found : { invariant: name, title, ...found, entry };
}

/** How often a history may be played to make it smaller; what is found by then is what there is. */
const MOST_PLAYS = 5_000;

/** The smallest history that is found, step by step, and still breaks the invariant; by then, where it `isLate`. */
export async function shrunk(
  failed: Played,
  invariant: string,
  ground: Ground,
  mostPlays = MOST_PLAYS,
  isLate: () => boolean = () => false,
): Promise<Played> {
  const comparisons = COMPARISONS.filter(({ name }) => name === invariant);
  let smallest = failed;
  let plays = 0;
  let isSmaller = true;
  while (isSmaller && plays < mostPlays && !isLate()) {
    isSmaller = false;
    for (const history of smaller(smallest.history)) {
      if (plays >= mostPlays || isLate()) break;
      plays += 1;
      const played = await playAndJudge(history, ground, comparisons);
      if (!played.violations.some((one) => one.invariant === invariant)) continue;
      smallest = played;
      isSmaller = true;
      break;
    }
  }
  return smallest;
}

/** The name under which it is told that a history could not be played to its end. */
export const NO_CRASH = 'no-crash';

function broken({ error, entries }: Trace): Violation {
  return {
    invariant: NO_CRASH,
    title: 'the engine takes whatever comes',
    message: error ?? '',
    expected: null,
    found: null,
    entry: Math.max(0, entries.length - 1),
  };
}
