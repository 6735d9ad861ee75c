/** What a check is: data that names what it verifies, and a pure function from evidence to what it found. */
import type { Capability } from '../domain/capability.ts';
import type { Evidence } from './evidence.ts';
import type { RecordName, Side } from './scenario.ts';

/** Said by the document; not written but implied by its promises; or a question on which it is silent. */
export type Kind = 'checklist' | 'implied' | 'policy';

/** Where a reader of the document would look for it. One spec file each. */
export const GROUPS = ['linking', 'properties', 'isolation', 'keeping in sync', 'resilience'] as const;
export type Group = (typeof GROUPS)[number];

export interface Check {
  /** Made of what is checked: `companies/edit-left/postAddress.country~visitAddress.country`. */
  id: string;
  kind: Kind;
  group: Group;
  title: string;
  /** The section's heading. */
  section: string;
  /** Lines of the document that this verifies. */
  lines: number[];
  /** The rows that it is about, as `left → right`; in one tenant a row and its mirror. */
  rows: string[];
  /** The side that values come from; null where it is about both directions, or about none. */
  direction: Side | null;
  /** The scenarios whose evidence it reads; empty where it reads the whole campaign's. */
  scenarios: string[];
  /** What it needs beyond its scenarios. */
  needs?: readonly Capability[];
  judge: (evidence: Evidence) => Judgement;
}

/** No findings: the expectation held. `recorded`: nothing is expected, this is what was observed. */
export type Judgement = Finding[] | { recorded: string };

/** One place where the evidence is not what was expected. */
export interface Finding {
  scenario: string | null;
  /** The round (from 0) after whose settle it was seen. */
  round: number | null;
  record: RecordName | null;
  path: string | null;
  /** Rendered values, or null where the message says it all. */
  expected: string | null;
  received: string | null;
  message: string;
}

/** Thrown while judging where the evidence does not tell; never becomes *passed*. */
export class NotVerified extends Error {
  override readonly name = 'NotVerified';
  /** True where the tenant or the engine has declared that it cannot show this. */
  readonly declaredLack: boolean;
  constructor(reason: string, options: { declaredLack: boolean }) {
    super(reason);
    this.declaredLack = options.declaredLack;
  }
}

/** Thrown while judging where an expectation failed so that no more can be read; becomes a finding. */
export class Failed extends Error {
  override readonly name = 'Failed';
  readonly finding: Finding;
  constructor(finding: Finding) {
    super(finding.message);
    this.finding = finding;
  }
}
