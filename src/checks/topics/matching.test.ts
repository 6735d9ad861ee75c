/** Which companies are linked, on evidence written by hand: what tells a link, and in which rounds it is looked for. */
import { describe, expect, it } from 'vitest';
import { type Patch, valueAt } from '../../domain/record.ts';
import type { Evidence } from '../evidence.ts';
import type { Action } from '../scenario.ts';
import { created, edited, evidenceOf } from '../testing/small-evidence.ts';
import {
  COUNTRY,
  given,
  groundOf,
  linking,
  linkOf,
  pair,
  post,
  tell,
  type ToldRound,
  underTest,
  visit,
} from '../testing/topic-under-test.ts';
import { matching } from './matching.ts';

const { found, judged, reasonOf } = underTest(() => matching(groundOf()).checks);

const APART: ToldRound = [
  [created('left', 'left', post('NO')), created('right', 'right', visit('DK'))],
  pair('NO', 'DK'),
];
const STILL: ToldRound = [[], pair('NO', 'DK')];
const toLeft: ToldRound = [[], pair('DK')];
const toRight: ToldRound = [[], pair('NO')];
const nothingCame = (why: string, scenario: string, round: number, record = 'right') => [
  { message: `${record}: ${why}, yet nothing came to it from the other company`, scenario, round, record },
];
const told = (id: string, rounds: ToldRound[]): Evidence => evidenceOf([tell(id, rounds)]);

describe('two that match from the beginning', () => {
  const CHECK = 'match/orgNr~orgNr';
  it.each<[string, ToldRound[]]>([
    ['at once', [linking('NO', 'DK'), toRight, toRight]],
    ['on the left', [APART, STILL, toLeft]],
    ['on the right', [APART, toRight, toRight]],
  ])('are linked where anything comes to either: %s', (_, rounds) => {
    expect(found(CHECK, told(CHECK, rounds))).toEqual([]);
  });

  it('are not where nothing ever does', () => {
    expect(found(CHECK, told(CHECK, [APART, STILL, STILL]))).toEqual(nothingCame('the two match', CHECK, 2));
  });
});

describe.each(['left', 'right'])('a match that comes about later on the %s', (side) => {
  const started = (id: string, ...rounds: ToldRound[]): Evidence => told(id, [APART, ...rounds]);

  it.each(['created', 'edited'])('is linked from the round on in which it is %s', (how) => {
    const [check, id] = [`late-match-${how}-${side}`, `late match/${how} on the ${side}`];
    expect(found(check, started(id, toRight, STILL, STILL))).toEqual([]);
    expect(found(check, started(id, STILL, STILL, toLeft))).toEqual([]);
    expect(found(check, told(id, [linking('NO', 'DK'), toRight, toRight, toRight]))).toEqual(
      nothingCame(`its match was ${how} on the ${side}`, id, 3),
    );
  });

  it('much later is linked too', () => {
    const id = `late match/created much later on the ${side}`;
    const other = `late match/created much later on the ${side === 'left' ? 'right' : 'left'}`;
    const well = tell(other, [APART, STILL, STILL, STILL, toRight]);
    const evidence = (...rounds: ToldRound[]) => evidenceOf([tell(id, [APART, STILL, ...rounds]), well]);
    expect(found('late-match-much-later', evidence(STILL, STILL, toLeft))).toEqual([]);
    expect(found('late-match-much-later', evidence(STILL, toLeft, toLeft))).toEqual([]);
    expect(found('late-match-much-later', evidence(toRight, toRight, toRight))).toEqual(
      nothingCame('its match was created long after the first pass', id, 4),
    );
  });
});

describe('a link whose key is changed', () => {
  const edits = (
    left: ToldRound[1],
    right: ToldRound[1],
    rekeyed: ToldRound = [[], pair('NO')],
  ): ToldRound[] => [
    linking('NO', 'DK'),
    rekeyed,
    [[edited('left', post('SE'))], left],
    [[edited('right', visit('FI'))], right],
  ];
  const LOST_RIGHT = 'the left one of a linked pair was edited';
  const LOST_LEFT = 'the right one of a linked pair was edited';

  it.each([
    ['key-changed-left/another-number', 'key changed/on the left to another number'],
    ['key-changed-right/nothing', 'key changed/on the right to nothing'],
    ['key-changed-both/nothing', 'key changed/on both sides to nothing'],
  ])('still brings edits: %s', (check, id) => {
    expect(judged(check, told(id, edits(pair('SE'), pair('FI'))))).toEqual([]);
    expect(found(check, told(id, edits(pair('SE', 'NO'), pair('FI'))))).toEqual(
      nothingCame(LOST_RIGHT, id, 2),
    );
    expect(found(check, told(id, edits(pair('SE'), pair('SE', 'FI'))))).toEqual(
      nothingCame(LOST_LEFT, id, 3, 'left'),
    );
  });

  it('to the number of a third company does not link that one', () => {
    const id = 'key changed/on the left to the number of a third company';
    const check = 'key-changed-left/the-number-of-a-third-company';
    const evidence = (third: string): Evidence =>
      evidenceOf([
        tell(
          id,
          edits(pair('SE'), pair('FI')).map(([actions, holds], round): ToldRound => [
            round === 0 ? [...actions, created('third', 'right', visit('IS'))] : actions,
            { ...holds, third: visit(round < 2 ? 'IS' : third) },
          ]),
          { sides: { left: 'left', right: 'right', third: 'right' } },
        ),
      ]);
    expect(found(check, evidence('IS'))).toEqual([]);
    expect(found(check, evidence('SE'))).toMatchObject([
      {
        message:
          'third: its number is that of a linked record, yet the engine changed visitAddress.country from "IS" to "SE"',
        scenario: id,
        round: 2,
        record: 'third',
      },
    ]);
  });

  it('is not judged where the scenario is missing', () => {
    expect(reasonOf('key-changed-both/nothing', evidenceOf([]))).toBe(
      'the evidence does not have scenario key changed/on both sides to nothing',
    );
  });
});

describe('what is arranged', () => {
  const rule = { left: 'orgNr', right: 'phone', line: 20 };
  const KEY_ROWS = [
    COUNTRY,
    { left: 'orgNr', right: 'email', type: 'string', line: 40 },
    { left: 'email', right: 'phone', type: 'string', line: 41 },
  ];
  const ground = () => groundOf({ rule, rows: KEY_ROWS, link: { ...linkOf(KEY_ROWS), merge: [rule] } });
  const scenario = (id: string) =>
    matching(ground()).scenarios.main?.find((one) => one.id === id)?.rounds ?? [];

  it('is named by both properties of a rule where these differ', () => {
    expect(matching(ground()).checks[0]?.title).toBe('companies with the same orgNr and phone are linked');
    expect(matching(groundOf()).checks[0]?.title).toBe('companies with the same orgNr are linked');
  });

  const NUMBER = expect.stringMatching(/^\d{9}$/);
  const createdIn = (rounds: Action[][], record: string): Patch =>
    given(rounds.flat().find((action) => action.do === 'create' && action.record === record));

  it('matches as it is created', () => {
    const rounds = scenario('late match/created on the right');
    const key = valueAt(createdIn(rounds, 'left'), 'orgNr');
    expect(key).toEqual(NUMBER);
    expect(rounds[1]).toMatchObject([{ do: 'create', record: 'right', draft: { phone: key } }]);
  });

  it('matches as it is edited, and has another key before', () => {
    const rounds = scenario('late match/edited on the right');
    const key = valueAt(createdIn(rounds, 'left'), 'orgNr');
    const before = valueAt(createdIn(rounds, 'right'), 'phone');
    expect([key, before]).toEqual([NUMBER, NUMBER]);
    expect(before).not.toBe(key);
    expect(rounds[1]).toEqual([{ do: 'edit', record: 'right', patch: { phone: key } }]);
  });

  it('changes the key to that of the third, or to one of its own, and then no more', () => {
    const [first = [], second, left, right] = scenario(
      'key changed/on the left to the number of a third company',
    );
    const third = first.find(({ record }) => record === 'third');
    expect(third).toMatchObject({ side: 'right', draft: { phone: expect.stringMatching(/^\d{9}$/) } });
    expect(second).toEqual([
      { do: 'edit', record: 'left', patch: { orgNr: valueAt(given(third), 'phone') } },
    ]);
    expect(Object.keys(given(left?.[0]))).toEqual(['postAddress', 'email']);
    expect(Object.keys(given(right?.[0]))).toEqual(['visitAddress', 'email']);
    expect(scenario('key changed/on the right to nothing')[0]).toHaveLength(2);
    expect(scenario('key changed/on the right to nothing')[1]).toEqual([
      { do: 'edit', record: 'right', patch: { phone: null } },
    ]);
    const other = scenario('key changed/on the right to another number')[1];
    expect(other).toEqual([
      { do: 'edit', record: 'right', patch: { phone: expect.stringMatching(/^\d{9}$/) } },
    ]);
  });
});
