/** What `explore` is told, as options and the environment give it, made into what it does. */
import { availableParallelism } from 'node:os';
import { readChecklist } from '../checklist/read.ts';
import { TOPOLOGIES, type Topology } from '../domain/tenant.ts';
import { ENGINE_NAMES } from '../engines/index.ts';
import { bankOf } from '../faulty-engines/bank.ts';
import { canaryFor } from '../histories/canary.ts';
import { type Cells, cellsOf, topologiesFor } from '../histories/cells.ts';
import type { Repertoire } from '../histories/draw.ts';
import { nameMeant, nearTold } from '../histories/near-names.ts';
import { DRAWN, smallScopeSize, smallSource, type Source } from '../histories/sources.ts';
import { COMMAND, commandSubject, type Subject, subjectsOf } from '../histories/subjects.ts';
import type { Job } from './explore-job.ts';
import { invariantsOf } from './explore-invariants.ts';
import { defaultChecklist, VERSION, whole } from './settings.ts';
import { UsageError } from './usage-error.ts';

/** The options of `explore` as text. What is left out has its default. */
export interface ExploreOptions {
  minutes?: string;
  histories?: string;
  seed?: string;
  jobs?: string;
  engine?: string;
  engineCommand?: string;
  invariant?: string[];
  checklist?: string;
  topology?: string;
  sockets?: boolean;
  smallScope?: boolean;
  canary?: string;
  replay?: string;
  out: string;
}

export interface Session {
  job: Job;
  jobs: number;
  /** The number of the first history. */
  from: number;
  /** How many there are to be; null: as many as the time allows. */
  histories: number | null;
  milliseconds: number | null;
  /** How many histories the small scope has; null where they are drawn. */
  scope: number | null;
  source: Source;
  repertoire: Repertoire;
}

/** @throws UsageError, ChecklistError */
export async function sessionOf(options: ExploreOptions): Promise<Session> {
  const { file, subject, cells, subjects, bank } = await groundOf(options);
  const smallScope = options.smallScope === true;
  const sockets = options.sockets === true || subject.is === 'command';
  const invariants = invariantsOf(options.invariant, subject, { sockets, smallScope });
  if (options.minutes !== undefined && options.histories !== undefined) {
    throw new UsageError('--minutes and --histories: give one of them, not both');
  }
  if (smallScope && options.seed !== undefined) {
    throw new UsageError('--seed: a small scope draws nothing; leave it out');
  }
  const topologies = topologiesOf(options.topology, subject, cells);
  const scope = smallScope ? smallScopeSize(cells) : null;
  const histories =
    options.histories === undefined ? null : whole('histories', options.histories, 1, MOST_HISTORIES);
  return {
    job: {
      checklist: file,
      engine: subject.name,
      command: subject.is === 'command' ? (options.engineCommand ?? null) : null,
      topologies,
      sockets,
      smallScope,
      invariants,
      canary:
        options.canary === undefined
          ? canaryFor(bank, invariants)
          : { title: canaryNamed(options.canary, subjects), isOfAsked: true },
    },
    jobs: whole('jobs', options.jobs ?? String(availableParallelism()), 1, MOST_JOBS),
    from: smallScope ? 0 : whole('seed', options.seed ?? '0', 0, MOST_SEED),
    histories: scope === null ? histories : Math.min(histories ?? scope, scope),
    milliseconds:
      histories === null && !(smallScope && options.minutes === undefined)
        ? minutesOf(options.minutes)
        : null,
    scope,
    source: smallScope ? smallSource(cells, subject, topologies) : DRAWN,
    repertoire: { ...subject.limits, cells, topologies },
  };
}

export interface Grounded {
  file: string;
  subject: Subject;
  subjects: readonly Subject[];
  bank: ReturnType<typeof bankOf>;
  cells: Cells;
}

/** What is explored, by which document. @throws UsageError, ChecklistError */
export async function groundOf({
  checklist,
  engine,
  engineCommand,
}: Pick<ExploreOptions, 'checklist' | 'engine' | 'engineCommand'>): Promise<Grounded> {
  const file = checklist ?? defaultChecklist();
  const { dataflow } = await readChecklist(file);
  const [section, ...others] = dataflow.sections;
  if (section === undefined || others.length > 0) {
    throw new UsageError(
      `--checklist ${file}: histories are of one section, and this has ${dataflow.sections.length}`,
    );
  }
  const bank = bankOf(dataflow);
  const subjects = subjectsOf(dataflow, VERSION);
  const subject = subjectOf(engine, engineCommand, subjects);
  try {
    return { file, subject, subjects, bank, cells: cellsOf(section) };
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(`--checklist ${file}: ${error.message}`) : error;
  }
}

const MOST_HISTORIES = 1e9;
const MOST_SEED = 1e12;
const MOST_JOBS = 64;

function subjectOf(
  engine: string | undefined,
  command: string | undefined,
  subjects: readonly Subject[],
): Subject {
  if (command !== undefined) {
    if (engine !== undefined && engine !== COMMAND) {
      throw new UsageError(`--engine-command goes with --engine command, not with --engine ${engine}`);
    }
    if (command.trim() === '') throw new UsageError('--engine-command: names no command');
    return commandSubject(command);
  }
  if (engine === COMMAND) {
    throw new UsageError('--engine command needs --engine-command CMD, the command that does one pass');
  }
  return named('engine', engine ?? 'reference', subjects);
}

function named(option: string, given: string, subjects: readonly Subject[]): Subject {
  const meant = nameMeant(
    given,
    subjects.map(({ name }) => name),
  );
  const found = 'name' in meant ? subjects.find(({ name }) => name === meant.name) : undefined;
  if (found !== undefined) return found;
  if (ENGINE_NAMES.some((name) => name === given)) {
    throw new UsageError(
      `--${option} ${given}: a sync that runs elsewhere cannot be told of new tenants for each history; reference and command can`,
    );
  }
  throw new UsageError(`--${option} ${given}: ${nearTold('engine', 'near' in meant ? meant.near : [])}`);
}

/** Another engine may be unable to get over what this one is asked for: that it shows would prove nothing. */
function canaryNamed(given: string, subjects: readonly Subject[]): string {
  const { name, is } = named('canary', given, subjects);
  if (is === 'wrong') return name;
  throw new UsageError(`--canary ${name}: it must be an engine of the fault bank, which is wrong on purpose`);
}

function topologiesOf(given: string | undefined, { name, limits }: Subject, cells: Cells): Topology[] {
  const possible = topologiesFor(cells).filter((topology) => limits.topologies.includes(topology));
  if (given === undefined) return possible;
  const found = TOPOLOGIES.find((topology) => topology === given);
  if (found === undefined) throw new UsageError(`--topology ${given}: it can be ${TOPOLOGIES.join(', ')}`);
  if (possible.includes(found)) return [found];
  const why = limits.topologies.includes(found)
    ? 'in one tenant, each row needs its mirror in the document'
    : `${name} is for ${limits.topologies.join(' and ')}`;
  throw new UsageError(`--topology ${given}: ${why}`);
}

function minutesOf(given = '1'): number {
  const minutes = Number(given);
  if (/^\d+(\.\d+)?$/.test(given) && minutes > 0 && minutes <= MOST_MINUTES) return minutes * 60_000;
  throw new UsageError(`--minutes ${given}: it must be a number, more than 0, at most ${MOST_MINUTES}`);
}

/** A week. */
const MOST_MINUTES = 10_080;
