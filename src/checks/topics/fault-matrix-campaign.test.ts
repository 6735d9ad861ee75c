/** The checks under faults, on real campaigns: they accept an engine that survives, and find one that does not. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Listing, tinyEngine, type Traits } from '../../campaign/testing/tiny-engine.ts';
import { type Recording, recordCampaign } from '../../cli/testing/record.ts';
import type { FaultName } from '../../domain/fault.ts';
import { judge, type Status } from '../judge.ts';

const FAULTS: FaultName[] = ['expired-token', 'truncated-json', 'committed-then-500'];
/** Those of transport, and the lie. */
const HONEST = [
  'truncated-json-second-page',
  'truncated-json-reads',
  'truncated-json-writes',
  'expired-token-reads',
  'expired-token-writes',
];
const LIE = 'committed-then-500';
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
    expect(which(found, 'passed')).toEqual(all(HONEST));
    expect(which(found, 'recorded')).toEqual(all([LIE]));
  });

  it('is not verified where no request met the fault', () => {
    const evidence = structuredClone(recording.evidence);
    for (const { batch, round, faults } of evidence.settles) {
      if (batch === 'faults: expired-token-writes' && round === 2) for (const one of faults) one.met = 0;
    }
    expect(which(statuses({ ...recording, evidence }), 'not verified')).toEqual([
      'expired-token-writes/edits',
      'expired-token-writes/nothing-else',
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
    // A first link that is lost and found may end on the other value, which is right too.
    for (const phase of ['edits', 'clearings']) {
      expect(found.get(`expired-token-writes/${phase}`)).toBe('failed');
      expect(found.get(`expired-token-reads/${phase}`)).toBe('passed');
    }
  });

  it('writes what is in no row', async () => {
    const found = statuses(await record({ body: (patch) => ({ ...patch, name: 'changed by the sync' }) }));
    expect(which(found, 'failed')).toEqual(HONEST.map((one) => `${one}/nothing-else`));
  });

  it('never comes to rest', async () => {
    const found = statuses(
      await record({
        afterwards: async ({ left }, listings) => {
          for (const id of [...listings.left.keys()].slice(0, 1)) await left.patch(id, {}).catch(() => {});
        },
      }),
    );
    expect(which(found, 'failed')).toEqual(HONEST.map((one) => `${one}/nothing-else`));
  });

  it('takes an error on the second page for the end of the listing: what is not there is unlinked', async () => {
    const found = statuses(
      await record({
        list: async (tenant) => {
          const listing: Listing = new Map();
          try {
            for await (const company of tenant.list()) listing.set(company.id, company);
          } catch (error) {
            if (listing.size === 0) throw error;
          }
          return listing;
        },
      }),
    );
    expect(found.get('truncated-json-second-page/clearings')).toBe('failed');
    expect(found.get('truncated-json-reads/clearings')).toBe('passed');
  });
});
