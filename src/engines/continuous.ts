/** A sync that runs by itself: a pass only waits until the records in question have stopped changing. */
import type { Engine } from './index.ts';
import { runPass, type Pass } from './pass.ts';
import { secretsOf } from './secrets.ts';
import { REAL_TIME, type Time } from './time.ts';

/** So often within the time that they must be stable are the records looked at. */
const LOOKS = 4;

/**
 * `stableMs`: how long the records must look the same, in milliseconds. It must be longer than the sync may take to
 * begin with an edit: until then they look the same too.
 */
export function continuousEngine({ stableMs }: { stableMs: number }, time: Time = REAL_TIME): Engine {
  return {
    name: 'continuous',
    version: 'not stated',
    lacks: [
      {
        capability: 'edits between passes',
        reason: 'the sync runs by itself, so that two edits cannot be made before it sees the first',
      },
    ],
    severalAtOnce: false,
    start: async (setting) => {
      const closing = new AbortController();
      const limits = { limitMs: setting.passTimeoutMs, closing: closing.signal, time };
      return {
        pass: () =>
          runPass({ ...limits, secrets: () => secretsOf(setting, null) }, (pass) =>
            untilStable(pass, setting.observe, stableMs, time),
          ),
        close: async () => closing.abort(),
      };
    },
  };
}

/** Stable from the end of the first look that shows it to the beginning of the last one. */
async function untilStable(
  pass: Pass,
  observe: () => Promise<string>,
  stableMs: number,
  time: Time,
): Promise<void> {
  pass.waitFor('the records could not be looked at');
  let seen = await pass.unlessOver(observe());
  let since = time.elapsed();
  let last = since;
  while (last - since < stableMs) {
    pass.waitFor(`the records were not the same for ${stableMs / 1000} s`);
    await pass.wait(Math.min(stableMs / LOOKS, Math.max(0, since + stableMs - time.elapsed())));
    const asked = time.elapsed();
    const now = await pass.unlessOver(observe());
    if (now !== seen) since = time.elapsed();
    seen = now;
    last = Math.max(asked, since);
  }
}
