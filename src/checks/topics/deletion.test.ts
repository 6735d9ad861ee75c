/** After a deletion, on evidence written by hand: what became of the other record, and what each policy says to it. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../evidence.ts';
import { DEFAULT_POLICIES, type Policies } from '../policies.ts';
import { edited, evidenceOf } from '../testing/small-evidence.ts';
import {
  groundOf,
  linking,
  post,
  tell,
  type ToldRound,
  underTest,
  visit,
} from '../testing/topic-under-test.ts';
import { deletion } from './deletion.ts';

const under = (policy: Policies['deletion']) =>
  underTest(() => deletion(groundOf({ policies: { ...DEFAULT_POLICIES, deletion: policy } })).checks);
const CHECK = 'policy/deletion-left';

/** The left one is deleted; the right one holds these countries after that, and after an edit to Sweden. */
function survivor(after: string | null, edit: string | null): Evidence {
  const holds = (country: string | null): ToldRound[1] => ({
    left: null,
    right: country === null ? null : visit(country),
  });
  return evidenceOf([
    tell('deletion/of the left one', [
      linking('NO', 'DK'),
      [[{ do: 'delete', record: 'left' }], holds(after)],
      [after === null ? [] : [edited('right', visit('SE'))], holds(edit)],
    ]),
  ]);
}

const found = (fate: string) => [
  {
    message: `the left one was deleted, and the right one ${fate}`,
    scenario: 'deletion/of the left one',
    round: 1,
    record: 'right',
  },
];

describe.each([
  ['stayed as it was', survivor('NO', 'SE')],
  ['was deleted too', survivor(null, null)],
  ['was deleted too', survivor('NO', null)],
  ['was changed', survivor('FI', 'SE')],
  ['was changed', survivor('NO', 'FI')],
])('the other one %s', (fate, evidence) => {
  it('is held against what is expected', () => {
    expect(under('stays').found(CHECK, evidence)).toEqual(fate === 'stayed as it was' ? [] : found(fate));
    expect(under('deleted').found(CHECK, evidence)).toEqual(fate === 'was deleted too' ? [] : found(fate));
  });

  it('is recorded where nothing is expected', () => {
    expect(under('any').judged(CHECK, evidence)).toEqual({ recorded: `the right one ${fate}` });
  });
});

it('is asked of a deletion on the right too', () => {
  const evidence = evidenceOf([
    tell('deletion/of the right one', [
      linking('NO', 'DK'),
      [[{ do: 'delete', record: 'right' }], { left: post('FI'), right: null }],
      [[], { left: post('FI'), right: null }],
    ]),
  ]);
  expect(under('stays').found('policy/deletion-right', evidence)).toEqual([
    {
      message: 'the right one was deleted, and the left one was changed',
      scenario: 'deletion/of the right one',
      round: 1,
      record: 'left',
    },
  ]);
});

it('is not known where the scenario is missing, whatever is expected', () => {
  for (const policy of ['stays', 'any'] as const) {
    expect(under(policy).reasonOf(CHECK, evidenceOf([]))).toBe(
      'the evidence does not have scenario deletion/of the left one',
    );
  }
});
