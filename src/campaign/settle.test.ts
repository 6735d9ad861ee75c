import { describe, expect, it } from 'vitest';
import type { Company } from '../domain/company.ts';
import type { Controls, EngineWrite } from './environment.ts';
import { isAccepted, passOnce, type PassDone, settle, writeEvidence } from './settle.ts';

const limits = { quietPasses: 2, maxPasses: 8, passTimeoutMs: 1_000 };

/** `.` a quiet pass, `w` one that writes, `x` one that fails, `X` one that writes and fails. */
function passes(script: string, forEver = '.'): () => Promise<PassDone> {
  let done = 0;
  return async () => {
    const sign = script[done++] ?? forEver;
    const acceptedWrites = sign === 'w' || sign === 'X' ? 1 : 0;
    return { pass: { ok: sign === '.' || sign === 'w', milliseconds: 1, acceptedWrites }, writes: [], at: 0 };
  };
}

async function settling(script: string, forEver?: string, change: Partial<typeof limits> = {}) {
  const { settled, passes: done } = await settle(passes(script, forEver), { ...limits, ...change });
  return { settled, passes: done.length };
}

describe('an engine has settled', () => {
  it('after two passes in a row that end well and write nothing', async () => {
    expect(await settling('')).toEqual({ settled: true, passes: 2 });
    expect(await settling('w')).toEqual({ settled: true, passes: 3 });
    expect(await settling('ww')).toEqual({ settled: true, passes: 4 });
  });

  it('not when one quiet pass is followed by one that writes: it may need a pass to notice', async () => {
    expect(await settling('.w')).toEqual({ settled: true, passes: 4 });
    expect(await settling('.w.w')).toEqual({ settled: true, passes: 6 });
  });

  it('not by passes that fail, though they write nothing', async () => {
    expect(await settling('xx')).toEqual({ settled: true, passes: 4 });
    expect(await settling('.x')).toEqual({ settled: true, passes: 4 });
    expect(await settling('wX.x')).toEqual({ settled: true, passes: 6 });
  });

  it('with its last two passes, if these are quiet', async () => {
    expect(await settling('wwwwww')).toEqual({ settled: true, passes: 8 });
  });

  it('never, where it goes on writing, or failing, or swings between the two', async () => {
    expect(await settling('', 'w')).toEqual({ settled: false, passes: 8 });
    expect(await settling('', 'x')).toEqual({ settled: false, passes: 8 });
    expect(await settling('.w.w.w.w')).toEqual({ settled: false, passes: 8 });
    expect(await settling('wwwwwww')).toEqual({ settled: false, passes: 8 });
  });

  it('after as many quiet passes as are asked for, within as many as are allowed', async () => {
    expect(await settling('w', '.', { quietPasses: 1 })).toEqual({ settled: true, passes: 2 });
    expect(await settling('w', '.', { quietPasses: 3 })).toEqual({ settled: true, passes: 4 });
    expect(await settling('w', '.', { quietPasses: 3, maxPasses: 3 })).toEqual({ settled: false, passes: 3 });
  });
});

const company: Company = {
  id: '1',
  orgNr: '310000001',
  name: 'A',
  phone: null,
  email: null,
  website: null,
  postAddress: { country: 'NO', postCode: '0150', postalArea: 'OSLO', streetAddress: null },
  visitAddress: null,
  modifiedAt: '2024-01-01T00:00:00.000Z',
};

function write(change: Partial<EngineWrite>): EngineWrite {
  return {
    side: 'left',
    id: '1',
    method: 'PATCH',
    status: 200,
    ifMatch: false,
    before: company,
    after: company,
    ...change,
  };
}

function never(): never {
  throw new Error('not asked for in this test');
}

function controlsWith(writes: EngineWrite[]): Controls {
  return {
    observe: never,
    engineRequests: () => null,
    arranged: never,
    newEngineWrites: () => Promise.resolve(writes.splice(0)),
    simultaneously: never,
    ambush: never,
    clearAmbushes: never,
    armFaults: never,
    withdrawFaults: never,
    faultsMet: never,
    later: never,
  };
}

describe('one pass', () => {
  it('counts accepted writes alone, a PATCH that changes nothing included', async () => {
    const writes = [200, 201, 204, 412, 422, 429, 500].map((status) => write({ status }));
    expect(writes.filter(isAccepted).map(({ status }) => status)).toEqual([200, 201, 204]);
    const ticks = [1_000, 1_234.6];
    const engine = { pass: async () => ({ ok: true }) as const, close: async () => {} };
    const done = await passOnce(engine, controlsWith([...writes]), () => ticks.shift() ?? Number.NaN);
    expect(done.pass).toEqual({ ok: true, milliseconds: 235, acceptedWrites: 3 });
    expect(done.writes).toEqual(writes);
  });

  it('keeps why it failed and what was printed', async () => {
    const outcome = { ok: false, reason: 'exit status 3', output: 'no such tenant' } as const;
    const engine = { pass: async () => outcome, close: async () => {} };
    const done = await passOnce(engine, controlsWith([]), () => 0);
    expect(done.pass).toEqual({ ...outcome, milliseconds: 0, acceptedWrites: 0 });
  });
});

describe('a write as evidence', () => {
  it('has the leaves that it changed, empty ones told apart', () => {
    const after: Company = {
      ...company,
      postAddress: { country: 'SE', postCode: '0150', postalArea: '', streetAddress: '' },
      modifiedAt: '2024-01-01T00:00:00.001Z',
    };
    expect(writeEvidence(write({ after, ifMatch: true }), 'left', 2)).toEqual({
      pass: 2,
      record: 'left',
      method: 'PATCH',
      status: 200,
      ifMatch: true,
      changes: [
        { path: 'postAddress.country', from: 'NO', to: 'SE' },
        { path: 'postAddress.postalArea', from: 'OSLO', to: '' },
        { path: 'postAddress.streetAddress', from: null, to: '' },
      ],
    });
  });

  it('of a record that is deleted has what was lost; of one that changes nothing, nothing', () => {
    const lost = writeEvidence(write({ method: 'DELETE', status: 204, after: null }), 'left', 1);
    expect(lost.changes).toContainEqual({ path: 'orgNr', from: '310000001', to: null });
    expect(writeEvidence(write({}), 'left', 1).changes).toEqual([]);
  });
});
