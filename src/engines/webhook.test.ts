import { describe, expect, it, onTestFinished } from 'vitest';
import type { PassOutcome, RunningEngine } from './index.ts';
import { json, type Reply, serve, type TestServer } from './testing/server.ts';
import { setting } from './testing/setting.ts';
import { timeOfPauses } from './testing/time.ts';
import { webhookEngine } from './webhook.ts';

const TOKEN = 'secret-of-the-webhook';

async function start(
  reply: Reply,
  { status, token = TOKEN }: { status?: string; token?: string | null } = {},
): Promise<{ engine: RunningEngine; server: TestServer }> {
  const server = await serve(reply);
  const choice = { url: `${server.url}/start?key=of-the-url`, token };
  const statusUrl = status === undefined ? null : server.url + status;
  const engine = await webhookEngine({ ...choice, statusUrl }, timeOfPauses()).start(setting());
  onTestFinished(() => engine.close());
  return { engine, server };
}

async function outcomeOf(reply: Reply, more: { status?: string } = {}): Promise<PassOutcome> {
  return (await start(reply, more)).engine.pass();
}

const asked = ({ seen }: TestServer): string[] => seen.map(({ method, url }) => `${method} ${url}`);

describe('a webhook that answers when the pass is done', () => {
  it('is asked once, with the number of the pass and the token', async () => {
    const { engine, server } = await start((_, response) => json(response, 200, {}));
    expect([await engine.pass(), await engine.pass()]).toEqual([{ ok: true }, { ok: true }]);
    expect(asked(server)).toEqual(['POST /start?key=of-the-url', 'POST /start?key=of-the-url']);
    expect(server.seen.map(({ body }) => JSON.parse(body))).toEqual([{ pass: 1 }, { pass: 2 }]);
    expect(server.seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
    });
  });

  it('is sent no token where there is none', async () => {
    const { engine, server } = await start((_, response) => json(response, 204, ''), { token: null });
    expect(await engine.pass()).toEqual({ ok: true });
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
  });

  it('may say in the answer that it failed', async () => {
    expect(
      await outcomeOf((_, response) =>
        json(response, 200, { status: 'failed', message: 'tenant B is down' }),
      ),
    ).toEqual({ ok: false, reason: 'the webhook says that the pass failed', output: 'tenant B is down' });
  });

  it('cannot say that it goes on, and not where', async () => {
    expect(await outcomeOf((_, response) => json(response, 200, { status: 'running' }))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('--webhook-status-url'),
    });
  });
});

describe('a webhook that answers when the pass has begun', () => {
  const thenSays = (...said: unknown[]): Reply => {
    let looks = 0;
    return ({ method }, response) => {
      if (method === 'POST') json(response, 202, {}, { location: '/status/1' });
      else json(response, 200, said[Math.min(looks++, said.length - 1)]);
    };
  };

  it.each(['done', 'succeeded'])('is polled at its Location until it is %s', async (end) => {
    const { engine, server } = await start(
      thenSays({ status: 'queued' }, { status: 'running', more: 'is ignored' }, { status: end }),
    );
    expect(await engine.pass()).toEqual({ ok: true });
    expect(asked(server)).toEqual([
      'POST /start?key=of-the-url',
      'GET /status/1',
      'GET /status/1',
      'GET /status/1',
    ]);
    expect(server.seen.every(({ headers }) => headers.authorization === `Bearer ${TOKEN}`)).toBe(true);
  });

  it('is polled at the status URL that was given, whatever its answer', async () => {
    for (const code of [200, 202]) {
      const { engine, server } = await start(
        ({ method }, response) =>
          method === 'POST'
            ? json(response, code, {}, { location: '/elsewhere' })
            : json(response, 200, { status: 'done' }),
        { status: '/status' },
      );
      expect(await engine.pass()).toEqual({ ok: true });
      expect(asked(server)).toEqual(['POST /start?key=of-the-url', 'GET /status']);
    }
  });

  it('is not taken for done where the status is still that of the pass before', async () => {
    const said = [
      { status: 'done', pass: 0 },
      { status: 'failed', pass: 1, message: 'why' },
    ];
    const { engine, server } = await start(thenSays(...said));
    expect(await engine.pass()).toMatchObject({ ok: false, output: 'why' });
    expect(asked(server)).toHaveLength(3);
  });

  it.each([
    ['a failure', { status: 'failed', message: 'no rights' }, /says that the pass failed/, 'no rights'],
    [
      'an unknown status',
      { status: 'dancing' },
      /that is no status; it must be JSON/,
      '{"status":"dancing"}',
    ],
    ['no object', [], /that is no status/, '[]'],
  ])('has failed by %s', async (_, said, reason, output) => {
    expect(await outcomeOf(thenSays({ status: 'running' }, said))).toEqual({
      ok: false,
      reason: expect.stringMatching(reason),
      output,
    });
  });

  it('has failed where it goes on for ever, and the reason says what it said last', async () => {
    expect(await outcomeOf(thenSays({ status: 'running' }))).toEqual({
      ok: false,
      reason: 'the pass took longer than 20 s: the status URL says running',
    });
  });

  it('has failed where nothing says where its status is', async () => {
    expect(await outcomeOf((_, response) => json(response, 202, {}))).toMatchObject({
      reason: expect.stringMatching(/nothing says where its status is: give --webhook-status-url/),
    });
  });

  it('is not asked at another origin, which would be handed the token', async () => {
    const other = await serve((_, response) => json(response, 200, { status: 'done' }));
    expect(
      await outcomeOf((_, response) => json(response, 202, {}, { location: `${other.url}/status` })),
    ).toMatchObject({ ok: false, reason: expect.stringContaining(`of another origin, ${other.url}`) });
    expect(other.seen).toEqual([]);
  });
});

describe('a webhook that refuses', () => {
  it.each([
    [401, /answered 401: WEBHOOK_TOKEN/],
    [403, /answered 403: WEBHOOK_TOKEN/],
    [302, /answered 302: redirects are not followed/],
    [500, /answered 500$/],
  ])('with %s has failed, by its status and its words', async (code, reason) => {
    const outcome = await outcomeOf((_, response) =>
      json(response, code, { why: `not with ${TOKEN}` }, { location: '/other' }),
    );
    expect(outcome).toEqual({
      ok: false,
      reason: expect.stringMatching(reason),
      output: '{"why":"not with [token]"}',
    });
    expect(outcome.ok ? '' : outcome.reason).not.toContain('of-the-url');
  });

  it('by closing the connection has failed', async () => {
    const outcome = await outcomeOf((_, response) => response.destroy());
    expect(outcome).toMatchObject({ ok: false, reason: expect.stringMatching(/\/start: no answer: /) });
  });
});
