/** Companies that are no match, on evidence written by hand, and which keys they are given. */
import { describe, expect, it } from 'vitest';
import type { CompanyDraft } from '../../domain/company.ts';
import type { Evidence } from '../evidence.ts';
import type { Ground } from '../ground.ts';
import { DEFAULT_POLICIES } from '../policies.ts';
import { created, edited, evidenceOf } from '../testing/small-evidence.ts';
import {
  COUNTRY,
  given,
  groundOf,
  pair,
  post,
  tell,
  type ToldRound,
  underTest,
  visit,
} from '../testing/topic-under-test.ts';
import { apart } from './apart.ts';

const on = (change: Partial<Ground> = {}) => underTest(() => apart(groundOf(change)).checks);

/** Two that are edited later, and hold after it what is told. */
const editedLater = (then: ToldRound[1]): ToldRound[] => [
  [[created('left', 'left', post('NO')), created('right', 'right', visit('DK'))], pair('NO', 'DK')],
  [[edited('left', post('SE')), edited('right', visit('FI'))], then],
];
const KEPT = pair('SE', 'FI');

describe.each([
  ['same-name', ['near miss/alike in all but the key']],
  [
    'near-miss/one-digit-differs',
    ['near miss/one digit differs, on the left', 'near miss/one digit differs, on the right'],
  ],
  ['empty-keys-null', ['empty keys: null']],
  [
    'policy/spelling/as-a-vat-number',
    ['near miss/as a VAT number, on the left', 'near miss/as a VAT number, on the right'],
  ],
])('%s', (check, ids) => {
  const campaign = (told: ToldRound[1]): Evidence =>
    evidenceOf(ids.map((id, i) => tell(id, editedLater(i === ids.length - 1 ? told : KEPT))));

  it('holds where both keep what is their own', () => {
    expect(on().judged(check, campaign(KEPT))).toEqual([]);
  });

  it.each([
    [
      'left',
      pair('FI', 'FI'),
      'left: it matches no other company, yet the engine changed postAddress.country from "SE" to "FI"',
    ],
    [
      'right',
      pair('SE', 'SE'),
      'right: it matches no other company, yet the engine changed visitAddress.country from "FI" to "SE"',
    ],
  ])('does not where the %s one is given what is the other’s', (record, told, message) => {
    expect(on().found(check, campaign(told))).toMatchObject([
      { message, scenario: ids.at(-1), round: 1, record },
    ]);
  });
});

describe('numbers that are written differently', () => {
  const CHECK = 'policy/spelling/with-spaces';
  const ids = ['near miss/with spaces, on the left', 'near miss/with spaces, on the right'];
  const campaign = (told: ToldRound[1]): Evidence => evidenceOf(ids.map((id) => tell(id, editedLater(told))));
  const any = { policies: { ...DEFAULT_POLICIES, spelling: 'any' } } as const;

  it('are only recorded where nothing is expected', () => {
    expect(on(any).judged(CHECK, campaign(KEPT))).toEqual({ recorded: 'kept apart' });
    expect(on(any).judged(CHECK, campaign(pair('FI')))).toEqual({ recorded: 'linked' });
    expect(on(any).reasonOf(CHECK, evidenceOf([]))).toBe(
      'the evidence does not have scenario near miss/with spaces, on the left',
    );
  });

  it('are not asked of a key that is no number of organisation', () => {
    const rule = { left: 'phone', right: 'phone', line: 20 };
    const spellings = (change: Partial<Ground>): string[] =>
      apart(groundOf(change))
        .checks.map(({ id }) => id)
        .filter((id) => id.includes('spelling'));
    expect(spellings({ rule })).toEqual([]);
    expect(spellings({})).toEqual([
      's-to-t/policy/spelling/with-spaces',
      's-to-t/policy/spelling/as-a-vat-number',
      's-to-t/policy/spelling/with-a-blank-behind-it',
    ]);
  });
});

describe('what is arranged', () => {
  const KEY_ROWS = [COUNTRY, { left: 'orgNr', right: 'website', type: 'string', line: 40 }];
  const topic = () => apart(groundOf({ rows: KEY_ROWS }));
  const roundsOf = (id: string) =>
    Object.values(topic().scenarios)
      .flat()
      .find((one) => one.id === id)?.rounds ?? [];
  const draftsOf = (id: string): CompanyDraft[] =>
    roundsOf(id)
      .flat()
      .flatMap((action) => (action.do === 'create' ? [action.draft] : []));

  it('are keys of which one is changed, on the side that is told', () => {
    const [left, right] = draftsOf('near miss/a prefix of the other, on the left');
    expect(right?.orgNr).toMatch(/^\d{9}$/);
    expect(left?.orgNr).toBe(right?.orgNr?.slice(0, 8));
    const [one, other] = draftsOf('near miss/as a VAT number, on the right');
    expect(one?.orgNr).toMatch(/^\d{9}$/);
    expect(other?.orgNr).toBe(`NO${one?.orgNr}MVA`);
  });

  it('are companies alike in what people know them by, and in nothing else', () => {
    const [left, right] = draftsOf('near miss/alike in all but the key');
    for (const leaf of ['name', 'phone', 'email', 'website'] as const) {
      expect(left?.[leaf]).toEqual(expect.any(String));
      expect(left?.[leaf]).toBe(right?.[leaf]);
    }
    expect(right?.orgNr).toMatch(/^\d{9}$/);
    expect(left?.orgNr).not.toBe(right?.orgNr);
    expect(left?.visitAddress).not.toEqual(right?.visitAddress);
    expect(right?.visitAddress?.country).toEqual(expect.any(String));
  });

  it.each<[string, string | null | undefined, string | null]>([
    ['null', undefined, null],
    ['blank', '', ''],
    ['mixed', null, ''],
  ])('are companies of one name without a key: %s', (which, leftKey, rightKey) => {
    const [left, right] = draftsOf(`empty keys: ${which}`);
    expect(left && 'orgNr' in left).toBe(leftKey !== undefined);
    expect([left?.orgNr, right?.orgNr]).toEqual([leftKey, rightKey]);
    expect(left?.name).toEqual(expect.any(String));
    expect(right?.name).toBe(left?.name);
    expect([left?.email, right?.email]).not.toContain(undefined);
    expect(right?.email).not.toBe(left?.email);
  });

  it('are edits of all rows but that of the key', () => {
    const [, edits] = roundsOf('empty keys: null');
    const leaves = (edits ?? []).map((action) => Object.keys(given(action)));
    expect(leaves).toEqual([['postAddress'], ['visitAddress', 'website']]);
  });
});
