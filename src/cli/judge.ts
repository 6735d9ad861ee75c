/** `judge`: verdicts and pack from stored evidence, offline; the same evidence gives the same verdicts. */
import { readFileSync } from 'node:fs';
import { readChecklist } from '../checklist/read.ts';
import { parseEvidence } from '../checks/evidence.ts';
import { conclude, type ExitStatus } from './conclude.ts';
import { outFolder } from './out-folder.ts';
import { assertUnsigned } from './pack-folder.ts';
import { inputsOf, type PackOptions, signKeyOf } from './pack-options.ts';
import { UsageError } from './usage-error.ts';

export interface JudgeOptions extends PackOptions {
  /** The document in force, which may say something else than that of the evidence. */
  checklist?: string;
  out: string;
}

export async function judgeCommand(file: string, options: JudgeOptions): Promise<ExitStatus> {
  const { checklist, exitBy } = options;
  const inputs = inputsOf(options, checklist === undefined ? null : await readChecklist(checklist));
  const signKey = signKeyOf(options);
  const text = read(file);
  // Whatever is wrong with it is told by the name that it was given.
  parseEvidence(text, file);
  const out = outFolder(options.out);
  assertUnsigned(out, options.out);
  return conclude({ text, out, harnessError: null, inputs, exitBy, signKey });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
