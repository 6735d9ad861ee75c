/** What `preflight` found, step by step. */

export interface Step {
  /** Null where it is about both, or about neither. */
  tenant: '--tenant-a' | '--tenant-b' | null;
  step: string;
  /** A problem stands in the way of a run, a note does not. */
  status: 'ok' | 'note' | 'problem';
  detail: string;
}

const MARK = { ok: '✓', note: '·', problem: '✗' } as const;

/** A line a step, and what it comes to. */
export function stepsInWords(steps: readonly Step[]): string {
  const lines = steps.map(({ tenant, step, status, detail }) => {
    const where = tenant === null ? '' : `${tenant.replace('--', '').replace('-', ' ').toUpperCase()} `;
    return `${MARK[status]} ${where}${step}: ${detail}`;
  });
  const problems = steps.filter(({ status }) => status === 'problem').length;
  const verdict =
    problems === 0
      ? 'Nothing stands in the way of a run.'
      : `${problems} ${problems === 1 ? 'problem stands' : 'problems stand'} in the way of a run.`;
  return `${lines.join('\n')}\n\n${verdict}\n`;
}
