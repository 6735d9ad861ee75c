/** First links, on evidence written by hand: on which values both may agree, and which of them each policy prefers. */
import { describe, expect, it } from 'vitest';
import type { CompanyDraft } from '../../domain/company.ts';
import type { Evidence } from '../evidence.ts';
import type { Ground } from '../ground.ts';
import { DEFAULT_POLICIES, type Policies } from '../policies.ts';
import { created, edited, evidenceOf } from '../testing/small-evidence.ts';
import {
  CODE,
  COUNTRY,
  groundOf,
  pair,
  post,
  tell,
  type ToldRound,
  underTest,
  visit,
} from '../testing/topic-under-test.ts';
import { firstLink } from './first-link.ts';

const ROW = 'postAddress.country~visitAddress.country';
const on = (change: Partial<Ground> = {}) => underTest(() => firstLink(groundOf(change)).checks);
const under = (policies: Partial<Policies>) => on({ policies: { ...DEFAULT_POLICIES, ...policies } });

/** Each scenario links a pair in round 0: what the left one held, what the right one, and what both hold then. */
function linked(ids: string[], left: string | null, right: string | null, told: ToldRound[1]): Evidence {
  return evidenceOf(
    ids.map((id) =>
      tell(id, [[[created('left', 'left', post(left)), created('right', 'right', visit(right))], told]]),
    ),
  );
}

/** The pair stands apart after round 0, and comes to match in round 1 by an edit of the key, or is created then. */
function later(ids: string[], told: ToldRound[1]): Evidence {
  const edits = [
    created('left', 'left', { ...post('NO'), orgNr: '1' }),
    created('right', 'right', visit('DK')),
  ];
  return evidenceOf(
    ids.map((id) => {
      const creates = id.includes('created');
      const [first, second] = [created('left', 'left', post('NO')), created('right', 'right', visit('DK'))];
      return tell(id, [
        creates ? [[first], { left: post('NO') }] : [edits, pair('NO', 'DK')],
        [creates ? [second] : [edited('left', { orgNr: '222222222' })], told],
      ]);
    }),
  );
}

const EMPTY = (side: string): string[] => [
  ...['null', 'blank', 'no address'].map((how) => `first link/${side} empty/${how}`),
  'first link/each side empty in part',
];
const LATE = ['left', 'right'].flatMap((side) =>
  ['created', 'edited'].map((how) => `late match/${how} on the ${side}`),
);
const NEITHER = (received: string, one = '"NO"', other = '"DK"'): string =>
  `left postAddress.country: expected one of ${one} and ${other}, received "${received}"`;
const APART =
  'right visitAddress.country: expected what the left one holds at postAddress.country, "NO", received "DK"';

describe('a pair that is linked', () => {
  it.each([
    ['newer-left', ['first link/newer on the left']],
    ['newer-right', ['first link/newer on the right', 'match/orgNr~orgNr']],
  ])('%s: agrees on a value of either', (name, ids) => {
    const check = `first-link/${name}/${ROW}`;
    expect(on().found(check, linked(ids, 'NO', 'DK', pair('NO')))).toEqual([]);
    expect(on().found(check, linked(ids, 'NO', 'DK', pair('DK')))).toEqual([]);
    for (const [told, message] of [
      [pair('SE'), NEITHER('SE')],
      [pair('NO', 'DK'), APART],
    ] as const) {
      expect(on().found(check, linked(ids, 'NO', 'DK', told))).toMatchObject(
        ids.map((scenario) => ({ scenario, round: 0, message })),
      );
    }
  });

  it.each([
    ['left', null, 'NO', 'empty (null)', '"NO"'],
    ['right', 'NO', null, '"NO"', 'empty (null)'],
  ])('the %s one empty: agrees on the value, or on none', (side, left, right, one, other) => {
    const check = `first-link/empty-${side}/${ROW}`;
    expect(on().found(check, linked(EMPTY(side), left, right, pair('NO')))).toEqual([]);
    expect(on().found(check, linked(EMPTY(side), left, right, pair(null)))).toEqual([]);
    expect(on().found(check, linked(EMPTY(side), left, right, pair('SE')))).toMatchObject(
      EMPTY(side).map((scenario) => ({ scenario, round: 0, message: NEITHER('SE', one, other) })),
    );
  });

  it('later: agrees on a value of either, in the round in which it comes to match', () => {
    const check = `first-link/late/${ROW}`;
    for (const country of ['NO', 'DK']) expect(on().found(check, later(LATE, pair(country)))).toEqual([]);
    expect(on().found(check, later(LATE, pair('SE')))).toMatchObject(
      LATE.map((scenario) => ({ scenario, round: 1, message: NEITHER('SE') })),
    );
  });

  it('held nothing where it was not there before', () => {
    const id = 'first link/newer on the left';
    const evidence = (told: ToldRound[1]) =>
      evidenceOf([tell(id, [[[created('right', 'right', visit('DK'))], told]])]);
    expect(on().found(`first-link/newer-left/${ROW}`, evidence(pair('SE')))).toMatchObject([
      { message: NEITHER('SE', 'empty (null)') },
    ]);
  });
});

describe('which of two values stays', () => {
  const SAME = ['first link/same time'];
  it.each<[Policies['first-link'], string, string, string]>([
    ['newest', 'newer-left', 'first link/newer on the left', 'NO'],
    ['newest', 'newer-right', 'first link/newer on the right', 'DK'],
    ['newest', 'same-time', 'first link/same time', 'NO'],
    ['left', 'newer-left', 'first link/newer on the left', 'NO'],
    ['left', 'newer-right', 'first link/newer on the right', 'NO'],
    ['left', 'same-time', 'first link/same time', 'NO'],
    ['right', 'newer-left', 'first link/newer on the left', 'DK'],
    ['right', 'newer-right', 'first link/newer on the right', 'DK'],
    ['right', 'same-time', 'first link/same time', 'DK'],
  ])('policy %s, %s', (policy, name, id, winner) => {
    const loser = winner === 'NO' ? 'DK' : 'NO';
    const check = `policy/first-link-${name}`;
    expect(under({ 'first-link': policy }).found(check, linked([id], 'NO', 'DK', pair(winner)))).toEqual([]);
    expect(under({ 'first-link': policy }).found(check, linked([id], 'NO', 'DK', pair(loser)))).toMatchObject(
      [{ round: 0, message: `left postAddress.country: expected "${winner}", received "${loser}"` }],
    );
  });

  it.each([
    ['left', 'NO'],
    ['right', 'DK'],
  ])('by an edit of the key on the %s, which makes it the newer one', (side, winner) => {
    const evidence = (country: string) => later([`late match/edited on the ${side}`], pair(country));
    const check = `policy/first-link-key-edited-${side}`;
    expect(on().found(check, evidence(winner))).toEqual([]);
    expect(on().found(check, evidence('SE'))).toMatchObject([
      { round: 1, message: `left postAddress.country: expected "${winner}", received "SE"` },
    ]);
  });

  it('at the same time is not known in one tenant', () => {
    const one = on({ topology: 'one-tenant' });
    expect(one.lackOf('policy/first-link-same-time', linked(SAME, 'NO', 'DK', pair('NO')))).toBe(
      'in one tenant the engine chooses which record is the left one',
    );
    const id = 'first link/newer on the left';
    expect(one.found('policy/first-link-newer-left', linked([id], 'NO', 'DK', pair('NO')))).toEqual([]);
  });

  it.each(['left', 'right'])(
    'the %s one empty: says nothing of a row where both hold a value, as of the key',
    (side) => {
      const check = `policy/first-link-empty-${side}`;
      for (const winner of ['NO', 'DK']) {
        expect(on().found(check, linked(EMPTY(side), 'NO', 'DK', pair(winner)))).toEqual([]);
      }
    },
  );

  it.each([
    ['left', null, 'NO'],
    ['left', '', 'NO'],
    ['right', 'NO', null],
    ['right', 'NO', ''],
  ])('the %s one empty: the value does', (side, left, right) => {
    const check = `policy/first-link-empty-${side}`;
    expect(on().found(check, linked(EMPTY(side), left, right, pair('NO')))).toEqual([]);
    expect(on().found(check, linked(EMPTY(side), left, right, pair(null)))).toMatchObject(
      EMPTY(side).map((scenario) => ({
        scenario,
        round: 0,
        message: 'left postAddress.country: expected "NO", received empty (null)',
      })),
    );
    const none = linked(EMPTY(side), null, null, pair(null));
    expect(on().found(check, none)).toEqual([]);
  });
});

describe('what is arranged', () => {
  const KEY_ROW = { left: 'orgNr', right: 'phone', type: 'string', line: 40 };
  const AREA = { left: 'postAddress.postalArea', right: 'visitAddress.postalArea', type: 'string', line: 41 };
  const STREET = {
    left: 'postAddress.streetAddress',
    right: 'visitAddress.streetAddress',
    type: 'string',
    line: 42,
  };
  const rows = [COUNTRY, CODE, KEY_ROW];
  const draftsOf = (id: string, own = rows): Record<string, CompanyDraft> => {
    const { scenarios } = firstLink(groundOf({ rows: own }));
    const found = Object.values(scenarios)
      .flat()
      .find((one) => one.id === id);
    const actions = found?.rounds.flat() ?? [];
    return Object.fromEntries(
      actions.flatMap((action) => (action.do === 'create' ? [[action.record, action.draft]] : [])),
    );
  };

  it.each([
    ['null', null],
    ['blank', ''],
  ])('are companies whose rows are empty on one side, but for the key: %s', (how, empty) => {
    const { left, right } = draftsOf(`first link/left empty/${how}`);
    expect(left).toMatchObject({
      orgNr: expect.stringMatching(/^\d{9}$/),
      postAddress: { country: empty, postCode: empty, streetAddress: expect.any(String) },
    });
    expect(left?.orgNr).toBe(right?.orgNr);
    expect(right).toMatchObject({
      visitAddress: { country: expect.any(String), postCode: expect.any(String) },
    });
  });

  it('are companies without an address where none of its leaves is left', () => {
    const id = 'first link/left empty/no address';
    expect(draftsOf(id)['left']?.postAddress).toMatchObject({
      country: null,
      streetAddress: expect.any(String),
    });
    const { left } = draftsOf(id, [COUNTRY, CODE, AREA, STREET]);
    expect(left).toMatchObject({ postAddress: null, visitAddress: { country: expect.any(String) } });
    const { right } = draftsOf('first link/right empty/no address', [COUNTRY, CODE, AREA, STREET]);
    expect(right).toMatchObject({ visitAddress: null, postAddress: { country: expect.any(String) } });
    expect(
      draftsOf('first link/left empty/null', [COUNTRY, CODE, AREA, STREET])['left']?.postAddress,
    ).toEqual({
      country: null,
      postCode: null,
      postalArea: null,
      streetAddress: null,
    });
  });

  it('are companies of which each is empty in every other row', () => {
    const { left, right } = draftsOf('first link/each side empty in part', [
      COUNTRY,
      CODE,
      AREA,
      STREET,
      KEY_ROW,
    ]);
    const held = expect.any(String);
    expect(left).toMatchObject({
      orgNr: expect.stringMatching(/^\d{9}$/),
      postAddress: { country: null, postCode: held, postalArea: null, streetAddress: held },
    });
    expect(right?.visitAddress).toEqual({
      country: held,
      postCode: null,
      postalArea: held,
      streetAddress: null,
    });
  });
});
