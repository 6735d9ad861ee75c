/** The sign-off model, `signoff.json`: what was verified, row by row and check by check. A pure projection. */
import { z } from 'zod';
import type { Evidence } from '../checks/evidence.ts';
import { type Result, verdictOf } from '../checks/judge.ts';
import { headingOf, rowName } from '../domain/dataflow.ts';
import { TOPOLOGIES } from '../domain/tenant.ts';

const Line = z.int().positive();

export const SignoffRow = z.strictObject({
  link: z.string().describe('The heading of the section'),
  left: z.string(),
  right: z.string(),
  type: z.string(),
  line: Line,
  status: z.enum(['passed', 'failed', 'not verified', 'excluded']),
  checks: z.array(z.string()).describe('Ids of the checks that verify the row'),
});
export type SignoffRow = z.infer<typeof SignoffRow>;

const SignoffCheck = z.strictObject({
  id: z.string(),
  kind: z.enum(['checklist', 'implied', 'policy']),
  title: z.string(),
  lines: z.array(Line).describe('Lines of the document that the check verifies'),
  row: z.string().optional().describe('left → right'),
  status: z.enum(['passed', 'failed', 'deviates', 'recorded', 'not verified']),
  reason: z.string().optional(),
  evidence: z.array(z.string()).describe('Ids of the scenarios that the check reads'),
});
type SignoffCheck = z.infer<typeof SignoffCheck>;

/** Contract 6.2. Published as JSON Schema in `docs/signoff.schema.json`. */
export const Signoff = z.strictObject({
  verdict: z.enum(['accepted', 'accepted with deviations', 'rejected', 'inconclusive']),
  checklist: z.strictObject({ title: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  engine: z.strictObject({ name: z.string(), version: z.string() }),
  topology: z.enum(TOPOLOGIES),
  seed: z.int(),
  rows: z.array(SignoffRow),
  checks: z.array(SignoffCheck),
  settles: z.int().nonnegative(),
  arrival: z
    .strictObject({
      edits: z.int().positive(),
      p50: z.int().nonnegative(),
      p95: z.int().nonnegative(),
      max: z.int().nonnegative(),
    })
    .optional()
    .describe('How long edits took to arrive on the other side, as seen from outside, in milliseconds'),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
});
export type Signoff = z.infer<typeof Signoff>;

/** How many findings a check's reason tells; the evidence has all of them. */
const FINDINGS_TOLD = 3;

/** Where the campaign was cut off, `finishedAt` is its start: nothing later is known. */
export function signoffOf(evidence: Evidence, results: readonly Result[]): Signoff {
  const { header, end } = evidence;
  const arrival = arrivalOf(evidence);
  return {
    verdict: verdictOf(results, evidence),
    checklist: { title: header.checklist.dataflow.title, sha256: header.checklist.sha256 },
    engine: header.engine,
    topology: header.topology,
    seed: header.seed,
    rows: rowsOf(evidence, results),
    checks: results.map(checkOf),
    settles: evidence.settles.length,
    ...(arrival === null ? {} : { arrival }),
    startedAt: header.startedAt,
    finishedAt: end?.finishedAt ?? header.startedAt,
  };
}

/** Percentiles by nearest rank; null where no edit was seen to arrive. */
export function arrivalOf({ settles }: Pick<Evidence, 'settles'>): Signoff['arrival'] | null {
  const sorted = settles.flatMap(({ arrivals }) => arrivals).toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  if (sorted.length === 0) return null;
  return { edits: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}

/** Why a check has its status, in one text; null where it passed. */
export function reasonOf({ findings, reason }: Result): string | null {
  if (findings.length === 0) return reason;
  const told = findings
    .slice(0, FINDINGS_TOLD)
    .map(({ scenario, message }) => (scenario ? `${message} [${scenario}]` : message));
  const more = findings.length - told.length;
  return told.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/**
 * A row passes as a run is accepted: every must about it has passed, but for those that tenants or engine have
 * declared not to show, and there is one that has. Policies are not about whether it is kept equal.
 */
export function rowStatus(results: readonly Result[]): SignoffRow['status'] {
  const musts = results.filter(({ check }) => check.kind !== 'policy');
  if (musts.some(({ status }) => status === 'failed')) return 'failed';
  const shown = musts.filter(({ declaredLack }) => !declaredLack);
  return shown.length > 0 && shown.every(({ status }) => status === 'passed') ? 'passed' : 'not verified';
}

/** The results about one row of one section. */
export function resultsOfRow(results: readonly Result[], link: string, row: string): Result[] {
  return results.filter(({ check }) => check.section === link && check.rows.includes(row));
}

function rowsOf({ header }: Evidence, results: readonly Result[]): SignoffRow[] {
  return header.checklist.dataflow.sections.flatMap((section) =>
    section.rows.map((row) => {
      const link = headingOf(section);
      const own = resultsOfRow(results, link, rowName(row));
      const { left, right, type, line } = row;
      return {
        link,
        left,
        right,
        type,
        line,
        status: rowStatus(own),
        checks: own.map(({ check }) => check.id),
      };
    }),
  );
}

function checkOf(result: Result): SignoffCheck {
  const { check, status } = result;
  const [row] = check.rows;
  const reason = reasonOf(result);
  return {
    id: check.id,
    kind: check.kind,
    title: check.title,
    lines: check.lines,
    ...(row === undefined ? {} : { row }),
    status,
    ...(reason === null ? {} : { reason }),
    evidence: check.scenarios,
  };
}
