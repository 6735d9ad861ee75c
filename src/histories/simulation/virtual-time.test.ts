import { describe, expect, it } from 'vitest';
import { createVirtualTime } from './virtual-time.ts';

/** All that waits in any queue of Node's has been done by then, were it to ask for more again and again. */
function quiet(): Promise<void> {
  // Node comes to it once its queues of ticks and promises are empty, however often they are filled again.
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

describe('virtual time', () => {
  it('wakes whoever waits in the order of their times, and of their asking where those are the same', async () => {
    const time = createVirtualTime();
    const woken: string[] = [];
    for (const [name, ms] of [
      ['c', 30],
      ['a', 10],
      ['b', 20],
      ['a too', 10],
      ['now', 0],
    ] as const) {
      time.after(ms, () => woken.push(`${name} ${time.now()}`));
    }
    expect(woken).toEqual([]);
    await quiet();
    expect(woken).toEqual(['now 0', 'a 10', 'a too 10', 'b 20', 'c 30']);
  });

  it('counts from where it is, and takes what is asked for meanwhile into the order', async () => {
    const time = createVirtualTime();
    const woken: string[] = [];
    time.after(10, () => {
      woken.push(`first ${time.now()}`);
      time.after(5, () => woken.push(`within ${time.now()}`));
    });
    time.after(20, () => woken.push(`last ${time.now()}`));
    await quiet();
    expect(woken).toEqual(['first 10', 'within 15', 'last 20']);
  });

  it('passes no moment before all promises have been continued, be they as deep as can be', async () => {
    const time = createVirtualTime();
    const seen: string[] = [];
    const follow = async (name: string): Promise<void> => {
      for (let depth = 0; depth < 50; depth += 1) await Promise.resolve().then(() => Promise.resolve());
      seen.push(`${name}, still ${time.now()}`);
      queueMicrotask(() => seen.push(`${name}, behind it ${time.now()}`));
    };
    for (const ms of [10, 10, 20]) {
      time.after(ms, () => {
        seen.push(`woken ${time.now()}`);
        void follow(`at ${ms}`);
      });
    }
    await quiet();
    const of = (ms: number): string[] => [
      `woken ${ms}`,
      `at ${ms}, still ${ms}`,
      `at ${ms}, behind it ${ms}`,
    ];
    expect(seen).toEqual([...of(10), ...of(10), ...of(20)]);
  });

  it('passes also where whoever is woken waits again in a promise', async () => {
    const time = createVirtualTime();
    const wait = (ms: number): Promise<void> => new Promise((resolve) => time.after(ms, resolve));
    const seen: string[] = [];
    const live = async (name: string, ms: number): Promise<void> => {
      for (let n = 0; n < 3; n += 1) {
        await wait(ms);
        seen.push(`${name} ${time.now()}`);
      }
    };
    await Promise.all([live('quick', 2), live('slow', 3)]);
    expect(seen).toEqual(['quick 2', 'slow 3', 'quick 4', 'slow 6', 'quick 6', 'slow 9']);
  });

  it('two of them do not wait for each other', async () => {
    const [one, other] = [createVirtualTime(), createVirtualTime()];
    const seen: string[] = [];
    one.after(1_000_000, () => seen.push('one'));
    other.after(1, () => seen.push('other'));
    await quiet();
    expect(seen.toSorted()).toEqual(['one', 'other']);
    expect([one.now(), other.now()]).toEqual([1_000_000, 1]);
  });

  it('brings nothing any more once it has ended', async () => {
    const time = createVirtualTime();
    const woken: number[] = [];
    time.after(1, () => {
      woken.push(1);
      time.end();
    });
    time.after(2, () => woken.push(2));
    await quiet();
    expect(woken).toEqual([1]);
  });
});
