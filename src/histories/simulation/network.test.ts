import { describe, expect, it } from 'vitest';
import { TenantError } from '../../domain/tenant.ts';
import { FailedAttempt } from '../../tenants/failed-attempt.ts';
import { type Fault, FAULT_KINDS, type Side } from '../history.ts';
import { type Act, createNetwork, type Process } from './network.ts';
import { createVirtualTime } from './virtual-time.ts';

const GET = { method: 'GET', path: '/companies/1' } as const;
const PATCH = { method: 'PATCH', path: '/companies/1' } as const;
const OUTCOME: Record<Fault['kind'], string> = {
  refused: '503',
  failed: '500',
  busy: '429',
  reset: 'no answer',
  'no answer': 'no answer',
  lost: 'no answer',
  short: 'short',
  twice: 'twice',
};

function made(delayOf: () => number = () => 1) {
  const time = createVirtualTime();
  const network = createNetwork(time, delayOf);
  const process: Process = { dead: false };
  /** What was done, in order. */
  const done: string[] = [];
  const act =
    (what: string): Act<string> =>
    (fault) => {
      done.push(what);
      fault?.met();
      return fault?.kind ?? what;
    };
  const send = (place: Side, what: string, asked: typeof GET | typeof PATCH = GET): Promise<string> =>
    network.send(process, place, asked, act(what)).catch((error: unknown) => {
      if (!(error instanceof TenantError)) throw error;
      return String(error.status ?? 'no answer');
    });
  const fault = (kind: Fault['kind'], request = 1, times = 1, side: Side = 'left'): Fault => ({
    pass: 0,
    at: { side, request },
    times,
    kind,
  });
  return { time, network, process, done, send, fault };
}

/** Whatever is still to come in virtual time has come. */
function quiet(): Promise<void> {
  // Node comes to it once its queues of ticks and promises are empty, however often they are filled again.
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

describe('a request', () => {
  it('is done when it arrives, in the order of arrival', async () => {
    const delays = [5, 1, 3].values();
    const { done, send } = made(() => delays.next().value ?? 0);
    expect(await Promise.all([send('left', 'a'), send('left', 'b'), send('right', 'c')])).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(done).toEqual(['b', 'c', 'a']);
  });

  it('that is refused by the tenant is refused', async () => {
    const { network, process } = made();
    const refusal = new FailedAttempt('GET /companies/1', 404, 'gone');
    const asked = network.send(process, 'left', GET, () => {
      throw refusal;
    });
    await expect(asked).rejects.toBe(refusal);
  });
});

describe('a fault', () => {
  it.each(FAULT_KINDS)('%s is what it says, once', async (kind) => {
    const { network, done, send, fault } = made();
    network.arm({ faults: [fault(kind)], moments: [] });
    expect(await send('left', 'read')).toBe(OUTCOME[kind]);
    expect(await send('left', 'again')).toBe('again');
    expect(network.disarm()).toBe(1);
    const isDone = kind === 'lost' || kind === 'short' || kind === 'twice';
    expect(done).toEqual(isDone ? ['read', 'again'] : ['again']);
  });

  it('no answer comes after as long as a client waits, and others go on meanwhile', async () => {
    const { time, network, send, fault } = made();
    network.arm({ faults: [fault('no answer')], moments: [] });
    const waiting = send('left', 'a').then(() => time.now());
    expect(await send('right', 'b').then(() => time.now())).toBe(1);
    expect(await waiting).toBe(30_001);
  });

  it('lost is not met where there was nothing to be done, but a refusal to a GET was read in part', async () => {
    for (const [asked, met] of [
      [PATCH, 0],
      [GET, 1],
    ] as const) {
      const { network, process, fault } = made();
      network.arm({ faults: [fault('lost')], moments: [] });
      const refusal = new FailedAttempt('', 404, 'gone');
      const sent = network.send(process, 'left', asked, () => {
        throw refusal;
      });
      await expect(sent).rejects.toBe(refusal);
      expect(network.disarm()).toBe(met);
    }
  });

  it('meets the n-th request of its side, and so many after it', async () => {
    const { network, send, fault } = made();
    network.arm({ faults: [fault('reset', 2, 2, 'right'), fault('busy', 4, 1)], moments: [] });
    const left: string[] = [];
    const right: string[] = [];
    for (let n = 1; n <= 5; n += 1) {
      left.push(await send('left', `${n}`));
      right.push(await send('right', `${n}`));
    }
    expect(left).toEqual(['1', '2', '3', '429', '5']);
    expect(right).toEqual(['1', 'no answer', 'no answer', '4', '5']);
    expect(network.disarm()).toBe(3);
  });

  it('is gone once it is disarmed, and numbers begin anew with each plan', async () => {
    const { network, send, fault } = made();
    network.arm({ faults: [fault('reset', 2)], moments: [] });
    await send('left', 'a');
    expect(network.disarm()).toBe(0);
    expect(await send('left', 'b')).toBe('b');
    network.arm({ faults: [fault('reset', 2)], moments: [] });
    expect([await send('left', 'c'), await send('left', 'd')]).toEqual(['c', 'no answer']);
    expect(network.disarm()).toBe(1);
  });
});

describe('a moment', () => {
  it('comes when its request has arrived, before that is done', async () => {
    const { network, done, send } = made();
    const moment = (side: Side, request: number) => ({
      at: { side, request },
      happens: () => void done.push(`moment ${side} ${request}`),
    });
    network.arm({ faults: [], moments: [moment('right', 1), moment('left', 2), moment('left', 9)] });
    await send('left', 'a');
    await send('left', 'b');
    await send('right', 'c');
    expect(done).toEqual(['a', 'moment left 2', 'b', 'moment right 1', 'c']);
  });

  it.each([
    ['not done', false, ['a']],
    ['done', true, ['a', 'b']],
  ] as const)('that kills leaves the request %s, and nothing is answered', async (_, isDone, expected) => {
    const { network, process, done, send, fault } = made();
    const happens = (): void => {
      process.dead = true;
      if (isDone) network.letArrivedBeDone();
    };
    network.arm({ faults: [fault('reset', 2)], moments: [{ at: { side: 'left', request: 2 }, happens }] });
    await send('left', 'a');
    const answered: string[] = [];
    void send('left', 'b').then((answer) => answered.push(answer));
    void send('right', 'on its way').then((answer) => answered.push(answer));
    await quiet();
    void send('left', 'asked by the dead').then((answer) => answered.push(answer));
    await quiet();
    expect(done).toEqual(expected);
    expect(answered).toEqual([]);
    expect(network.disarm()).toBe(0);
  });

  it('that kills is not felt by the process after it', async () => {
    const { network, process, done, send } = made();
    const happens = (): void => {
      process.dead = true;
      network.letArrivedBeDone();
    };
    network.arm({ faults: [], moments: [{ at: { side: 'left', request: 1 }, happens }] });
    void send('left', 'a');
    await quiet();
    const next: Process = { dead: false };
    const asked = network.send(next, 'left', GET, () => {
      next.dead = true;
      return done.push('b');
    });
    expect(await asked).toBe(2);
    void network.send(next, 'left', GET, () => done.push('c'));
    await quiet();
    expect(done).toEqual(['a', 'b']);
  });
});
