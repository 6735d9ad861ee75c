/** A digest of what histories come to: the same histories give the same one, in any process. */
import { createHash } from 'node:crypto';
import { historyOf, type Ground } from '../exploration.ts';
import { play } from '../player.ts';

/** The trace of the history of a seed, as text. */
export async function traceOf(seed: number, { engine, repertoire, makeWorld }: Ground): Promise<string> {
  const history = historyOf(seed, repertoire);
  return JSON.stringify(await play(history, engine, await makeWorld(history.topology, history.pace)));
}

/** Of the seeds from 0 on. */
export async function digestOf(seeds: number, ground: Ground): Promise<string> {
  const hash = createHash('sha256');
  for (let seed = 0; seed < seeds; seed += 1) hash.update(await traceOf(seed, ground));
  return hash.digest('hex');
}
