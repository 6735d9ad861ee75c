/** A Sesam node: a pass runs the pumps of named pipes in their order, or all pipes where none is named. */
import { createCaller } from './caller.ts';
import type { Engine, EngineChoice } from './index.ts';
import { runPass } from './pass.ts';
import { secretsOf } from './secrets.ts';
import { createNode } from './sesam/node.ts';
import { runAllPipes } from './sesam/run-all.ts';
import { runPipes } from './sesam/run-pipes.ts';
import { REAL_TIME, type Time } from './time.ts';

type Choice = Omit<Extract<EngineChoice, { name: 'sesam' }>, 'name'>;

export function sesamEngine({ url, pipes, jwt }: Choice, time: Time = REAL_TIME): Engine {
  return {
    name: 'sesam',
    version: 'not stated',
    lacks: [],
    severalAtOnce: false,
    start: async (setting) => {
      const caller = createCaller(jwt);
      const node = createNode(caller, url);
      const closing = new AbortController();
      const limitMs = setting.passTimeoutMs;
      const limits = { limitMs, closing: closing.signal, time };
      let latest: Promise<unknown> = Promise.resolve();
      return {
        pass: () => {
          const outcome = runPass({ ...limits, secrets: () => secretsOf(setting, jwt) }, (pass) =>
            pipes.length > 0 ? runPipes(node, pass, pipes) : runAllPipes(node, pass, limitMs),
          );
          latest = outcome;
          return outcome;
        },
        close: async () => {
          closing.abort();
          // A pass that is cut off still stops what it started.
          await latest;
          await caller.close();
        },
      };
    },
  };
}
