/** `lint`: what a document leaves open or contradicts, with lines. */
import { formatFindings, lintChecklist } from '../checklist/lint/lint.ts';
import { readChecklist } from '../checklist/read.ts';
import type { ExitStatus } from './conclude.ts';

/** 1 where a finding is an error, as the document can then not be kept. */
export async function lintCommand(file: string, options: { json?: boolean }): Promise<ExitStatus> {
  const { dataflow } = await readChecklist(file);
  const findings = lintChecklist(dataflow);
  process.stdout.write(
    options.json ? `${JSON.stringify({ file, findings }, null, 2)}\n` : `${formatFindings(findings, file)}\n`,
  );
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
