import { describe, expect, test } from 'vitest';
import { createClock } from './clock.ts';

const at = (milliseconds: number): string => new Date(Date.UTC(2026, 0, 5, 8) + milliseconds).toISOString();

describe('the clock', () => {
  test('starts at a fixed instant and moves one millisecond with each write', () => {
    const clock = createClock();
    expect(clock.now()).toBe(at(0));
    expect(clock.now()).toBe(at(0));
    expect([clock.tick(), clock.tick(), clock.tick()]).toEqual([at(0), at(1), at(2)]);
    expect(clock.now()).toBe(at(2));
  });

  test('with elapsed time it follows that, but never gives a time twice or goes back', () => {
    let elapsed = 500;
    const clock = createClock({ start: at(0), elapsed: () => elapsed });
    expect([clock.tick(), clock.tick()]).toEqual([at(0), at(1)]);
    elapsed = 600.9;
    expect([clock.now(), clock.tick(), clock.tick()]).toEqual([at(100), at(100), at(101)]);
    elapsed = 300;
    expect([clock.now(), clock.tick()]).toEqual([at(101), at(102)]);
  });

  test('set: the next write happens then, also when that is earlier; any RFC 3339 spelling will do', () => {
    const clock = createClock();
    clock.tick();
    clock.set('2030-06-01T12:00:00+02:00');
    expect(clock.now()).toBe('2030-06-01T10:00:00.000Z');
    expect([clock.tick(), clock.tick()]).toEqual(['2030-06-01T10:00:00.000Z', '2030-06-01T10:00:00.001Z']);
    clock.set(at(-5));
    expect([clock.tick(), clock.tick()]).toEqual([at(-5), at(-4)]);
    expect(() => clock.set('tomorrow')).toThrow('"tomorrow" is not an RFC 3339 date-time');
    expect(clock.tick()).toBe(at(-3));
  });

  test('frozen: all writes get one time, later than those before and earlier than those after', () => {
    const clock = createClock();
    clock.tick();
    clock.freeze();
    expect([clock.tick(), clock.tick(), clock.now()]).toEqual([at(1), at(1), at(1)]);
    clock.freeze();
    expect(clock.tick()).toBe(at(1));
    clock.unfreeze();
    expect([clock.tick(), clock.tick()]).toEqual([at(2), at(3)]);
  });

  test('set while frozen: it stands there, and runs on from there', () => {
    const clock = createClock();
    clock.freeze();
    clock.set(at(900));
    expect([clock.tick(), clock.tick()]).toEqual([at(900), at(900)]);
    clock.unfreeze();
    expect(clock.tick()).toBe(at(901));
  });
});
