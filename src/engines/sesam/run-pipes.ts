/** One pass over named pipes: each is run in turn, then all of them until none runs and every queue is empty. */
import { PassFailed, type Pass } from '../pass.ts';
import { pauses } from '../time.ts';
import { NotReady, type SesamNode } from './node.ts';
import { configError, failure, isDeploying, isRunning, type Pipe, queued } from './pipe.ts';

/** Throws `PassFailed` that names the pipe. What it started and still runs is stopped where the pass ends early. */
export async function runPipes(node: SesamNode, pass: Pass, ids: readonly string[]): Promise<void> {
  const started = new Set<string>();
  try {
    for (const id of ids) await assertRunnable(node, pass, id);
    for (const id of ids) await runPipe(node, pass, id, started);
    await drain(node, pass, ids, started);
  } catch (error) {
    await stopAll(node, started);
    throw error;
  }
}

/** Asks until the node is there to answer. */
export function patiently<T>(pass: Pass, ask: () => Promise<T>): Promise<T> {
  return pass.poll(async () => {
    try {
      return { done: await ask() };
    } catch (error) {
      if (!(error instanceof NotReady)) throw error;
      pass.waitFor(error.message);
      return 'not yet';
    }
  });
}

/** Throws `PassFailed` where a pipe is configured wrongly. */
export function assertConfigured(pipe: Pipe): void {
  const error = configError(pipe);
  if (error !== null) throw new PassFailed(`pipe ${pipe.id} has an invalid configuration`, error);
}

async function assertRunnable(node: SesamNode, pass: Pass, id: string): Promise<void> {
  const pipe = await pass.poll(async () => {
    const found = await look(node, pass, id);
    if (!isDeploying(found)) return { done: found };
    pass.waitFor(`pipe ${id} is being deployed`);
    return 'not yet';
  });
  assertConfigured(pipe);
}

/** A run that is under way already may have begun before the edits of this pass: another one follows it. */
async function runPipe(node: SesamNode, pass: Pass, id: string, started: Set<string>): Promise<void> {
  await pass.poll(async () => {
    started.add(id);
    const isStarted = await patiently(pass, () => node.start(id, pass.signal));
    if (!isStarted) started.delete(id);
    await ended(node, pass, id);
    return isStarted ? { done: null } : 'not yet';
  });
  started.delete(id);
}

async function ended(node: SesamNode, pass: Pass, id: string): Promise<void> {
  const pipe = await pass.poll(async () => {
    const found = await look(node, pass, id);
    if (!isRunning(found)) return { done: found };
    pass.waitFor(`pipe ${id} was still running`);
    return 'not yet';
  });
  assertSucceeded(pipe);
}

/** A queue may empty itself; the pump of one that stays as it is, is started again, as the vendor's client does. */
async function drain(
  node: SesamNode,
  pass: Pass,
  ids: readonly string[],
  started: Set<string>,
): Promise<void> {
  let before = new Map<string, number>();
  for (const ms of pauses()) {
    const busy: Pipe[] = [];
    for (const id of ids) {
      const pipe = await look(node, pass, id);
      if (isRunning(pipe) || queued(pipe) > 0) busy.push(pipe);
      else assertSucceeded(pipe);
    }
    if (busy.length === 0) return;
    pass.waitFor(busy.map(describe).join(', '));
    await pass.wait(ms);
    for (const pipe of busy) {
      const isStuck = !isRunning(pipe) && queued(pipe) >= (before.get(pipe.id) ?? Infinity);
      if (isStuck) await runPipe(node, pass, pipe.id, started);
    }
    before = new Map(busy.map((pipe) => [pipe.id, queued(pipe)]));
  }
}

function look(node: SesamNode, pass: Pass, id: string): Promise<Pipe> {
  return patiently(pass, () => node.pipe(id, pass.signal));
}

function assertSucceeded(pipe: Pipe): void {
  const error = failure(pipe);
  if (error !== null) throw new PassFailed(`pipe ${pipe.id} failed`, error);
}

function describe(pipe: Pipe): string {
  return isRunning(pipe)
    ? `pipe ${pipe.id} was still running`
    : `the queues of pipe ${pipe.id} still held ${queued(pipe)}`;
}

/** How long the node has to hear that it shall stop, in milliseconds. */
const STOPPING_MS = 2_000;

/** Nothing goes on past its pass, as far as the node can still be asked; why the pass ended is told, not this. */
async function stopAll(node: SesamNode, started: ReadonlySet<string>): Promise<void> {
  const signal = AbortSignal.timeout(STOPPING_MS);
  await Promise.allSettled([...started].map((id) => node.stop(id, signal)));
}
