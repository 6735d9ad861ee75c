/** This run beside an earlier one: what turned red or green, what is new or gone, what the document says otherwise. */
import type { Verdict } from '../checks/judge.ts';

/** One run among others, for a trend. */
export interface RunSummary {
  startedAt: string;
  verdict: Verdict;
  engine: string;
  /** Of the document. */
  sha256: string;
  seed: number;
  passed: number;
  failed: number;
  deviates: number;
  recorded: number;
  notVerified: number;
}

export interface RowChange {
  link: string;
  row: string;
  line: number;
  /** `outdated`: the document says something else of it since, so that the old status says nothing of it. */
  was: string | null;
  is: string | null;
  change: 'newly red' | 'newly green' | 'new' | 'gone' | 'outdated';
}

export interface CheckChange {
  id: string;
  title: string;
  was: string | null;
  is: string | null;
}

export interface Regression {
  baseline: RunSummary;
  sameDocument: boolean;
  rows: RowChange[];
  checks: CheckChange[];
}
