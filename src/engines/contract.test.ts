/**
 * What every engine in the registry promises, whatever it is: a pass ends well or with a reason, in time, never throws
 * and never tells a secret; passes go on after one that failed; nothing goes on once the engine is closed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CAPABILITIES } from '../domain/capability.ts';
import { ENGINE_NAMES, type PassOutcome, type RunningEngine, type Setting } from './index.ts';
import { selectEngine } from './select.ts';
import { setting } from './testing/setting.ts';
import { SECRETS, WORLDS, type World } from '../cli/testing/engine-worlds.ts';

async function begin(
  name: keyof typeof WORLDS,
  passTimeoutMs: number,
): Promise<{ world: World; engine: RunningEngine }> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'dataflow-qa-contract-'));
  onTestFinished(() => rm(stateDir, { recursive: true, force: true, maxRetries: 3 }));
  const world = await WORLDS[name](stateDir);
  const where: Partial<Setting> = { stateDir, passTimeoutMs, ...world.setting };
  const engine = await selectEngine(world.choice, '1.2.3').start(setting(where));
  onTestFinished(() => engine.close());
  return { world, engine };
}

/** The reason and the output of a pass that failed; throws where it did not. */
function failed(outcome: PassOutcome): { reason: string; output: string } {
  if (outcome.ok) throw new Error('the pass ended well');
  return { reason: outcome.reason, output: outcome.output ?? '' };
}

it('has a world for each engine of the registry', () => {
  expect(Object.keys(WORLDS).toSorted()).toEqual([...ENGINE_NAMES].toSorted());
});

describe.each([...ENGINE_NAMES])('%s', (name) => {
  it('says who it is and what it lacks', async () => {
    const { choice } = await WORLDS[name]('/nowhere');
    const engine = selectEngine(choice, '1.2.3');
    expect(engine.name).toBe(name);
    expect(engine.version).toBe(name === 'reference' ? '1.2.3' : 'not stated');
    expect(engine.severalAtOnce).toBe(name === 'reference');
    for (const { capability, reason } of engine.lacks) {
      expect(CAPABILITIES).toContain(capability);
      expect(reason).not.toBe('');
    }
  });

  it('ends a pass well, and another one', async () => {
    const { world, engine } = await begin(name, 20_000);
    world.behave('well');
    expect(await engine.pass()).toEqual({ ok: true });
    expect(await engine.pass()).toEqual({ ok: true });
  });

  it('tells why a pass failed, and passes go on after it', async () => {
    const { world, engine } = await begin(name, 20_000);
    world.behave('badly');
    const { reason, output } = failed(await engine.pass());
    expect(reason).not.toBe('');
    expect(`${reason}\n${output}`).toContain('no such luck');
    world.behave('well');
    expect(await engine.pass()).toEqual({ ok: true });
  });

  it('ends a pass that hangs at the time limit, with all that it does, and passes go on', async () => {
    // The pass that goes well afterwards has as long, on a busy machine too.
    const { world, engine } = await begin(name, 1_000);
    world.behave('never ending');
    expect(failed(await engine.pass()).reason).toMatch(/^the pass took longer than 1 s/);
    await expect.poll(() => world.isAtWork(), { timeout: 5_000 }).toBe(false);
    world.behave('well');
    expect(await engine.pass()).toEqual({ ok: true });
  });

  it('ends a pass when it is closed, with all that it does, and may be closed again', async () => {
    const { world, engine } = await begin(name, 6_000);
    world.behave('never ending');
    const pass = engine.pass();
    await expect.poll(() => world.isAtWork(), { timeout: 15_000, interval: 5 }).toBe(true);
    await engine.close();
    expect(failed(await pass).reason).toMatch(/^the engine was closed amid the pass/);
    await expect.poll(() => world.isAtWork(), { timeout: 5_000 }).toBe(false);
    await engine.close();
  });

  it('tells no secret, though what it runs tells them all', async () => {
    const { world, engine } = await begin(name, 20_000);
    world.behave('indiscreetly');
    const { reason, output } = failed(await engine.pass());
    expect(`${reason}\n${output}`).toContain('[token]');
    for (const secret of SECRETS) expect(`${reason}\n${output}`).not.toContain(secret);
  });
});
