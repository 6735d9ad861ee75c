import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startStandin } from './server.ts';

test('without a clock handed in the time is the real one, and tokens cannot be guessed', async () => {
  const at = await startStandin({ clients: { qa: 's' } });
  onTestFinished(() => at.close());
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'qa', client_secret: 's' });
  for (let n = 0; n < 2; n += 1) await fetch(new URL('/connect/token', at.url), { method: 'POST', body });
  const [, one = '', other = ''] = at.secrets();
  expect([one.length, other.length, one === other]).toEqual([32, 32, false]);
  const before = Date.now();
  const headers = { authorization: `Bearer ${one}`, 'content-type': 'application/json' };
  await fetch(`${at.url}/organisations`, { method: 'POST', headers, body: '{}' });
  const updated = Date.parse(at.ownLeft()[0]?.meta.updated ?? '');
  expect(updated).toBeGreaterThanOrEqual(before);
  expect(updated).toBeLessThanOrEqual(Date.now());
});

test('a port that is taken is told with what to do; a closed stand-in may be closed again, and is gone', async () => {
  const at = await startStandin();
  onTestFinished(() => at.close());
  const port = Number(new URL(at.url).port);
  await expect(startStandin({ port })).rejects.toThrow(`cannot have port ${port}`);
  await at.close();
  await at.close();
  await expect(fetch(`${at.url}/tenant`)).rejects.toThrow('fetch failed');
});

test('a client that hangs up while it asks is not answered, and the next one is', async () => {
  const at = await startStandin({ fixedTokens: { engine: 't' } });
  onTestFinished(() => at.close());
  const headers = { authorization: 'Bearer t', 'content-type': 'application/json' };
  const socket = connect(Number(new URL(at.url).port), '127.0.0.1');
  const head = Object.entries({ host: 'localhost', 'content-length': '15', ...headers });
  socket.write('POST /api/v2/organisations HTTP/1.1\r\n');
  for (const [name, value] of head) socket.write(`${name}: ${value}\r\n`);
  await new Promise((resolve) => socket.write('\r\n{"title":', resolve));
  socket.destroy();
  await once(socket, 'close');
  expect((await fetch(`${at.url}/tenant`, { headers })).status).toBe(200);
  expect(at.requests()).toMatchObject([{ method: 'GET', status: 200 }]);
  expect(at.ownLeft()).toEqual([]);
});

test.each([{ burst: 0 }, { tokenLifetimeMs: 0 }, { clients: { qa: 'two words' } }, { foreign: -1 }])(
  'wrong options are refused: %j',
  async (options) => {
    await expect(startStandin(options)).rejects.toThrow(Object.keys(options)[0]);
  },
);
