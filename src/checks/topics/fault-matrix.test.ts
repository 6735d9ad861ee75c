/** The checks under faults, on real campaigns: they accept an engine that survives, and find one that does not. */
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyEngine, type Traits } from '../../campaign/testing/tiny-engine.ts';
import { type Recording, recordCampaign } from '../../cli/testing/record.ts';
import type { FaultName } from '../../domain/fault.ts';
import { judge, type Status } from '../judge.ts';

const FAULTS: FaultName[] = ['server-error', 'truncated-json', 'committed-then-500'];
const CASES = ['status-500', 'status-502', 'status-503', 'truncated-json', 'committed-then-500'];
const PHASES = ['first-link', 'edits', 'clearings', 'nothing-else'];

function record(traits: Partial<Traits> = {}, name = 'tiny'): Promise<Recording> {
  const only = (_: string, batch: string): boolean => batch.startsWith('faults: ');
  return recordCampaign({ engine: tinyEngine(name, traits), faults: FAULTS, only });
}

/** The status of each check under a fault, by `case/phase`. */
function statuses({ ran, evidence }: Recording): Map<string, Status> {
  return new Map(
    judge(ran, evidence).flatMap(({ check, status }) => {
      const name = /\/faults\/([^/]+\/(?:first-link|edits|clearings|nothing-else))$/.exec(check.id)?.[1];
      return name === undefined ? [] : [[name, status]];
    }),
  );
}

/** All checks of these cases, and none of the others. */
const all = (cases: readonly string[]): string[] =>
  cases.flatMap((one) => PHASES.map((phase) => `${one}/${phase}`));
const which = (found: Map<string, Status>, status: Status): string[] =>
  [...found].filter(([, one]) => one === status).map(([name]) => name);

describe('an engine that survives', () => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await record();
  });

  it('passes what goes wrong on the way; what a tenant lies about is recorded', () => {
    const found = statuses(recording);
    expect(which(found, 'passed')).toEqual(all(CASES.slice(0, 4)));
    expect(which(found, 'recorded')).toEqual(all(CASES.slice(4)));
  });

  it('is not verified where no request met the fault', () => {
    const evidence = structuredClone(recording.evidence);
    for (const { batch, round, faults } of evidence.settles) {
      if (batch === 'faults: status-502' && round === 2) for (const one of faults) one.met = 0;
    }
    expect(which(statuses({ ...recording, evidence }), 'not verified')).toEqual([
      'status-502/edits',
      'status-502/nothing-else',
    ]);
  });

  it('is told apart, as the reference engine is judged under lies too', () => {
    const evidence = structuredClone(recording.evidence);
    evidence.header.engine.name = 'reference';
    expect(which(statuses({ ...recording, evidence }), 'recorded')).toEqual([]);
  });
});

describe('an engine that does not survive', () => {
  it('takes a write that was refused for done: edits are lost', async () => {
    const found = statuses(
      await record({
        write: async (tenant, id, patch) => {
          await tenant.patch(id, patch).catch(() => {});
        },
      }),
    );
    for (const one of ['status-500', 'status-502', 'status-503']) {
      // A first link that is lost and found may end on the other value, which is right too.
      for (const phase of ['edits', 'clearings']) expect(found.get(`${one}/${phase}`)).toBe('failed');
    }
    expect(found.get('truncated-json/edits')).toBe('passed');
  });

  it('writes what is in no row', async () => {
    const found = statuses(await record({ body: (patch) => ({ ...patch, name: 'changed by the sync' }) }));
    expect(which(found, 'failed')).toEqual(CASES.slice(0, 4).map((one) => `${one}/nothing-else`));
  });

  it('never comes to rest', async () => {
    const found = statuses(
      await record({
        afterwards: async ({ left }, listings) => {
          for (const id of [...listings.left.keys()].slice(0, 1)) await left.patch(id, {}).catch(() => {});
        },
      }),
    );
    expect(which(found, 'failed')).toEqual(CASES.slice(0, 4).map((one) => `${one}/nothing-else`));
  });
});
