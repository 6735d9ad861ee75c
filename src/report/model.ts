/**
 * What every form of the sign-off shows: the page, the PDF and the summary are made of this and nothing else.
 * Plain data, which survives JSON.
 */
import type { Finding as CheckFinding, Group, Kind } from '../checks/check.ts';
import type { Status } from '../checks/judge.ts';
import type { Side } from '../checks/scenario.ts';
import type { KnownFailure } from './known-failures.ts';
import type { Measures } from './measures.ts';
import type { Regression } from './regression.ts';
import type { Signoff, SignoffRow } from './signoff.ts';
import type { RunSummary } from './trend.ts';

export interface Report {
  signoff: Signoff;
  /** What the verdict means, in a sentence. */
  meaning: string;
  /** Document, engine, tenants, time: what the verdict is about, in the order to be read. */
  scope: { name: string; value: string }[];
  sections: ReportSection[];
  /** Every check, in the plan's order. */
  checks: ReportCheck[];
  /** By id: what the checks read. */
  scenarios: Record<string, ReportScenario>;
  /** What the document is silent on, the answer that was chosen, and the checks that are about it. */
  policies: { name: string; answer: string; isDefault: boolean; checks: string[] }[];
  lint: LintFinding[];
  known: KnownFailure[];
  /** What a reader has to know who puts a name under it, in sentences. */
  risks: string[];
  measures: Measures;
  /** How many of the engines that are wrong on purpose the checks found out; null where it was not told. */
  detection: DetectionSummary | null;
  /** Compared with an earlier pack; null where none was given. */
  regression: Regression | null;
  /** The earlier runs that are known, the oldest first, and this one. */
  trend: RunSummary[];
  gates: Gate[];
  /** Who signs: fields to fill in, with what each signature means. */
  signatures: { role: string; meaning: string }[];
}

/** A named rule that a release has to pass. */
export interface Gate {
  name: string;
  /** The rule, as a sentence. */
  rule: string;
  /** `not judged`: what it needs was not given; that is never passed. */
  status: 'passed' | 'failed' | 'not judged';
  /** What was found. */
  message: string;
}

export interface ReportSection {
  heading: string;
  /** The document's line. */
  line: number;
  left: string;
  right: string;
  merge: { left: string; right: string; line: number }[];
  rows: ReportRow[];
}

export interface ReportRow extends Omit<SignoffRow, 'link'> {
  /** `left → right`. */
  name: string;
  /** By the side that values come from: `left` is left to right. */
  directions: Record<Side, SignoffRow['status']>;
  /** How many of its checks passed. */
  passed: number;
}

export interface ReportCheck {
  id: string;
  kind: Kind;
  group: Group;
  title: string;
  section: string;
  lines: number[];
  rows: string[];
  direction: Side | null;
  status: Status;
  /** Why it is not passed, or what was recorded; null where there is nothing to say. */
  reason: string | null;
  /** Whether the tenants or the engine have declared that they cannot show it. */
  declaredLack: boolean;
  findings: CheckFinding[];
  /** Ids of scenarios; empty where it reads the whole campaign. */
  scenarios: string[];
  /** Why its failure is put up with, and until when; null where it is not. */
  known: string | null;
  /** How many engines of the fault bank turned it red; null where that was not measured. */
  witnesses: number | null;
}

export interface ReportScenario {
  id: string;
  batch: string;
  /** How many records of a crowd are not shown; the evidence file has them. */
  more: number;
  rounds: ReportRound[];
}

export interface ReportRound {
  /** What was done, in words. */
  actions: string[];
  /** The settle after it; null where there was none. */
  settle: { passes: number; settled: boolean } | null;
  /** From the edit to the first write on the other record, in milliseconds; null where that was not seen. */
  arrival: number | null;
  records: ReportRecord[];
  writes: { record: string; method: string; status: number; pass: number; changes: Change[] }[];
}

export interface ReportRecord {
  name: string;
  side: Side;
  id: string | null;
  /** Whether it was there, before the round and after its settle. */
  existed: boolean;
  exists: boolean;
  /** Each leaf that has or had a value, or is in a row of the document. */
  leaves: { path: string; before: string | null; after: string | null }[];
}

export interface Change {
  path: string;
  from: string | null;
  to: string | null;
}

/** As the lint of a checklist gives it. */
export interface LintFinding {
  code: string;
  severity: 'error' | 'warning' | 'note';
  line: number;
  message: string;
  ask: string;
}

export interface DetectionSummary {
  /** When the fault bank was run. */
  measuredAt: string;
  seed: number;
  sha256: string;
  engines: number;
  killed: number;
  blamedRightly: number;
  whole: boolean;
}
