/** `sync`: the reference engine against two tenants, passes until one has nothing to do. */
import { readChecklist } from '../checklist/read.ts';
import { SyncError } from '../sync/error.ts';
import { syncOnce, type SyncResult } from '../sync/once.ts';
import { type Tenant, TenantError } from '../domain/tenant.ts';
import { connectTenant } from '../tenants/connect.ts';
import type { ExitStatus } from './conclude.ts';
import { settingsOf } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface SyncOptions {
  tenantA: string;
  tenantB: string;
  state: string;
  checklist?: string;
}

const MAX_PASSES = 8;

/** 0 once a pass had nothing to do, 1 where problems were left after the last pass. */
export async function syncCommand(options: SyncOptions): Promise<ExitStatus> {
  const { checklist } = settingsOf({ checklist: options.checklist });
  const { dataflow } = await readChecklist(checklist);
  const isOne = options.tenantA === options.tenantB;
  try {
    const left = connectTenant({ url: options.tenantA, token: token('TENANT_A_TOKEN') });
    const right = isOne ? left : connectTenant({ url: options.tenantB, token: token('TENANT_B_TOKEN') });
    try {
      await assertAnswers('--tenant-a', options.tenantA, left);
      if (!isOne) await assertAnswers('--tenant-b', options.tenantB, right);
      for (let pass = 1; pass <= MAX_PASSES; pass++) {
        const result = await syncOnce({
          left,
          right,
          topology: isOne ? 'one-tenant' : 'two-tenants',
          sections: dataflow.sections,
          stateDir: options.state,
          tenantNames: { left: options.tenantA, right: options.tenantB },
        });
        tell(pass, result);
        if (result.ok && result.sections.every(({ writes }) => writes.length === 0)) return 0;
      }
      return 1;
    } finally {
      for (const tenant of new Set([left, right])) await tenant.close();
    }
  } catch (error) {
    if (error instanceof SyncError || error instanceof TenantError) throw new UsageError(error.message);
    throw error;
  }
}

/** A tenant that cannot be reached is told of once, before the first pass. @throws UsageError */
async function assertAnswers(option: string, url: string, tenant: Tenant): Promise<void> {
  try {
    await tenant.list()[Symbol.asyncIterator]().next();
  } catch (error) {
    throw error instanceof TenantError ? new UsageError(`${option} ${url}: ${error.message}`) : error;
  }
}

function tell(pass: number, { sections }: SyncResult): void {
  for (const { heading, linked, writes, problems, ambiguous } of sections) {
    process.stdout.write(
      `pass ${pass} · ${heading}: ${linked.length} linked, ${writes.length} written, ${ambiguous.length} ambiguous, ${problems.length} problems\n`,
    );
    for (const { message } of problems) process.stderr.write(`  ${message}\n`);
  }
}

function token(name: string): string {
  const value = process.env[name];
  if (!value) throw new UsageError(`${name} is not set: tokens come from the environment alone`);
  return value;
}
