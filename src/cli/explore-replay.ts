/** `explore --replay`: plays a counterexample again, and tells whether it still breaks an invariant. */
import { COMPARISONS } from '../histories/comparisons.ts';
import { readCounterexample } from '../histories/counterexample.ts';
import { playAndJudge } from '../histories/exploration.ts';
import { INVARIANTS } from '../histories/judge.ts';
import { storyOf } from '../histories/story.ts';
import { askedFor } from '../histories/stretch.ts';
import { COMMAND, type Subject, unfitFor } from '../histories/subjects.ts';
import type { ExitStatus } from './conclude.ts';
import { replayCommand } from './explore-again.ts';
import { openBench } from './explore-bench.ts';
import { invariantsOf } from './explore-invariants.ts';
import { type ExploreOptions, groundOf } from './explore-settings.ts';
import { readTextFile } from './text-file.ts';
import { UsageError } from './usage-error.ts';

/**
 * With the file's engine unless another is named. 1 where it breaks an invariant still, be it another one than then.
 * @throws UsageError, CounterexampleError
 */
export async function replay(file: string, options: ExploreOptions): Promise<ExitStatus> {
  const { engine, invariant, history } = readCounterexample(readTextFile(file, `--replay ${file}`), file);
  const isGiven = options.engine !== undefined || options.engineCommand !== undefined;
  if (!isGiven && engine === COMMAND) {
    throw new UsageError(
      `--replay ${file}: was found with a command; give it again with --engine-command CMD`,
    );
  }
  const ground = await groundOf(isGiven ? options : { ...options, engine });
  const { subject } = ground;
  const sockets = options.sockets === true || subject.is === 'command';
  const invariants = invariantsOf(options.invariant, subject, { sockets, smallScope: false });
  const unfit = unfitFor(subject, history);
  if (unfit !== null) throw new UsageError(`--replay ${file}: nothing can be said by it: ${unfit}`);
  const job = {
    checklist: ground.file,
    engine: subject.name,
    command: subject.is === 'command' ? (options.engineCommand ?? null) : null,
    topologies: [history.topology],
    sockets,
    smallScope: false,
    invariants,
    canary: null,
  };
  const bench = await openBench(job);
  try {
    // What order, restarts or faults may not change is compared too: it is one history, and takes no time.
    const { trace, violations } = await playAndJudge(history, bench.ground, bench.ground.comparisons);
    const broken = askedFor(invariants)(violations);
    const first = broken.find((one) => one.invariant === invariant) ?? broken[0];
    if (first === undefined) {
      const which = invariants === null ? 'nothing' : `none of ${invariants.join(', ')}`;
      process.stdout.write(
        `${subject.name} breaks ${which} in ${file}${holds(invariant, invariants, subject)}\n`,
      );
      return 0;
    }
    const again = replayCommand(file, job, subject.name !== engine);
    process.stdout.write(`${storyOf({ history, trace, violation: first, replay: again })}\n`);
    const others = broken.filter((one) => one !== first).map((one) => one.invariant);
    if (others.length > 0) process.stdout.write(`broken as well: ${others.join(', ')}\n`);
    return 1;
  } finally {
    await bench.close();
  }
}

/** Of the invariant that the file was kept for, where it was looked at. */
function holds(invariant: string | null, asked: readonly string[] | null, { kinds }: Subject): string {
  const kind = INVARIANTS.find(({ name }) => name === invariant)?.kind;
  const isKnown = kind === undefined ? COMPARISONS.some(({ name }) => name === invariant) : kinds.has(kind);
  const isAsked = invariant !== null && isKnown && (asked === null || asked.includes(invariant));
  return isAsked ? `: ${invariant} holds` : '';
}
