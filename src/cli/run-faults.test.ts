/** `run --faults`: the whole checklist while the engine meets faults, as users have it. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEvidence } from '../checks/evidence.ts';
import { FAULT_NAMES } from '../domain/fault.ts';
import { Signoff } from '../report/signoff.ts';
import { cli, type Ended, temporaryFolder, text } from './testing/command-line.ts';

const folder = temporaryFolder();
const run = (name: string, args: readonly string[]): Promise<Ended> =>
  cli(['run', '--specs', 'off', '--out', path.join(folder, name), ...args]);

const ACCEPTED = /ACCEPTED: (\d+) of \1 checks passed/;
const SURVIVED = {
  status: 0,
  stdout: expect.stringMatching(ACCEPTED),
  met: [...FAULT_NAMES.keys()].toSorted(),
};

describe('all faults', () => {
  // A run is busy on one core for most of its time.
  it.for([[1, 2], [3, 4], [5]])('are survived with the seeds %j', async (seeds) => {
    const outcomes = seeds.map((seed) => outcomeOf(seed));
    expect(await Promise.all(outcomes)).toEqual(seeds.map(() => SURVIVED));
  });
});

/** With the names of all faults that the engine met. */
async function outcomeOf(seed: number) {
  const { status, stdout } = await run(`seed-${seed}`, ['--faults', 'all', '--seed', String(seed)]);
  const evidence = parseEvidence(text(folder, `seed-${seed}`, 'evidence.ndjson'), 'evidence');
  const met = evidence.settles.flatMap(({ faults }) => faults.filter((one) => one.met > 0));
  return { status, stdout, met: [...new Set(met.map(({ fault }) => fault.name))].toSorted() };
}

describe('faults by name', () => {
  it('are those that are asked for, and told in the evidence', async () => {
    const { status } = await run('some', ['--faults', 'no-answer, expired-token']);
    expect(status).toBe(0);
    expect(parseEvidence(text(folder, 'some', 'evidence.ndjson'), 'evidence').header.faults).toEqual([
      'no-answer',
      'expired-token',
    ]);
    const { checks } = Signoff.parse(JSON.parse(text(folder, 'some', 'signoff.json')));
    const own = checks.filter(({ id }) => /faults\/(no-answer|expired-token)-(reads|writes)\//.test(id));
    expect(own.map(({ status: of }) => of)).toEqual(Array.from({ length: 16 }, () => 'passed'));
  });

  it('that there are none is said, with those that there are', async () => {
    const { status, stderr } = await run('none', ['--faults', 'earthquake']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^--faults earthquake: it can be all, transport, lie, clock, latency, /);
  });
});
