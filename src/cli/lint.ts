/** `lint`: what a document leaves open or contradicts, with lines. */
import type { Finding } from '../checklist/lint/finding.ts';
import { formatFindings, lintDocument } from '../checklist/lint/lint.ts';
import { sarifOf } from '../checklist/lint/sarif.ts';
import { readWhole } from '../checklist/read.ts';
import type { ExitStatus } from './conclude.ts';
import { VERSION } from './settings.ts';

interface Form {
  json?: boolean;
  sarif?: boolean;
}

/** 1 where a finding is an error, as the document can then not be kept. */
export async function lintCommand(file: string, form: Form): Promise<ExitStatus> {
  const findings = lintDocument(await readWhole(file));
  process.stdout.write(`${told(findings, file, form)}\n`);
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function told(findings: readonly Finding[], file: string, { json, sarif }: Form): string {
  if (sarif) return JSON.stringify(sarifOf(findings, file, VERSION), null, 2);
  return json ? JSON.stringify({ file, findings }, null, 2) : formatFindings(findings, file).trimEnd();
}
