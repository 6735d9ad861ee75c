/** Edits while the engine works, on evidence written by hand: which have to survive, and what is only recorded. */
import { describe, expect, it } from 'vitest';
import type { CompanyPatch } from '../../domain/company.ts';
import type { Evidence, PerformedAction, ScenarioEvidence } from '../evidence.ts';
import type { Ground } from '../ground.ts';
import { DEFAULT_POLICIES } from '../policies.ts';
import { AT, created, edited, evidenceOf } from '../testing/small-evidence.ts';
import {
  CODE,
  COUNTRY,
  groundOf,
  MIRROR,
  tell,
  type ToldRound,
  underTest,
} from '../testing/topic-under-test.ts';
import { atWork } from './at-work.ts';

const on = (change: Partial<Ground> = {}) => underTest(() => atWork(groundOf(change)).checks);
const ROW = 'postAddress.country~visitAddress.country';
const AREA = { left: 'postAddress.postalArea', right: 'phone', type: 'string', line: 33 };

/** What a pair holds of both rows. */
const holds = (left: CompanyPatch['postAddress'], right = left): ToldRound[1] => ({
  left: { postAddress: left },
  right: { visitAddress: right },
});
const ambush = (record: string, patch: CompanyPatch, ifMatch = true): PerformedAction => ({
  do: 'ambush',
  record,
  patch,
  met: { record: 'right', ifMatch, at: AT },
});
const NEVER_MET: PerformedAction = { do: 'ambush', record: 'right', patch: {}, met: null };
const toSweden = edited('left', { postAddress: { country: 'SE' } });

/** A pair with Norway and the code 1 in which Sweden is given on the left, and meanwhile something else. */
function told(id: string, meanwhile: PerformedAction, then: ToldRound[1]): ScenarioEvidence {
  return tell(`at work/${id}`, [
    [
      [
        created('left', 'left', { postAddress: { country: 'NO', postCode: '1' } }),
        created('right', 'right', { visitAddress: { country: 'DK', postCode: '9' } }),
      ],
      holds({ country: 'NO', postCode: '1' }),
    ],
    [[toSweden, meanwhile], then],
  ]);
}

const LOST = (where: string, expected: string, received: string): string =>
  `${where}: expected "${expected}", received "${received}"`;

describe('an edit of the same property on the side that it comes from', () => {
  const CHECK = 'at-work/source-left';
  const evidence = (then: ToldRound[1]): Evidence =>
    evidenceOf([told(`source/left/${ROW}`, ambush('left', { postAddress: { country: 'FI' } }), then)]);

  it('survives on both sides', () => {
    expect(on().found(CHECK, evidence(holds({ country: 'FI' })))).toEqual([]);
    expect(on().found(CHECK, evidence(holds({ country: 'FI' }, { country: 'SE' })))).toMatchObject([
      {
        scenario: `at work/source/left/${ROW}`,
        round: 1,
        message: LOST('right visitAddress.country', 'FI', 'SE'),
      },
    ]);
  });

  it('is not told of where no PATCH arrived, or nothing was made in between', () => {
    const reason = `no PATCH of the pair arrived in at work/source/left/${ROW}, so the edit in between was not made`;
    const never = (one: PerformedAction) =>
      evidenceOf([told(`source/left/${ROW}`, one, holds({ country: 'SE' }))]);
    expect(on().reasonOf(CHECK, never(NEVER_MET))).toBe(reason);
    expect(on().reasonOf(CHECK, never(toSweden))).toBe(reason);
  });
});

describe('an edit of another object of the record', () => {
  const rows = [COUNTRY, AREA];
  const CHECK = 'at-work/other-object-left';
  const [first, second] = [ROW, 'postAddress.postalArea~phone'];

  it('survives, and so does the edit that was carried over', () => {
    const evidence = (country: string, phone: string): Evidence => {
      const lefts = { postAddress: { country: 'SE', postalArea: 'here' } };
      return evidenceOf([
        told(`other object/left/${first}`, ambush('right', { phone: 'here' }), {
          left: lefts,
          right: { visitAddress: { country }, phone },
        }),
        tell(`at work/other object/left/${second}`, [
          [[created('left', 'left'), created('right', 'right')], { left: {}, right: {} }],
          [
            [
              edited('left', { postAddress: { postalArea: 'here' } }),
              ambush('right', { visitAddress: { country: 'SE' } }),
            ],
            { left: lefts, right: { visitAddress: { country: 'SE' }, phone: 'here' } },
          ],
        ]),
      ]);
    };
    expect(on({ rows }).found(CHECK, evidence('SE', 'here'))).toEqual([]);
    expect(on({ rows }).found(CHECK, evidence('NO', 'here'))).toMatchObject([
      { round: 1, message: LOST('right visitAddress.country', 'SE', 'NO') },
    ]);
    expect(on({ rows }).found(CHECK, evidence('SE', 'there'))).toMatchObject([
      { round: 1, message: LOST('right phone', 'here', 'there') },
    ]);
  });
});

describe('an edit of another leaf of the object', () => {
  const rows = [COUNTRY, CODE];
  const CHECK = 'at-work/same-object-left';
  const ids = [`same object/left/${ROW}`, 'same object/left/postAddress.postCode~visitAddress.postCode'];
  const KEPT = holds({ country: 'SE', postCode: '2' });
  const CODE_LOST = holds({ country: 'SE', postCode: '1' });

  /** In both scenarios Sweden is on its way, and the code becomes 2 on the right. */
  function campaign(ifMatch: [boolean, boolean], country: ToldRound[1], code: ToldRound[1]): Evidence {
    const [of = '', other = ''] = ids;
    const edit = edited('left', { postAddress: { postCode: '2' } });
    return evidenceOf([
      told(of, ambush('right', { visitAddress: { postCode: '2' } }, ifMatch[0]), country),
      tell(`at work/${other}`, [
        [[created('left', 'left'), created('right', 'right')], holds({ country: 'NO', postCode: '1' })],
        [[edit, ambush('right', { visitAddress: { country: 'SE' } }, ifMatch[1])], code],
      ]),
    ]);
  }

  it('survives a conditional write', () => {
    expect(on({ rows }).found(CHECK, campaign([true, true], KEPT, KEPT))).toEqual([]);
    expect(on({ rows }).found(CHECK, campaign([true, true], CODE_LOST, KEPT))).toMatchObject([
      { scenario: `at work/${ids[0]}`, message: LOST('left postAddress.postCode', '2', '1') },
      { scenario: `at work/${ids[0]}`, message: LOST('right visitAddress.postCode', '2', '1') },
    ]);
  });

  it('may be lost by an unconditional one, which is recorded where all were', () => {
    const recorded = (lost: number) => ({
      recorded: `the engine's PATCHes bore no If-Match; ${lost} of 2 such edits were lost`,
    });
    expect(on({ rows }).judged(CHECK, campaign([false, false], KEPT, KEPT))).toEqual(recorded(0));
    expect(on({ rows }).judged(CHECK, campaign([false, false], CODE_LOST, KEPT))).toEqual(recorded(1));
    expect(on({ rows }).judged(CHECK, campaign([false, true], CODE_LOST, KEPT))).toEqual([]);
  });

  it('has to leave the sides agreed all the same, and what was carried over must arrive', () => {
    const torn = holds({ country: 'SE', postCode: '2' }, { country: 'SE', postCode: '1' });
    expect(on({ rows }).found(CHECK, campaign([false, false], torn, KEPT))).toMatchObject([
      {
        message:
          'right visitAddress.postCode: expected what the left one holds at postAddress.postCode, "2", received "1"',
      },
    ]);
    const norway = holds({ country: 'NO', postCode: '2' });
    expect(on({ rows }).found(CHECK, campaign([false, false], norway, KEPT))).toMatchObject([
      { message: LOST('left postAddress.country', 'SE', 'NO') },
      { message: LOST('right visitAddress.country', 'SE', 'NO') },
    ]);
  });
});

describe('an edit of the same property on the side that it goes to', () => {
  const evidence = (country: string): Evidence =>
    evidenceOf([
      told(`same row/left/${ROW}`, ambush('right', { visitAddress: { country: 'FI' } }), holds({ country })),
    ]);

  it('leaves both agreed on one of the edits', () => {
    for (const country of ['SE', 'FI']) {
      expect(on().found('at-work/same-row-left', evidence(country))).toEqual([]);
    }
    expect(on().found('at-work/same-row-left', evidence('NO'))).toMatchObject([
      { round: 1, message: 'left postAddress.country: expected one of "SE" and "FI", received "NO"' },
    ]);
  });

  it.each([
    ['newest', 'FI'],
    ['right', 'FI'],
    ['left', 'SE'],
  ] as const)('which one is policy: %s', (conflict, winner) => {
    const under = on({ policies: { ...DEFAULT_POLICIES, conflict } });
    const loser = winner === 'FI' ? 'SE' : 'FI';
    expect(under.found('policy/at-work/same-row-left', evidence(winner))).toEqual([]);
    expect(under.found('policy/at-work/same-row-left', evidence(loser))).toMatchObject([
      { round: 1, message: LOST('left postAddress.country', winner, loser) },
    ]);
  });
});

describe('what is arranged', () => {
  const scenarios = (rows: (typeof COUNTRY)[]) => atWork(groundOf({ rows })).scenarios['at work'] ?? [];
  const ids = (rows: (typeof COUNTRY)[]) =>
    scenarios(rows).map(({ id }) => id.split('/').slice(1, 3).join(' on '));

  it('is the property itself where there is one row only', () => {
    expect(atWork(groundOf()).checks.map(({ id }) => id.slice('s-to-t/'.length))).toEqual([
      'at-work/source-left',
      'at-work/same-row-left',
      'policy/at-work/same-row-left',
      'at-work/source-right',
      'at-work/same-row-right',
      'policy/at-work/same-row-right',
    ]);
    expect(ids([COUNTRY])).toEqual([
      'source on left',
      'same row on left',
      'source on right',
      'same row on right',
    ]);
  });

  it('is another leaf or object of the side that is written, of a row that shares no property', () => {
    expect(ids([COUNTRY, { ...CODE, left: COUNTRY.left }]).filter((id) => id.includes('object'))).toEqual([]);
    expect(ids([COUNTRY, { ...CODE, right: COUNTRY.right }]).filter((id) => id.includes('object'))).toEqual(
      [],
    );
    const ambushIn = (id: string) => {
      const action = scenarios([COUNTRY, CODE, MIRROR]).find((one) => one.id === `at work/${id}/${ROW}`)
        ?.rounds[1]?.[1];
      return action?.do === 'ambush' ? [action.record, action.on, action.patch] : [];
    };
    const either = ['left', 'right'];
    const country = { country: expect.any(String) };
    expect(ambushIn('source/left')).toEqual(['left', either, { postAddress: country }]);
    expect(ambushIn('same row/left')).toEqual(['right', either, { visitAddress: country }]);
    expect(ambushIn('same object/left')).toEqual([
      'right',
      either,
      { visitAddress: { postCode: expect.any(String) } },
    ]);
    expect(ambushIn('other object/left')).toEqual(['right', either, { postAddress: country }]);
    expect(ambushIn('other object/right')).toEqual(['left', either, { visitAddress: country }]);
  });
});
