/**
 * The sign-off pack: the files of one run, by name. The same evidence and the same inputs give the same bytes;
 * writing them is the caller's.
 */
import type { Check } from '../checks/check.ts';
import type { Evidence } from '../checks/evidence.ts';
import type { Result } from '../checks/judge.ts';
import { allureResultsOf } from './allure.ts';
import { ctrfOf } from './ctrf.ts';
import { gatesOf } from './gates.ts';
import {
  INPUT_FILES,
  INPUT_NAMES,
  type Inputs,
  type InputTexts,
  parseInputs,
  type InputName,
} from './inputs.ts';
import { signoffHtml } from './html/signoff-html.ts';
import { junitOf } from './junit.ts';
import { knownFailuresOf } from './known-failures.ts';
import { type Files, MANIFEST, manifestOf, sha256Of } from './manifest.ts';
import { markdownOf } from './markdown.ts';
import type { LintFinding, Report } from './model.ts';
import { outdatedRows, regressionOf } from './regression.ts';
import { EVIDENCE } from './pack-files.ts';
import { reportOf } from './report.ts';
import { signoffPdf } from './pdf/signoff-pdf.ts';
import { trendOf } from './trend.ts';
import { namesWithoutCheck, xrayOf } from './xray.ts';
import type { XrayMapping } from './xray-mapping.ts';

export interface Judged {
  /** The bytes of the evidence, and what they say. */
  text: string;
  evidence: Evidence;
  results: readonly Result[];
  lint: LintFinding[];
  inputs: InputTexts;
  /** How an input is named in messages: where it stands in the pack unless told. */
  fileOf?: (name: InputName) => string;
  /** Of this program. */
  version: string;
  /** The command that runs a check alone. */
  rerun: (check: Check) => string;
}

export interface Pack {
  files: Files;
  report: Report;
  /** What its user should know who gave the inputs. */
  notes: string[];
}

/** @throws InputFileError */
export async function packOf(judged: Judged): Promise<Pack> {
  const {
    text,
    evidence,
    results,
    lint,
    inputs: texts,
    version,
    rerun,
    fileOf = (name) => INPUT_FILES[name],
  } = judged;
  const inputs = parseInputs(texts, fileOf);
  const evidenceSha256 = sha256Of(text);
  const report = reported(evidence, results, { lint, inputs, evidenceSha256 });
  const rendered: [string, string | Uint8Array][] = [
    [EVIDENCE, text],
    ['signoff.json', `${JSON.stringify(report.signoff, null, 2)}\n`],
    ['trend.json', `${JSON.stringify(report.trend, null, 2)}\n`],
    ['junit.xml', junitOf(evidence, results)],
    ['ctrf.json', ctrfOf(evidence, results)],
    ...xrayFile(report, inputs.xray),
    ['signoff.html', signoffHtml(report)],
    ['summary.md', markdownOf(report)],
    ...[...allureResultsOf(evidence, results, { known: report.known, rerun })].map(
      ([name, content]): [string, string] => [`allure-results/${name}`, content],
    ),
    ...INPUT_NAMES.flatMap((name): [string, string][] => {
      const given = texts[name];
      return given === undefined ? [] : [[INPUT_FILES[name], given]];
    }),
  ];
  const pdf = await signoffPdf(report, { evidenceSha256 });
  const files = new Map<string, Uint8Array>(
    [...rendered, ['signoff.pdf', pdf] as const].map(([name, content]) => [
      name,
      typeof content === 'string' ? Buffer.from(content) : content,
    ]),
  );
  const manifest = manifestOf(files, evidence.header, report.signoff.verdict, version);
  files.set(MANIFEST, Buffer.from(manifest));
  const unknown = inputs.xray ? namesWithoutCheck(report, inputs.xray) : [];
  const notes = unknown.map((name) => `${fileOf('xray')}: ${name} is neither a check nor a row`);
  if (inputs.xray && !files.has('xray.json'))
    notes.push(`${fileOf('xray')}: no check has a key, so there is no xray.json`);
  return { files, report, notes };
}

/** Only where tests of Jira were named. */
function xrayFile(report: Report, mapping: XrayMapping | null): [string, string][] {
  const results = mapping && xrayOf(report, mapping);
  return results ? [['xray.json', `${JSON.stringify(results, null, 2)}\n`]] : [];
}

function reported(
  evidence: Evidence,
  results: readonly Result[],
  { lint, inputs, evidenceSha256 }: { lint: LintFinding[]; inputs: Inputs; evidenceSha256: string },
): Report {
  const { known, gates, detection, baseline, document } = inputs;
  const { header } = evidence;
  const endedAt = evidence.end?.finishedAt ?? header.startedAt;
  const failures = known && knownFailuresOf(known, results, endedAt.slice(0, 10));
  const bare = reportOf(evidence, results, { lint, known: failures ?? [], detection, evidenceSha256 });
  const regression = baseline && regressionOf(baseline, bare.signoff, header);
  const { checks, sections } = bare;
  return {
    ...bare,
    regression,
    trend: trendOf(baseline, bare.signoff),
    gates: gatesOf({
      checks,
      sections,
      sha256: header.checklist.sha256,
      endedAt,
      known: failures,
      regression,
      outdated: document && outdatedRows(header.checklist.dataflow, document.dataflow),
      detection,
      settings: gates,
    }),
  };
}
