/** The first passes of a round, while the engine meets the batch's faults; they are withdrawn before settling begins. */
import type { Settle } from '../checks/evidence.ts';
import type { Batch, Side } from '../checks/scenario.ts';
import type { Controls } from './environment.ts';
import type { PassDone } from './settle.ts';

const BOTH: readonly Side[] = ['left', 'right'];

/** `pass` runs the engine once, and is told the number of the pass, from 1. Passes that fail are allowed. */
export async function underFaults(
  { faults, faultyPasses: { least, most } }: Pick<Batch, 'faults' | 'faultyPasses'>,
  controls: Pick<Controls, 'armFaults' | 'faultsMet' | 'withdrawFaults'>,
  seedOf: (side: Side) => number,
  pass: (number: number) => Promise<PassDone>,
): Promise<{ faultyPasses: PassDone[]; faults: Settle['faults'] }> {
  const sides = BOTH.filter((side) => faults[side].length > 0);
  if (sides.length === 0) return { faultyPasses: [], faults: [] };
  for (const side of sides) controls.armFaults(side, faults[side], seedOf(side));
  const met = (): Settle['faults'] =>
    sides.flatMap((side) => {
      const counts = controls.faultsMet(side);
      return faults[side].map((fault, i) => ({ side, fault, met: counts[i] ?? 0 }));
    });
  const done: PassDone[] = [];
  while (done.length < least || (done.length < most && isAnyUnmet(met())))
    done.push(await pass(done.length + 1));
  controls.withdrawFaults();
  return { faultyPasses: done, faults: met() };
}

/** Whether some fault was met in none of the tenants that have it. */
function isAnyUnmet(faults: Settle['faults']): boolean {
  const key = ({ fault }: Settle['faults'][number]): string => JSON.stringify(fault);
  const met = new Set(faults.filter((one) => one.met > 0).map(key));
  return faults.some((one) => !met.has(key(one)));
}
