/** What a run against live tenants will ask of them, before it asks. Pure. */
import type { Plan } from '../checks/plan.ts';
import type { Budget } from './budget.ts';

export interface EstimateOptions {
  /** The batches that these tenants can show. */
  batches: Plan['batches'];
  /** How many companies the tenants hold, together: all of them are listed once, before and after. */
  companies: number;
  pageSize: number;
  /** Passes that a settle is taken to need. */
  passes: number;
  requestMs: number;
  propagationMs: number;
  perSecond: number;
  requestsAnEdit: number;
  /** So many requests are in flight at once. */
  atOnce: number;
}

export interface Estimate extends Budget {
  settles: number;
  /** Without the time that the engine takes. */
  milliseconds: number;
}

/** Each company is created, read and removed; each look lists all of the run's, page by page. */
export function estimate(options: EstimateOptions): Estimate {
  const {
    batches,
    companies,
    pageSize,
    passes,
    requestMs,
    propagationMs,
    perSecond,
    atOnce,
    requestsAnEdit,
  } = options;
  const actions = batches.flatMap(({ scenarios }) => scenarios.flatMap(({ rounds }) => rounds.flat()));
  const created = actions.filter((action) => action.do === 'create').length;
  const edits = actions.length - created;
  const settles = batches.reduce(
    (sum, { scenarios }) => sum + Math.max(0, ...scenarios.map(({ rounds }) => rounds.length)),
    0,
  );
  const further = batches.reduce((sum, { furtherPasses }) => sum + furtherPasses, 0);
  const waits = settles * passes + further;
  const looks = waits + 2 * settles + 1;
  const pages = Math.ceil(created / pageSize) + 1;
  const writes = 2 * created + edits;
  const reads = created + (requestsAnEdit - 1) * edits;
  const requests = writes + reads + looks * pages + 2 * Math.ceil(companies / pageSize);
  const paced = Math.max((requests * requestMs) / atOnce, (requests * 1000) / perSecond);
  return { settles, writes, requests, milliseconds: Math.round(paced + waits * propagationMs) };
}
