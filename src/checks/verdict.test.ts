/** The judge on checks and evidence written by hand: each status, each reason, each verdict. */
import { describe, expect, it } from 'vitest';
import type { Capability } from '../domain/capability.ts';
import { ON_FRESH_TENANTS } from './batches.ts';
import { type Check, Failed, type Kind, NotVerified } from './check.ts';
import type { Evidence } from './evidence.ts';
import { judge, type Result, type Status, type Verdict, verdictOf } from './judge.ts';
import type { Plan } from './plan.ts';
import type { Batch, Scenario } from './scenario.ts';
import { AT, company, created, evidenceOf, round, scenario } from './testing/small-evidence.ts';
import { finding } from './view.ts';

const FOUND = [finding('first'), finding('second')];

function check(change: Partial<Check> = {}): Check {
  return {
    id: 'a check',
    kind: 'checklist',
    group: 'linking',
    title: 'a check',
    section: 'S',
    lines: [1],
    rows: [],
    direction: null,
    scenarios: ['one'],
    judge: () => [],
    ...change,
  };
}

const planned = (id: string, needs?: Capability[]): Scenario => ({
  id,
  title: id,
  rounds: [[{ do: 'create', record: 'left', side: 'left', draft: {} }]],
  ...(needs && { needs }),
});
const batch = (id: string, needs: Capability[], scenarios: Scenario[]): Batch => ({
  ...ON_FRESH_TENANTS,
  id,
  title: id,
  needs,
  scenarios,
});
/** `clocked` needs a clock, by its batch; `between` an edit while the engine works, by itself. */
const BATCHES = [
  batch('main', [], [planned('one'), planned('two'), planned('between', ['edits while the engine works'])]),
  batch('clocks', ['clock'], [planned('clocked')]),
];
const done = (id: string, where = 'main') =>
  scenario(id, [round([created('left', 'left')], { left: company('left') })], { batch: where });
const good = evidenceOf([done('one'), done('two'), done('between'), done('clocked', 'clocks')]);
const [settled] = good.settles;
if (!settled) throw new RangeError('no settle');
const whole: Evidence = { ...good, settles: [settled, { ...settled, batch: 'clocks' }] };

const lacking = (capability: Capability, evidence = whole): Evidence => ({
  ...evidence,
  header: { ...evidence.header, lacks: [{ capability, reason: `no ${capability} here` }] },
});
const without = (id: string): Evidence => ({
  ...whole,
  scenarios: new Map([...whole.scenarios].filter(([one]) => one !== id)),
});
const stopped = (evidence = whole): Evidence => ({
  ...evidence,
  end: { kind: 'end', finishedAt: AT, stopped: { by: 'engine', reason: 'out of coffee' } },
});
const cutOff: Evidence = { ...whole, end: null };
/** Of two shards the first has the batch `main`, the other one `clocks`. */
const inShards = (seen: number[], evidence = whole): Evidence => ({
  ...evidence,
  header: { ...evidence.header, shards: { of: 2, seen, madeBy: 'tests' } },
});

function resultOf(change: Partial<Check>, evidence: Evidence = whole): Omit<Result, 'check'> {
  const plan: Plan = { batches: BATCHES, checks: [check(change)] };
  const [result] = judge(plan, evidence);
  if (!result) throw new RangeError('no result');
  const { check: _, ...rest } = result;
  return rest;
}

const result = (status: Status, change: Partial<Result> = {}) => ({
  status,
  reason: null,
  declaredLack: false,
  findings: [],
  ...change,
});

describe('what a check found', () => {
  it('is judged for every check, in the order of the plan', () => {
    const checks = [check({ id: 'a' }), check({ id: 'b', judge: () => FOUND })];
    const results = judge({ batches: BATCHES, checks }, whole);
    expect(results.map((one) => [one.check, one.status])).toEqual([
      [checks[0], 'passed'],
      [checks[1], 'failed'],
    ]);
  });

  it.each<[Kind, Status]>([
    ['checklist', 'failed'],
    ['implied', 'failed'],
    ['policy', 'deviates'],
  ])('makes a check of kind %s %s', (kind, status) => {
    expect(resultOf({ kind })).toEqual(result('passed'));
    expect(resultOf({ kind, judge: () => FOUND })).toEqual(result(status, { findings: FOUND }));
    const fails = (): never => {
      throw new Failed(finding('thrown'));
    };
    expect(resultOf({ kind, judge: fails })).toEqual(result(status, { findings: [finding('thrown')] }));
  });

  it('is recorded where nothing is expected', () => {
    expect(resultOf({ judge: () => ({ recorded: 'this' }) })).toEqual(result('recorded', { reason: 'this' }));
  });

  it('is not verified where the check says so, and why', () => {
    for (const declaredLack of [true, false]) {
      const judged = resultOf({
        judge: () => {
          throw new NotVerified('who knows', { declaredLack });
        },
      });
      expect(judged).toEqual(result('not verified', { reason: 'who knows', declaredLack }));
    }
  });

  it('lets a fault of the check through', () => {
    const judged = () =>
      resultOf({
        judge: () => {
          throw new TypeError('a fault');
        },
      });
    expect(judged).toThrow(TypeError);
  });
});

describe('a check passes only if what it stands on was done', () => {
  const notVerified = (reason: string) => result('not verified', { reason });
  const recordedThis: Check['judge'] = () => ({ recorded: 'this' });

  it('is not verified without one of its scenarios', () => {
    const reason = 'the evidence has no scenario two';
    expect(resultOf({ scenarios: ['one', 'two'] }, without('two'))).toEqual(notVerified(reason));
    expect(resultOf({ scenarios: ['one', 'two'], judge: recordedThis }, without('two'))).toEqual(
      notVerified(reason),
    );
    expect(resultOf({ scenarios: ['one'] }, without('two'))).toEqual(result('passed'));
  });

  it('is not verified without any scenario, where it reads them all', () => {
    expect(resultOf({ scenarios: [] })).toEqual(result('passed'));
    expect(resultOf({ scenarios: [] }, without('two'))).toEqual(
      notVerified('the evidence has no scenario two'),
    );
  });

  it('is not verified where the plan does not have its scenario', () => {
    expect(resultOf({ scenarios: ['three'] })).toEqual(notVerified('the plan has no scenario three'));
  });

  it('fails all the same where something was found', () => {
    const failed = result('failed', { findings: FOUND });
    expect(resultOf({ scenarios: ['two'], judge: () => FOUND }, without('two'))).toEqual(failed);
    expect(resultOf({ judge: () => FOUND }, cutOff)).toEqual(failed);
  });

  it('is not verified where the evidence was cut off', () => {
    const reason = 'the evidence was cut off: the line that ends the campaign is missing';
    expect(resultOf({}, cutOff)).toEqual(notVerified(reason));
  });

  it('tells why the campaign ended early; what was done by then is judged', () => {
    expect(resultOf({}, stopped())).toEqual(result('passed'));
    expect(resultOf({ scenarios: ['two'] }, stopped(without('two')))).toEqual(notVerified('out of coffee'));
    expect(resultOf({ scenarios: [] }, stopped())).toEqual(notVerified('out of coffee'));
  });
});

describe('what the tenants or the engine cannot show', () => {
  const reason = 'no clock here';

  it('is not verified, as declared, and not even looked at', () => {
    const judged = resultOf({ scenarios: ['clocked'], judge: () => FOUND }, lacking('clock'));
    expect(judged).toEqual(result('not verified', { reason, declaredLack: true }));
    const own = resultOf({ needs: ['clock'], judge: () => FOUND }, lacking('clock'));
    expect(own).toEqual(result('not verified', { reason, declaredLack: true }));
    expect(resultOf({ scenarios: ['clocked'], needs: ['clock'] }, lacking('write log'))).toEqual(
      result('passed'),
    );
  });

  it('is left out of a check that has other scenarios, which passes in part', () => {
    const both = { scenarios: ['one', 'clocked'] };
    const inPart = result('passed', { reason: 'in part: 1 of 2 scenarios cannot be shown here' });
    expect(resultOf(both, lacking('clock'))).toEqual(inPart);
    expect(resultOf(both, lacking('clock', without('clocked')))).toEqual(inPart);
    expect(resultOf({ scenarios: ['clocked', 'one'] }, lacking('clock'))).toEqual(inPart);
    expect(resultOf(both)).toEqual(result('passed'));
    expect(resultOf({ scenarios: [] }, lacking('clock', without('clocked')))).toEqual(result('passed'));
  });

  it('is told to the check', () => {
    const told = (evidence: Evidence) => [...(evidence.lacking ?? [])];
    const judged = resultOf({ judge: (evidence) => ({ recorded: told(evidence).join() }) }, lacking('clock'));
    expect(judged.reason).toBe('clocked');
  });
});

describe('what may not have met the engine as it was arranged', () => {
  const needed: Capability = 'edits while the engine works';
  const lacks = lacking(needed);
  const recorded = (seen: string) =>
    result('recorded', { reason: `no ${needed} here: ${seen}`, declaredLack: true });

  it('is only recorded', () => {
    expect(resultOf({ scenarios: ['between'] }, lacks)).toEqual(recorded('as expected'));
    const found = resultOf({ scenarios: ['between'], judge: () => FOUND }, lacks);
    expect(found).toEqual(recorded('first; second'));
    expect(resultOf({ scenarios: ['between'], judge: () => ({ recorded: 'this' }) }, lacks)).toEqual(
      result('recorded', { reason: 'this' }),
    );
  });

  it('is judged where other scenarios of the check met it', () => {
    for (const scenarios of [
      ['one', 'between'],
      ['between', 'one'],
    ]) {
      const judged = resultOf({ scenarios, judge: () => FOUND }, lacks);
      expect(judged).toEqual(result('failed', { findings: FOUND }));
    }
  });

  it('is judged where nothing is lacking', () => {
    expect(resultOf({ scenarios: ['between'] })).toEqual(result('passed'));
  });

  it('is not verified where it was not done', () => {
    const judged = resultOf({ scenarios: ['between'] }, lacking(needed, without('between')));
    expect(judged).toEqual(result('not verified', { reason: 'the evidence has no scenario between' }));
  });

  it('is only recorded where the other scenarios cannot be shown', () => {
    const { lacks: more } = lacking('clock').header;
    const evidence = { ...lacks, header: { ...lacks.header, lacks: [...lacks.header.lacks, ...more] } };
    const judged = resultOf({ scenarios: ['clocked', 'between'], judge: () => FOUND }, evidence);
    expect(judged).toEqual(recorded('first; second'));
  });
});

describe('what another shard of the run observes', () => {
  const share = inShards([1], without('clocked'));
  const awaited = result('not verified', {
    reason: 'this belongs to shard 2 of 2, whose evidence is not here',
    awaitsShard: true,
  });

  it('is waited for by a check that reads it, and by one that reads everything', () => {
    for (const scenarios of [['clocked'], ['one', 'clocked'], []])
      expect(resultOf({ scenarios }, share)).toEqual(awaited);
    expect(resultOf({ scenarios: ['one', 'between'] }, share)).toEqual(result('passed'));
    expect(resultOf({ scenarios: ['clocked'] }, inShards([2], without('one')))).toEqual(result('passed'));
  });

  it('hides no failure that was seen already', () => {
    const failed = result('failed', { findings: FOUND });
    expect(resultOf({ scenarios: ['one', 'clocked'], judge: () => FOUND }, share)).toEqual(failed);
  });

  it('is nothing to wait for where all shards are there, or there are none', () => {
    const missing = result('not verified', { reason: 'the evidence has no scenario clocked' });
    const all = inShards([1, 2], without('clocked'));
    for (const evidence of [all, without('clocked')])
      expect(resultOf({ scenarios: ['clocked'] }, evidence)).toEqual(missing);
  });

  it('is no reason where another one is sure', () => {
    const lack = result('not verified', { reason: 'no clock here', declaredLack: true });
    expect(resultOf({ scenarios: ['clocked'] }, lacking('clock', share))).toEqual(lack);
    const unsure = resultOf(
      {
        judge: () => {
          throw new NotVerified('who knows', { declaredLack: false });
        },
      },
      share,
    );
    expect(unsure).toEqual(result('not verified', { reason: 'who knows' }));
  });
});

describe('the verdict', () => {
  const of = (kind: Kind, status: Status, declaredLack = false): Result => ({
    check: check({ kind }),
    status,
    reason: null,
    declaredLack,
    findings: [],
  });
  const passed = of('checklist', 'passed');

  it.each<[Verdict, string, Result[], Evidence]>([
    ['accepted', 'all passed', [passed, of('implied', 'passed'), of('policy', 'passed')], whole],
    ['accepted', 'some was recorded', [passed, of('policy', 'recorded')], whole],
    ['accepted', 'a lack was declared', [passed, of('implied', 'not verified', true)], whole],
    ['accepted', 'a policy was not verified', [passed, of('policy', 'not verified')], whole],
    ['accepted with deviations', 'a policy deviates', [passed, of('policy', 'deviates')], whole],
    ['rejected', 'a must of the document failed', [passed, of('checklist', 'failed')], whole],
    ['rejected', 'an implied must failed', [passed, of('implied', 'failed')], whole],
    ['rejected', 'a must failed before it ended early', [passed, of('implied', 'failed')], stopped()],
    ['rejected', 'a must failed before it was cut off', [of('implied', 'failed')], cutOff],
    ['inconclusive', 'it ended early', [passed], stopped()],
    ['inconclusive', 'it was cut off', [passed], cutOff],
    ['inconclusive', 'a must was not verified', [passed, of('implied', 'not verified')], whole],
    ['inconclusive', 'a shard is missing', [passed], inShards([1])],
    ['rejected', 'a must failed in one of the shards', [of('implied', 'failed')], inShards([2])],
    ['accepted', 'all shards are there', [passed], inShards([2, 1])],
    ['inconclusive', 'nothing was judged', [], whole],
    ['inconclusive', 'only policies passed', [of('policy', 'passed')], whole],
    [
      'inconclusive',
      'no must passed, though it deviates',
      [of('checklist', 'not verified', true), of('policy', 'deviates')],
      whole,
    ],
  ])('is %s where %s', (verdict, _, results, evidence) => {
    expect(verdictOf(results, evidence)).toBe(verdict);
  });
});
