/** What must be left alone, on evidence written by hand: which change is found, where, and by which check. */
import { describe, expect, it } from 'vitest';
import type { Evidence, ScenarioEvidence } from '../evidence.ts';
import { company, created, edited, evidenceOf, settle } from '../testing/small-evidence.ts';
import {
  given,
  groundOf,
  linking,
  pair,
  post,
  tell,
  type ToldRound,
  underTest,
  visit,
} from '../testing/topic-under-test.ts';
import { isolation } from './isolation.ts';

const planned = () => isolation(groundOf(), ['one']).checks;
const { found, judged, reasonOf } = underTest(planned);

/** Every scenario that the check reads, all at rest, but for the one that is told. */
function among(name: string, told: ScenarioEvidence): Evidence {
  const ids = planned().find(({ id }) => id === `s-to-t/${name}`)?.scenarios ?? [];
  return evidenceOf(ids.map((id) => (id === told.id ? told : tell(id, [linking('NO', 'DK')]))));
}

const one = (rounds: ToldRound[], change: Partial<ScenarioEvidence> = {}): ScenarioEvidence =>
  tell('one', [linking('NO', 'DK'), ...rounds], change);

it('nothing is found where nothing but rows was written', () => {
  const quiet = one([
    [
      [edited('left', { ...post('SE'), phone: '12' })],
      { left: { ...post('SE'), phone: '12' }, right: visit('SE') },
    ],
  ]);
  for (const { id, scenarios } of planned()) {
    const name = id.slice('s-to-t/'.length);
    const bystander = ['left', 'right', 'other left', 'other right'];
    const told = scenarios.includes('one')
      ? among(name, quiet)
      : evidenceOf(
          scenarios.map((each) =>
            tell(each, [
              [
                bystander.map((record) => created(record, record.endsWith('left') ? 'left' : 'right')),
                Object.fromEntries(bystander.map((record) => [record, {}])),
              ],
            ]),
          ),
        );
    expect(judged(name, told), name).toEqual([]);
  }
});

describe('a property in no row', () => {
  it('that the engine changed is found by its own check', () => {
    const phone = one([[[], { left: { ...post('NO'), phone: '12' }, right: visit('NO') }]]);
    expect(found('unlisted/phone', among('unlisted/phone', phone))).toEqual([
      {
        message: 'left phone: expected its own empty (null), received "12"',
        scenario: 'one',
        round: 1,
        record: 'left',
        path: 'phone',
        expected: 'empty (null)',
        received: '"12"',
      },
    ]);
    expect(found('unlisted/email', among('unlisted/email', phone))).toEqual([]);
  });

  it('of one side may be written where it is in a row on the other', () => {
    const onLeft = one([[[], { left: { ...post('NO'), ...visit('SE') }, right: visit('NO') }]]);
    const name = 'unlisted/visitAddress.country';
    expect(found(name, among(name, onLeft))).toMatchObject([
      { record: 'left', path: 'visitAddress.country' },
    ]);
    const onRight = one([[[], pair('NO', 'SE')]]);
    expect(found(name, among(name, onRight))).toEqual([]);
  });

  it('is not told of a record whose side is not told', () => {
    const sideless = one([], { sides: { left: 'left' } });
    expect(reasonOf('unlisted/phone', among('unlisted/phone', sideless))).toBe(
      'the evidence does not say on which side right of one is',
    );
  });
});

describe('a company that matches nothing', () => {
  const alone = (rounds: ToldRound[]): Evidence =>
    evidenceOf([
      tell('unmatched/on the left', [
        [[created('left', 'left', post('NO'))], { left: post('NO') }],
        ...rounds,
      ]),
    ]);

  it('is left as it is, but for its own edits', () => {
    expect(found('unmatched-left', alone([[[edited('left', post('SE'))], { left: post('SE') }]]))).toEqual(
      [],
    );
    expect(found('unmatched-left', alone([[[], { left: post('SE') }]]))).toEqual([
      {
        message:
          'left: it matches no other company, yet the engine changed postAddress.country from "NO" to "SE"',
        scenario: 'unmatched/on the left',
        round: 1,
        record: 'left',
        path: 'postAddress.country',
      },
    ]);
  });
});

describe('of two pairs the one that nobody edits', () => {
  const bystanders = (then: ToldRound): Evidence =>
    evidenceOf([tell('neighbours/pairs alike in all but the key', [linking('NO', 'DK'), then])]);

  it('is changed by its own first link, and not after it', () => {
    expect(found('neighbours', bystanders([[edited('other left', post('SE'))], pair('NO')]))).toEqual([]);
    expect(found('neighbours', bystanders([[], pair('NO', 'SE')]))).toEqual([
      {
        message: 'right visitAddress.country: nobody edited this pair, yet it went from "NO" to "SE"',
        scenario: 'neighbours/pairs alike in all but the key',
        round: 1,
        record: 'right',
        path: 'visitAddress.country',
      },
    ]);
    expect(found('neighbours', bystanders([[], pair('SE', 'NO')]))).toMatchObject([{ record: 'left' }]);
  });
});

describe('at the end', () => {
  const ending = (final: ScenarioEvidence['final'], rounds: ToldRound[] = []): Evidence =>
    among('nothing-drifts', one(rounds, { final }));

  it('records hold what they held after their last edit', () => {
    const drifted = { left: company('left', post('NO')), right: company('right', visit('SE')) };
    expect(found('nothing-drifts', ending(drifted))).toEqual([
      {
        message: 'right visitAddress.country: held "NO" after its last settle and "SE" at the end',
        scenario: 'one',
        round: 0,
        record: 'right',
        path: 'visitAddress.country',
      },
    ]);
    expect(
      found('nothing-drifts', ending(drifted, [[[edited('left', post('SE'))], pair('SE')]])),
    ).toMatchObject([
      { message: 'left postAddress.country: held "SE" after its last settle and "NO" at the end', round: 1 },
    ]);
  });

  it('are there still, unless they were gone before', () => {
    const gone = { left: company('left', post('NO')), right: null };
    expect(found('nothing-drifts', ending(gone))).toEqual([
      {
        message: 'right: it was there after its last settle and is gone at the end',
        scenario: 'one',
        round: 0,
        record: 'right',
      },
    ]);
    expect(found('nothing-drifts', ending(gone, [[[], { left: post('NO'), right: null }]]))).toEqual([]);
  });

  it('have to be looked at', () => {
    expect(reasonOf('nothing-drifts', ending(null))).toBe('one was not looked at at the end');
    expect(found('nothing-drifts', among('nothing-drifts', tell('one', [], { final: {} })))).toEqual([]);
  });
});

describe('no company', () => {
  it('is deleted, on either side, but by the harness', () => {
    const gone = one([[[], { left: post('NO'), right: null }]]);
    expect(found('no-deletion-right', among('no-deletion-right', gone))).toEqual([
      { message: 'right: the record is gone', scenario: 'one', round: 1, record: 'right' },
    ]);
    expect(found('no-deletion-left', among('no-deletion-left', gone))).toEqual([]);
    const deleted = one([[[{ do: 'delete', record: 'right' }], { left: post('NO'), right: null }]]);
    expect(found('no-deletion-right', among('no-deletion-right', deleted))).toEqual([]);
  });

  it('is created by the sync, in a batch of this plan', () => {
    const stranger = { side: 'right' as const, company: company('x1', { orgNr: null }) };
    const settles = [settle(2, { batch: 'duplicates', strangers: [stranger] })];
    expect(found('no-creation', evidenceOf([], { settles }))).toEqual([
      {
        message:
          'a company that nobody created stands on the right: id x1, orgNr empty (null) (batch duplicates)',
        round: 2,
      },
    ]);
    const others = [settle(0, { batch: 'faults: of others', strangers: [stranger] })];
    expect(found('no-creation', evidenceOf([], { settles: others }))).toEqual([]);
  });
});

describe('what is arranged', () => {
  const KEY_ROW = { left: 'email', right: 'orgNr', type: 'string', line: 40 };
  const roundsOf = (id: string, change: Parameters<typeof groundOf>[0] = {}) =>
    isolation(groundOf(change), []).scenarios.main?.find((own) => own.id === id)?.rounds ?? [];
  const draftOf = (id: string, record: string, change: Parameters<typeof groundOf>[0] = {}) => {
    return given(roundsOf(id, change)[0]?.find((action) => action.record === record));
  };

  it('is looked for in the scenarios of others and in its own', () => {
    const drifts = planned().find(({ id }) => id.endsWith('/nothing-drifts'));
    expect(drifts?.scenarios.slice(0, 2)).toEqual(['one', 'unlisted/orgNr']);
    expect(drifts?.scenarios.at(-1)).toBe('neighbours/pairs alike in all but the key');
  });

  it('is an edit on each side, the key to a new one', () => {
    const patches = (id: string) =>
      roundsOf(id)
        .slice(1)
        .map(([action]) => (action?.do === 'edit' ? [action.record, action.patch] : []));
    const number = expect.stringMatching(/^\d{9}$/);
    expect(patches('unlisted/orgNr')).toEqual([
      ['left', { orgNr: number }],
      ['right', { orgNr: number }],
    ]);
    const site = expect.stringContaining('https://');
    expect(patches('unlisted/website')).toEqual([
      ['left', { website: site }],
      ['right', { website: site }],
    ]);
  });

  it('is a pair that has nothing on one side but its rows and its key', () => {
    const [has, empty] = [expect.any(String), null];
    const bare = { name: empty, phone: empty, email: empty, website: empty };
    const address = { country: empty, postCode: empty, postalArea: empty, streetAddress: empty };
    expect(draftOf('unlisted/empty on the left', 'left')).toEqual({
      ...bare,
      orgNr: has,
      postAddress: { ...address, country: has },
      visitAddress: address,
    });
    expect(draftOf('unlisted/empty on the left', 'right')).toMatchObject({ name: has, phone: has });
    expect(draftOf('unlisted/empty on the right', 'right')).toEqual({
      ...bare,
      orgNr: has,
      postAddress: address,
      visitAddress: { ...address, country: has },
    });
    expect(draftOf('unlisted/empty on the left', 'left', { rows: [KEY_ROW] })).toMatchObject({
      ...bare,
      email: has,
      orgNr: has,
    });
  });

  it('keeps the name where it bears the run’s tag, and says so', () => {
    const tagged = { tag: 'run-7' };
    expect(draftOf('unlisted/empty on the left', 'left', tagged)).toMatchObject({
      name: expect.any(String),
      phone: null,
    });
    const titles = (change: Parameters<typeof groundOf>[0]) =>
      isolation(groundOf(change), []).scenarios.main?.find(({ id }) => id === 'unlisted/empty on the left')
        ?.title;
    expect(titles({})).toBe('every property that is in no row is empty on the left; both are edited later');
    expect(titles(tagged)).toBe(
      'every property that is in no row, but the name, is empty on the left; both are edited later',
    );
  });
});
