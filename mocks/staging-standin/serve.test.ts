import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { startStandin } from './server.ts';

const SERVE = fileURLToPath(new URL('./serve.ts', import.meta.url));

function start(options: string): ChildProcess {
  const child = fork(SERVE, [], {
    execArgv: ['--import', 'tsx'],
    env: { PATH: process.env['PATH'], STANDIN_OPTIONS: options },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

function streamOf(stream: NodeJS.ReadableStream | null): NodeJS.ReadableStream {
  if (stream === null) throw new Error('the child has no such stream');
  return stream;
}

async function ask(child: ChildProcess, question: string): Promise<unknown> {
  const answer = once(child, 'message');
  child.send(question);
  return (await answer)[0];
}

test('a process of its own prints its URL, answers questions, and ends when its parent lets it go', async () => {
  const child = start(JSON.stringify({ fixedTokens: { engine: 't' }, foreign: 3 }));
  const [line] = await once(createInterface(streamOf(child.stdout)), 'line');
  const { url } = z.strictObject({ url: z.string() }).parse(JSON.parse(String(line)));
  const headers = { authorization: 'Bearer t', 'content-type': 'application/json' };
  const made = await fetch(`${url}/organisations`, { method: 'POST', headers, body: '{"title":"own"}' });
  expect(made.status).toBe(201);

  expect(await ask(child, 'ownLeft')).toMatchObject({ question: 'ownLeft', answer: [{ title: 'own' }] });
  expect(await ask(child, 'foreignWrites')).toEqual({ question: 'foreignWrites', answer: [] });
  expect(await ask(child, 'secrets')).toEqual({ question: 'secrets', answer: ['t'] });
  expect(await ask(child, 'requests')).toMatchObject({ answer: [{ method: 'POST', status: 201 }] });
  // The same options in this process: the same foreign records, byte for byte.
  const here = await startStandin({ foreign: 3 });
  onTestFinished(() => here.close());
  expect(await ask(child, 'digest')).toEqual({ question: 'digest', answer: here.digest() });
  expect(await ask(child, 'close')).toMatchObject({ question: 'close', error: expect.any(String) });

  const ended = once(child, 'exit');
  child.disconnect();
  expect(await ended).toEqual([0, null]);
});

test.each([
  ['no JSON', '{"clients":{"qa":"hush"', 'STANDIN_OPTIONS is not JSON\n'],
  ['a wrong option', '{"clients":{"qa":"hush hush"}}', 'clients.qa'],
])('%s: one message without the secret, and exit status 2', async (_, options, said) => {
  const child = start(options);
  const [told, [status]] = await Promise.all([text(streamOf(child.stderr)), once(child, 'exit')]);
  expect(status).toBe(2);
  expect(told).toContain(said);
  expect(told).not.toMatch(/hush|\n\s+at /);
});
