/** `--shard`: which share of a run, and of how many. */
import type { Shard } from '../checks/shards.ts';
import type { PackOptions } from './pack-options.ts';
import { UsageError } from './usage-error.ts';

/** As Playwright has it, `2/4`; null where nothing is shared out. @throws UsageError */
export function shardOf(given: string | undefined, exitBy: PackOptions['exitBy']): Shard | null {
  const [, index = '', of = ''] = /^(\d+)\/(\d+)$/.exec(given ?? '1/1') ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (!(shard.index >= 1 && shard.index <= shard.of && Number.isSafeInteger(shard.of)))
    throw new UsageError(`--shard ${given}: it must be one of how many, such as 2/4, counted from 1`);
  if (exitBy === 'share' && given === undefined)
    throw new UsageError('--exit-by share: goes with --shard, where a share is observed');
  return shard.of === 1 ? null : shard;
}
