/** Two tenants whose companies are linked, and the reference engine over them: for what passes cost after the first. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEFAULT_CHECKLIST } from '../src/cli/settings.ts';
import { readChecklist } from '../src/checklist/read.ts';
import { openSync } from '../src/sync/once.ts';
import { connectTenant } from '../src/tenants/connect.ts';
import { fixedToken } from '../src/tenants/credentials.ts';
import { TOKEN } from './http-request.ts';
import { startTenants } from './tenants-child.ts';

/** What a pass took. */
export interface Pass {
  milliseconds: number;
  requests: number;
}

export interface Linked {
  /** So many edits, and a pass. Throws where it does not bring over just these. */
  pass(): Promise<Pass>;
  close(): Promise<void>;
}

/** So many pairs, of which so many are edited before each pass. Throws where not all are linked. */
export async function linked(pairs: number, edits: number): Promise<Linked> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'linked-'));
  const tenants = await startTenants(pairs, 'agreeing');
  const { dataflow } = await readChecklist(DEFAULT_CHECKLIST);
  const [left, right] = [
    connectTenant({ url: tenants.left, credentials: fixedToken(TOKEN) }),
    connectTenant({ url: tenants.right, credentials: fixedToken(TOKEN) }),
  ];
  const sync = await openSync({
    left,
    right,
    topology: 'two-tenants',
    sections: dataflow.sections,
    stateDir,
    tenantNames: { left: tenants.left, right: tenants.right },
    // Full passes come from time to time; this measures those between them.
    fullEvery: 1000,
  });
  const first = await sync.pass();
  const count = first.sections[0]?.linked;
  if (count !== pairs) throw new Error(`${count} of ${pairs} pairs were linked`);
  const pass: Linked['pass'] = async () => {
    await tenants.edit(edits);
    const began = performance.now();
    const result = await sync.pass();
    const milliseconds = performance.now() - began;
    const written = result.sections[0]?.writes;
    if (!result.ok || written !== edits) throw new Error(`${written} writes where ${edits} edits were made`);
    return { milliseconds, requests: await tenants.requests() };
  };
  // Two passes more, and what was made by the thousand within a minute is no longer listed each time.
  for (let n = 0; n < 3; n += 1) await pass();
  return {
    pass,
    close: async () => {
      await sync.close();
      await Promise.all([left.close(), right.close(), tenants.stop()]);
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}
