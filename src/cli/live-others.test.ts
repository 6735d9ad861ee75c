/** A run in tenants where others are at work: colleagues, and an engine that does what no engine should. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Standin } from '../../mocks/staging-standin/index.ts';
import { readJournals } from '../live/journal.ts';
import { cli, type Ended, text } from './testing/command-line.ts';
import { CLIENT, COLLEAGUE, type LiveWorld, startLiveWorld } from './testing/live-world.ts';

const ENGINE_TOKEN = 'engine-token-0123456789';
let world: LiveWorld;
afterEach(() => world.close());

const Item = z.looseObject({ key: z.string(), title: z.string().nullable() });
type Item = z.infer<typeof Item>;
const Listed = z.object({ data: z.object({ records: z.array(Item) }) });
const Single = z.object({ record: Item });

/** What a colleague can do in a tenant. */
function colleagueOf({ url }: Standin) {
  const ask = (method: string, where: string, body?: unknown, headers = {}): Promise<Response> =>
    fetch(`${url}/organisations${where}`, {
      method,
      headers: { authorization: `Bearer ${COLLEAGUE}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    async all(): Promise<Map<string, Item>> {
      const found = new Map<string, Item>();
      for (let page = 1; ; page += 1) {
        const { records } = Listed.parse(await (await ask('GET', `?page=${page}`)).json()).data;
        for (const item of records) found.set(item.key, item);
        if (records.length === 0) return found;
      }
    },
    create: async (fields: unknown): Promise<Item> =>
      Single.parse(await (await ask('POST', '', fields)).json()).record,
    async edit(key: string): Promise<Item> {
      const read = await ask('GET', `/${key}`);
      const { record } = Single.parse(await read.json());
      const edited = { ...record, title: `${record.title} (edited)` };
      const put = await ask('PUT', `/${key}`, edited, { 'if-match': read.headers.get('etag') ?? '' });
      return Single.parse(await put.json()).record;
    },
    remove: async (key: string): Promise<void> => void (await ask('DELETE', `/${key}`)),
  };
}

const EVERY = 30;

it('colleagues may create, edit and remove companies all the while: each is as they left it', async () => {
  const at = { a: 0, b: 0 };
  const doing: Promise<void>[] = [];
  const expected = { a: new Map<string, Item>(), b: new Map<string, Item>() };
  let done = 0;
  const atWork = async (tenant: 'a' | 'b', keys: readonly string[]): Promise<void> => {
    const colleague = colleagueOf(world[tenant]);
    const key = keys[done] ?? '';
    const turn = (done += 1) % 3;
    if (turn === 0) {
      const made = await colleague.create({
        title: `QA test ${done}`,
        organisation: { number: '310000001' },
      });
      expected[tenant].set(made.key, made);
    } else if (turn === 1) expected[tenant].set(key, await colleague.edit(key));
    else {
      await colleague.remove(key);
      expected[tenant].delete(key);
    }
  };
  let keys: string[] | null = null;
  world = await startLiveWorld({
    onRequest: ({ actor }, tenant) => {
      if (keys === null || actor === 'colleague' || (at[tenant] += 1) % EVERY !== 0) return;
      if (done < keys.length) doing.push(atWork(tenant, keys));
    },
  });
  for (const tenant of ['a', 'b'] as const) expected[tenant] = await colleagueOf(world[tenant]).all();
  keys = [...expected.a.keys()].filter((key) => expected.b.has(key));

  const { status, stdout } = await cli(world.run, { env: world.env });
  await Promise.all(doing);
  keys = null;
  expect([status, stdout]).toEqual([0, expect.stringContaining('ACCEPTED')]);
  expect(done).toBeGreaterThan(20);
  for (const tenant of ['a', 'b'] as const) {
    const others = world[tenant].foreignWrites().filter(({ actor }) => actor !== 'colleague');
    expect(others, tenant).toEqual([]);
    await expect.poll(() => colleagueOf(world[tenant]).all()).toEqual(expected[tenant]);
  }
});

it('the reference engine leaves alone what colleagues have in both tenants under one orgNr', async () => {
  const shared = { title: 'Felles AS', organisation: { number: '923609016' } };
  const postal = { countryCode: 'NO', zip: '0150', city: 'OSLO', lines: 'Gata 1' };
  world = await startLiveWorld({ both: { alsoForeign: [{ ...shared, addresses: { postal } }] } });
  const { status, stdout } = await cli(world.run, { env: world.env });
  expect([status, stdout]).toEqual([0, expect.stringContaining('ACCEPTED')]);
  expect(world.traces()).toEqual([]);
});

/** In its first pass it edits and removes what is not its, and makes companies in tenant A; it never synchronises. */
const BAD_ENGINE = `
import { existsSync, writeFileSync } from 'node:fs';
const { STATE_DIR, TENANT_A_URL, ENGINE_TOKEN } = process.env;
const done = STATE_DIR + '/done';
if (existsSync(done)) process.exit(0);
writeFileSync(done, '');
const ask = (method, where, body, headers) => fetch(TENANT_A_URL + '/organisations' + where, {
  method,
  headers: { authorization: 'Bearer ' + ENGINE_TOKEN, 'content-type': 'application/json', ...headers },
  body: body && JSON.stringify(body),
});
const edit = async (key) => {
  const read = await ask('GET', '/' + key);
  const { record } = await read.json();
  await ask('PUT', '/' + key, { ...record, web: 'https://engine.example' }, { 'if-match': read.headers.get('etag') });
};
const page = async (query) => (await (await ask('GET', query)).json()).data.records;
const foreign = await page('?page=1');
const own = (await page('?updated_since=2025-01-01T00:00:00Z')).filter(({ organisation }) => organisation.number);
await edit(foreign[0].key);
await ask('DELETE', '/' + foreign[1].key);
const { title, organisation } = own[0];
await ask('POST', '', { title, organisation });
await ask('POST', '', { title: 'Copy without the tag', organisation });
await ask('POST', '', { title: 'Something else' });
await edit(own[1].key);
await ask('DELETE', '/' + own[2].key);
`;

describe('an engine that makes, edits and removes companies', () => {
  it('is found out as far as it can be, and the run itself touches nothing of others', async () => {
    world = await startLiveWorld({ both: { fixedTokens: { engine: ENGINE_TOKEN, colleague: COLLEAGUE } } });
    const file = path.join(world.folder, 'engine.mjs');
    writeFileSync(file, BAD_ENGINE);
    const command = ['--engine', 'command', '--engine-command', `node ${file}`];
    const env = { ...world.env, ENGINE_TOKEN };
    const { status, stdout, stderr } = await cli([...world.run, ...command], { env });
    expect([status, stdout]).toEqual([1, expect.stringContaining('REJECTED')]);

    expect(text(world.folder, 'report', 'evidence.ndjson')).toMatch(/"strangers":\[\{"side":"left"/);
    const touched = world.a.foreignWrites().map(({ actor, method }) => `${actor} ${method}`);
    expect(touched).toEqual(['engine PUT', 'engine DELETE']);
    expect(world.b.foreignWrites()).toEqual([]);
    const left = (): (string | null)[] => world.a.ownLeft().map(({ title }) => title);
    expect([left(), world.b.ownLeft()]).toEqual([['Copy without the tag', 'Something else'], []]);
    expect(stderr).toMatch(
      /1 companies that came of this run remain .*\n +left ORG-\d+: it has an orgNr of that run, but not its tag/,
    );

    const swept: Ended = await cli(world.sweep, { env: world.env });
    expect([swept.status, swept.stdout]).toEqual([
      2,
      expect.stringMatching(/left ORG-\d+: it has an orgNr of that run, but not its tag/),
    ]);
    expect(left()).toHaveLength(2);
    const writes = world.a
      .requests()
      .filter(({ method, actor, key }) => actor === CLIENT && method !== 'GET' && key);
    expect(writes.every(({ status: answered }) => answered < 300)).toBe(true);
  });
});

it('a tenant that goes away: the run says so, and what remains', async () => {
  let creations = 0;
  world = await startLiveWorld({
    onRequest: ({ method, path: where }, tenant) => {
      if (tenant !== 'b' || method !== 'POST' || where === '/connect/token') return;
      if ((creations += 1) === 50) void world.b.close();
    },
  });
  const { status, stderr } = await cli(world.run, { env: world.env });
  expect([status, stderr]).toEqual([2, expect.not.stringMatching(/unexpected:|\n\s+at /)]);
  expect(stderr).toMatch(/companies that came of this run remain in the tenants/);
  expect(stderr).toMatch(
    /right whatever is there: GET \/organisations: no whole answer: connect ECONNREFUSED/,
  );
  const { verdict } = z
    .object({ verdict: z.string() })
    .parse(JSON.parse(text(world.folder, 'report', 'signoff.json')));
  expect(verdict).toBe('inconclusive');
  // The other one is as it was, and the journal keeps what nobody knows.
  expect([world.a.ownLeft(), world.a.foreignWrites()]).toEqual([[], []]);
  expect(readJournals(world.journal).map(({ clean }) => clean)).toEqual([false]);
});
