/** From evidence and results to what every form of the sign-off shows. Pure. */
import type { Evidence } from '../checks/evidence.ts';
import type { Result } from '../checks/judge.ts';
import { DEFAULT_POLICIES } from '../checks/policies.ts';
import { type KnownFailure, putUpWith } from './known-failures.ts';
import { type Detection, witnessesOf } from './detection.ts';
import { measuresOf } from './measures.ts';
import { meaningOf, risksOf } from './meaning.ts';
import type { LintFinding, Report, ReportCheck, ReportScenario } from './model.ts';
import { scenarioView } from './scenario-view.ts';
import { scopeOf } from './scope.ts';
import { sectionsOf } from './sections.ts';
import { reasonOf, signoffOf } from './signoff.ts';

/** What is told beside the run itself. */
export interface Beside {
  lint: LintFinding[];
  known: KnownFailure[];
  detection: Detection | null;
  /** Of the evidence's bytes. */
  evidenceSha256: string;
}

const SIGNATURES = [
  { role: 'Tester', meaning: 'I have run this checklist, and the evidence is what was observed.' },
  { role: 'Reviewer', meaning: 'I have looked through the evidence and agree with the verdict.' },
  { role: 'Approver', meaning: 'I release the integration on the ground of this report.' },
];

/** Without what compares it: regression, trend and gates are the pack's. */
export function reportOf(evidence: Evidence, results: readonly Result[], beside: Beside): Report {
  const { lint, known, detection, evidenceSha256 } = beside;
  const { sha256 } = evidence.header.checklist;
  // Another document has other checks, and a part of the bank tells of no check that nothing turned red.
  const isMeasured = detection?.whole === true && detection.checklist.sha256 === sha256;
  const witnesses = isMeasured ? witnessesOf(detection) : null;
  const excused = putUpWith(known);
  return {
    signoff: signoffOf(evidence, results),
    meaning: meaningOf(evidence, results),
    scope: [...scopeOf(evidence), { name: 'SHA-256 of the evidence', value: evidenceSha256 }],
    sections: sectionsOf(evidence, results),
    checks: results.map((result) => checkOf(result, witnesses, excused)),
    scenarios: scenariosOf(evidence, results),
    policies: policiesOf(evidence, results),
    lint,
    known,
    risks: risksOf(evidence, results),
    measures: measuresOf(evidence),
    detection: detection && summaryOfDetection(detection),
    regression: null,
    trend: [],
    gates: [],
    signatures: SIGNATURES,
  };
}

function summaryOfDetection({ measuredAt, seed, checklist, whole, total }: Detection): Report['detection'] {
  const { engines, killed, blamedRightly } = total;
  return { measuredAt, seed, sha256: checklist.sha256, engines, killed, blamedRightly, whole };
}

function checkOf(
  result: Result,
  witnesses: ReadonlyMap<string, number> | null,
  excused: ReturnType<typeof putUpWith>,
): ReportCheck {
  const known = excused.get(result.check.id);
  const { check, status, declaredLack, findings } = result;
  const { id, kind, group, title, section, lines, rows, direction, scenarios } = check;
  return {
    id,
    kind,
    group,
    title,
    section,
    lines,
    rows,
    direction,
    status,
    reason: reasonOf(result),
    declaredLack,
    findings,
    scenarios,
    known: known === undefined ? null : `known until ${known.expires}: ${known.reason}`,
    witnesses: witnesses?.get(withoutSection(id)) ?? null,
  };
}

/** An id begins with its section's name. */
function withoutSection(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}

function scenariosOf(evidence: Evidence, results: readonly Result[]): Record<string, ReportScenario> {
  const blamed = new Map<string, Set<string>>();
  for (const { scenario, record } of results.flatMap(({ findings }) => findings)) {
    if (scenario === null || record === null) continue;
    const own = blamed.get(scenario) ?? new Set();
    blamed.set(scenario, own.add(record));
  }
  return Object.fromEntries(
    [...evidence.scenarios].map(([id, scenario]) => [
      id,
      scenarioView(scenario, evidence, blamed.get(id) ?? new Set()),
    ]),
  );
}

/** The title of a check that is about a policy ends with the policy and its answer. */
function policiesOf({ header }: Evidence, results: readonly Result[]): Report['policies'] {
  const defaults = new Map<string, string>(Object.entries(DEFAULT_POLICIES));
  return Object.entries(header.policies).map(([name, answer]) => ({
    name,
    answer,
    isDefault: defaults.get(name) === answer,
    checks: results
      .filter(({ check }) => check.kind === 'policy' && check.title.endsWith(`policy ${name}=${answer}`))
      .map(({ check }) => check.id),
  }));
}
