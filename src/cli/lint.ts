/** `lint`: what a document leaves open or contradicts, with lines. */
import { formatFindings, lintDocument } from '../checklist/lint/lint.ts';
import { readWhole } from '../checklist/read.ts';
import type { ExitStatus } from './conclude.ts';

/** 1 where a finding is an error, as the document can then not be kept. */
export async function lintCommand(file: string, options: { json?: boolean }): Promise<ExitStatus> {
  const findings = lintDocument(await readWhole(file));
  process.stdout.write(
    options.json ? `${JSON.stringify({ file, findings }, null, 2)}\n` : `${formatFindings(findings, file)}\n`,
  );
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
