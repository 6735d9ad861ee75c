/**
 * Runs that fail in ways in which others tell secrets, and one that is rejected, with its Allure results: not one
 * secret is in a file that was written, in what was printed, or among the arguments of a process while it ran.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { startSesamNode } from '../../mocks/sesam-node/index.ts';
import { ended, type Ended, startCli, text } from './testing/command-line.ts';
import { CLIENT, type LiveWorld, startLiveWorld } from './testing/live-world.ts';
import { argumentsOfProcesses, filesBelow, foundBelow, foundIn } from './testing/secret-search.ts';
import { startWebhook } from './testing/webhook.ts';

/** With letters that look otherwise in a URL and in base64, as real ones have them. */
const secret = (what: string): string => `${what}/${randomBytes(12).toString('base64')}+=`;
const SECRETS = {
  client: secret('client'),
  wrong: secret('wrong'),
  jwt: secret('jwt'),
  webhook: secret('webhook'),
  query: secret('query'),
  other: secret('other'),
};

/** Whatever a process keeps for a while is kept here. */
const temporary = mkdtempSync(path.join(tmpdir(), 'dataflow-qa-secrets-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

let world: LiveWorld;
beforeEach(async () => {
  world = await startLiveWorld({
    both: { clients: { [CLIENT]: SECRETS.client }, tokenLifetimeMs: 4_000 },
  });
});
afterEach(() => world.close());

interface Failing {
  args: readonly string[];
  env?: Record<string, string>;
  status: number;
  /** What was printed or written shows that it went as meant. */
  shows: RegExp;
}

const FAILING: Record<string, () => Promise<Failing>> = {
  'a client secret that is wrong': async () => ({
    args: world.run,
    env: { TENANT_B_CLIENT_SECRET: SECRETS.wrong },
    status: 2,
    shows: /no token: refused with 401, invalid_client/,
  }),
  'a client secret that is wrong, in preflight': async () => ({
    args: ['preflight', ...world.live],
    env: { TENANT_B_CLIENT_SECRET: SECRETS.wrong },
    status: 2,
    shows: /no token: refused with 401, invalid_client/,
  }),
  'a token that is refused midway': async () => {
    world.profile('a', { auth: { kind: 'bearer' } });
    return {
      args: world.run,
      env: { TENANT_A_TOKEN: await tokenOf(world) },
      status: 2,
      shows: /companies that came of this run remain in the tenants[^]*401/,
    };
  },
  'a command that prints its environment and fails': async () => ({
    args: [...world.run, '--engine-command', 'env | grep -E "TENANT|TOKEN|SECRET|JWT|KEY" >&2; exit 1'],
    env: { SESAM_JWT: SECRETS.jwt, WEBHOOK_TOKEN: SECRETS.webhook, OTHER_API_KEY: SECRETS.other },
    status: 2,
    shows: /TENANT_A_TOKEN=\[token\]/,
  }),
  'a webhook that answers its own token': async () => {
    const webhook = await startWebhook(async (response, { headers }) => {
      const told = `${headers.authorization} is ${encodeURIComponent(SECRETS.webhook)}`;
      const status = JSON.stringify({ status: 'failed', message: told });
      response.writeHead(200, { 'content-type': 'application/json' }).end(status);
    });
    onTestFinished(() => webhook.close());
    return {
      args: [...world.run, '--webhook-url', webhook.url, '--allow-host', webhook.host],
      env: { WEBHOOK_TOKEN: SECRETS.webhook },
      status: 2,
      shows: /Bearer \[token\] is \[token\]/,
    };
  },
  'a webhook with a key in its query, which it answers': async () => {
    const webhook = await startWebhook(async (response, { url }) => response.writeHead(500).end(`at ${url}`));
    onTestFinished(() => webhook.close());
    const url = `${webhook.url}?code=${encodeURIComponent(SECRETS.query)}`;
    return {
      args: [...world.run, '--allow-host', webhook.host, '--specs', 'on'],
      env: { QA_WEBHOOK_URL: url },
      status: 2,
      shows: /at \/start\?code=\[token\]/,
    };
  },
  'a Sesam node that answers 401': async () => {
    const run = (): Promise<void> => Promise.resolve();
    const node = await startSesamNode({ jwt: secret('another'), pipes: [{ id: 'share', run }] });
    onTestFinished(() => node.close());
    const { host } = new URL(node.url);
    return {
      args: [...world.run, '--sesam-url', node.url, '--sesam-pipes', 'share', '--allow-host', host],
      env: { SESAM_JWT: SECRETS.jwt },
      status: 2,
      shows: /The token \[token\] has expired/,
    };
  },
  'a sync that does nothing, with Allure results': async () => {
    const webhook = await startWebhook(async (response) => response.writeHead(204).end());
    onTestFinished(() => webhook.close());
    return {
      args: [...world.run, '--webhook-url', webhook.url, '--allow-host', webhook.host, '--specs', 'on'],
      env: { WEBHOOK_TOKEN: SECRETS.webhook, SESAM_JWT: SECRETS.jwt, OTHER_API_KEY: SECRETS.other },
      status: 1,
      // Of Allure's results, and of the sign-off.
      shows: /"verdict": "rejected"[^]*"historyId"|"historyId"[^]*"verdict": "rejected"/,
    };
  },
};

describe('no secret is anywhere after', () => {
  it.each(Object.entries(FAILING))('%s', async (_, prepared) => {
    const { args, env = {}, status, shows } = await prepared();
    const { end, seen, looks } = await watched(args, env);
    const all = secretsNow();
    const written = [world.folder, temporary].flatMap(filesBelow);
    const everything = [end.stdout, end.stderr, ...written.map((file) => text(file))].join('\n');
    expect([end.status, everything]).toEqual([status, expect.stringMatching(shows)]);
    expect(seen).toEqual([]);
    expect(foundIn(end.stdout, 'standard output', all)).toEqual([]);
    expect(foundIn(end.stderr, 'standard error', all)).toEqual([]);
    expect([world.folder, temporary].flatMap((folder) => foundBelow(folder, all))).toEqual([]);
    // What is packed would hide it from the search.
    expect(written.filter((file) => /\.(zip|gz|br)$/.test(file))).toEqual([]);
    expect(looks > 0).toBe(existsSync('/proc/self/cmdline'));
  });
});

it('the search finds what is there, in a file and among arguments, in whatever form', async () => {
  const key = SECRETS.client;
  const forms = {
    plain: `a ${key} b`,
    url: `?key=${encodeURIComponent(key)}`,
    json: JSON.stringify({ key: `"${key}"` }),
    basic: Buffer.from(`some-id:${key}`).toString('base64'),
  };
  for (const [name, value] of Object.entries(forms))
    expect(foundIn(value, name, [key])).toEqual([`${name}: ${key}`]);
  expect(foundIn(Buffer.from(`some-id:${SECRETS.other}`).toString('base64'), 'x', [key])).toEqual([]);
  const folder = path.join(world.folder, 'deep', 'er');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, '.hidden'), forms.basic);
  expect(foundBelow(world.folder, [key])).toEqual([`${path.join(folder, '.hidden')}: ${key}`]);
});

it.runIf(existsSync('/proc/self/cmdline'))(
  'the search finds what is among the arguments of a process',
  async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20_000)', SECRETS.jwt]);
    await once(child, 'spawn');
    expect(foundIn(argumentsOfProcesses().get(child.pid ?? 0) ?? '', 'x', [SECRETS.jwt])).toHaveLength(1);
    child.kill();
    await once(child, 'exit');
  },
);

interface Watched {
  end: Ended;
  /** What was found while it ran. */
  seen: string[];
  /** How often its own arguments were among those that were looked at. */
  looks: number;
}

const LOOK_EVERY_MS = 50;

/** Runs it, and looks all the while at the arguments of every process, and at files that are not kept. */
async function watched(args: readonly string[], more: Record<string, string>): Promise<Watched> {
  const client = { TENANT_A_CLIENT_SECRET: SECRETS.client, TENANT_B_CLIENT_SECRET: SECRETS.client };
  const env = { ...world.env, ...client, ...more, TMPDIR: temporary };
  const child = startCli(args, { env, cwd: world.folder });
  const seen = new Set<string>();
  let looks = 0;
  const look = setInterval(() => {
    const secrets = secretsNow();
    const running = argumentsOfProcesses();
    if (running.get(child.pid ?? 0)?.includes('dataflow-qa')) looks += 1;
    for (const [pid, line] of running)
      for (const one of foundIn(line, `process ${pid}`, secrets)) seen.add(one);
    const folders = readdirSync(temporary).filter((name) => name.startsWith('dataflow-qa-'));
    for (const name of folders) {
      for (const one of foundBelow(path.join(temporary, name), secrets)) seen.add(one);
    }
  }, LOOK_EVERY_MS);
  const end = await ended(child);
  clearInterval(look);
  return { end, seen: [...seen], looks };
}

/** Every one that there is by now, and those of the stand-ins that have been used up. */
function secretsNow(): string[] {
  return [...new Set([...Object.values(SECRETS), ...world.a.secrets(), ...world.b.secrets()])];
}

/** A token that is good for a few seconds. */
async function tokenOf({ a }: LiveWorld): Promise<string> {
  const answer = await fetch(new URL('/connect/token', a.url), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: CLIENT,
      client_secret: SECRETS.client,
    }),
  });
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
}
