import { expect, it } from 'vitest';
import { type Ground, onGround, outcomeOf } from './rival.ts';

it('an engine is caught by the tests that failed, each told once', () => {
  expect(outcomeOf([])).toEqual({ caught: false, by: [] });
  expect(outcomeOf(['b', 'a', 'b'])).toEqual({ caught: true, by: ['b', 'a'] });
});

it('tenants are closed whatever becomes of the work', async () => {
  let closed = 0;
  const unused = (): never => {
    throw new Error('not asked here');
  };
  const tenant = { list: unused, get: unused, create: unused, patch: unused, remove: unused };
  const ground: Ground = {
    tenants: { left: tenant, right: tenant },
    start: unused,
    later: unused,
    close: () => Promise.resolve(void closed++),
  };
  const world = {
    seed: 1,
    dataflow: { title: 't', left: 'l', right: 'r', generated: null, introduction: [], sections: [] },
    open: () => Promise.resolve(ground),
  };
  await expect(onGround(world, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(onGround(world, () => Promise.resolve(3))).resolves.toBe(3);
  expect(closed).toBe(2);
});
