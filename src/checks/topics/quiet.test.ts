/** Rest, on evidence written by hand: what counts as a write too many, whom it is blamed on, what is not known. */
import { describe, expect, it } from 'vitest';
import type { Evidence, Further, Pass, Settle, Write } from '../evidence.ts';
import { AT, edited, evidenceOf, pass, round, scenario, settle } from '../testing/small-evidence.ts';
import { groundOf, underTest } from '../testing/topic-under-test.ts';
import { quiet } from './quiet.ts';

const ROUNDS = new Map([
  ['main', 2],
  ['simultaneous', 1],
]);
const planned = () => quiet(groundOf(), ROUNDS).checks;
const topic = underTest(planned);
const found = (name: string, evidence: Evidence) => topic.found(`quiet/${name}`, evidence);
const judged = (name: string, evidence: Evidence) => topic.judged(`quiet/${name}`, evidence);
const reasonOf = (name: string, evidence: Evidence) => topic.reasonOf(`quiet/${name}`, evidence);

const write = (change: Partial<Write> = {}): Write => ({
  pass: 3,
  record: 'left',
  method: 'PATCH',
  status: 200,
  ifMatch: true,
  changes: [],
  ...change,
});
const further = (passes: Pass[], writes: Further['writes'] = []): Further => ({
  kind: 'further passes',
  batch: 'main',
  passes,
  writes,
});
const THREE = [pass(), pass(), pass()];
const RESTLESS: Partial<Settle> = { settled: false, passes: [pass(), pass(), pass({ acceptedWrites: 4 })] };

/** Two rounds of main and one of another batch, all at rest, but for what is changed. */
function campaign(change: Partial<Evidence> = {}, writes: Write[] = []): Evidence {
  return evidenceOf([scenario('one', [round([], {}, writes), round([], {})])], {
    settles: [settle(0), settle(1), settle(0, { batch: 'simultaneous' })],
    further: new Map([['main', further(THREE)]]),
    ...change,
  });
}

const complete = { settles: campaign().settles };
const ended = (reason: string): Partial<Evidence> => ({
  end: { kind: 'end', finishedAt: AT, stopped: { by: 'engine', reason } },
});
const restless = (at: number, change: Partial<Settle> = RESTLESS): Partial<Evidence> => ({
  settles: [0, 1]
    .map((one) => settle(one, one === at ? change : {}))
    .concat(settle(0, { batch: 'simultaneous' })),
});

it('an engine that comes to rest is quiet', () => {
  expect(planned().map(({ id }) => id.split('/').at(-1))).toEqual([
    'after-first-link',
    'after-edits',
    'idle-left',
    'idle-right',
    'further-passes-left',
    'further-passes-right',
  ]);
  for (const { judge, needs } of planned()) {
    expect(judge(campaign())).toEqual([]);
    expect(needs).toEqual(['write log']);
  }
});

describe('an engine that does not come to rest', () => {
  it('after first links fails there, and not after edits; and the other way round', () => {
    expect(found('after-first-link', campaign(restless(0)))).toEqual([
      {
        message: 'the engine did not come to rest in 3 passes of batch main: pass 3 still wrote 4 times',
        round: 0,
      },
    ]);
    expect(found('after-edits', campaign(restless(0)))).toEqual([]);
    expect(found('after-first-link', campaign(restless(1)))).toEqual([]);
    expect(found('after-edits', campaign(restless(1)))).toHaveLength(1);
  });

  it('is blamed on each record that the last passes wrote, once', () => {
    const writes = [write(), write({ pass: 2 }), write({ record: 'right', status: 204 })];
    expect(found('after-first-link', campaign(restless(0), writes))).toEqual(
      ['left', 'right'].map((record) => ({
        message: `${record} of one was still written after 3 passes`,
        scenario: 'one',
        round: 0,
        record,
      })),
    );
  });

  it.each([
    ['an earlier pass', { pass: 1 }],
    ['a refused one', { status: 412 }],
    ['a redirected one', { status: 300 }],
    ['an informed one', { status: 199 }],
  ])('is not blamed on a record for a write of %s', (_, change) => {
    expect(found('after-first-link', campaign(restless(0), [write(change)]))).toEqual([
      { message: expect.stringContaining('did not come to rest'), round: 0 },
    ]);
  });

  it('is not blamed on records of other batches, or of other rounds', () => {
    const other = scenario('other', [round([], {}, [write()])], { batch: 'simultaneous' });
    const later = scenario('later', [round([], {}), round([], {}, [write()])]);
    const evidence = campaign(restless(0));
    const scenarios = new Map([other, later].map((one) => [one.id, one]));
    expect(found('after-first-link', { ...evidence, scenarios })).toEqual([
      { message: expect.stringContaining('did not come to rest'), round: 0 },
    ]);
  });

  it('says why passes kept failing', () => {
    const passes = [
      pass(),
      pass({ ok: false, reason: 'first' }),
      pass({ ok: false, reason: 'last' }),
      pass(),
    ];
    const failing = (own: Pass[]) =>
      found('after-edits', campaign(restless(1, { settled: false, passes: own })))[0]?.message;
    expect(failing(passes)).toBe(
      'the engine did not come to rest in 4 passes of batch main: passes kept failing: last',
    );
    expect(failing([pass(), pass({ ok: false })])).toMatch(/passes kept failing: no reason given$/);
  });

  it('is not told where no pass ended well, or in a batch that is not of the plan', () => {
    const failed = [pass({ ok: false }), pass({ ok: false })];
    expect(found('after-edits', campaign(restless(1, { settled: false, passes: failed })))).toEqual([]);
    const settles = [...campaign().settles, settle(0, { ...RESTLESS, batch: 'nobody’s' })];
    expect(found('after-first-link', campaign({ settles }))).toEqual([]);
  });
});

describe('a settle that is missing', () => {
  const without = (batch: string, at: number) =>
    campaign().settles.filter((one) => one.batch !== batch || one.round !== at);

  it.each([
    ['main', 0, 'after-first-link', 'after-edits'],
    ['main', 1, 'after-edits', 'after-first-link'],
    ['simultaneous', 0, 'after-first-link', 'after-edits'],
  ])('of %s, round %i, leaves %s unverified', (batch, at, name, other) => {
    const settles = without(batch, at);
    expect(reasonOf(name, campaign({ settles }))).toBe(`the evidence has no settle ${at} of batch ${batch}`);
    expect(judged(other, campaign({ settles }))).toEqual([]);
    expect(reasonOf(name, campaign({ settles, ...ended('out of coffee') }))).toBe('out of coffee');
    expect(reasonOf(name, campaign({ settles, end: null }))).toMatch(/^the evidence has no settle/);
  });

  it('takes nothing from what was found elsewhere', () => {
    const settles = [settle(0, RESTLESS), settle(1, { idle: [{ side: 'left', record: 'ended/left' }] })];
    expect(found('after-first-link', campaign({ settles }))).toMatchObject([{ round: 0 }]);
    expect(found('idle-left', campaign({ settles }))).toMatchObject([{ record: 'ended/left' }]);
  });

  it('is no loss where its batch needs what is declared to be lacking', () => {
    const { header } = campaign();
    const lacking = (capability: 'clock' | 'faults') => ({
      header: { ...header, lacks: [{ capability, reason: 'not here' }] },
      settles: without('simultaneous', 0),
    });
    expect(judged('after-first-link', campaign(lacking('clock')))).toEqual([]);
    expect(reasonOf('after-first-link', campaign(lacking('faults')))).toMatch(
      /no settle 0 of batch simultaneous/,
    );
    const ofMain = { ...lacking('clock'), settles: without('main', 0) };
    expect(reasonOf('after-first-link', campaign(ofMain))).toMatch(/no settle 0 of batch main/);
  });
});

describe('a record that is left alone', () => {
  const idle = (at: number, writes: Settle['idle']): Partial<Evidence> => ({
    settles: [0, 1]
      .map((one) => settle(one, one === at ? { idle: writes } : {}))
      .concat(settle(0, { batch: 'simultaneous' })),
  });

  it('is not written when its scenario is over, on the side where it stands', () => {
    const wrote = campaign(idle(1, [{ side: 'right', record: 'ended/right' }]));
    expect(found('idle-right', wrote)).toEqual([
      {
        message: 'ended/right was written in round 1, in which nobody edited it or its partner',
        round: 1,
        record: 'ended/right',
      },
    ]);
    expect(found('idle-left', wrote)).toEqual([]);
  });

  it('is not written while nothing is done in its scenario; what was refused is no write', () => {
    const writes = [write(), write({ record: 'right', status: 412 })];
    expect(found('idle-left', campaign({}, writes))).toEqual([
      {
        message: 'one/left was written in round 0, in which nobody edited it or its partner',
        round: 0,
        record: 'one/left',
      },
    ]);
    expect(found('idle-right', campaign({}, writes))).toEqual([]);
  });

  it('may be written in a round in which something is done in its scenario', () => {
    const acted = round([edited('right', { name: 'x' })], {}, [write()]);
    expect(found('idle-left', evidenceOf([scenario('one', [acted])], complete))).toEqual([]);
  });

  it('is of no interest in a batch that is not of this plan', () => {
    const other = settle(0, { batch: 'faults of others', idle: [{ side: 'left', record: 'x/left' }] });
    const { settles } = campaign();
    expect(found('idle-left', campaign({ settles: [...settles, other] }))).toEqual([]);
    const others = scenario('x', [round([], {}, [write()])], { batch: 'faults of others' });
    expect(found('idle-left', evidenceOf([others], complete))).toEqual([]);
  });

  it('is not known to have been where a settle is missing', () => {
    expect(reasonOf('idle-left', campaign({ settles: [] }))).toBe(
      'the evidence has no settle 0 of batch main',
    );
  });
});

describe('further passes', () => {
  const after = (own: Further, change: Partial<Evidence> = {}) =>
    campaign({ further: new Map([['main', own]]), ...change });
  const wrote = further(
    [pass(), pass({ acceptedWrites: 1 }), pass()],
    [{ side: 'right', record: 'one/right', pass: 2 }],
  );

  it('that write fail on that side', () => {
    expect(found('further-passes-right', after(wrote))).toEqual([
      {
        message: 'one/right was written in further pass 2, with nobody editing',
        record: 'one/right',
      },
    ]);
    expect(found('further-passes-left', after(wrote))).toEqual([]);
  });

  it('whose writes are not all told, or too many, are not verified', () => {
    const counted = further([pass(), pass({ acceptedWrites: 2 }), pass({ acceptedWrites: 1 })]);
    expect(reasonOf('further-passes-left', after(counted))).toBe(
      'the further passes count 3 writes, and 0 are told',
    );
    const uncounted = further(THREE, wrote.writes);
    expect(reasonOf('further-passes-left', after(uncounted))).toBe(
      'the further passes count 0 writes, and 1 are told',
    );
  });

  it('that were not done are not verified, and why', () => {
    const none = { further: new Map<string, Further>() };
    const nothing = '0 of 3 further passes were done';
    expect(reasonOf('further-passes-left', campaign(none))).toBe(
      `${nothing}: the evidence does not have them`,
    );
    expect(reasonOf('further-passes-left', campaign({ ...none, end: null }))).toBe(
      `${nothing}: the evidence does not have them`,
    );
    expect(reasonOf('further-passes-right', campaign({ ...none, ...ended('out of coffee') }))).toBe(
      `${nothing}: out of coffee`,
    );
    const failed = further([pass(), pass({ ok: false, reason: 'it fell' }), pass()]);
    expect(reasonOf('further-passes-left', after(failed, ended('out of coffee')))).toBe(
      '2 of 3 further passes were done: it fell',
    );
    expect(found('further-passes-left', after(further([...THREE, pass({ ok: false })])))).toEqual([]);
  });
});
