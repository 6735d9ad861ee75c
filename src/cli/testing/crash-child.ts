/**
 * The reference engine as a process of its own, to be killed: told once where the tenants and the state are, it
 * runs passes until two in a row did all of their work, and says so.
 */
import path from 'node:path';
import { z } from 'zod';
import { readChecklist } from '../../checklist/read.ts';
import { selectEngine } from '../../engines/select.ts';
import type { Setting } from '../../engines/index.ts';
import { fixedToken } from '../../tenants/credentials.ts';
import { DEFAULT_PROFILE } from '../../tenants/profile.ts';

const Access = z.object({ url: z.string(), token: z.string() });
export const Order = z.object({
  tenants: z.object({ a: Access, b: Access }),
  stateDir: z.string(),
  checklist: z.string(),
});
export type Order = z.infer<typeof Order>;

/** `ready`: everything is loaded, and the order may come. */
export type Report = 'ready' | 'done' | { failed: string };

const MAX_PASSES = 20;

async function run({ tenants, stateDir, checklist }: Order): Promise<Report> {
  const { dataflow } = await readChecklist(checklist);
  const engine = await selectEngine({ name: 'reference' }, '0').start({
    tenants: { a: accessTo(tenants.a), b: accessTo(tenants.b) },
    observe: () => Promise.resolve(''),
    stateDir,
    topology: 'two-tenants',
    checklist: { path: path.resolve(checklist), dataflow },
    passTimeoutMs: 60_000,
  });
  let quiet = 0;
  let last = '';
  for (let pass = 0; pass < MAX_PASSES && quiet < 2; pass += 1) {
    const outcome = await engine.pass();
    quiet = outcome.ok ? quiet + 1 : 0;
    if (!outcome.ok) last = `${outcome.reason}\n${outcome.output ?? ''}`;
  }
  await engine.close();
  return quiet === 2 ? 'done' : { failed: last };
}

function accessTo({ url, token }: z.infer<typeof Access>): Setting['tenants']['a'] {
  return { url, credentials: fixedToken(token), profile: DEFAULT_PROFILE };
}

function report(what: Report): void {
  process.send?.(what);
}

async function obey(order: unknown): Promise<void> {
  try {
    report(await run(Order.parse(order)));
  } catch (error) {
    report({ failed: error instanceof Error ? error.message : String(error) });
  }
  process.disconnect();
}

process.once('message', (order) => void obey(order));
report('ready');
