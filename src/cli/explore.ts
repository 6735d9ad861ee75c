/** `explore`: plays random histories against an engine, or all of a small scope, and tells the smallest that break an invariant. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pc from 'picocolors';
import { counterexampleName, writeCounterexample } from '../histories/counterexample.ts';
import type { History } from '../histories/history.ts';
import type { ExitStatus } from './conclude.ts';
import { replayCommand } from './explore-again.ts';
import type { Worker } from './explore-processes.ts';
import { createExploreProgress, type ExploreProgress } from './explore-progress.ts';
import { replay } from './explore-replay.ts';
import { type Broken, ENOUGH, explore, type Explored } from './explore-session.ts';
import { type ExploreOptions, type Session, sessionOf } from './explore-settings.ts';
import { type Summary, summaryOf, type Told } from './explore-summary.ts';
import { beginLine, coverageText, endText } from './explore-text.ts';
import { outFolder } from './out-folder.ts';
import { UsageError } from './usage-error.ts';

/**
 * 0 where nothing is found, 1 where an invariant is broken, 2 where nothing can be said.
 * @throws UsageError, ChecklistError, CounterexampleError
 */
export async function exploreCommand(options: ExploreOptions): Promise<ExitStatus> {
  if (options.replay !== undefined) return replay(options.replay, options);
  const session = await sessionOf(options);
  const out = outFolder(options.out);
  const report = path.join(out, 'explore.json');
  // One of an earlier session would be taken for this one's, if this one is stopped.
  onDisk(options.out, () => rmSync(report, { force: true }));
  process.stderr.write(`${beginLine(session)}\n`);
  const progress = createExploreProgress(process.stderr, () => performance.now());
  const explored = await explore(session, {
    progress: progress.show,
    broke: (broken) => progress.say(brokeLine(broken, session)),
  });
  const stories = await storiesOf(session, explored, { folder: options.out, out }, progress);
  for (const worker of explored.workers) worker.end();
  progress.end();
  const summary = summaryOf(
    session,
    explored,
    stories.map(({ told }) => told),
  );
  for (const { text } of stories) process.stdout.write(`${text}\n\n`);
  if (summary.histories > 0) process.stdout.write(`${coverageText(summary)}\n`);
  process.stdout.write(endText(summary, pc));
  onDisk(options.out, () => writeFileSync(report, `${JSON.stringify(summary, null, 2)}\n`));
  process.stdout.write(`${path.join(options.out, 'explore.json')}\n`);
  return statusOf(summary);
}

function onDisk(folder: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new UsageError(`--out ${folder}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

interface Story {
  told: Told;
  text: string;
}

/** Each process makes one smaller at a time. */
async function storiesOf(
  session: Session,
  { broken, workers }: Explored,
  folders: { folder: string; out: string },
  progress: ExploreProgress,
): Promise<Story[]> {
  const first = broken.slice(0, ENOUGH);
  const stories = new Map<number, Story>();
  const queue = first.entries();
  const lane = async (worker: Worker): Promise<void> => {
    for (const [place, one] of queue) {
      progress.say(`making ${one.invariant} smaller …`);
      stories.set(place, await storyOf(one, worker, session, folders));
    }
  };
  await Promise.all(workers.map(lane));
  return first.flatMap((_, place) => stories.get(place) ?? []);
}

/** Where no process could make it smaller, the history is kept as it is. */
async function storyOf(
  { invariant, at, histories, why }: Broken,
  worker: Worker,
  { job, source, repertoire, scope }: Session,
  { folder, out }: { folder: string; out: string },
): Promise<Story> {
  const seed = scope === null ? at : null;
  const name = counterexampleName({ invariant, seed });
  const file = path.join(folder, name);
  const again = replayCommand(file, job);
  const said = await worker.ask({ do: 'shrink', at, invariant, replay: again });
  /** What is to be told of it where it cannot be kept. */
  const save = (history: History, found: string): string => {
    const text = writeCounterexample({ version: 1, engine: job.engine, seed, invariant, found, history });
    try {
      writeFileSync(path.join(out, name), text);
      return '';
    } catch (error) {
      return `\n  not saved: ${error instanceof Error ? error.message : String(error)}`;
    }
  };
  const told = { invariant, history: at, histories, file };
  if (said.is === 'shrunk') {
    const { title, message, story, history } = said;
    const note = save(history, message);
    return { told: { ...told, title, message }, text: `${story}${note}` };
  }
  const message =
    why ?? (said.is === 'gone' || said.is === 'trouble' ? said.why : 'it could not be made smaller');
  const note = save(source.history(at, repertoire), message);
  return {
    told: { ...told, title: 'not made smaller', message },
    text: `✗ ${invariant} in history ${at}, which is not made smaller: ${message}\n  again     ${again}${note}`,
  };
}

/** Told at once: a session that is stopped has said it. */
function brokeLine({ invariant, at }: Broken, { scope }: Session): string {
  return `✗ ${invariant} is broken: ${scope === null ? 'seed' : 'number'} ${at}`;
}

function statusOf({ verdict }: Summary): ExitStatus {
  if (verdict === 'broken') return 1;
  return verdict === 'nothing found' ? 0 : 2;
}
