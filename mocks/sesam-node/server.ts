/** A mock Sesam node on a loopback socket of its own: MSW's handlers answer, so there is one way in. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { getResponse, type RequestHandler } from 'msw';
import { listen } from '../listener.ts';
import { sesamHandlers } from './handlers.ts';
import { createPipe, type PipeControls, type PipeOptions } from './pipe.ts';
import { createRunAll } from './run-all.ts';
import type { NodeState } from './state.ts';

export interface SesamNodeOptions {
  /** The only token that is accepted. */
  jwt: string;
  pipes: readonly PipeOptions[];
  /** Whether it has the call that runs all pipes; by default it has. */
  runAll?: boolean;
  /** 0, the default, takes any free port. */
  port?: number;
  /** Gets what fails unforeseen while a request is answered; by default it becomes a process warning. */
  onError?: (error: unknown) => void;
}

export interface SesamNodeControls {
  /** Throws `RangeError` where there is no such pipe. */
  pipe(id: string): PipeControls;
  /** No token is accepted any more. */
  expireToken(): void;
  /** From now on this one is. */
  renewToken(jwt: string): void;
  /** So many further requests are answered 503. */
  deploy(requests: number): void;
  /** What it was asked, `GET /api/pipes/a`, refused requests too. */
  requests(): readonly string[];
  /** Whether a run of all pipes was asked for that begins by deleting what the node knows. */
  wiped(): boolean;
  /** How often a run of all pipes was stopped. */
  runsStopped(): number;
}

export interface ServedSesamNode {
  /** The API, without a slash at its end: `http://127.0.0.1:41234/api`. */
  readonly url: string;
  readonly controls: SesamNodeControls;
  /** Stops listening and ends every connection at once. May be called twice. */
  close(): Promise<void>;
}

/** Starts a node. Throws where the port cannot be had, with what to do. */
export async function startSesamNode(options: SesamNodeOptions): Promise<ServedSesamNode> {
  const pipes = options.pipes.map((pipe) => createPipe(pipe, () => new Date().toISOString()));
  const state: NodeState = {
    jwt: options.jwt,
    deployingFor: 0,
    wiped: false,
    requests: [],
    pipes: new Map(pipes.map((pipe) => [pipe.id, pipe])),
    runAll: options.runAll === false ? null : createRunAll(pipes),
    datasets: new Map(),
  };
  const onError = options.onError ?? warn;
  const handlers = sesamHandlers(state);
  const server = createServer((message, response) => {
    respond(handlers, message, response).catch((error: unknown) => {
      onError(error);
      response.destroy();
    });
  });
  const where = { name: 'the Sesam node', port: options.port ?? 0, host: '127.0.0.1', onError };
  const listener = await listen(server, where);
  return { url: `${listener.url}/api`, controls: createControls(state), close: () => listener.close() };
}

function createControls(state: NodeState): SesamNodeControls {
  return {
    pipe(id) {
      const pipe = state.pipes.get(id);
      if (!pipe) throw new RangeError(`there is no pipe ${id}`);
      return pipe;
    },
    expireToken: () => {
      state.jwt = null;
    },
    renewToken: (jwt) => {
      state.jwt = jwt;
    },
    deploy: (requests) => {
      state.deployingFor = requests;
    },
    requests: () => state.requests,
    wiped: () => state.wiped,
    runsStopped: () => state.runAll?.stops ?? 0,
  };
}

async function respond(
  handlers: RequestHandler[],
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/' } = message;
  const body = method === 'POST' ? await buffer(message) : null;
  const headers = Object.entries(message.headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  const request = new Request(new URL(url, 'http://node.invalid'), { method, headers, body });
  const answer = await getResponse(handlers, request);
  if (answer === undefined) throw new Error(`no handler answered ${method} ${url}`);
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
