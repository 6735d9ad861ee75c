import { describe, expect, it } from 'vitest';
import type { CompanyPatch } from '../domain/company.ts';
import { ON_FRESH_TENANTS } from './batches.ts';
import { whatIsMissing } from './complete.ts';
import type { Evidence, PerformedAction, RoundEvidence, Settle } from './evidence.ts';
import type { Batch, Scenario } from './scenario.ts';
import { AT, company, created, evidenceOf, pass, round, scenario, settle } from './testing/small-evidence.ts';

const PATCH: CompanyPatch = { phone: '9', postAddress: { country: 'NO' } };

const planned: Scenario = {
  id: 'planned',
  title: 'everything that can be done',
  rounds: [
    [
      { do: 'create', record: 'left', side: 'left', draft: { name: 'A', phone: '' } },
      {
        do: 'create',
        record: 'right',
        side: 'right',
        draft: { postAddress: { country: 'NO' }, visitAddress: null },
      },
    ],
    [
      { do: 'edit', record: 'left', patch: PATCH },
      { do: 'ambush', on: ['left', 'right'], record: 'right', patch: { phone: '8' } },
    ],
    [{ do: 'delete', record: 'right' }],
  ],
};
const batch: Batch = { ...ON_FRESH_TENANTS, id: 'main', title: 'main', scenarios: [planned] };

const CREATE = [
  created('left', 'left', { name: 'A', email: 'given by the tenant' }),
  created('right', 'right', { postAddress: { country: 'NO', postCode: '0150' } }),
];
const EDIT: PerformedAction[] = [
  { do: 'edit', record: 'left', patch: structuredClone(PATCH), at: AT },
  { do: 'ambush', record: 'right', patch: { phone: '8' }, met: null },
];
const DELETE: PerformedAction[] = [{ do: 'delete', record: 'right' }];
const both = { left: company('left'), right: company('right') };
const ROUNDS: RoundEvidence[] = [
  round(CREATE, both),
  round(EDIT, both),
  round(DELETE, { ...both, right: null }),
];

function missing(rounds: RoundEvidence[], change: Partial<Evidence> = {}): string | null {
  return whatIsMissing(batch, planned, evidenceOf([scenario('planned', rounds)], change));
}

/** The first two rounds with other actions: what is not named stays. */
const acted = (at: number, actions: PerformedAction[]): RoundEvidence[] =>
  ROUNDS.map((one, i) => (i === at ? { ...one, actions } : one));

it('nothing is missing where all was done as planned; what the tenant added makes no difference', () => {
  expect(missing(ROUNDS)).toBeNull();
});

describe('a scenario is incomplete', () => {
  it('that the evidence does not have', () => {
    const others = evidenceOf([scenario('another', ROUNDS)]);
    expect(whatIsMissing(batch, planned, others)).toBe('the evidence has no scenario planned');
  });

  it.each([
    ['too few', ROUNDS.slice(0, 2), '2 of 3 rounds were done'],
    ['too many', [...ROUNDS, round([], both)], '4 of 3 rounds were done'],
  ])('with %s rounds', (_, rounds, difference) => {
    expect(missing(rounds)).toBe(`planned was not done as planned: ${difference}`);
  });

  it.each([
    ['one too few', 0, CREATE.slice(0, 1)],
    ['one too many', 1, [...EDIT, ...DELETE]],
    ['none', 2, []],
  ])('with another number of actions: %s', (_, at, actions) => {
    expect(missing(acted(at, actions))).toBe(
      `planned was not done as planned: round ${at} has another number of actions`,
    );
  });

  const [left, right] = CREATE;
  const [edit, ambush] = EDIT;
  if (left?.do !== 'create' || !right || !edit || !ambush) throw new RangeError('no actions');
  it.each<[string, number, number, PerformedAction[]]>([
    ['created with another name', 0, 1, [created('left', 'left', { name: 'B' }), right]],
    ['created without its name', 0, 1, [created('left', 'left', { name: null }), right]],
    ['created on the other side', 0, 1, [created('left', 'right', { name: 'A' }), right]],
    ['created with another address', 0, 2, [left, created('right', 'right')]],
    [
      'created with an address that was to be empty',
      0,
      2,
      [left, created('right', 'right', { ...PATCH, visitAddress: { country: 'NO' } })],
    ],
    ['created as a record of another type', 0, 1, [{ ...left, type: 'Persons' }, right]],
    ['created under another name', 0, 1, [created('third', 'left', { name: 'A' }), right]],
    ['edited, not created', 0, 1, [{ do: 'edit', record: 'left', patch: { name: 'A' }, at: AT }, right]],
    ['deleted, not created', 0, 1, [{ do: 'delete', record: 'left' }, right]],
    ['edited otherwise', 1, 1, [{ do: 'edit', record: 'left', patch: { phone: '9' }, at: AT }, ambush]],
    ['edited on the other side', 1, 1, [{ do: 'edit', record: 'right', patch: PATCH, at: AT }, ambush]],
    [
      'edited at once, not meanwhile',
      1,
      2,
      [edit, { do: 'edit', record: 'right', patch: { phone: '8' }, at: AT }],
    ],
    ['edited otherwise meanwhile', 1, 2, [edit, { do: 'ambush', record: 'right', patch: {}, met: null }]],
    ['deleted another', 2, 1, [{ do: 'delete', record: 'left' }]],
    ['not deleted', 2, 1, [created('right', 'right')]],
  ])('with another action: %s', (_, at, which, actions) => {
    expect(missing(acted(at, actions))).toBe(
      `planned was not done as planned: action ${which} of round ${at} is another one`,
    );
  });

  it('where a record was not looked at, in the round that made it or in a later one', () => {
    const unseen = (at: number): RoundEvidence[] =>
      ROUNDS.map((one, i) => (i === at ? { ...one, observed: { right: company('right') } } : one));
    for (const at of [0, 1, 2]) {
      expect(missing(unseen(at))).toBe(
        `planned was not done as planned: left was not looked at in round ${at}`,
      );
    }
  });

  it.each([0, 1, 2])('without the settle of round %i', (at) => {
    const settles = [0, 1, 2].map((one) => settle(one, one === at ? { batch: 'another' } : {}));
    expect(missing(ROUNDS, { settles })).toBe(`the evidence has no settle ${at} of batch main`);
  });

  const settled = (change: Partial<Settle>) =>
    missing(ROUNDS, { settles: [settle(0), settle(1), settle(2, change)] });
  it.each([
    ['no pass', []],
    ['too few', [pass()]],
    ['a failed last one', [pass(), pass(), pass({ ok: false })]],
    ['a failed last but one', [pass(), pass({ ok: false }), pass()]],
    ['a write in the last one', [pass(), pass(), pass({ acceptedWrites: 1 })]],
    ['a write in the last but one', [pass(), pass({ acceptedWrites: 1 }), pass()]],
  ])('where the passes make no settle: %s', (_, passes) => {
    expect(settled({ passes })).toBe('the passes of settle 2 of batch main do not make a settle');
    // One that does not say that it came to rest is a result, which its values are judged by.
    expect(settled({ passes, settled: false })).toBeNull();
  });

  it('and not where only earlier passes wrote or failed, or those of another batch', () => {
    expect(
      settled({ passes: [pass({ ok: false }), pass({ acceptedWrites: 3 }), pass(), pass()] }),
    ).toBeNull();
    expect(settled({ passes: [pass(), pass()] })).toBeNull();
    const settles = [settle(0), settle(1), settle(2), settle(0, { batch: 'another', passes: [] })];
    expect(missing(ROUNDS, { settles })).toBeNull();
  });
});
