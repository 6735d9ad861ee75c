/** `judge`: verdicts and pack from stored evidence, offline; that of a run's shards is put together first. */
import { readChecklist } from '../checklist/read.ts';
import { parseEvidence } from '../checks/evidence.ts';
import { mergeShards } from '../checks/merge-shards.ts';
import { conclude, type ExitStatus } from './conclude.ts';
import { outFolder } from './out-folder.ts';
import { assertWritable } from './pack-folder.ts';
import { inputsOf, type PackOptions, signKeyOf } from './pack-options.ts';
import { readTextFile } from './text-file.ts';
import { UsageError } from './usage-error.ts';

export interface JudgeOptions extends PackOptions {
  /** The document in force, which may say something else than that of the evidence. */
  checklist?: string;
  out: string;
}

export async function judgeCommand(files: readonly string[], options: JudgeOptions): Promise<ExitStatus> {
  const { checklist, exitBy } = options;
  if (exitBy === 'share') throw new UsageError('--exit-by share: goes with run --shard');
  const inputs = await inputsOf(options, checklist === undefined ? null : await readChecklist(checklist));
  const signKey = signKeyOf(options);
  const text = evidenceIn(files);
  const out = outFolder(options.out);
  assertWritable(out, options.out);
  return conclude({ text, out, harnessError: null, inputs, exitBy, signKey });
}

/** Whatever is wrong with it is told by the name that it was given. @throws EvidenceError, ShardsError, UsageError */
function evidenceIn(files: readonly string[]): string {
  const given = files.map((file) => ({ file, text: readTextFile(file, file) }));
  const [only] = given;
  if (given.length > 1 || only === undefined) return mergeShards(given);
  parseEvidence(only.text, only.file);
  return only.text;
}
