/** More companies than a page holds, on evidence written by hand: which pair is found, and that there was a second page. */
import { describe, expect, it } from 'vitest';
import type { Evidence, PerformedAction, ScenarioEvidence } from '../evidence.ts';
import { created, edited, evidenceOf } from '../testing/small-evidence.ts';
import { groundOf, post, tell, type ToldRound, underTest, visit } from '../testing/topic-under-test.ts';
import { crowd } from './crowd.ts';

const { found, reasonOf } = underTest(() => crowd(groundOf()).checks);
const EDITED = [1, 2, 39, 40];
const ID = 'crowd/created in opposite orders';

/** Pair `n` holds Norway on both sides, and Sweden once it was edited; but for what is told of the right ones. */
function told(
  change: { linked?: Record<string, string>; settled?: Record<string, string> } = {},
): ScenarioEvidence {
  const numbers = Array.from({ length: 40 }, (_, i) => i + 1);
  const holds = (wrong: Record<string, string>, changed: readonly number[]): ToldRound[1] =>
    Object.fromEntries(
      numbers.flatMap((n) => {
        const country = changed.includes(n) ? 'SE' : 'NO';
        return [
          [`left ${n}`, post(country)],
          [`right ${n}`, visit(wrong[`right ${n}`] ?? country)],
        ];
      }),
    );
  const creations = numbers.flatMap((n): PerformedAction[] => [
    created(`left ${n}`, 'left', post('NO')),
    created(`right ${n}`, 'right', visit('DK')),
  ]);
  return tell(
    ID,
    [
      [creations, holds(change.linked ?? {}, [])],
      [EDITED.map((n) => edited(`left ${n}`, post('SE'))), holds(change.settled ?? {}, EDITED)],
    ],
    { sides: sidesOf('', 40, 40) },
  );
}

function sidesOf(prefix: string, lefts: number, rights: number): ScenarioEvidence['sides'] {
  return Object.fromEntries([
    ...Array.from({ length: lefts }, (_, i) => [`${prefix}left ${i + 1}`, 'left'] as const),
    ...Array.from({ length: rights }, (_, i) => [`${prefix}right ${i + 1}`, 'right'] as const),
  ]);
}

/** Beside the crowd, records of another scenario of the batch. */
function among(one: ScenarioEvidence, lefts: number, rights: number, batch = 'main'): Evidence {
  return evidenceOf([one, tell('others', [[[], {}]], { batch, sides: sidesOf('other ', lefts, rights) })]);
}

describe('pairs on more than one page', () => {
  it('are linked, and their edits arrive', () => {
    expect(found('pages/first-link', among(told(), 61, 61))).toEqual([]);
    expect(found('pages/edits', among(told(), 61, 61))).toEqual([]);
  });

  it.each(['right 1', 'right 40'])('of which one was not linked are found: %s', (record) => {
    const evidence = among(told({ linked: { [record]: 'DK' } }), 0, 0);
    expect(found('pages/first-link', evidence)).toMatchObject([
      {
        scenario: ID,
        round: 0,
        record,
        message: `${record} visitAddress.country: expected what the left one holds at postAddress.country, "NO", received "DK"`,
      },
    ]);
    expect(found('pages/edits', among(told({ linked: { [record]: 'DK' } }), 61, 61))).toEqual([]);
  });

  it.each(['right 1', 'right 2', 'right 39', 'right 40'])(
    'of which one edit is lost are found: %s',
    (record) => {
      const evidence = among(told({ settled: { [record]: 'NO' } }), 61, 61);
      expect(found('pages/edits', evidence)).toMatchObject([
        {
          round: 1,
          record,
          message: `${record} visitAddress.country: expected "SE", received "NO" (edited on the left)`,
        },
      ]);
      expect(found('pages/first-link', evidence)).toEqual([]);
    },
  );
});

describe('nothing about pages is shown', () => {
  it.each([
    [60, 61, 'main', 100],
    [61, 60, 'main', 100],
    [61, 61, 'deletion', 40],
  ])('by %i left and %i right ones beside, in batch %s', (lefts, rights, batch, fewest) => {
    const evidence = among(told(), lefts, rights, batch);
    for (const name of ['pages/first-link', 'pages/edits']) {
      expect(reasonOf(name, evidence)).toBe(`a tenant held only ${fewest} companies, and a page holds 100`);
    }
  });
});

it('the crowd created at one instant is told apart by its own scenario', () => {
  const alone = among(told(), 61, 61);
  for (const name of ['pages/equal-times/first-link', 'pages/equal-times/edits']) {
    expect(reasonOf(name, alone)).toBe('the evidence does not have scenario crowd/created at the same time');
  }
});
