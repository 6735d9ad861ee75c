import { describe, expect, it } from 'vitest';
import { judge, verdictOf } from '../checks/judge.ts';
import { mockEnvironment } from '../cli/mock-tenants.ts';
import { recordCampaign, type Recording } from '../cli/testing/record.ts';
import type { Engine, PassOutcome } from '../engines/index.ts';
import { referenceEngine } from '../engines/reference.ts';
import type { Environment } from './environment.ts';
import { tinyEngine } from './testing/tiny-engine.ts';

const FEW = (scenario: string): boolean => /^(match|alternating edits|deletion|faults)\//.test(scenario);

/** A right engine, but for the passes that `outcome` takes over. Passes count from 1, over all batches. */
function interrupted(outcome: (pass: number) => PassOutcome | null): Engine {
  const right = tinyEngine('interrupted');
  let passes = 0;
  return {
    ...right,
    start: async (setting) => {
      const running = await right.start(setting);
      return { ...running, pass: async () => outcome(++passes) ?? (await running.pass()) };
    },
  };
}

function verdict({ plan, evidence }: Recording): string {
  return verdictOf(judge(plan, evidence), evidence);
}

function statuses({ plan, evidence }: Recording): Set<string> {
  return new Set(judge(plan, evidence).map(({ status }) => status));
}

describe('an engine of which no pass ends well', () => {
  it('ends the campaign at once, and the evidence says by whom and why', async () => {
    const failing = interrupted(() => ({ ok: false, reason: 'exit status 3', output: 'a\nno such tenant' }));
    const recording = await recordCampaign({ engine: failing, only: FEW });
    expect(recording.evidence.end?.stopped).toEqual({
      by: 'engine',
      reason: 'none of 8 passes ended well: exit status 3: no such tenant',
    });
    // What each failed pass said is evidence, of the one settle that there was.
    const passes = recording.evidence.settles.map((settle) =>
      settle.passes.map(({ ok, output }) => [ok, output]),
    );
    expect(passes).toEqual([Array.from({ length: 8 }, () => [false, 'a\nno such tenant'])]);
    expect(statuses(recording)).toEqual(new Set(['not verified']));
    expect(verdict(recording)).toBe('inconclusive');
  });

  it('later on: the rounds until then are written down, and judged as far as they go', async () => {
    const failing = interrupted((pass) => (pass > 6 ? { ok: false, reason: 'exit status 3' } : null));
    const recording = await recordCampaign({ engine: failing, only: FEW });
    const { evidence, plan } = recording;
    expect(evidence.end?.stopped?.by).toBe('engine');
    const worked = evidence.settles.filter(({ passes }) => passes.some(({ ok }) => ok));
    expect(evidence.settles).toHaveLength(worked.length + 1);
    const done = worked.map(({ batch, round }) => [batch, round]);
    expect(done).toEqual(done.map((_, round) => ['main', round]));
    expect(done.length).toBeGreaterThan(0);
    const main = plan.batches[0]?.scenarios.filter(({ id }) => FEW(id)) ?? [];
    for (const { id, rounds } of main) {
      const found = evidence.scenarios.get(id);
      expect(found?.rounds, id).toHaveLength(Math.min(done.length, rounds.length));
      expect(found?.final, id).toBeNull();
      for (const round of found?.rounds ?? []) expect(Object.keys(round.observed)).toEqual(['left', 'right']);
    }
    expect(evidence.scenarios.size).toBe(main.length);
    expect(verdict(recording)).toBe('inconclusive');
  });
});

describe('an engine that fails now and then', () => {
  it('is given further passes, and their reasons are kept', async () => {
    const once = interrupted((pass) => (pass === 2 ? { ok: false, reason: 'exit status 75' } : null));
    const { evidence } = await recordCampaign({ engine: once, only: FEW });
    expect(evidence.end?.stopped).toBeNull();
    const [first] = evidence.settles;
    expect(first?.settled).toBe(true);
    expect(first?.passes[1]).toMatchObject({ ok: false, reason: 'exit status 75' });
  });
});

describe('an engine that exits well without having run', () => {
  it('is rejected: nothing arrived', async () => {
    const idle = interrupted(() => ({ ok: true }));
    const recording = await recordCampaign({ engine: idle, only: FEW });
    expect(verdict(recording)).toBe('rejected');
  });
});

describe('an engine that may run for several pairs of tenants at once', () => {
  it('has the same lines of evidence in the same order, and the batches do overlap', async () => {
    const several = referenceEngine('under test');
    const kinds = async (engine: Engine): Promise<string[]> => {
      const { lines } = await recordCampaign({ engine, only: FEW });
      return lines.map((line) => ('batch' in line ? `${line.kind} of ${line.batch}` : line.kind));
    };
    let [open, most] = [0, 0];
    const counting: Engine = {
      ...several,
      start: async (setting) => {
        const running = await several.start(setting);
        most = Math.max(most, ++open);
        return { ...running, close: () => running.close().finally(() => open--) };
      },
    };
    const together = await kinds(counting);
    expect(most).toBeGreaterThan(1);
    most = 0;
    expect(await kinds({ ...counting, severalAtOnce: false })).toEqual(together);
    expect(most).toBe(1);
  });
});

describe('a fault of the harness', () => {
  it('ends the campaign as the harness’s own: inconclusive, whatever the engine is', async () => {
    let opened = 0;
    const recording = await recordCampaign({
      engine: { ...referenceEngine('under test'), severalAtOnce: false },
      only: FEW,
      environment: closing(() => ++opened === 2),
    });
    const { evidence } = recording;
    expect(evidence.end?.stopped?.by).toBe('harness');
    expect(evidence.end?.stopped?.reason).toMatch(/companies/);
    expect(evidence.settles.every(({ batch }) => batch === 'main')).toBe(true);
    expect(verdict(recording)).toBe('inconclusive');
  });

  it('where no tenants can be had at all', async () => {
    const environment: Environment = { open: () => Promise.reject(new Error('no ports left')) };
    const recording = await recordCampaign({ engine: referenceEngine('under test'), environment });
    expect(recording.lines.map(({ kind }) => kind)).toEqual(['campaign', 'end']);
    expect(recording.evidence.end?.stopped).toEqual({ by: 'harness', reason: 'no ports left' });
    expect(statuses(recording)).toEqual(new Set(['not verified']));
    expect(verdict(recording)).toBe('inconclusive');
  });

  it('where the engine cannot be started', async () => {
    const engine: Engine = { ...tinyEngine('none'), start: () => Promise.reject(new Error('no such node')) };
    const recording = await recordCampaign({ engine, only: FEW });
    expect(recording.evidence.end?.stopped).toEqual({ by: 'harness', reason: 'no such node' });
  });
});

describe('evidence', () => {
  it('has what the engine wrote, and to which record', async () => {
    const { evidence } = await recordCampaign({ engine: tinyEngine('right'), only: FEW });
    const match = evidence.scenarios.get('match/orgNr~orgNr');
    const arrived = match?.rounds[1]?.writes.filter(({ status }) => status === 200) ?? [];
    expect(arrived.map(({ record, method, ifMatch }) => ({ record, method, ifMatch }))).toEqual([
      { record: 'right', method: 'PATCH', ifMatch: true },
    ]);
    expect(arrived[0]?.changes).toHaveLength(8);
  });

  it('has the faults that were met, on passes that are counted apart', async () => {
    const { evidence } = await recordCampaign({ engine: tinyEngine('right'), only: FEW });
    const faulty = evidence.settles.filter(({ batch }) => batch === 'faults');
    for (const { faults } of faulty) {
      for (const name of ['too-many-requests', 'server-error']) {
        expect(faults.some(({ fault, met }) => fault.name === name && met > 0)).toBe(true);
      }
    }
    expect(faulty.every(({ faultyPasses }) => faultyPasses.length > 0)).toBe(true);
    expect(
      evidence.settles.filter(({ batch }) => batch !== 'faults').every((s) => s.faults.length === 0),
    ).toBe(true);
  });

  it('never has a token of a tenant', async () => {
    const tokens: string[] = [];
    const right = tinyEngine('right');
    const engine: Engine = {
      ...right,
      start: (setting) => {
        tokens.push(...[setting.tenants.a, setting.tenants.b].flatMap((one) => one.credentials.secrets()));
        return right.start(setting);
      },
    };
    const { lines } = await recordCampaign({ engine, only: FEW });
    const text = JSON.stringify(lines);
    expect(tokens.length).toBeGreaterThan(2);
    expect(tokens.filter((token) => text.includes(token))).toEqual([]);
  });
});

/** Real mocks, of which some are closed behind the harness's back as soon as they are opened. */
function closing(isClosed: () => boolean): Environment {
  const mocks = mockEnvironment('two-tenants');
  return {
    open: async () => {
      const pair = await mocks.open();
      if (!isClosed()) return pair;
      await pair.close();
      return { ...pair, close: async () => {} };
    },
  };
}
