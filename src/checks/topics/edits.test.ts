/** Edits, clearings and fillings, on evidence written by hand: each is looked for in the round in which it is made. */
import { describe, expect, it } from 'vitest';
import type { CompanyPatch } from '../../domain/company.ts';
import { valueAt } from '../../domain/record.ts';
import type { Evidence } from '../evidence.ts';
import { created, edited, evidenceOf } from '../testing/small-evidence.ts';
import {
  COUNTRY,
  groundOf,
  linking,
  pair,
  post,
  tell,
  type ToldRound,
  underTest,
  visit,
} from '../testing/topic-under-test.ts';
import { edits } from './edits.ts';

const ROW = 'postAddress.country~visitAddress.country';
const { found } = underTest(() => edits(groundOf()).checks);
type Side = 'left' | 'right';
const OTHER = { left: 'right', right: 'left' } as const;

/** An edit that arrives. */
const to = (side: Side, country: string | null): ToldRound => [
  [edited(side, side === 'left' ? post(country) : visit(country))],
  pair(country),
];
const whole = (side: Side, address: CompanyPatch['postAddress']): CompanyPatch =>
  side === 'left' ? { postAddress: address } : { visitAddress: address };

/** All scenarios of the row, in which all arrives; by its name, one round of one of them can be told otherwise. */
function campaign(id?: string, round = 0, holds: ToldRound[1] = {}): Evidence {
  const scenarios = (['left', 'right'] as const).flatMap((first): [string, ToldRound[]][] => {
    const second = OTHER[first];
    const object = first === 'left' ? 'postAddress' : 'visitAddress';
    return [
      [
        `alternating edits/${first} first/${ROW}`,
        [linking('NO', 'DK'), to(first, 'SE'), to(second, 'FI'), to(first, 'IS'), to(second, 'GL')],
      ],
      [
        `clearing and filling/${first} first/${ROW}`,
        [linking('NO', 'DK'), to(first, null), to(first, 'SE'), to(second, ''), to(second, 'FI')],
      ],
      [
        `clearing a whole object/${first}/${object}`,
        [
          linking('NO', 'DK'),
          [[edited(first, whole(first, null))], pair(null)],
          [[edited(first, whole(first, { country: 'SE' }))], pair('SE')],
        ],
      ],
      [
        `filling from nothing/${first}`,
        [[[created('left', 'left'), created('right', 'right')], { left: {}, right: {} }], to(first, 'SE')],
      ],
    ];
  });
  return evidenceOf(
    scenarios.map(([name, rounds]) =>
      tell(
        name,
        rounds.map((one, at): ToldRound => (name === id && at === round ? [one[0], holds] : one)),
      ),
    ),
  );
}

const CHECKS = ['edit', 'clear', 'fill']
  .flatMap((what) => ['left', 'right'].map((side) => `${what}-${side}/${ROW}`))
  .concat(`alternate/${ROW}`);

it('all that arrives is as expected', () => {
  for (const check of CHECKS) expect(found(check, campaign()), check).toEqual([]);
});

/** Which checks ask for what was done in a round: it is lost on the other side. */
describe.each(['left', 'right'] as const)('what is done on the %s first', (first) => {
  const second = OTHER[first];
  const object = first === 'left' ? 'postAddress' : 'visitAddress';
  it.each<[string, number, Side, string[]]>([
    [`alternating edits/${first} first/${ROW}`, 1, first, [`edit-${first}`, 'alternate']],
    [`alternating edits/${first} first/${ROW}`, 2, second, ['alternate']],
    [`alternating edits/${first} first/${ROW}`, 3, first, ['alternate']],
    [`alternating edits/${first} first/${ROW}`, 4, second, ['alternate']],
    [`clearing and filling/${first} first/${ROW}`, 1, first, [`clear-${first}`]],
    [`clearing and filling/${first} first/${ROW}`, 2, first, [`fill-${first}`]],
    [`clearing and filling/${first} first/${ROW}`, 3, second, [`clear-${second}`]],
    [`clearing and filling/${first} first/${ROW}`, 4, second, [`fill-${second}`]],
    [`clearing a whole object/${first}/${object}`, 1, first, [`clear-${first}`]],
    [`clearing a whole object/${first}/${object}`, 2, first, [`fill-${first}`]],
    [`filling from nothing/${first}`, 1, first, [`fill-${first}`]],
  ])('in %s, round %i, and is lost, is found by those that ask for it', (id, round, side, names) => {
    const held = campaign().scenarios.get(id)?.rounds[round]?.observed[side];
    const country = held ? valueAt(held, side === 'left' ? COUNTRY.left : COUNTRY.right) : null;
    const lost = campaign(id, round, side === 'left' ? pair(country, 'XX') : pair('XX', country));
    const red = CHECKS.filter((check) => found(check, lost).length > 0);
    expect(red).toEqual(CHECKS.filter((check) => names.some((name) => check.startsWith(`${name}/`))));
    for (const check of red) {
      expect(found(check, lost)).toMatchObject([
        { scenario: id, round, record: OTHER[side], received: '"XX"' },
      ]);
    }
  });
});

describe('what is arranged', () => {
  const NAME = { left: 'name', right: 'email', type: 'string', line: 40 };
  const scenarios = () => edits(groundOf({ rows: [COUNTRY, NAME] })).scenarios.main ?? [];
  const roundsOf = (id: string) => scenarios().find((one) => one.id === id)?.rounds ?? [];

  it('are whole objects that are cleared and given again, of a row that lives in one', () => {
    expect(
      scenarios()
        .map(({ id }) => id)
        .filter((id) => id.startsWith('clearing a whole object')),
    ).toEqual(['clearing a whole object/left/postAddress', 'clearing a whole object/right/visitAddress']);
    const [, cleared, refilled] = roundsOf('clearing a whole object/left/postAddress');
    expect(cleared).toEqual([{ do: 'edit', record: 'left', patch: { postAddress: null } }]);
    expect(refilled).toMatchObject([
      {
        do: 'edit',
        record: 'left',
        patch: { postAddress: { country: expect.any(String), streetAddress: expect.any(String) } },
      },
    ]);
  });

  it('are companies that have all but an address', () => {
    const [first] = roundsOf('filling from nothing/right');
    const drafts = (first ?? []).map((action) => (action.do === 'create' ? action.draft : {}));
    expect(drafts).toHaveLength(2);
    for (const draft of drafts) {
      expect(draft).toMatchObject({ name: expect.any(String), postAddress: null, visitAddress: null });
    }
    const [leftKey, rightKey] = drafts.map((draft) => valueAt(draft, 'orgNr'));
    expect(leftKey).toBe(rightKey);
  });
});
