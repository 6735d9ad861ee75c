/** `mock`: two mock tenants to try things by hand, filled with generated companies that match in pairs. */
import { randomBytes } from 'node:crypto';
import { checkFaults, createClock, type ServedTenant, startTenant } from '../../mocks/crmoffice/index.ts';
import type { Fault } from '../domain/fault.ts';
import { readChecklist } from '../checklist/read.ts';
import { createCompanySource } from '../generate/companies.ts';
import { type FaultsOfTenants, parseFaults } from './fault-option.ts';
import { serveRecords, type TenantOptions } from './mock-records.ts';
import { whole } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface MockOptions {
  /** Without it the tenants have companies. */
  checklist?: string;
  portA: string;
  portB: string;
  companies: string;
  seed: string;
  fault?: string[];
}

/** Serves until it is stopped. */
export async function mockCommand(options: MockOptions): Promise<void> {
  if (options.checklist !== undefined) return serveDocument(options.checklist, options);
  const clock = createClock({ elapsed: () => performance.now() });
  const start = async (name: string, port: number): Promise<{ tenant: ServedTenant; token: string }> => {
    const token = process.env[`TENANT_${name}_TOKEN`] ?? randomBytes(18).toString('base64url');
    try {
      return { tenant: await startTenant({ name, port, clock, tokens: { engine: token } }), token };
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  };
  const [portA, portB] = [
    whole('port-a', options.portA, 0, 65_535),
    whole('port-b', options.portB, 0, 65_535),
  ];
  const companies = whole('companies', options.companies, 0, 1_000_000);
  const seed = whole('seed', options.seed, 0);
  const source = createCompanySource(seed);
  const faults = faultsOf(options.fault ?? []);
  const a = await start('A', portA);
  const b = await start('B', portB).catch(async (error: unknown) => {
    await a.tenant.close();
    throw error;
  });
  for (let i = 0; i < companies; i++) {
    const [left, right] = [source.company(), source.company()];
    a.tenant.controls.create(left);
    b.tenant.controls.create({ ...right, orgNr: left.orgNr });
  }
  // Two tenants that are armed alike shall not fail alike.
  arm(a.tenant, faults.a, seed);
  arm(b.tenant, faults.b, seed + 1);
  for (const { tenant, token } of [a, b]) {
    process.stdout.write(`TENANT_${tenant.name}_URL=${tenant.url}\nTENANT_${tenant.name}_TOKEN=${token}\n`);
  }
  process.stderr.write(`${companies} companies in each tenant, matching in pairs. Ctrl-C stops.\n`);
}

async function serveDocument(file: string, options: MockOptions): Promise<void> {
  if (options.fault !== undefined)
    throw new UsageError('--fault: tenants of a document show no faults by hand');
  const { dataflow } = await readChecklist(file);
  const clock = createClock({ elapsed: () => performance.now() });
  const tenant = (name: 'A' | 'B', port: string): TenantOptions => ({
    clock,
    tokens: { engine: process.env[`TENANT_${name}_TOKEN`] ?? randomBytes(18).toString('base64url') },
    port: whole(`port-${name.toLowerCase()}`, port, 0, 65_535),
  });
  const tenants = { left: tenant('A', options.portA), right: tenant('B', options.portB) };
  const pairs = whole('companies', options.companies, 0, 1_000_000);
  const seed = whole('seed', options.seed, 0);
  const served = await serveRecords(dataflow, tenants, { pairs, seed }).catch((error: unknown) => {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  });
  for (const side of ['left', 'right'] as const) {
    const name = side === 'left' ? 'A' : 'B';
    const { url, collections } = served[side];
    process.stdout.write(
      `TENANT_${name}_URL=${url}\nTENANT_${name}_TOKEN=${tenants[side].tokens['engine'] ?? ''}\n`,
    );
    for (const { path, type } of collections)
      process.stderr.write(`${url}${path}: ${type || 'records without a name'}\n`);
  }
  process.stderr.write('Ctrl-C stops.\n');
}

/** Before anything is started: what is started must be ended again. */
function faultsOf(given: readonly string[]): FaultsOfTenants {
  const faults = parseFaults(given);
  try {
    checkFaults([...faults.a, ...faults.b]);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(`--fault: ${error.message}`) : error;
  }
  return faults;
}

function arm(tenant: ServedTenant, faults: readonly Fault[], seed: number): void {
  tenant.controls.faults.arm(faults, seed);
  if (faults.length === 0) return;
  process.stderr.write(`Tenant ${tenant.name} has faults: ${faults.map(({ name }) => name).join(', ')}.\n`);
}
