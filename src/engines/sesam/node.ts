/** Client of a Sesam node: the few calls that run its pipes, and what its refusals mean. */
import { z } from 'zod';
import { NoReply, unexpected, type Asked, type Caller, type Reply } from '../caller.ts';
import { PassFailed } from '../pass.ts';
import { Pipe } from './pipe.ts';

/** It cannot be asked now, and perhaps can be later: nobody answers, or it is starting or being deployed. */
export class NotReady extends PassFailed {}

/** All of these throw `NotReady`, or `PassFailed` with what to do. */
export interface SesamNode {
  /** Throws `PassFailed` where there is none of that name. */
  pipe(id: string, signal: AbortSignal): Promise<Pipe>;
  pipes(signal: AbortSignal): Promise<Pipe[]>;
  /** Starts the pipe's pump; false where it runs already. The node answers when the pump has begun. */
  start(id: string, signal: AbortSignal): Promise<boolean>;
  stop(id: string, signal: AbortSignal): Promise<void>;
  /** Starts a run of all pipes, and gives the token that its status is asked with. */
  runAll(limits: { maxRunTimeMs: number }, signal: AbortSignal): Promise<string>;
  runAllStatus(token: string, signal: AbortSignal): Promise<RunAllStatus>;
  stopAll(signal: AbortSignal): Promise<void>;
}

const RunAllStatus = z.object({ status: z.string() });
type RunAllStatus = z.infer<typeof RunAllStatus>;

/** Runs in a row that change nothing before all is done, and runs at most: as the vendor's test client has them. */
const EXTRA_ZERO_RUNS = 2;
const MAX_RUNS = 100;

const REFUSED_FOR_NOW: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** `url` is the node's API: `https://HOST/api`, with or without a slash at its end. */
export function createNode(caller: Caller, url: string): SesamNode {
  const base = url.replace(/\/+$/, '');
  const ask = async (path: string, asked: Asked): Promise<Reply> => {
    const reply = await reach(caller, new URL(base + path), asked);
    if (REFUSED_FOR_NOW.has(reply.status)) throw notReady(reply);
    if (reply.status === 401) {
      throw unexpected(reply, 'SESAM_JWT is not accepted, or has expired; get a new one from the node');
    }
    if (reply.status === 403)
      throw unexpected(reply, 'SESAM_JWT may not do that; get one that may run pipes');
    return reply;
  };
  const pump = (id: string, operation: 'start' | 'stop', signal: AbortSignal): Promise<Reply> =>
    ask(`/pipes/${encodeURIComponent(id)}/pump`, { method: 'POST', form: { operation }, signal });
  return {
    async pipe(id, signal) {
      const reply = await ask(`/pipes/${encodeURIComponent(id)}`, { method: 'GET', signal });
      if (reply.status === 404) throw unexpected(reply, `the node has no pipe ${id}; see --sesam-pipes`);
      return read(Pipe, reply);
    },
    async pipes(signal) {
      const reply = await ask('/pipes', { method: 'GET', signal });
      if (reply.status === 404) throw unexpected(reply, '--sesam-url must be the API: https://HOST/api');
      return read(z.array(Pipe), reply);
    },
    async start(id, signal) {
      const reply = await pump(id, 'start', signal);
      if (reply.status === 409) return false;
      if (!isOk(reply)) throw unexpected(reply, `the pump of pipe ${id} could not be started`);
      return true;
    },
    async stop(id, signal) {
      await pump(id, 'stop', signal);
    },
    async runAll({ maxRunTimeMs }, signal) {
      const query = new URLSearchParams({
        extra_zero_runs: String(EXTRA_ZERO_RUNS),
        max_runs: String(MAX_RUNS),
        max_run_time: String(Math.ceil(maxRunTimeMs / 1000)),
        request_mode: 'async',
        // Without these the call, made for tests, begins by deleting what the node knows.
        delete_input_datasets: 'False',
        reset_pipes_and_delete_sink_datasets: 'False',
      });
      const reply = await ask(`/pipes/run-all-pipes?${query.toString()}`, { method: 'POST', signal });
      if (reply.status === 404 || reply.status === 405) {
        throw unexpected(reply, 'this node has no call that runs all pipes; name them with --sesam-pipes');
      }
      return read(z.object({ token: z.string() }), reply).token;
    },
    async runAllStatus(token, signal) {
      const query = new URLSearchParams({ token });
      const reply = await ask(`/pipes/get-pipe-runner-status?${query.toString()}`, { method: 'GET', signal });
      return read(RunAllStatus, reply);
    },
    async stopAll(signal) {
      await ask('/pipes/stop-run-all-pipes', { method: 'POST', signal });
    },
  };
}

async function reach(caller: Caller, url: URL, asked: Asked): Promise<Reply> {
  try {
    return await caller.call(url, asked);
  } catch (error) {
    throw error instanceof NoReply ? new NotReady(error.message) : error;
  }
}

function notReady(reply: Reply): NotReady {
  const { message, output } = unexpected(reply, 'the node is not ready');
  return new NotReady(message, output);
}

function isOk({ status }: Reply): boolean {
  return status >= 200 && status < 300;
}

function read<T>(shape: z.ZodType<T>, reply: Reply): T {
  if (!isOk(reply)) throw unexpected(reply);
  const parsed = shape.safeParse(reply.json);
  if (parsed.success) return parsed.data;
  throw unexpected(reply, `not the answer of a Sesam node: ${z.prettifyError(parsed.error)}`);
}
