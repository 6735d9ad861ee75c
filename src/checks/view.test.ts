import { describe, expect, it } from 'vitest';
import { valueAt } from '../domain/record.ts';
import { Failed, type Finding, NotVerified } from './check.ts';
import type { Evidence, ScenarioEvidence, Write } from './evidence.ts';
import {
  company,
  created,
  edited,
  evidenceOf,
  pass,
  round,
  scenario,
  settle,
  viewOf,
} from './testing/small-evidence.ts';
import {
  arrangedAt,
  companyAt,
  editedTo,
  finding,
  findingIn,
  overScenarios,
  recordsAt,
  roundNumbers,
  roundOf,
  settledValue,
  show,
} from './view.ts';

/** What `act` threw, which must be this kind of error. */
function thrown<T extends Error>(kind: new (...args: never[]) => T, act: () => unknown): T {
  try {
    act();
  } catch (error) {
    if (error instanceof kind) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const unverified = (act: () => unknown): NotVerified => thrown(NotVerified, act);

const STOPPED = { by: 'engine', reason: 'out of coffee' } as const;
const cutOff = (evidence: Evidence): Evidence => ({ ...evidence, end: null });
const stopped = (evidence: Evidence): Evidence => ({
  ...evidence,
  end: { kind: 'end', finishedAt: evidence.header.startedAt, stopped: STOPPED },
});

/** Created, edited by both, the right one deleted, and another right one created. */
const story: ScenarioEvidence = scenario('a story', [
  round([created('left', 'left', { phone: '1' }), created('right', 'right', { phone: '2' })], {
    left: company('left', { phone: '1', email: 'a@b' }),
    right: company('right', { phone: '1' }),
  }),
  round([edited('left', { phone: '3' }), edited('left', { website: 'w' }), edited('right', { phone: '4' })], {
    left: company('left', { phone: '4', website: 'w' }),
    right: null,
  }),
  round([{ do: 'delete', record: 'right' }, created('third', 'right')], {
    left: company('left'),
    third: company('third'),
    right: null,
  }),
]);
const told = evidenceOf([story]);
const view = viewOf(told);

describe('judging each scenario by itself', () => {
  const two = evidenceOf([scenario('one', []), scenario('two', [])]);
  const found = (id: string): Finding => finding(`seen in ${id}`, { scenario: id });
  const doubt = (reason: string) => new NotVerified(reason, { declaredLack: false });
  const judged = (answers: Record<string, Finding[] | Error>, ids = Object.keys(answers)) =>
    overScenarios(ids, ({ scenario: { id } }) => {
      const answer = answers[id] ?? [];
      if (answer instanceof Error) throw answer;
      return answer;
    });

  it('finds what is found in any of them', () => {
    expect(judged({ one: [found('one')], two: [found('two')] })(two)).toEqual([found('one'), found('two')]);
    expect(judged({ one: [], two: [] })(two)).toEqual([]);
  });

  it('takes an expectation that failed for a finding, and goes on', () => {
    expect(judged({ one: new Failed(found('one')), two: [found('two')] })(two)).toEqual([
      found('one'),
      found('two'),
    ]);
  });

  it('is not verified, for the first reason, only where nothing failed', () => {
    const first = doubt('first');
    expect(unverified(() => judged({ one: first, two: doubt('second') })(two))).toBe(first);
    expect(unverified(() => judged({ one: [], two: first })(two))).toBe(first);
    expect(judged({ one: doubt('first'), two: [found('two')] })(two)).toEqual([found('two')]);
  });

  it('lets any other error through', () => {
    const fault = new TypeError('a fault of the check');
    expect(thrown(TypeError, () => judged({ one: fault, two: [found('two')] })(two))).toBe(fault);
  });

  it('leaves out what cannot be shown here', () => {
    const judge = judged({ one: [found('one')], two: [found('two')] });
    expect(judge({ ...two, lacking: new Set(['one']) })).toEqual([found('two')]);
  });

  it.each<[string, (evidence: Evidence) => Evidence, string]>([
    ['which ran to its end', (evidence) => evidence, 'the evidence does not have scenario three'],
    ['which was cut off', cutOff, 'the evidence was cut off before scenario three'],
    ['which ended early', stopped, 'out of coffee'],
  ])('is not verified where there is no such scenario in a campaign %s', (_, change, reason) => {
    const error = unverified(() => judged({ three: [] })(change(two)));
    expect(error.message).toBe(reason);
    expect(error.declaredLack).toBe(false);
  });
});

describe('a round', () => {
  it('is read by its number', () => {
    expect(roundOf(view, 1)).toBe(story.rounds[1]);
    expect(roundNumbers(view)).toEqual([0, 1, 2]);
  });

  it('that was not reached is not verified', () => {
    const error = unverified(() => roundOf(view, 3));
    expect(error.message).toBe('the evidence does not have round 3 of a story');
    expect(error.declaredLack).toBe(false);
  });
});

describe('a record after a settle', () => {
  it('is what was observed', () => {
    expect(valueAt(companyAt(view, 0, 'right'), 'phone')).toBe('1');
  });

  it('that is gone fails, and says where', () => {
    const { finding: failed } = thrown(Failed, () => companyAt(view, 1, 'right'));
    expect(failed).toEqual({
      scenario: 'a story',
      round: 1,
      record: 'right',
      path: null,
      expected: null,
      received: null,
      message: 'right: the tenant no longer has the record',
    });
  });

  it('that nobody looked at is not verified', () => {
    const error = unverified(() => companyAt(view, 0, 'third'));
    expect(error.message).toBe('third of a story was not looked at in round 0');
    expect(error.declaredLack).toBe(false);
  });
});

describe('a record as it was arranged', () => {
  it('is as created, where the round created it', () => {
    expect(arrangedAt(view, 0, 'left')).toEqual(company('left', { phone: '1' }));
    expect(arrangedAt(view, 0, 'right')).toEqual(company('right', { phone: '2' }));
  });

  it('is what the round before left, with all edits of this round on it', () => {
    expect(arrangedAt(view, 1, 'left')).toEqual(company('left', { phone: '3', email: 'a@b', website: 'w' }));
    expect(arrangedAt(view, 1, 'right')).toEqual(company('right', { phone: '4' }));
  });

  it('is nothing before it was created, and after it was deleted', () => {
    expect(arrangedAt(view, 1, 'third')).toBeNull();
    expect(arrangedAt(view, 2, 'third')).toEqual(company('third'));
    expect(arrangedAt(view, 2, 'right')).toBeNull();
  });

  it('is nothing once it was deleted, though it was there before', () => {
    const deleted = scenario('deleted', [
      round([created('left', 'left')], { left: company('left') }),
      round([{ do: 'delete', record: 'left' }], { left: null }),
    ]);
    expect(arrangedAt(viewOf(evidenceOf([deleted])), 1, 'left')).toBeNull();
  });

  it('is nothing where a record is edited that is gone', () => {
    const gone = scenario('gone', [
      round([created('left', 'left')], { left: null }),
      round([edited('left', { phone: '3' })], { left: null }),
    ]);
    expect(arrangedAt(viewOf(evidenceOf([gone])), 1, 'left')).toBeNull();
  });

  it('is not what an edit that came later, while the engine worked, made of it', () => {
    const ambushed = scenario('ambushed', [
      round(
        [created('left', 'left'), { do: 'ambush', record: 'left', patch: { phone: '9' }, met: null }],
        {},
      ),
    ]);
    expect(arrangedAt(viewOf(evidenceOf([ambushed])), 0, 'left')).toEqual(company('left'));
  });
});

it('the records of a round are those created up to then and not deleted', () => {
  const ghost = evidenceOf([scenario('a ghost', [round([edited('ghost', { phone: '1' })], {})])]);
  expect(recordsAt(viewOf(ghost), 0)).toEqual([]);
  expect([0, 1, 2].map((at) => recordsAt(view, at))).toEqual([
    ['left', 'right'],
    ['left', 'right'],
    ['left', 'third'],
  ]);
});

describe('what a leaf was edited to', () => {
  it('is the value of the edit', () => {
    expect(editedTo(view, 1, 'left', 'phone')).toBe('3');
    expect(editedTo(view, 1, 'left', 'website')).toBe('w');
    expect(editedTo(view, 1, 'right', 'phone')).toBe('4');
  });

  it('is told of an edit of several leaves', () => {
    const [first] = story.rounds;
    if (!first) throw new RangeError('no round');
    const both = evidenceOf([
      scenario('a', [first, round([edited('left', { phone: '5', website: null })], {})]),
    ]);
    expect(editedTo(viewOf(both), 1, 'left', 'phone')).toBe('5');
    expect(editedTo(viewOf(both), 1, 'left', 'website')).toBeNull();
  });

  it.each([
    ['another leaf', 1, 'left', 'email'],
    ['another record', 1, 'right', 'website'],
    ['a record that is not there', 1, 'third', 'phone'],
    ['a round that created it', 0, 'left', 'phone'],
  ])('is not verified of %s', (_, at, record, path) => {
    const error = unverified(() => editedTo(view, at, record, path));
    expect(error.message).toBe(`the edit of ${record} ${path} in a story did not take place`);
    expect(error.declaredLack).toBe(false);
  });

  it('is told of the leaves of an address, one by one or all at once', () => {
    const address = { country: 'NO', postCode: null, postalArea: null, streetAddress: null };
    const before = created('left', 'left', { postAddress: address });
    const after = (patch: Parameters<typeof edited>[1]) =>
      viewOf(
        evidenceOf([
          scenario('a', [
            round([before], { left: company('left', { postAddress: address }) }),
            round([edited('left', patch)], {}),
          ]),
        ]),
      );
    const one = after({ postAddress: { postCode: '0150' } });
    expect(editedTo(one, 1, 'left', 'postAddress.postCode')).toBe('0150');
    expect(() => editedTo(one, 1, 'left', 'postAddress.country')).toThrow(NotVerified);
    expect(() => editedTo(one, 1, 'left', 'visitAddress.postCode')).toThrow(NotVerified);
    expect(editedTo(after({ postAddress: null }), 1, 'left', 'postAddress.country')).toBeNull();
    expect(() => editedTo(after({ postAddress: null }), 1, 'left', 'visitAddress.country')).toThrow(
      NotVerified,
    );
  });
});

describe('a value after a settle', () => {
  const write = (change: Partial<Write> = {}): Write => ({
    pass: 2,
    record: 'left',
    method: 'PATCH',
    status: 200,
    ifMatch: true,
    changes: [{ path: 'phone', from: '1', to: '2' }],
    ...change,
  });
  /** Three passes, of which two should have been quiet: what was written in the last two was still changing. */
  const restless = (writes: Write[], change: Parameters<typeof settle>[1] = { settled: false }) =>
    viewOf(
      evidenceOf([scenario('a', [round([created('left', 'left')], { left: company('left') }, writes)])], {
        settles: [settle(0, { batch: 'another' }), settle(1), settle(0, change)],
      }),
    );

  it('is what the record holds', () => {
    expect(settledValue(view, 0, 'left', 'email')).toBe('a@b');
    expect(settledValue(restless([write()], {}), 0, 'left', 'phone')).toBeNull();
  });

  it('is not verified where the engine was still changing it', () => {
    const error = unverified(() => settledValue(restless([write()]), 0, 'left', 'phone'));
    expect(error.message).toBe('the engine was still changing left phone when its passes were used up');
    expect(error.declaredLack).toBe(false);
    expect(() => settledValue(restless([write({ pass: 3 })]), 0, 'left', 'phone')).toThrow(NotVerified);
    const email = { path: 'email', from: null, to: 'a' };
    const several = write({ changes: [email, { path: 'phone', from: '1', to: '2' }] });
    expect(() => settledValue(restless([several]), 0, 'left', 'phone')).toThrow(NotVerified);
    const among = [
      write({ changes: [] }),
      write({ changes: [{ path: 'email', from: null, to: 'a' }] }),
      write(),
    ];
    expect(() => settledValue(restless(among), 0, 'left', 'phone')).toThrow(NotVerified);
  });

  it.each<[string, Write[]]>([
    ['nothing', []],
    ['it in an earlier pass', [write({ pass: 1 })]],
    ['another record', [write({ record: 'right' })]],
    ['another leaf', [write({ changes: [{ path: 'email', from: null, to: 'a' }] })]],
  ])('counts where what was still changed was %s', (_, writes) => {
    expect(settledValue(restless(writes), 0, 'left', 'phone')).toBeNull();
  });

  it.each([
    ['round', { ...settle(1) }],
    ['batch', { ...settle(0), batch: 'another' }],
  ])('is not verified where there is only a settle of another %s', (_, other) => {
    const evidence = evidenceOf([story], { settles: [other] });
    const error = unverified(() => settledValue(viewOf(evidence), 0, 'left', 'phone'));
    expect(error.message).toBe('the evidence does not have settle 0 of main');
    expect(error.declaredLack).toBe(false);
  });

  it('counts the passes that must be quiet from the end', () => {
    const passes = [pass(), pass(), pass(), pass()];
    const long = restless([write()], { settled: false, passes });
    expect(settledValue(long, 0, 'left', 'phone')).toBeNull();
  });
});

describe('what a report shows', () => {
  it.each([
    [null, 'empty (null)'],
    ['', 'empty ("")'],
    ['a b', '"a b"'],
    ['a\u{A0}b', '"a\\u00a0b"'],
    ['\u{200B}\u{FEFF}', '"\\u200b\\ufeff"'],
    ['e\u{301}', '"e\\u0301"'],
    ['\u{E0001}', '"\\u{e0001}"'],
    ['"\\', '"\\"\\\\"'],
    ['\n\t', '"\\n\\t"'],
    ['æøå', '"æøå"'],
  ])('of the value %j is %s', (value, shown) => {
    expect(show(value)).toBe(shown);
  });

  it('of a finding names the place, and what was expected and received', () => {
    const what = { record: 'left', path: 'phone', expected: '"1"', received: '"2"' };
    expect(findingIn(view, 2, what)).toEqual({
      scenario: 'a story',
      round: 2,
      ...what,
      message: 'left phone: expected "1", received "2"',
    });
    expect(findingIn(view, 2, { ...what, note: 'as it was' })).toEqual({
      scenario: 'a story',
      round: 2,
      ...what,
      message: 'left phone: expected "1", received "2" (as it was)',
    });
  });
});
