/** A process of `explore`: does one task after another as it is told, and ends with the process that began it. */
import { playAndJudge, shrunk } from '../histories/exploration.ts';
import { COMPARISONS } from '../histories/comparisons.ts';
import { catchCanary } from '../histories/canary.ts';
import { storyOf } from '../histories/story.ts';
import { askedFor, playStretch } from '../histories/stretch.ts';
import { type Bench, openBench } from './explore-bench.ts';
import { type Answer, type Job, Task } from './explore-job.ts';

/** A command takes some tenths of a second a pass. */
const MOST_PLAYS = { simulated: 5_000, sockets: 1_000, command: 200 };
/** Well before whoever asked gives up. */
const LONGEST_SHRINK_MS = 60_000;

let opened: { job: Job; bench: Bench } | null = null;

process.on('message', (message) => {
  void answer(message);
});
// A terminal tells all of a group; when to end, the process that began this one says.
process.on('SIGINT', () => {});
process.on('disconnect', () => {
  void (opened?.bench.close() ?? Promise.resolve()).finally(() => process.exit());
});

async function answer(message: unknown): Promise<void> {
  let said: Answer;
  try {
    said = await done(Task.parse(message));
  } catch (error) {
    said = { is: 'trouble', why: error instanceof Error ? error.message : String(error) };
  }
  // Whoever asked may be gone by now.
  if (process.connected) process.send?.(said);
}

async function done(task: Task): Promise<Answer> {
  if (task.do === 'open') {
    const { job } = task;
    opened = { job, bench: await openBench(job) };
    // So that a command which is under way is ended too. A simulation has nothing to end, and must not outlive a signal.
    if (job.sockets || job.command !== null) process.on('SIGTERM', () => process.exit(143));
    return { is: 'open' };
  }
  if (opened === null) throw new Error('a task came before what it is about');
  const { job, bench } = opened;
  const { source, ground, atOnce } = bench;
  const asked = askedFor(job.invariants);
  switch (task.do) {
    case 'canary': {
      const seen = job.canary.isOfAsked ? asked : askedFor(null);
      return { is: 'canary', caught: await catchCanary(source, bench.canary, task, seen) };
    }
    case 'play':
      return { is: 'played', stretch: await playStretch(source, ground, task, asked, atOnce) };
    case 'shrink':
      return smallest(task, opened);
  }
}

type Shrink = Extract<Task, { do: 'shrink' }>;

async function smallest(
  { at, invariant, replay }: Shrink,
  { job, bench: { source, ground } }: { job: Job; bench: Bench },
): Promise<Answer> {
  const compared = COMPARISONS.filter(({ name }) => name === invariant);
  const failed = await playAndJudge(source.history(at, ground.repertoire), ground, compared);
  const end = performance.now() + LONGEST_SHRINK_MS;
  const isLate = (): boolean => performance.now() > end;
  const isThere = failed.violations.some((one) => one.invariant === invariant);
  const most = MOST_PLAYS[job.command !== null ? 'command' : job.sockets ? 'sockets' : 'simulated'];
  const { history, trace, violations } = isThere
    ? await shrunk(failed, invariant, ground, most, isLate)
    : failed;
  const violation = violations.find((one) => one.invariant === invariant);
  // Sockets and processes have a time of their own.
  if (violation === undefined)
    return { is: 'trouble', why: `${invariant} held when history ${at} was played again` };
  const { title, message } = violation;
  return { is: 'shrunk', history, title, message, story: storyOf({ history, trace, violation, replay }) };
}
