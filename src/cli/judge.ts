/** `judge`: verdicts and pack from stored evidence, offline; the same evidence gives the same verdicts. */
import { readChecklist } from '../checklist/read.ts';
import { parseEvidence } from '../checks/evidence.ts';
import { conclude, type ExitStatus } from './conclude.ts';
import { outFolder } from './out-folder.ts';
import { assertWritable } from './pack-folder.ts';
import { inputsOf, type PackOptions, signKeyOf } from './pack-options.ts';
import { readTextFile } from './text-file.ts';

export interface JudgeOptions extends PackOptions {
  /** The document in force, which may say something else than that of the evidence. */
  checklist?: string;
  out: string;
}

export async function judgeCommand(file: string, options: JudgeOptions): Promise<ExitStatus> {
  const { checklist, exitBy } = options;
  const inputs = await inputsOf(options, checklist === undefined ? null : await readChecklist(checklist));
  const signKey = signKeyOf(options);
  const text = readTextFile(file, file);
  // Whatever is wrong with it is told by the name that it was given.
  parseEvidence(text, file);
  const out = outFolder(options.out);
  assertWritable(out, options.out);
  return conclude({ text, out, harnessError: null, inputs, exitBy, signKey });
}
