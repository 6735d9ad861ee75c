/** One pass over all pipes of a node that has a call for it: the one that the vendor's test client makes. */
import { PassFailed, type Pass } from '../pass.ts';
import type { SesamNode } from './node.ts';
import { failure, isDeploying } from './pipe.ts';
import { assertConfigured, patiently } from './run-pipes.ts';

/** How long the node has to hear that it shall stop, in milliseconds. */
const STOPPING_MS = 2_000;

/** Throws `PassFailed`; the run is then stopped, as far as the node can still be asked. */
export async function runAllPipes(node: SesamNode, pass: Pass, limitMs: number): Promise<void> {
  const pipes = await pass.poll(async () => {
    const found = await patiently(pass, () => node.pipes(pass.signal));
    const deploying = found.find(isDeploying);
    if (deploying === undefined) return { done: found };
    pass.waitFor(`pipe ${deploying.id} is being deployed`);
    return 'not yet';
  });
  for (const pipe of pipes) assertConfigured(pipe);
  pass.waitFor('the node has not answered that it runs its pipes');
  try {
    // Not asked twice: it is not known what a node makes of a second run.
    const token = await node.runAll({ maxRunTimeMs: limitMs }, pass.signal);
    await pass.poll(async () => {
      const { status } = await patiently(pass, () => node.runAllStatus(token, pass.signal));
      if (status === 'success') return { done: null };
      if (status === 'failed' || status === 'not-running') throw await failed(node, pass, status);
      pass.waitFor(`the run of all pipes is ${status}`);
      return 'not yet';
    });
  } catch (error) {
    if (pass.signal.aborted) await node.stopAll(AbortSignal.timeout(STOPPING_MS)).catch(() => {});
    throw error;
  }
}

/** The node only says that it failed; the pipes say which of them did, and why. */
async function failed(node: SesamNode, pass: Pass, status: string): Promise<PassFailed> {
  const pipes = await patiently(pass, () => node.pipes(pass.signal));
  const errors = pipes.flatMap((pipe) => {
    const error = failure(pipe);
    return error === null ? [] : [{ id: pipe.id, error }];
  });
  const which = errors.map(({ id }) => `pipe ${id} failed`).join(', ');
  const reason = `the node says that its run of all pipes is ${status}`;
  return new PassFailed(
    which === '' ? reason : `${reason}: ${which}`,
    errors.map(({ error }) => error).join('\n'),
  );
}
