import { describe, expect, it } from 'vitest';
import { continuousEngine } from './continuous.ts';
import type { PassOutcome } from './index.ts';
import { setting } from './testing/setting.ts';
import { virtualTime } from './testing/time.ts';

/** A pass over records that look at each time as `textAt` says, where each look takes `lookMs`. */
async function pass(
  stableMs: number,
  textAt: (ms: number) => string,
  lookMs = 0,
): Promise<{ outcome: PassOutcome; tookMs: number; looks: number }> {
  const time = virtualTime();
  let looks = 0;
  const observe = async (): Promise<string> => {
    looks += 1;
    const seen = textAt(time.now);
    if (lookMs > 0) await new Promise<void>((resolve) => time.after(lookMs, resolve));
    return seen;
  };
  const engine = await continuousEngine({ stableMs }, time).start(setting({ observe }));
  const outcome = await engine.pass();
  await engine.close();
  return { outcome, tookMs: time.now, looks };
}

describe('a pass', () => {
  it('ends when the records have looked the same for the time that was given, not before', async () => {
    expect(await pass(1_000, () => 'same')).toEqual({ outcome: { ok: true }, tookMs: 1_000, looks: 5 });
  });

  it('counts from the last change', async () => {
    const { outcome, tookMs } = await pass(1_000, (ms) => (ms < 3_000 ? `at ${ms}` : 'settled'));
    expect(outcome).toEqual({ ok: true });
    expect(tookMs).toBe(4_000);
  });

  it('does not take a change and a change back for stillness', async () => {
    // Seen as "on" at 0, "off" at 250, and "on" again from 500.
    const { tookMs } = await pass(1_000, (ms) => (ms === 250 ? 'off' : 'on'));
    expect(tookMs).toBe(1_500);
  });

  it('counts no look that takes long: a text may be as old as its asking, or as new as its answer', async () => {
    // Looked at from 0 to 400, 625 to 1,025, 1,250 to 1,650: asked 850 ms after the first answer. From 1,650: enough.
    expect(await pass(900, () => 'same', 400)).toEqual({ outcome: { ok: true }, tookMs: 2_050, looks: 4 });
  });

  it('has failed where the records never hold still', async () => {
    const { outcome } = await pass(1_000, (ms) => `at ${ms}`);
    expect(outcome).toEqual({
      ok: false,
      reason: 'the pass took longer than 20 s: the records were not the same for 1 s',
    });
  });

  it('has failed where they cannot be looked at', async () => {
    const { outcome } = await pass(1_000, () => {
      throw new Error('GET /companies: 503 Service Unavailable');
    });
    expect(outcome).toEqual({ ok: false, reason: 'GET /companies: 503 Service Unavailable' });
  });

  it('has failed where a look never ends', async () => {
    const { outcome } = await pass(1_000, () => 'same', Infinity);
    expect(outcome).toMatchObject({
      ok: false,
      reason: 'the pass took longer than 20 s: the records could not be looked at',
    });
  });
});

it('says that edits on both sides between two passes cannot be arranged', () => {
  expect(continuousEngine({ stableMs: 1 }).lacks.map(({ capability }) => capability)).toEqual([
    'edits between passes',
  ]);
});
