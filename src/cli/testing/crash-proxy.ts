/** Stands between an engine and a tenant, and kills the engine at a chosen boundary of a chosen request. */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

/** Where in the n-th request that is counted the engine dies. */
export interface KillPoint {
  /** Requests of all methods are counted, or PATCHes alone. */
  counted: 'any' | 'PATCH';
  n: number;
  /** Before the tenant gets it; when it is applied and not answered; when the answer is out. */
  at: 'before it is applied' | 'before it is answered' | 'after it is answered';
}

/** Counts down over all proxies that share it. */
export interface Trigger {
  arm(point: KillPoint, kill: () => void): void;
  disarm(): void;
  /** Counts a request; answers where it is to be killed, if it is the one. */
  arrived(method: string): KillPoint['at'] | null;
  kill(): void;
}

export function createTrigger(): Trigger {
  let left = 0;
  let armed: { point: KillPoint; kill: () => void } | null = null;
  return {
    arm(point, kill) {
      armed = { point, kill };
      left = point.n;
    },
    disarm() {
      armed = null;
    },
    arrived(method) {
      if (armed === null || (armed.point.counted === 'PATCH' && method !== 'PATCH')) return null;
      left -= 1;
      return left === 0 ? armed.point.at : null;
    },
    kill() {
      armed?.kill();
    },
  };
}

/** Serves `target` on a port of its own. */
export async function startProxy(
  target: string,
  trigger: Trigger,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((incoming, response) => {
    forward(target, trigger, incoming, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function forward(
  target: string,
  trigger: Trigger,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bytesOf(incoming);
  const at = trigger.arrived(incoming.method ?? '');
  if (at === 'before it is applied') {
    trigger.kill();
    response.destroy();
    return;
  }
  const answer = await ask(target, incoming, body);
  const answered = await bytesOf(answer);
  if (at === 'before it is answered') {
    trigger.kill();
    response.destroy();
    return;
  }
  response.writeHead(answer.statusCode ?? 500, answer.headers);
  response.end(answered, () => {
    if (at !== null) trigger.kill();
  });
}

function ask(
  target: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = request(`${target}${url ?? ''}`, { method, headers }, resolve);
    asked.on('error', reject);
    asked.end(body);
  });
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
