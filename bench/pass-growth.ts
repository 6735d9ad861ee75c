/**
 * What a pass over 10 edits costs as the tenants grow, from 2,000 linked pairs to 200,000:
 * `node --import tsx bench/pass-growth.ts [--json]`. The ratios are large / small, of wall time and of requests;
 * at most 2 is asked of both.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEFAULT_CHECKLIST } from '../src/cli/settings.ts';
import { readChecklist } from '../src/checklist/read.ts';
import { openSync } from '../src/sync/once.ts';
import { connectTenant } from '../src/tenants/connect.ts';
import { TOKEN } from './http-request.ts';
import { compare } from './rounds.ts';
import { report } from './table.ts';
import { startTenants } from './tenants-child.ts';
import { fixedToken } from '../src/tenants/credentials.ts';

const SMALL = 2000;
const LARGE = 200_000;
const ROUNDS = 9;

const folder = await mkdtemp(path.join(tmpdir(), 'pass-growth-'));
const [small, large] = [await linked(SMALL), await linked(LARGE)];
try {
  const time = await compare(
    ROUNDS,
    async () => (await large.pass()).milliseconds,
    async () => (await small.pass()).milliseconds,
  );
  const requests = await compare(
    3,
    async () => (await large.pass()).requests,
    async () => (await small.pass()).requests,
  );
  const name = `a pass with 10 edits, ${LARGE} pairs to ${SMALL}`;
  const about = { generatorBusy: null, target: { atMost: 2 } };
  report(
    [
      { ...about, name, unit: 'ms', comparison: time },
      { ...about, name, unit: 'requests', comparison: requests },
    ],
    process.argv.includes('--json'),
  );
} finally {
  await Promise.all([small.close(), large.close()]);
  await rm(folder, { recursive: true, force: true });
}

interface Linked {
  /** Ten edits, then a pass. Throws where it does not bring over just these. */
  pass(): Promise<{ milliseconds: number; requests: number }>;
  close(): Promise<void>;
}

async function linked(pairs: number): Promise<Linked> {
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
    stateDir: path.join(folder, String(pairs)),
    tenantNames: { left: tenants.left, right: tenants.right },
    // Full passes come from time to time; this measures those between them.
    fullEvery: 1000,
  });
  const first = await sync.pass();
  const count = first.sections[0]?.linked;
  if (count !== pairs) throw new Error(`${count} of ${pairs} pairs were linked`);
  process.stderr.write(`${pairs} pairs are linked\n`);
  const pass: Linked['pass'] = async () => {
    await tenants.edit();
    const began = performance.now();
    const result = await sync.pass();
    const milliseconds = performance.now() - began;
    const written = result.sections[0]?.writes;
    if (!result.ok || written !== 10) throw new Error(`${written} writes where 10 edits were made`);
    return { milliseconds, requests: await tenants.requests() };
  };
  // Two passes more, and what was made by the thousand within a minute is no longer listed each time.
  for (let n = 0; n < 3; n += 1) await pass();
  return {
    pass,
    close: async () => {
      await sync.close();
      await Promise.all([left.close(), right.close(), tenants.stop()]);
    },
  };
}
