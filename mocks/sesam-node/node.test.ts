/** The mock node over its socket: the paths and the JSON that a client of a real one knows. */
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { startSesamNode, type SesamNodeOptions, type ServedSesamNode } from './index.ts';

const JWT = 'the-jwt';

async function serve(options: Partial<SesamNodeOptions> = {}): Promise<ServedSesamNode> {
  const pipes = [{ id: 'a', run: () => Promise.resolve() }];
  const node = await startSesamNode({ jwt: JWT, pipes, ...options });
  onTestFinished(() => node.close());
  return node;
}

interface Answer {
  status: number;
  json: unknown;
}

async function call(
  { url }: ServedSesamNode,
  method: string,
  path: string,
  { body, token = JWT }: { body?: string | URLSearchParams; token?: string } = {},
): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, json: await response.json() };
}

const operate = (node: ServedSesamNode, operation: string): Promise<Answer> =>
  call(node, 'POST', '/pipes/a/pump', { body: new URLSearchParams({ operation }) });

const runtimeOf = ({ json }: Answer): Record<string, unknown> =>
  z.object({ runtime: z.record(z.string(), z.unknown()) }).parse(json).runtime;

it('shows its pipes, all or one', async () => {
  const node = await serve();
  const one = await call(node, 'GET', '/pipes/a');
  expect(one).toEqual({
    status: 200,
    json: {
      _id: 'a',
      type: 'pipe',
      runtime: {
        state: 'Enabled',
        'is-running': false,
        'is-disabled': false,
        'is-valid-config': true,
        'config-errors': [],
        queues: { source: 0, dependencies: {} },
        'last-run': null,
        success: null,
        'last-message': null,
        'last-original-error-message': null,
      },
    },
  });
  expect((await call(node, 'GET', '/pipes')).json).toEqual([one.json]);
  expect((await call(node, 'GET', '/pipes/b')).status).toBe(404);
  expect((await call(node, 'GET', '/nothing')).status).toBe(404);
});

it('runs a sync by the pump of its pipe: it shows as running until the sync has ended, and is started once', async () => {
  let end = (): void => {};
  const ending = new Promise<void>((resolve) => {
    end = resolve;
  });
  const node = await serve({ pipes: [{ id: 'a', run: () => ending }] });
  const started = await operate(node, 'start');
  expect(started.status).toBe(200);
  expect(runtimeOf(started)['is-running']).toBe(true);
  expect((await operate(node, 'start')).status).toBe(409);
  expect(runtimeOf(await call(node, 'GET', '/pipes/a'))).toMatchObject({ 'is-running': true, success: null });
  end();
  await expect.poll(() => node.controls.pipe('a').isRunning()).toBe(false);
  expect(runtimeOf(await call(node, 'GET', '/pipes/a'))).toMatchObject({
    'is-running': false,
    success: true,
  });
  expect(node.controls.pipe('a').starts).toBe(1);
});

it('shows what a run failed of, until one ends well', async () => {
  let error: string | null = 'no route to the CRM';
  const run = async (): Promise<void> => {
    if (error !== null) throw new Error(error);
  };
  const node = await serve({ pipes: [{ id: 'a', run }] });
  await operate(node, 'start');
  expect(runtimeOf(await call(node, 'GET', '/pipes/a'))).toMatchObject({
    success: false,
    'last-original-error-message': 'no route to the CRM',
  });
  error = null;
  await operate(node, 'start');
  expect(runtimeOf(await call(node, 'GET', '/pipes/a'))).toMatchObject({
    success: true,
    'last-original-error-message': null,
  });
});

it('refuses an operation that it does not have', async () => {
  expect((await operate(await serve(), 'explode')).status).toBe(400);
});

it('stops a slow run, and counts that', async () => {
  const node = await serve();
  node.controls.pipe('a').slow(Infinity);
  await operate(node, 'start');
  expect(runtimeOf(await call(node, 'GET', '/pipes/a'))['is-running']).toBe(true);
  await operate(node, 'stop');
  expect(runtimeOf(await call(node, 'GET', '/pipes/a'))['is-running']).toBe(false);
  expect(node.controls.pipe('a').stops).toBe(1);
});

it('shows an invalid configuration', async () => {
  const node = await serve();
  node.controls.pipe('a').invalid(['no sink']);
  expect(runtimeOf(await call(node, 'GET', '/pipes/a'))).toMatchObject({
    'is-valid-config': false,
    'config-errors': ['no sink'],
  });
});

it('holds a queue for so many looks, or until a run', async () => {
  const node = await serve();
  const source = async (): Promise<unknown> => runtimeOf(await call(node, 'GET', '/pipes/a'))['queues'];
  node.controls.pipe('a').enqueue(3, 1);
  expect(await source()).toMatchObject({ source: 3 });
  expect(await source()).toMatchObject({ source: 0 });
  node.controls.pipe('a').enqueue(4);
  for (let look = 0; look < 3; look += 1) expect(await source()).toMatchObject({ source: 4 });
  await operate(node, 'start');
  expect(await source()).toMatchObject({ source: 0 });
});

it('answers 401 to another token, and to its own once that has expired', async () => {
  const node = await serve();
  expect((await call(node, 'GET', '/pipes', { token: 'other' })).status).toBe(401);
  node.controls.expireToken();
  expect((await call(node, 'GET', '/pipes')).status).toBe(401);
  node.controls.renewToken('new');
  expect((await call(node, 'GET', '/pipes', { token: 'new' })).status).toBe(200);
});

it('answers 503 while it is being deployed', async () => {
  const node = await serve();
  node.controls.deploy(2);
  const statuses = [];
  for (let request = 0; request < 3; request += 1) statuses.push((await call(node, 'GET', '/pipes')).status);
  expect(statuses).toEqual([503, 503, 200]);
});

it('runs all its pipes, and would delete what it knows unless told not to', async () => {
  const node = await serve();
  const limits = 'extra_zero_runs=1&max_runs=10&max_run_time=60&request_mode=async';
  const kept = 'delete_input_datasets=False&reset_pipes_and_delete_sink_datasets=False';
  const { token } = z
    .object({ token: z.string() })
    .parse((await call(node, 'POST', `/pipes/run-all-pipes?${limits}&${kept}`)).json);
  const status = async (of: string): Promise<unknown> =>
    (await call(node, 'GET', `/pipes/get-pipe-runner-status?token=${of}`)).json;
  await expect.poll(() => status(token)).toEqual({ status: 'success' });
  expect(await status('other')).toEqual({ status: 'not-running' });
  expect(node.controls.pipe('a').starts).toBe(2);
  expect(node.controls.wiped()).toBe(false);
  await call(node, 'POST', `/pipes/run-all-pipes?${limits}`);
  expect(node.controls.wiped()).toBe(true);
});

it('has no call for all pipes where it is an older one', async () => {
  const node = await serve({ runAll: false });
  expect((await call(node, 'POST', '/pipes/run-all-pipes')).status).toBe(404);
});

it('receives entities, and gives them out since a point', async () => {
  const node = await serve();
  const body = JSON.stringify([{ _id: '1' }, { _id: '2' }, { _id: '3' }]);
  expect((await call(node, 'POST', '/receivers/a/entities', { body })).status).toBe(200);
  for (const kind of ['datasets', 'publishers']) {
    expect((await call(node, 'GET', `/${kind}/a/entities?since=1&limit=1`)).json).toEqual([
      { _id: '2', _updated: 2 },
    ]);
  }
  expect((await call(node, 'GET', '/datasets/none/entities')).status).toBe(404);
});
