import { describe, expect, it, onTestFinished } from 'vitest';
import { startSesamNode, type ServedSesamNode } from '../cli/testing/sesam-node.ts';
import type { PassOutcome, RunningEngine } from './index.ts';
import { sesamEngine } from './sesam.ts';
import { json, serve } from './testing/server.ts';
import { setting } from './testing/setting.ts';
import { timeOfPauses } from './testing/time.ts';

const JWT = 'ey.secret-of.the-node';

interface Begun extends Pick<ServedSesamNode, 'controls'> {
  engine: RunningEngine;
  /** The pipes whose syncs ran, in their order. */
  ran: string[];
}

/** A node with the pipes a, b and c. */
async function begin(pipes: string[], options: { runAll?: boolean; url?: string } = {}): Promise<Begun> {
  const ran: string[] = [];
  const node = await startSesamNode({
    jwt: JWT,
    pipes: ['a', 'b', 'c'].map((id) => ({ id, run: async () => void ran.push(id) })),
    ...options,
  });
  onTestFinished(() => node.close());
  const choice = { url: options.url ?? `${node.url}/`, pipes, jwt: JWT };
  const engine = await sesamEngine(choice, timeOfPauses()).start(setting());
  onTestFinished(() => engine.close());
  return { engine, controls: node.controls, ran };
}

function failed(outcome: PassOutcome): { reason: string; output?: string | undefined } {
  if (outcome.ok) throw new Error('the pass ended well');
  return outcome;
}

const pumps = ({ controls }: Begun): string[] =>
  controls.requests().filter((asked) => asked.endsWith('/pump'));

describe('named pipes', () => {
  it('are run in the order that was given, and no other is', async () => {
    const begun = await begin(['c', 'a']);
    expect(await begun.engine.pass()).toEqual({ ok: true });
    expect(begun.ran).toEqual(['c', 'a']);
    expect(await begun.engine.pass()).toEqual({ ok: true });
    expect(begun.ran).toEqual(['c', 'a', 'c', 'a']);
  });

  it('wait for one that runs slowly before the next is started', async () => {
    const { engine, controls, ran } = await begin(['a', 'b']);
    controls.pipe('a').slow(3);
    expect(await engine.pass()).toEqual({ ok: true });
    expect(ran).toEqual(['a', 'b']);
    const asked = controls.requests();
    const looks = asked
      .slice(asked.indexOf('POST /api/pipes/a/pump'), asked.indexOf('POST /api/pipes/b/pump'))
      .filter((one) => one === 'GET /api/pipes/a');
    expect(looks.length).toBeGreaterThan(3);
  });

  it('are done when their queues have emptied, though late', async () => {
    const begun = await begin(['a', 'b']);
    begun.controls.pipe('a').enqueue(12, 2);
    expect(await begun.engine.pass()).toEqual({ ok: true });
    expect(begun.controls.pipe('a').queued()).toBe(0);
  });

  it('are started again where a queue does not empty itself', async () => {
    const begun = await begin(['a', 'b']);
    // The second pipe leaves something for the first, once.
    let isFirst = true;
    const [a, b] = [begun.controls.pipe('a'), begun.controls.pipe('b')];
    b.onEnd(() => {
      if (isFirst) a.enqueue(3);
      isFirst = false;
    });
    expect(await begun.engine.pass()).toEqual({ ok: true });
    expect(begun.ran).toEqual(['a', 'b', 'a']);
    expect(a.queued()).toBe(0);
  });

  it('have failed at the time limit where a queue never empties, and the reason names it', async () => {
    const { engine, controls } = await begin(['a', 'b']);
    controls.pipe('b').enqueue(7, Infinity);
    controls.pipe('b').onEnd(() => controls.pipe('b').enqueue(7));
    expect(failed(await engine.pass()).reason).toBe(
      'the pass took longer than 20 s: the queues of pipe b still held 7',
    );
  });

  it('are stopped at the time limit where they run still', async () => {
    const { engine, controls, ran } = await begin(['a', 'b']);
    controls.pipe('a').slow(Infinity);
    expect(failed(await engine.pass()).reason).toBe(
      'the pass took longer than 20 s: pipe a was still running',
    );
    expect(controls.pipe('a').stops).toBe(1);
    expect(ran).toEqual(['a']);
  });

  it('that the node runs by itself are not stopped at the time limit', async () => {
    const { engine, controls, ran } = await begin(['a']);
    controls.pipe('a').slow(Infinity);
    controls.pipe('a').startByItself();
    expect(failed(await engine.pass()).reason).toContain('pipe a was still running');
    expect(controls.pipe('a').stops).toBe(0);
    expect(ran).toEqual(['a']);
  });

  it('that run already are run once more, as that run may have missed an edit', async () => {
    const { engine, controls, ran } = await begin(['a']);
    controls.pipe('a').slow(2);
    controls.pipe('a').startByItself();
    controls.pipe('a').slow(0);
    expect(await engine.pass()).toEqual({ ok: true });
    expect(ran).toEqual(['a', 'a']);
  });

  it('end a pass where one failed, with its name and its error', async () => {
    const begun = await begin(['a', 'b', 'c']);
    begun.controls.pipe('b').fail('HTTP 500 from the CRM');
    expect(await begun.engine.pass()).toEqual({
      ok: false,
      reason: 'pipe b failed',
      output: 'HTTP 500 from the CRM',
    });
    expect(begun.ran).toEqual(['a']);
    begun.controls.pipe('b').fail(null);
    expect(await begun.engine.pass()).toEqual({ ok: true });
  });

  it('end a pass where one is configured wrongly, before any is started', async () => {
    const begun = await begin(['a', 'b']);
    begun.controls.pipe('b').invalid(['no such system: crm', 'no sink']);
    expect(await begun.engine.pass()).toEqual({
      ok: false,
      reason: 'pipe b has an invalid configuration',
      output: 'no such system: crm; no sink',
    });
    expect(pumps(begun)).toEqual([]);
  });

  it('end a pass where the node has none of that name', async () => {
    const begun = await begin(['a', 'bee/ä']);
    expect(failed(await begun.engine.pass()).reason).toMatch(/answered 404: the node has no pipe bee\/ä/);
    expect(pumps(begun)).toEqual([]);
  });
});

describe('a node', () => {
  it('that is being deployed is waited for, also amid a pass', async () => {
    const { engine, controls, ran } = await begin(['a']);
    controls.deploy(4);
    controls.pipe('a').slow(1);
    expect(await engine.pass()).toEqual({ ok: true });
    expect(ran).toEqual(['a']);
    expect(controls.requests().slice(0, 5)).toEqual(Array(5).fill('GET /api/pipes/a'));
  });

  it('that is deployed for too long has failed the pass, and the reason says so', async () => {
    const { engine, controls } = await begin(['a']);
    controls.deploy(Infinity);
    expect(failed(await engine.pass()).reason).toMatch(
      /^the pass took longer than 20 s: .*answered 503: the node is not ready/,
    );
  });

  it('whose pipe is being deployed is waited for', async () => {
    let looks = 0;
    const runtime = { 'is-running': false, queues: { source: null, dependencies: null }, success: true };
    const server = await serve(({ method }, response) => {
      if (method === 'GET') looks += 1;
      json(response, 200, { _id: 'a', runtime: { ...runtime, state: looks < 3 ? 'Deploying' : 'OK' } });
    });
    const { engine } = await begin(['a'], { url: server.url });
    expect(await engine.pass()).toEqual({ ok: true });
    const first = server.seen.findIndex(({ method }) => method === 'POST');
    expect(server.seen.slice(0, first).length).toBeGreaterThanOrEqual(3);
    expect(server.seen[first]).toMatchObject({
      url: '/pipes/a/pump',
      body: 'operation=start',
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Bearer ${JWT}` },
    });
  });

  it('that cannot be reached is waited for until the time limit', async () => {
    const { engine } = await begin(['a'], { url: 'http://127.0.0.1:1/api' });
    expect(failed(await engine.pass()).reason).toMatch(
      /^the pass took longer than 20 s: GET http:\/\/127\.0\.0\.1:1\/api\/pipes\/a: no answer: /,
    );
  });

  it('whose token has expired has failed the pass at once, names SESAM_JWT and does not show it', async () => {
    const { engine, controls } = await begin(['a']);
    expect(await engine.pass()).toEqual({ ok: true });
    const before = controls.requests().length;
    controls.expireToken();
    const { reason, output } = failed(await engine.pass());
    expect(reason).toMatch(/answered 401: SESAM_JWT is not accepted, or has expired/);
    expect(output).toBe('{"detail":"The token [token] has expired"}');
    expect(controls.requests()).toHaveLength(before + 1);
  });

  it('that is none has failed the pass', async () => {
    const server = await serve((_, response) => json(response, 200, { hello: 'world' }));
    const { engine } = await begin(['a'], { url: server.url });
    expect(failed(await engine.pass())).toMatchObject({
      reason: expect.stringContaining('not the answer of a Sesam node'),
      output: '{"hello":"world"}',
    });
  });
});

describe('all pipes', () => {
  it('are run by the node, which is not told to delete anything', async () => {
    const { engine, controls, ran } = await begin([]);
    expect(await engine.pass()).toEqual({ ok: true });
    // Once, and the extra runs that must change nothing.
    expect(ran).toEqual(['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c']);
    expect(controls.wiped()).toBe(false);
  });

  it('have failed where one did', async () => {
    const { engine, controls } = await begin([]);
    controls.pipe('b').fail('HTTP 500 from the CRM');
    expect(failed(await engine.pass())).toEqual({
      ok: false,
      reason: 'the node says that its run of all pipes is failed: pipe b failed',
      output: 'HTTP 500 from the CRM',
    });
  });

  it('are stopped at the time limit', async () => {
    const node = await startSesamNode({ jwt: JWT, pipes: [{ id: 'a', run: () => new Promise(() => {}) }] });
    onTestFinished(() => node.close());
    const choice = { url: node.url, pipes: [], jwt: JWT };
    const engine = await sesamEngine(choice, timeOfPauses()).start(setting());
    expect(failed(await engine.pass()).reason).toBe(
      'the pass took longer than 20 s: the run of all pipes is running',
    );
    expect(node.controls.runsStopped()).toBe(1);
    await engine.close();
  });

  it('cannot be run by a node without that call, and the reason says what to do', async () => {
    const { engine } = await begin([], { runAll: false });
    expect(failed(await engine.pass()).reason).toMatch(
      /answered 404: this node has no call that runs all pipes; name them with --sesam-pipes$/,
    );
  });

  it('are not begun where one is configured wrongly', async () => {
    const { engine, controls, ran } = await begin([]);
    controls.pipe('c').invalid(['no sink']);
    expect(failed(await engine.pass()).reason).toBe('pipe c has an invalid configuration');
    expect(ran).toEqual([]);
  });
});
