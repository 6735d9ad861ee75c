/** What a process of `explore` needs to play: the engine, its canary, the worlds of both, where histories come from. */
import path from 'node:path';
import { readChecklist } from '../checklist/read.ts';
import { type Cells, cellsOf } from '../histories/cells.ts';
import { type Comparison, COMPARISONS } from '../histories/comparisons.ts';
import type { Ground } from '../histories/exploration.ts';
import { createSimulatedWorld } from '../histories/simulation/simulated-world.ts';
import { DRAWN, smallSource, type Source } from '../histories/sources.ts';
import { commandSubject, type Subject, subjectsOf } from '../histories/subjects.ts';
import type { MakeWorld } from '../histories/world.ts';
import type { Engine, Setting } from '../engines/index.ts';
import type { Job } from './explore-job.ts';
import { VERSION } from './settings.ts';
import { openSocketWorlds } from './socket-worlds.ts';

export interface Bench {
  subject: Subject;
  cells: Cells;
  ground: Ground;
  /** The same, with the canary in the place of the engine, where there is one. */
  canary: Ground;
  source: Source;
  /** How many histories are played at the same time: over sockets, one alone mostly waits. */
  atOnce: number;
  close: () => Promise<void>;
}

type BenchJob = Omit<Job, 'canary'> & { canary: Job['canary'] | null };

/** How long one pass of an engine that is a process of its own may take. */
const PASS_TIMEOUT_MS = 60_000;

const OVER_SOCKETS_AT_ONCE = 12;

export async function openBench(job: BenchJob): Promise<Bench> {
  const { dataflow } = await readChecklist(job.checklist);
  const [section] = dataflow.sections;
  if (section === undefined) throw new RangeError('the document has no section');
  const cells = cellsOf(section);
  const subjects = subjectsOf(dataflow, VERSION);
  const named = (name: string): Subject => {
    const found = subjects.find((subject) => subject.name === name);
    if (found === undefined) throw new RangeError(`there is no engine ${name}`);
    return found;
  };
  const subject = job.command === null ? named(job.engine) : commandSubject(job.command);
  const { topologies, smallScope } = job;
  const repertoire = { ...subject.limits, cells, topologies };
  const checklist = { path: path.resolve(job.checklist), dataflow };
  const worlds = await worldsOf(job.sockets || job.command !== null, checklist);
  const engine = subject.is === 'command' ? worlds.ownProcess(subject.engine()) : subject.engine();
  const isOverSockets = job.sockets || job.command !== null;
  const comparisons = comparisonsOf(job.invariants, isOverSockets, subject);
  const { kinds } = subject;
  const comparesEach = job.invariants !== null;
  const ground = { engine, repertoire, kinds, makeWorld: worlds.makeWorld, comparisons, comparesEach };
  return {
    subject,
    cells,
    ground,
    canary: job.canary === null ? ground : { ...ground, engine: named(job.canary.title).engine() },
    atOnce: job.sockets && engine.severalAtOnce ? OVER_SOCKETS_AT_ONCE : 1,
    source: smallScope ? smallSource(cells, subject, topologies) : DRAWN,
    close: () => worlds.close(),
  };
}

/** Those that are asked for, and can be made: over sockets answers come as they come, whatever a history's pace is. */
function comparisonsOf(
  asked: Job['invariants'],
  isOverSockets: boolean,
  { kinds }: Pick<Subject, 'kinds'>,
): readonly Comparison[] {
  if (!kinds.has('implied')) return [];
  return COMPARISONS.filter(
    ({ name }) =>
      (asked === null || asked.includes(name)) && !(isOverSockets && name === 'pace-changes-nothing'),
  );
}

interface Worlds {
  makeWorld: MakeWorld;
  ownProcess: (engine: Engine) => Engine;
  close: () => Promise<void>;
}

async function worldsOf(sockets: boolean, checklist: Setting['checklist']): Promise<Worlds> {
  if (sockets) return openSocketWorlds({ checklist, passTimeoutMs: PASS_TIMEOUT_MS });
  return {
    makeWorld: (topology, pace) => createSimulatedWorld({ checklist }, topology, pace),
    ownProcess: (engine) => engine,
    close: () => Promise.resolve(),
  };
}
