/** The end of `run` and `judge` alike: the pack is written, the verdict shown, and the status follows from it. */
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pc from 'picocolors';
import { lintChecklist } from '../checklist/lint/lint.ts';
import { type Evidence, parseEvidence, renderEvidenceLine } from '../checks/evidence.ts';
import { judge, type Result } from '../checks/judge.ts';
import { planOf } from '../checks/plan.ts';
import { MANIFEST, SIGNATURE } from '../report/manifest.ts';
import type { Report } from '../report/model.ts';
import { type Pack, packOf } from '../report/pack.ts';
import { EVIDENCE } from '../report/pack-files.ts';
import { runErrorOf } from '../report/outcome.ts';
import { signatureOf } from '../report/signature.ts';
import { gateLines, terminalReport, verdictLine } from '../report/terminal.ts';
import { madeBy } from './made-by.ts';
import { writePack } from './pack-folder.ts';
import type { GivenInputs, PackOptions } from './pack-options.ts';
import { rerunCommand } from './rerun.ts';

/** 0 accepted, 1 rejected, 2 inconclusive or unusable input. */
export type ExitStatus = 0 | 1 | 2;

export interface Conclusion {
  /** The evidence as it was written down. */
  text: string;
  /** An existing folder. */
  out: string;
  /** What went wrong in the harness itself, or null: such a run is never accepted. */
  harnessError: string | null;
  inputs: GivenInputs;
  exitBy: PackOptions['exitBy'];
  /** A private key in PEM, or null. */
  signKey: string | null;
  /** What was made of the evidence, and shown, while the specs ran; it stands unless the harness failed. */
  early?: Early;
}

export interface Judged {
  text: string;
  evidence: Evidence;
  results: readonly Result[];
}

export interface Early extends Judged {
  pack: Promise<Pack>;
}

/** The pack of judged evidence; nothing is written. @throws InputFileError */
export async function packed({ text, evidence, results }: Judged, inputs: GivenInputs): Promise<Pack> {
  return packOf({
    text,
    evidence,
    results,
    lint: lintChecklist(evidence.header.checklist.dataflow),
    inputs: inputs.texts,
    fileOf: inputs.fileOf,
    version: madeBy(),
    // Whoever judges the evidence again has not the environment of its run, and gets the same files.
    rerun: (check) => rerunCommand(check, evidence.header, {}),
  });
}

/** @throws EvidenceError, InputFileError, KeyError */
export async function conclude(conclusion: Conclusion): Promise<ExitStatus> {
  const { out, harnessError, inputs, exitBy, signKey } = conclusion;
  const early = harnessError === null ? conclusion.early : undefined;
  const judged = early ?? judgedOf(conclusion.text, harnessError);
  const { evidence, results } = judged;
  const pack = await (early?.pack ?? packed(judged, inputs));
  const signature =
    signKey === null
      ? null
      : await signatureOf(manifestIn(pack), signKey, { name: null, meaning: null, signedAt: now() });
  writePack(out, pack.files);
  if (signature !== null) writeFileSync(path.join(out, SIGNATURE), signature);
  // A job of GitHub's shows what is added to this file.
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  if (summary) showInJob(summary, pack);
  for (const note of pack.notes) process.stderr.write(`${note}\n`);
  if (harnessError !== null) process.stderr.write(`The harness failed: ${harnessError}\n`);
  const { gates, signoff } = pack.report;
  // After a fault of the harness some statuses may be others than those that were shown.
  const isShown = conclusion.early !== undefined && haveSameStatus(conclusion.early.results, results);
  const report = isShown ? verdictLine(evidence, results, pc) : `\n${terminalReport(evidence, results, pc)}`;
  process.stdout.write(`${report}\n`);
  process.stdout.write(gateLines(gates, pc));
  process.stdout.write(`Sign-off pack: ${path.relative(process.cwd(), out) || '.'}\n`);
  if (exitBy !== 'gates') return statusOf(signoff.verdict);
  return runErrorOf(evidence) === null ? statusByGates(pack.report) : 2;
}

function judgedOf(given: string, harnessError: string | null): Judged {
  const text = harnessError === null ? given : endedByHarness(given, harnessError);
  const evidence = parseEvidence(text, EVIDENCE);
  return { text, evidence, results: judge(planOf(evidence.header), evidence) };
}

function haveSameStatus(some: readonly Result[], others: readonly Result[]): boolean {
  return some.length === others.length && some.every(({ status }, i) => status === others[i]?.status);
}

/** That the harness failed is evidence too: else who judges again would not know. What ended it before stays. */
function endedByHarness(text: string, reason: string): string {
  const { header, end } = parseEvidence(text, EVIDENCE);
  if (end?.stopped) return text;
  const finishedAt = end?.finishedAt ?? header.startedAt;
  const line = renderEvidenceLine({ kind: 'end', finishedAt, stopped: { by: 'harness', reason } });
  return end === null ? `${text}${line}` : `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n${line}`;
}

/** The verdict does not depend on whether a job can show it. */
function showInJob(summary: string, { files }: Pack): void {
  try {
    appendFileSync(summary, files.get('summary.md') ?? '');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`GITHUB_STEP_SUMMARY ${summary}: cannot be written: ${why}\n`);
  }
}

function manifestIn({ files }: Pack): Uint8Array {
  const manifest = files.get(MANIFEST);
  if (manifest === undefined) throw new Error('the pack has no manifest');
  return manifest;
}

function statusOf(verdict: Report['signoff']['verdict']): ExitStatus {
  if (verdict === 'rejected') return 1;
  return verdict === 'inconclusive' ? 2 : 0;
}

/** Known failures may be put up with by gates; what nobody could judge never is. */
function statusByGates({ gates, signoff }: Report): ExitStatus {
  if (signoff.verdict === 'inconclusive') return 2;
  return gates.some(({ status }) => status === 'failed') ? 1 : 0;
}

function now(): string {
  return new Date().toISOString();
}
