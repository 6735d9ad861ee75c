/** Failures that are known: `known-failures.yaml`, each with its reason and the day until which it is put up with. */
import type { Status } from '../checks/judge.ts';

export interface KnownFailure {
  /** The check's id. */
  check: string;
  reason: string;
  /** The last day on which it counts, as `2026-12-31`. */
  expires: string;
  /** Where it is followed up, or null. */
  ticket: string | null;
  /** The check's status now; null where the plan has no such check. */
  status: Status | null;
  /** `expected`: it fails and may. All others are red. */
  state: 'expected' | 'expired' | 'passes unexpectedly' | 'no such check' | 'not verified';
}
