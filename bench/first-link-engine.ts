/** One first pass of the reference engine over the tenants that the arguments name, and what it took. */
import { DEFAULT_CHECKLIST } from '../src/cli/settings.ts';
import { readChecklist } from '../src/checklist/read.ts';
import { syncOnce } from '../src/sync/once.ts';
import { connectTenant } from '../src/tenants/connect.ts';
import { TOKEN } from './http-request.ts';
import { fixedToken } from '../src/tenants/credentials.ts';

const [leftUrl = '', rightUrl = '', stateDir = '', pairs = ''] = process.argv.slice(2);
const { dataflow } = await readChecklist(DEFAULT_CHECKLIST);
const [left, right] = [
  connectTenant({ url: leftUrl, credentials: fixedToken(TOKEN) }),
  connectTenant({ url: rightUrl, credentials: fixedToken(TOKEN) }),
];
const began = performance.now();
const { ok, sections } = await syncOnce({
  left,
  right,
  topology: 'two-tenants',
  sections: dataflow.sections,
  stateDir,
  tenantNames: { left: leftUrl, right: rightUrl },
});
const milliseconds = performance.now() - began;
const linked = sections[0]?.linked;
if (!ok || linked !== Number(pairs)) throw new Error(`${linked} of ${pairs} pairs were linked`);
await Promise.all([left.close(), right.close()]);
console.log(JSON.stringify({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
