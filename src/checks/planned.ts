/** What a plan is: what will be done, in batches, and what will be judged. */
import type { FaultName } from '../domain/fault.ts';
import type { Topology } from '../domain/tenant.ts';
import type { Check } from './check.ts';
import type { Policies } from './policies.ts';
import type { Batch } from './scenario.ts';

export interface PlanOptions {
  seed: number;
  topology: Topology;
  policies: Policies;
  /** Beside those of every run. */
  faults: readonly FaultName[];
  /** What each company bears in its name, so that it is known in a tenant that others work in. */
  tag?: string | undefined;
}

export interface Plan {
  batches: Batch[];
  checks: Check[];
}
