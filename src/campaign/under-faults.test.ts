import { describe, expect, it } from 'vitest';
import type { Side } from '../checks/scenario.ts';
import type { Fault } from '../domain/fault.ts';
import type { PassDone } from './settle.ts';
import { underFaults } from './under-faults.ts';

const LATE: Fault = { name: 'latency', delay: { distribution: 'fixed', ms: 1 } };
const REFUSED: Fault = { name: 'server-error', status: 503 };
const FAILED: PassDone = { pass: { ok: false, milliseconds: 1, acceptedWrites: 0 }, writes: [], at: 0 };

describe('the passes under faults', () => {
  it.each([
    ['are the least where all were met at once', 1, 2],
    ['go on while one was not met', 3, 3],
    ['end all the same, met or not', 9, 4],
  ])('%s', async (_, metInPass, expected) => {
    const { run, log } = bench((pass) => (pass >= metInPass ? [1] : [0]));
    const { faultyPasses } = await run({ left: [LATE], right: [] }, { least: 2, most: 4 });
    expect(faultyPasses).toHaveLength(expected);
    expect(log).toEqual([
      'armed left 7',
      ...Array.from({ length: expected }, (__, i) => `pass ${i + 1}`),
      'withdrawn',
    ]);
  });

  it('ask of a fault that both tenants have that one of them met it', async () => {
    const { run } = bench((_, side) => (side === 'left' ? [0, 2] : [3, 0]));
    const { faultyPasses, faults } = await run(
      { left: [LATE, REFUSED], right: [LATE, REFUSED] },
      { least: 1, most: 4 },
    );
    expect(faultyPasses).toHaveLength(1);
    expect(faults).toEqual([
      { side: 'left', fault: LATE, met: 0 },
      { side: 'left', fault: REFUSED, met: 2 },
      { side: 'right', fault: LATE, met: 3 },
      { side: 'right', fault: REFUSED, met: 0 },
    ]);
  });

  it('are none where there are no faults, and nothing is armed', async () => {
    const { run, log } = bench(() => []);
    expect(await run({ left: [], right: [] }, { least: 2, most: 4 })).toEqual({
      faultyPasses: [],
      faults: [],
    });
    expect(log).toEqual([]);
  });
});

/** `met` says how often each armed fault of a side was met by the end of a pass. */
function bench(met: (pass: number, side: Side) => number[]) {
  const log: string[] = [];
  let passes = 0;
  const controls = {
    armFaults: (side: Side, _: readonly Fault[], seed: number) => void log.push(`armed ${side} ${seed}`),
    faultsMet: (side: Side) => met(passes, side),
    withdrawFaults: () => void log.push('withdrawn'),
  };
  const run = (faults: Record<Side, Fault[]>, faultyPasses: { least: number; most: number }) =>
    underFaults(
      { faults, faultyPasses },
      controls,
      () => 7,
      async (number) => {
        passes = number;
        log.push(`pass ${number}`);
        return FAILED;
      },
    );
  return { run, log };
}
