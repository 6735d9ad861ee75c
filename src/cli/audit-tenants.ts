/** Both tenants of an audit, read at the same time, each at its pace; interrupted, the next audit goes on with it. */
import type { Side } from '../audit/reading.ts';
import { readTenant } from '../audit/tenant-reading.ts';
import { TenantError } from '../domain/tenant.ts';
import { BudgetSpent } from '../live/budget.ts';
import { connectLive } from './live-connection.ts';
import type { LiveSettings } from './live-settings.ts';
import { UsageError } from './usage-error.ts';

/** The files, below `folder`. In one tenant both are the same. @throws UsageError, AuditError */
export async function readTenants(
  live: LiveSettings,
  folder: string,
  show: (doing: string) => void,
): Promise<Record<Side, string>> {
  const connection = connectLive(live);
  const counts = new Map<Side, number>();
  const tell = (side: Side, records: number): void => {
    counts.set(side, records);
    show(
      `reads the tenants: ${[...counts].map(([of, count]) => `${count.toLocaleString('en-US')} ${of}`).join(', ')}`,
    );
  };
  const read = async ({ option, side, tenant }: (typeof connection.each)[number]): Promise<string> => {
    const { url, profile } = side === 'left' ? live.access.a : live.access.b;
    const isOrdered = profile.paging.kind === 'cursor' && profile.sinceParameter !== null;
    const now = (): string => new Date().toISOString();
    try {
      const { file, resumedFrom, startedAt } = await readTenant(
        { tenant, url, isOrdered },
        folder,
        side,
        now,
        (records) => tell(side, records),
      );
      if (resumedFrom > 0)
        show(`${url}: went on with the reading that began at ${startedAt}, from ${resumedFrom} records on`);
      return file;
    } catch (error) {
      if (!(error instanceof TenantError || error instanceof BudgetSpent)) throw error;
      throw new UsageError(
        `${option} ${url}: ${error.message}${isOrdered && counts.has(side) ? `; what was read is kept in ${folder}, and the same command goes on from there` : ''}`,
      );
    }
  };
  try {
    const [left = '', right = left] = await Promise.all(connection.each.map(read));
    return { left, right };
  } finally {
    await connection.close();
  }
}
