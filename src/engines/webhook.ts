/**
 * A sync that is started over HTTP: a pass is a POST, and where the answer only says that it has begun, a status
 * URL is polled until it is done. docs/engines.md says what both answer.
 */
import { z } from 'zod';
import { createCaller, unexpected, type Caller, type Reply } from './caller.ts';
import type { Engine, EngineChoice } from './index.ts';
import { PassFailed, runPass, type Pass } from './pass.ts';
import { querySecrets, secretsOf } from './secrets.ts';
import { REAL_TIME, type Time } from './time.ts';

type Choice = Omit<Extract<EngineChoice, { name: 'webhook' }>, 'name'>;

/** URLs are absolute; those that are none are thrown as `TypeError` at once. `token` is a bearer token. */
export function webhookEngine({ url, statusUrl, token }: Choice, time: Time = REAL_TIME): Engine {
  const urls = { start: new URL(url), status: statusUrl === null ? null : new URL(statusUrl) };
  const keys = [urls.start, urls.status].flatMap((at) => (at === null ? [] : querySecrets(at)));
  return {
    name: 'webhook',
    version: 'not stated',
    lacks: [],
    severalAtOnce: false,
    start: async (setting) => {
      const caller = createCaller(token);
      const closing = new AbortController();
      let passes = 0;
      return {
        pass: () => {
          passes += 1;
          const number = passes;
          const limits = { limitMs: setting.passTimeoutMs, closing: closing.signal, time };
          return runPass({ ...limits, secrets: () => [...secretsOf(setting, token), ...keys] }, (pass) =>
            runOnce(pass, caller, urls, number),
          );
        },
        close: async () => {
          closing.abort();
          await caller.close();
        },
      };
    },
  };
}

const Status = z.object({
  status: z.enum(['queued', 'running', 'done', 'succeeded', 'failed']),
  message: z.string().nullish(),
  /** Which pass it speaks of, where it says so. */
  pass: z.int().nullish(),
});
type Status = z.infer<typeof Status>;

async function runOnce(
  pass: Pass,
  caller: Caller,
  urls: { start: URL; status: URL | null },
  number: number,
): Promise<void> {
  pass.waitFor('the webhook has not answered');
  const begun = await caller.call(urls.start, {
    method: 'POST',
    json: { pass: number },
    signal: pass.signal,
  });
  if (begun.status < 200 || begun.status > 299) throw refused(begun);
  const at = urls.status ?? statusUrlOf(begun, urls.start);
  if (at === null) return assertDone(begun);
  pass.waitFor('the status URL has not answered');
  await pass.poll(async () => {
    const status = readStatus(await caller.call(at, { method: 'GET', signal: pass.signal }));
    // What is told of an earlier pass says nothing of this one.
    const isOfThis = (status.pass ?? number) >= number;
    if (isOfThis && isOver(status)) return { done: null };
    pass.waitFor(`the status URL says ${status.status}${isOfThis ? '' : ` of pass ${status.pass}`}`);
    return 'not yet';
  });
}

/** Null where the pass was done when the answer came. A token must not go to another origin than it was given for. */
function statusUrlOf(begun: Reply, start: URL): URL | null {
  if (begun.status !== 202) return null;
  if (begun.location === null) {
    const mend = 'give --webhook-status-url, or answer 202 with the Location of a status';
    throw unexpected(begun, `the pass has begun, and nothing says where its status is: ${mend}`);
  }
  if (begun.location.origin !== start.origin) {
    const where = `its Location is of another origin, ${begun.location.origin}`;
    throw unexpected(begun, `${where}: give --webhook-status-url where that is right`);
  }
  return begun.location;
}

/** An answer without a word on its status is a pass that is done. */
function assertDone(reply: Reply): void {
  const status = Status.safeParse(reply.json);
  if (status.success && !isOver(status.data)) {
    const mend = 'answer 202 with a Location, or give --webhook-status-url';
    throw unexpected(
      reply,
      `the pass is ${status.data.status}, and nothing says where its status is: ${mend}`,
    );
  }
}

/** Whether it was done. Throws `PassFailed` where it failed. */
function isOver({ status, message }: Status): boolean {
  if (status === 'failed') throw new PassFailed('the webhook says that the pass failed', message ?? '');
  return status === 'done' || status === 'succeeded';
}

function readStatus(reply: Reply): Status {
  if (reply.status < 200 || reply.status > 299) throw refused(reply);
  const status = Status.safeParse(reply.json);
  if (status.success) return status.data;
  const allowed = 'JSON with a status of queued, running, done, succeeded or failed';
  throw unexpected(reply, `that is no status; it must be ${allowed}`);
}

function refused(reply: Reply): PassFailed {
  if (reply.status === 401 || reply.status === 403) {
    return unexpected(reply, 'WEBHOOK_TOKEN is not set, not accepted, or has expired');
  }
  if (reply.status >= 300 && reply.status < 400) {
    return unexpected(reply, 'redirects are not followed; give the URL itself');
  }
  return unexpected(reply);
}
