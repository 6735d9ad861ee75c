/** The checklist under a fault, on evidence written by hand: what must hold, that it was met, whose lies only count. */
import { describe, expect, it } from 'vitest';
import type { Evidence, ScenarioEvidence, Settle } from '../evidence.ts';
import type { FaultCase } from '../fault-cases.ts';
import type { Ground } from '../ground.ts';
import { company, created, edited, evidenceOf, pass, settle } from '../testing/small-evidence.ts';
import {
  CODE,
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
import { faultMatrix } from './fault-matrix.ts';

const GARBAGE: FaultCase = {
  id: 'garbage-reads',
  title: 'some requests are answered with what is no HTTP',
  class: 'transport',
  faults: { left: [{ name: 'garbage' }], right: [{ name: 'garbage' }] },
  pairs: 2,
};
const BATCH = 'faults: garbage-reads';
const on = (change: Partial<Ground> = {}, one = GARBAGE) =>
  underTest(() => faultMatrix(groundOf(change), ['garbage'], [one]).checks);
const check = (name: string): string => `faults/garbage-reads/${name}`;
const NAMES = ['first-link', 'edits', 'clearings', 'nothing-else'];

/** A pair is linked to Norway, edited on the left and on the right, and cleared on the left; or holds what is told. */
function pairTold(n: number, told: Record<number, ToldRound[1]> = {}): ScenarioEvidence {
  const cleared = n % 2 === 1 ? edited('left', post(null)) : edited('right', visit(null));
  const rounds: ToldRound[] = [
    linking('NO', 'DK'),
    [[edited('left', post('SE'))], pair('SE')],
    [[edited('right', visit('FI'))], pair('FI')],
    [[cleared], pair(null)],
  ];
  return tell(
    `${BATCH}/pair ${n}`,
    rounds.map(([actions, holds], at): ToldRound => [actions, told[at] ?? holds]),
    { batch: BATCH },
  );
}

function aloneTold(side: 'left' | 'right', holds = 'NO'): ScenarioEvidence {
  return tell(
    `${BATCH}/unmatched on the ${side}`,
    [[[created(side, side, post('NO'))], { [side]: post(holds) }]],
    {
      batch: BATCH,
      sides: { [side]: side },
    },
  );
}

const met = (round: number, times = 1, change: Partial<Settle> = {}): Settle =>
  settle(round, {
    batch: BATCH,
    faults: [
      { side: 'left', fault: { name: 'garbage' }, met: 0 },
      { side: 'right', fault: { name: 'garbage' }, met: times },
    ],
    ...change,
  });
const MET = [0, 1, 2, 3].map((round) => met(round));
const UNMET = [0, 1, 2, 3].map((round) => met(round, 0));

function campaign(
  told: ScenarioEvidence[] = [],
  { settles = MET, engine = 'by hand' }: { settles?: Settle[]; engine?: string } = {},
): Evidence {
  const all = [pairTold(1), pairTold(2), aloneTold('left'), aloneTold('right')];
  const evidence = evidenceOf(
    all.map((one) => told.find(({ id }) => id === one.id) ?? one),
    { settles },
  );
  return { ...evidence, header: { ...evidence.header, engine: { name: engine, version: '1' } } };
}

it('what holds without the fault holds with it', () => {
  for (const name of NAMES) expect(on().found(check(name), campaign()), name).toEqual([]);
});

describe('what does not', () => {
  it.each<[string, string, ScenarioEvidence, object]>([
    [
      'a pair that agrees on what neither held',
      'first-link',
      pairTold(1, { 0: pair('GL') }),
      { round: 0, message: 'left postAddress.country: expected one of "NO" and "DK", received "GL"' },
    ],
    [
      'an edit on the left that is lost',
      'edits',
      pairTold(2, { 1: pair('SE', 'NO') }),
      { round: 1, message: 'right visitAddress.country: expected "SE", received "NO" (edited on the left)' },
    ],
    [
      'an edit on the right that is lost',
      'edits',
      pairTold(2, { 2: pair('SE', 'FI') }),
      { round: 2, message: 'left postAddress.country: expected "FI", received "SE" (edited on the right)' },
    ],
    [
      'a clearing on the left that is lost',
      'clearings',
      pairTold(1, { 3: pair(null, 'FI') }),
      {
        round: 3,
        message: 'right visitAddress.country: expected empty (null), received "FI" (edited on the left)',
      },
    ],
    [
      'a clearing on the right that is lost',
      'clearings',
      pairTold(2, { 3: pair('FI', null) }),
      {
        round: 3,
        message: 'left postAddress.country: expected empty (null), received "FI" (edited on the right)',
      },
    ],
  ])('%s is found by %s', (_, name, told, finding) => {
    expect(on().found(check(name), campaign([told]))).toMatchObject([{ scenario: told.id, ...finding }]);
    for (const other of NAMES.filter((one) => one !== name)) {
      expect(on().found(check(other), campaign([told])), other).toEqual([]);
    }
  });

  it('a key that is not cleared is none of it', () => {
    const key = { left: 'orgNr', right: 'orgNr', type: 'string', line: 40 };
    expect(on({ rows: [COUNTRY, key] }).found(check('clearings'), campaign())).toEqual([]);
  });

  it('a link on the other’s value is none of it', () => {
    const danish = pairTold(1, { 0: pair('DK') });
    expect(on().found(check('first-link'), campaign([danish]))).toEqual([]);
  });

  it('is judged though the fault was not met', () => {
    const lost = pairTold(1, { 1: pair('SE', 'NO') });
    expect(on().found(check('edits'), campaign([lost], { settles: UNMET }))).toHaveLength(1);
  });
});

describe('nothing else', () => {
  const NAME = check('nothing-else');

  it('is written of a pair, in any round', () => {
    const phone = pairTold(2, { 2: { left: { ...post('FI'), phone: '12' }, right: visit('FI') } });
    expect(on().found(NAME, campaign([phone]))).toEqual([
      {
        message: 'left phone: it is in no row, and the engine changed it',
        scenario: `${BATCH}/pair 2`,
        round: 2,
        record: 'left',
        path: 'phone',
      },
      {
        message: 'left phone: it is in no row, and the engine changed it',
        scenario: `${BATCH}/pair 2`,
        round: 3,
        record: 'left',
        path: 'phone',
      },
    ]);
  });

  it('is written on the side on which it is in no row; in one tenant the sides are the engine’s', () => {
    const swapped = pairTold(1, { 3: { left: { ...post(null), ...visit('GL') }, right: visit(null) } });
    expect(on().found(NAME, campaign([swapped]))).toMatchObject([
      { record: 'left', path: 'visitAddress.country', round: 3 },
    ]);
    expect(on({ topology: 'one-tenant' }).found(NAME, campaign([swapped]))).toEqual([]);
  });

  it('is written where there are several rows', () => {
    const phone = pairTold(2, { 3: { left: { ...post(null), phone: '12' }, right: visit(null) } });
    for (const topology of ['one-tenant', 'two-tenants'] as const) {
      const several = on({ topology, rows: [COUNTRY, CODE] });
      expect(several.found(NAME, campaign())).toEqual([]);
      expect(several.found(NAME, campaign([phone]))).toMatchObject([{ path: 'phone' }]);
    }
  });

  it.each(['left', 'right'] as const)('is written of what matches nothing on the %s', (side) => {
    expect(on().found(NAME, campaign([aloneTold(side, 'SE')]))).toMatchObject([
      {
        message: `${side}: it matches no other company, yet the engine changed postAddress.country from "NO" to "SE"`,
        scenario: `${BATCH}/unmatched on the ${side}`,
      },
    ]);
  });

  it('is created, and the engine comes to rest, in this batch', () => {
    const wrong = { settled: false, strangers: [{ side: 'left' as const, company: company('x1') }] };
    const settles = [met(0), met(1, 1, wrong), met(2), met(3), settle(2, { batch: 'main', ...wrong })];
    expect(on().found(NAME, campaign([], { settles }))).toEqual([
      { message: `the engine did not come to rest in 3 passes of batch ${BATCH}`, round: 1 },
      { message: 'a company that nobody created stands on the left: id x1', round: 1 },
    ]);
    const short = [met(0), met(1), met(2), met(3, 1, { settled: false, passes: [pass()] })];
    expect(on().found(NAME, campaign([], { settles: short }))).toMatchObject([{ round: 3 }]);
  });
});

describe('where no request met the fault nothing was shown', () => {
  it.each([
    [0, ['first-link', 'nothing-else']],
    [1, ['edits', 'nothing-else']],
    [2, ['edits', 'nothing-else']],
    [3, ['clearings', 'nothing-else']],
  ])('in round %i: of %o', (round, names) => {
    const reason = `no request of the engine met the fault in round ${round}`;
    const unmet = campaign([], { settles: MET.with(round, met(round, 0)) });
    for (const name of names) expect(on().reasonOf(check(name), unmet)).toBe(reason);
    for (const name of NAMES.filter((one) => !names.includes(one))) {
      expect(on().found(check(name), unmet)).toEqual([]);
    }
    const missing = campaign([], { settles: [...MET.toSpliced(round, 1), settle(round)] });
    expect(on().reasonOf(check('nothing-else'), missing)).toBe(reason);
  });

  it('of another batch nothing is shown, and nothing hidden', () => {
    const settles = [...[0, 1, 2, 3].map((round) => settle(round)), ...MET];
    for (const name of NAMES) expect(on().found(check(name), campaign([], { settles }))).toEqual([]);
  });
});

describe('of a tenant that lies', () => {
  const lying = (of: FaultCase['class']) => on({}, { ...GARBAGE, class: of });
  const lost = campaign([pairTold(1, { 1: pair('SE', 'NO') }), pairTold(2, { 1: pair('SE', 'DK') })]);

  it.each(['lie', 'clock'] as const)('only what became of it is recorded: %s', (of) => {
    expect(lying(of).judged(check('edits'), lost)).toEqual({
      recorded:
        'it did not hold: right visitAddress.country: expected "SE", received "NO" (edited on the left)',
    });
    expect(lying(of).judged(check('edits'), campaign([], { settles: UNMET }))).toEqual({
      recorded: 'it held',
    });
  });

  it('the engine of this project is judged', () => {
    const own = { ...lost, header: { ...lost.header, engine: { name: 'reference', version: '1' } } };
    expect(lying('lie').found(check('edits'), own)).toHaveLength(2);
    expect(lying('transport').found(check('edits'), lost)).toHaveLength(2);
    expect(lying('lie').found(check('edits'), campaign([], { engine: 'reference' }))).toEqual([]);
  });
});
