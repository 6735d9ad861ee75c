/** `sync --watch` as its users have it: a process of its own, tenants on real sockets, signals. */
import { createServer } from 'node:http';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENGINE, isAccepted, type ServedTenant } from '../../mocks/crmoffice/index.ts';
import { type Company, valueAt } from '../domain/company.ts';
import { temporaryFolder } from './testing/command-line.ts';
import { listen } from './testing/listen.ts';
import { road } from './testing/road.ts';
import { type MockPair, mockPair, records, startSync } from './testing/watching.ts';

const folder = temporaryFolder();
const ORG_NRS = ['923609016', '995525828', '974760673'];
const WATCH = ['--watch', '--interval', '0.05'];
const state = (name: string): string[] => ['--state', path.join(folder, name)];
const urlsOf = ({ a, b }: MockPair) => ({ a: a.url, b: b.url });

const LEAVES = ['country', 'postCode', 'postalArea', 'streetAddress'] as const;

/** For each pair, whether every row agrees, and whether either side was written. */
async function seen(pair: MockPair) {
  const [lefts, rights] = [await records(pair.a), await records(pair.b)];
  return lefts.map((left) => {
    const right = partner(left, rights);
    const agrees = LEAVES.every(
      (leaf) =>
        valueAt(left, `postAddress.${leaf}`) === valueAt(right, `visitAddress.${leaf}`) &&
        valueAt(left, `visitAddress.${leaf}`) === valueAt(right, `postAddress.${leaf}`),
    );
    return { agrees, isWritten: writesTo(pair.a, left.id) + writesTo(pair.b, right.id) > 0 };
  });
}

function partner({ orgNr }: Company, others: readonly Company[]): Company {
  const found = others.find((other) => other.orgNr === orgNr);
  if (found === undefined) throw new Error(`the other tenant has no ${orgNr}`);
  return found;
}

/** The engine's writes that were accepted, of one record or of all. */
function writesTo({ log }: ServedTenant, id?: string): number {
  return log
    .since()
    .filter((write) => write.actor === ENGINE && isAccepted(write) && (id ?? write.id) === write.id).length;
}

async function firstOf(tenant: ServedTenant): Promise<Company> {
  const [first] = await records(tenant);
  if (first === undefined) throw new Error('the tenant is empty');
  return first;
}

describe.concurrent('sync --watch', () => {
  it('syncs what is edited while it runs, and logs each row that it writes', async () => {
    const pair = await mockPair(ORG_NRS);
    const sync = startSync(urlsOf(pair), [...WATCH, ...state('edit')]);
    const first = await sync.next('pass');
    expect(first).toMatchObject({ pass: 1, ok: true, linked: 3, writes: 12, problems: 0, ambiguous: 0 });
    await sync.next('pass', ({ writes }) => writes === 0);

    const left = await firstOf(pair.a);
    const right = partner(left, await records(pair.b));
    pair.a.controls.edit(left.id, { postAddress: { postCode: '4950' } });
    const write = await sync.next('write');
    expect(write).toEqual({
      time: write.time,
      event: 'write',
      section: 'Crmoffice Companies to Crmoffice Companies',
      pair: { left: left.id, right: right.id },
      side: 'right',
      row: 'postAddress.postCode → visitAddress.postCode',
      from: '0150',
      to: '4950',
      why: 'only edit',
    });
    expect(partner(left, await records(pair.b)).visitAddress?.postCode).toBe('4950');
    const quiet = await sync.next('pass', ({ writes }) => writes === 0);

    sync.signal('SIGTERM');
    const { status, lines } = await sync.end();
    expect(status).toBe(0);
    expect(lines.filter(({ event }) => event === 'linked').length).toBe(3);
    // The signal may come amid a pass, which then says so: the only problem that there may be.
    const problems = lines.flatMap((line) => (line.event === 'problem' ? [line.message] : []));
    expect(['', 'stopped: not all of the work was done']).toContain(problems.join());
    const stop = lines.at(-1);
    expect(stop).toMatchObject({
      event: 'stop',
      why: 'SIGTERM',
      writes: 13,
      linked: 3,
      ended: 0,
      problems: problems.length,
    });
    expect(stop?.event === 'stop' && stop.passes).toBeGreaterThanOrEqual(quiet.pass);

    // Each row that changed in a tenant has a line, and each line such a row.
    const inTenants = [...pair.a.log.since(), ...pair.b.log.since()]
      .filter(({ actor }) => actor === ENGINE)
      .flatMap(({ id, before, after }) =>
        (['postAddress', 'visitAddress'] as const).flatMap((address) =>
          LEAVES.flatMap((leaf) => {
            const [from, to] = [before?.[address]?.[leaf] ?? null, after?.[address]?.[leaf] ?? null];
            return from === to ? [] : [`${id}: ${from} ${to}`];
          }),
        ),
      );
    const inLog = lines.flatMap((line) =>
      line.event === 'write' ? [`${line.pair[line.side]}: ${line.from} ${line.to}`] : [],
    );
    expect(inLog.toSorted()).toEqual(inTenants.toSorted());
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('%s amid a pass: no pair half done, and 0', async (name) => {
    const pair = await mockPair(Array.from({ length: 60 }, (_, index) => String(200_000_000 + index)));
    const sync = startSync(urlsOf(pair), [...WATCH, ...state(name)]);
    let patches = 0;
    const onPatch = (): void => {
      patches += 1;
      if (patches === 5) sync.signal(name);
    };
    pair.a.controls.beforePatch(onPatch);
    pair.b.controls.beforePatch(onPatch);
    const { status, lines, stderr } = await sync.end();
    expect([status, lines.at(-1)?.event]).toEqual([0, 'stop']);
    expect(lines.at(-1)).toMatchObject({ why: name });
    expect(stderr).toContain(`${name}: stops when the writes in hand are done`);
    expect((await seen(pair)).filter(({ isWritten, agrees }) => isWritten && !agrees)).toEqual([]);

    // The state was saved: what is left is done by the next run, and nothing twice.
    const next = await startSync(urlsOf(pair), ['--log', 'json', ...state(name)]).end();
    expect([next.status, next.lines.at(-1)]).toMatchObject([0, { why: 'settled' }]);
    expect((await seen(pair)).filter(({ agrees }) => !agrees)).toEqual([]);
    expect(writesTo(pair.a) + writesTo(pair.b)).toBe(60 * 2);
  });

  it('ends at once when it is signalled a second time', async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests += 1;
      if (requests > 1) return;
      response.setHeader('content-type', 'application/json').end('{"items":[],"next":null}');
    });
    const url = await listen(server);
    const amidPass = new Promise<void>((resolve) => {
      server.on('request', () => {
        if (requests === 2) resolve();
      });
    });
    const sync = startSync({ a: url, b: url }, [...WATCH, ...state('twice')]);
    await amidPass;
    sync.signal('SIGTERM');
    await sync.says('once more ends it at once');
    sync.signal('SIGTERM');
    expect((await sync.end()).status).toBe(143);
  });

  it('stops in good time though a tenant asks to be left alone for long', async () => {
    let requests = 0;
    const url = await listen(
      createServer((_, response) => {
        requests += 1;
        response.setHeader('content-type', 'application/json');
        if (requests === 1) response.end('{"items":[],"next":null}');
        else response.writeHead(429, { 'retry-after': '50' }).end('{"title":"Too Many Requests"}');
      }),
    );
    const sync = startSync({ a: url, b: url }, [...WATCH, ...state('long')]);
    expect((await sync.next('retry')).waitMs).toBeGreaterThanOrEqual(50_000);
    sync.signal('SIGTERM');
    const { status, lines } = await sync.end();
    expect([status, lines.at(-1)]).toMatchObject([0, { event: 'stop', why: 'SIGTERM', passes: 1 }]);
    expect(lines.find(({ event }) => event === 'problem')).toMatchObject({
      message: 'GET /companies: 429 Too Many Requests (the client was closed before the next)',
    });
  });

  it('survives a tenant that goes down and comes back, and says so', async () => {
    const pair = await mockPair(ORG_NRS);
    const toB = await road(pair.b.url);
    const sync = startSync({ a: pair.a.url, b: toB.url }, [...WATCH, ...state('down')]);
    await sync.next('pass', ({ ok, writes }) => ok && writes === 0);
    toB.cut();
    pair.a.controls.edit((await firstOf(pair.a)).id, { postAddress: { postCode: '4950' } });
    expect(await sync.next('retry')).toMatchObject({ tenant: 'B', operation: 'GET /companies', attempt: 1 });
    const problem = await sync.next('problem');
    expect(problem).toMatchObject({ pair: null });
    expect(problem.message).toMatch(/^GET \/companies: no whole answer: .* \(4 attempts\)$/);
    expect(await sync.next('pass')).toMatchObject({ ok: false, writes: 0, ended: 0 });
    const opened = await sync.next('circuit opened');
    expect(opened.tenant).toBe('B');
    await sync.next('problem', ({ message }) => message.includes(`is down since ${opened.since}`));
    toB.mend();
    expect(await sync.next('circuit closed')).toMatchObject({ tenant: 'B', since: opened.since });
    expect(await sync.next('write')).toMatchObject({ side: 'right', from: '0150', to: '4950' });
    sync.signal('SIGTERM');
    const { status, lines } = await sync.end();
    expect(status).toBe(0);
    expect(lines.filter(({ event }) => event === 'ended')).toEqual([]);
    expect((await seen(pair)).every(({ agrees }) => agrees)).toBe(true);
  });

  it('waits for a tenant that is down at the start; every option has its variable; no token is logged', async () => {
    let isDown = true;
    const server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      if (!isDown) response.end('{"items":[],"next":null}');
      else response.writeHead(500).end(JSON.stringify({ title: request.headers.authorization }));
    });
    const url = await listen(server);
    const sync = startSync({ a: url, b: url }, state('start'), {
      QA_WATCH: '1',
      QA_INTERVAL: '0.05',
      QA_LOG: 'json',
    });
    expect((await sync.next('retry')).why).toBe('500 Bearer ***');
    expect((await sync.next('problem')).message).toBe('GET /companies: 500 Bearer *** (4 attempts)');
    isDown = false;
    await sync.next('pass', ({ ok }) => ok);
    sync.signal('SIGTERM');
    expect((await sync.end()).status).toBe(0);
  });
});

describe.concurrent('sync', () => {
  it('settles, and is quiet the next time', async () => {
    const pair = await mockPair(ORG_NRS);
    const args = ['--log', 'json', ...state('settle')];
    const first = await startSync(urlsOf(pair), args).end();
    expect([first.status, first.lines.at(-1)]).toMatchObject([
      0,
      { event: 'stop', why: 'settled', writes: 12 },
    ]);
    const second = await startSync(urlsOf(pair), args).end();
    expect(second.lines.map(({ event }) => event)).toEqual(['pass', 'stop']);
    expect(second.lines[0]).toMatchObject({ full: false });
    const third = await startSync(urlsOf(pair), [...args, '--full']).end();
    expect(third.lines[0]).toMatchObject({ event: 'pass', full: true, writes: 0 });
  });

  it('asks no more often than it may, and says that it waits', async () => {
    const pair = await mockPair(ORG_NRS);
    const args = ['--log', 'json', ...state('slow'), '--per-second', '4'];
    const { status, lines } = await startSync(urlsOf(pair), args).end();
    expect(status).toBe(0);
    expect(lines.find(({ event }) => event === 'throttled')).toMatchObject({ perSecond: 4 });
    // More than four requests go to each tenant: the fifth goes a second after the first at the earliest.
    expect(lines.at(-1)).toMatchObject({
      event: 'stop',
      durationMs: expect.toSatisfy((ms: number) => ms >= 1000),
    });
  });

  it('ends with 2 where something is left to do', async () => {
    const pair = await mockPair(ORG_NRS);
    pair.b.controls.faults.arm([{ name: 'expired-token', on: { method: 'PATCH' } }], 1);
    const { status, lines } = await startSync(urlsOf(pair), ['--log', 'json', ...state('left')]).end();
    expect([status, lines.at(-1)]).toMatchObject([2, { event: 'stop', why: 'not settled in 8 passes' }]);
    expect(lines.find(({ event }) => event === 'problem')).toMatchObject({
      pair: { left: expect.any(String), right: expect.any(String) },
      message: expect.stringMatching(/^PATCH \/companies\/\d+: 401 /),
    });
  });
});
