/** The row of ids, on evidence written by hand: ids that change, and values that come from other companies. */
import { describe, expect, it } from 'vitest';
import type { CompanyPatch } from '../../domain/company.ts';
import type { Row } from '../../domain/dataflow.ts';
import type { Evidence, PerformedAction } from '../evidence.ts';
import { DEFAULT_POLICIES } from '../policies.ts';
import { company, created, edited, evidenceOf } from '../testing/small-evidence.ts';
import {
  groundOf,
  linking,
  pair,
  post,
  tell,
  type ToldRound,
  underTest,
  visit,
} from '../testing/topic-under-test.ts';
import { identity } from './identity.ts';

const ID: Row = { left: 'id', right: 'id', type: 'string', line: 28 };
const { found, judged, reasonOf } = underTest(
  () => identity(groundOf({ idRows: [ID] }), ['one', 'two']).checks,
);

/** Two pairs, one in each scenario: Norway comes to the right one of the first, Sweden to that of the second. */
function campaign(one: ToldRound[] = [], two: ToldRound[] = []): Evidence {
  return evidenceOf([tell('one', [linking('NO', 'DK'), ...one]), tell('two', [linking('SE', 'IS'), ...two])]);
}

/** The right record of the first scenario comes to hold a country that nobody gave it. */
const receives = (country: string): ToldRound[] => [[[], pair('NO', country)]];
const edits = (patch: CompanyPatch): ToldRound[] => [[[edited('left', patch)], pair('SE')]];

it('ids that stay, and values that stay among two companies, are as expected', () => {
  for (const side of ['left', 'right']) {
    expect(judged(`id-stays-${side}/id~id`, campaign(receives('NO')))).toEqual([]);
  }
  expect(judged('id-one-to-one-right/id~id', campaign())).toEqual([]);
});

describe('an id', () => {
  it('that changes is found on its side, in each round in which it is another', () => {
    const one = tell('one', [linking('NO', 'DK'), [[], pair('NO')]]);
    const rounds = one.rounds.map((round) => ({
      ...round,
      observed: { ...round.observed, right: company('other') },
    }));
    const evidence = evidenceOf([{ ...one, rounds }, tell('two', [linking('SE', 'IS')])]);
    const message = 'right: was created with the id "right" and now has "other"';
    expect(found('id-stays-right/id~id', evidence)).toEqual([
      { message, scenario: 'one', round: 0, record: 'right', path: 'id' },
      { message, scenario: 'one', round: 1, record: 'right', path: 'id' },
    ]);
    expect(found('id-stays-left/id~id', evidence)).toEqual([]);
  });

  it('of a record that is created later is looked at from then on', () => {
    const later: ToldRound[] = [
      [[created('newcomer', 'left')], { ...pair('NO'), newcomer: {} }],
      [[edited('newcomer', {})], { ...pair('NO'), newcomer: {} }],
    ];
    const one = tell('one', [linking('NO', 'DK'), ...later], {
      sides: { left: 'left', right: 'right', newcomer: 'left' },
    });
    const evidence = evidenceOf([one, tell('two', [linking('SE', 'IS')])]);
    expect(found('id-stays-left/id~id', evidence)).toEqual([]);
    expect(found('id-stays-right/id~id', evidence)).toEqual([]);
  });
});

describe('a value that comes to a record', () => {
  const strange = (country: string) => [
    {
      message: `right visitAddress.country: received "${country}", which belongs to other companies (two)`,
      scenario: 'one',
      round: 1,
      record: 'right',
      path: 'visitAddress.country',
    },
  ];

  it('from another scenario’s companies is found, on the side that it came to', () => {
    const evidence = campaign(receives('SE'));
    expect(found('id-one-to-one-right/id~id', evidence)).toEqual(strange('SE'));
    expect(reasonOf('id-one-to-one-left/id~id', evidence)).toBe(
      'nothing ever came to a record on the left, so none was seen to be tied to another',
    );
  });

  it.each<[string, ToldRound[]]>([
    ['an edit', edits({ postAddress: { country: 'FI' } })],
    ['an edit of a leaf of its own', edits({ phone: 'FI' })],
    [
      'an edit while the engine works',
      [
        [
          [
            { do: 'delete', record: 'nobody' },
            { do: 'ambush', record: 'left', patch: { website: null, email: 'FI' }, met: null },
          ],
          pair('SE'),
        ],
      ],
    ],
  ])('that another scenario gave out by %s is found', (_, two) => {
    expect(found('id-one-to-one-right/id~id', campaign(receives('FI'), two))).toEqual(strange('FI'));
  });

  it('that another scenario gave out twice is found', () => {
    const twice = [...edits(post('FI')), ...edits(post('FI'))];
    expect(found('id-one-to-one-right/id~id', campaign(receives('FI'), twice))).toEqual(strange('FI'));
  });

  it.each<[string, ToldRound[], ToldRound[]]>([
    ['that its own scenario gave out', [[[edited('left', post('FI'))], pair('FI')]], []],
    ['that both scenarios gave out', [[[edited('left', post('FI'))], pair('FI')]], edits(post('FI'))],
    ['that nobody gave out', receives('GL'), []],
  ])('%s is not found', (_, one, two) => {
    expect(found('id-one-to-one-right/id~id', campaign(one, two))).toEqual([]);
  });

  it.each<[string, PerformedAction, CompanyPatch]>([
    ['an address that is cleared', edited('left', { postAddress: null }), {}],
    ['a leaf that is cleared', edited('left', { phone: '' }), { phone: '' }],
  ])('that is empty is nobody’s: %s', (_, clears, leaves) => {
    const two: ToldRound[] = [[[clears], { left: leaves, right: visit('SE') }]];
    const emptied: ToldRound[] = [
      [[edited('right', { phone: '12' })], { left: post('NO'), right: { ...visit('NO'), phone: '' } }],
    ];
    expect(found('id-one-to-one-right/id~id', campaign(emptied, two))).toEqual([]);
  });

  it('that both gave out stays nobody’s, however often one of them gives it out after that', () => {
    const both = campaign(
      [[[edited('left', post('FI')), edited('left', post('FI'))], pair('FI')]],
      [...edits(post('FI')), [[edited('left', post('FI'))], pair('SE', 'FI')]],
    );
    expect(found('id-one-to-one-right/id~id', both)).toEqual([]);
  });
});

describe('that records were tied is not known', () => {
  const nothing = (side: string): string =>
    `nothing ever came to a record on the ${side}, so none was seen to be tied to another`;
  const apart: ToldRound = [
    [created('left', 'left', post('NO')), created('right', 'right', visit('DK'))],
    pair('NO', 'DK'),
  ];

  it.each<[string, ToldRound[]]>([
    ['nothing came to any', []],
    ['a record only lost what it had', [[[], pair(null)]]],
  ])('where %s', (_, rounds) => {
    const evidence = evidenceOf([tell('one', [apart, ...rounds]), tell('two', [apart])]);
    for (const side of ['left', 'right']) {
      expect(reasonOf(`id-one-to-one-${side}/id~id`, evidence)).toBe(nothing(side));
    }
  });

  it('but is where one of them was, in one of the rounds, among what was lost', () => {
    const evidence = evidenceOf([
      tell('one', [apart, [[], { left: post('NO'), right: { ...visit('NO'), name: null } }]]),
      tell('two', [apart]),
    ]);
    expect(found('id-one-to-one-right/id~id', evidence)).toEqual([]);
    expect(reasonOf('id-one-to-one-left/id~id', evidence)).toBe(nothing('left'));
  });

  it('where a scenario is missing', () => {
    const evidence = evidenceOf([tell('two', [linking('SE', 'IS')])]);
    expect(reasonOf('id-one-to-one-right/id~id', evidence)).toBe('the evidence does not have scenario one');
  });
});

it('that ids are copied cannot be shown, by declaration', () => {
  const copied = groundOf({ idRows: [ID], policies: { ...DEFAULT_POLICIES, 'id-row': 'copied' } });
  const checks = () => identity(copied, ['one']).checks;
  expect(checks().map(({ id, title, direction }) => [id, title, direction])).toEqual([
    ['s-to-t/id-copied-left/id~id', 'id → id: an id written on the left is copied to the right', 'left'],
    ['s-to-t/id-copied-right/id~id', 'id → id: an id written on the right is copied to the left', 'right'],
  ]);
  expect(underTest(checks).lackOf('id-copied-left/id~id', campaign())).toBe(
    'the tenant gives out its own ids and does not let them be written',
  );
});
