/** The report of an audit: its verdict, and what became of each row. Pure. */
import type { Audited } from './audit.ts';
import type { Comparison } from './comparison.ts';
import type { Counts } from './found.ts';
import type { Side } from './reading.ts';
import type { AuditedRow, AuditReport } from './report.ts';

export interface Circumstances {
  comparison: Comparison;
  checklist: AuditReport['checklist'];
  names: Record<Side, string>;
  startedAt: string;
  finishedAt: string;
  /** When the audit ended that this one is compared with. */
  previous: string | null;
}

export function reportOf(circumstances: Circumstances, audited: Audited, counts: Counts): AuditReport {
  const { comparison, checklist, names, startedAt, finishedAt, previous } = circumstances;
  const { sides, pairs } = audited;
  const rows = rowsOf(comparison, audited, counts);
  const reason = whyInconclusive(audited, names, comparison);
  const side = (of: Side): AuditReport['left'] => ({
    name: names[of],
    records: sides[of].records,
    repeated: sides[of].repeated,
  });
  return {
    format: 1,
    verdict: counts.disagreeing > 0 ? 'disagrees' : reason === null ? 'agrees' : 'inconclusive',
    reason,
    checklist,
    section: comparison.section,
    topology: comparison.topology,
    keys: comparison.keys.map(({ left, right }) => (left === right ? left : `${left} = ${right}`)),
    left: side('left'),
    right: side('right'),
    startedAt,
    finishedAt,
    pairs: { compared: pairs, agree: pairs - counts.disagreeing, disagree: counts.disagreeing },
    rows,
    unmatched: counts.unmatched,
    ambiguous: counts.ambiguous,
    since: counts.since === null || previous === null ? null : { finishedAt: previous, ...counts.since },
    samples: counts.samples,
  };
}

const NONE = { left: 0, right: 0, sameTime: 0, notTold: 0 };

function rowsOf(comparison: Comparison, { sides, pairs, empty }: Audited, counts: Counts): AuditedRow[] {
  const compared = comparison.rows.map(({ name, line, left, right }): AuditedRow => {
    const { disagree = 0, later = NONE } = counts.rows.get(line) ?? {};
    const lacking = sides.left.missing.includes(left)
      ? left
      : sides.right.missing.includes(right)
        ? right
        : null;
    const reason =
      lacking !== null
        ? `there is no ${lacking} in what was read`
        : empty.has(line)
          ? 'no record of either side holds a value'
          : pairs === 0
            ? 'no pair was compared'
            : null;
    const status = reason !== null ? 'not verified' : disagree > 0 ? 'disagrees' : 'agrees';
    return { name, line, status, reason, disagree, later };
  });
  const uncompared = comparison.uncompared.map(({ name, line, reason }): AuditedRow => ({
    name,
    line,
    status: 'not verified',
    reason,
    disagree: 0,
    later: NONE,
  }));
  return [...compared, ...uncompared].toSorted((a, b) => a.line - b.line);
}

/** What was not looked at never agrees; what nobody could look at is told with the row alone. */
function whyInconclusive(
  { sides, pairs }: Audited,
  names: Record<Side, string>,
  { rows }: Comparison,
): string | null {
  for (const side of ['left', 'right'] as const) {
    if (sides[side].records === 0) return `${names[side]} has no record`;
    const row = rows.find((one) => sides[side].missing.includes(one[side]));
    if (row !== undefined)
      return `${names[side]} has no ${row[side]}: the row on line ${row.line} was not compared`;
  }
  return pairs === 0 ? 'no record of one side belongs to one of the other: nothing was compared' : null;
}
