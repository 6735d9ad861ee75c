/**
 * A first link of 50,000 pairs against a bare loop that makes the same requests with no logic, each in a process of
 * its own: `node --import tsx bench/first-link.ts [--json] [--short]`. At most 1.5 is asked of the wall time, and the
 * engine's peak memory stays under 600 MB.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { againstLimit } from './against-limit.ts';
import { runAlone } from './alone.ts';
import type { Measured } from './measured.ts';
import { compare, paired } from './rounds.ts';
import { startTenants } from './tenants-child.ts';

const MOST_MEGABYTES = 600;

const Link = z.object({ milliseconds: z.number(), megabytes: z.number() });
/** What one pass took, and how many requests the tenants had of it. */
type Link = z.infer<typeof Link> & { requests: number };

/** Throws where engine and bare loop do not make as many requests. */
export async function firstLink(short: boolean): Promise<Measured[]> {
  const pairs = short ? 2_000 : 50_000;
  const links = { engine: Array<Link>(), bare: Array<Link>() };
  const take = (of: keyof typeof links) => async () => {
    const link = await linkOf(`first-link-${of}.ts`, pairs);
    links[of].push(link);
    return link.milliseconds;
  };
  const comparison = await compare(short ? 3 : 5, take('engine'), take('bare'));
  const requests = new Set([...links.engine, ...links.bare].map((link) => link.requests));
  if (requests.size !== 1)
    throw new Error(`as many requests were to be made, not ${[...requests].join(', ')}`);
  const name = `first link of ${pairs} pairs`;
  const about = { against: 'a bare loop of the same requests', generatorBusy: null };
  const engine = links.engine.map(({ megabytes }) => megabytes);
  const bare = links.bare.map(({ megabytes }) => megabytes);
  return [
    { ...about, name, unit: 'ms', comparison, target: { atMost: 1.5 } },
    { ...about, name: `${name}: peak memory`, unit: 'MB', comparison: paired(engine, bare), target: null },
    ...(short ? [] : [againstLimit(`${name}: peak memory, to its limit`, 'MB', engine, MOST_MEGABYTES)]),
  ];
}

async function linkOf(module: string, pairs: number): Promise<Link> {
  const tenants = await startTenants(pairs, 'apart');
  const state = await mkdtemp(path.join(tmpdir(), 'first-link-'));
  try {
    const file = fileURLToPath(new URL(module, import.meta.url));
    const args = ['--import', 'tsx', file, tenants.left, tenants.right, state, String(pairs)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`${module} ended with ${String(code)}`);
    return { ...Link.parse(JSON.parse(output)), requests: await tenants.requests() };
  } finally {
    await tenants.stop();
    await rm(state, { recursive: true, force: true });
  }
}

await runAlone(import.meta.url, firstLink);
