import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creationRuleOf, reasonOf } from './creation.ts';

const SEED = 19;
const SYSTEM = { left: 'Crm office' };
const name = fc
  .array(fc.stringMatching(/^[a-zæøå0-9()&-]{2,9}$/), { minLength: 1, maxLength: 3 })
  .map((words) => words.join(' '))
  .filter((text) => !/\b(?:or|will|if|that)\b/.test(text));

describe('a creation rule', () => {
  it(`has the types in the order of the sentence, however many (seed ${SEED})`, () => {
    fc.assert(
      fc.property(
        fc.record({ source: name, target: name, into: name }),
        fc.array(name, { minLength: 1, maxLength: 6 }),
        ({ source, target, into }, connectedTo) => {
          const [last = '', ...others] = connectedTo.toReversed();
          const list = others.length === 0 ? last : `${others.toReversed().join(', ')}, or ${last}`;
          const text = `A new ${target} will be created from a ${source} if it is connected to a Crm office ${list} that is synchronized into ${into}.`;
          expect(creationRuleOf(text, SYSTEM)).toEqual({ source, target, into, connectedTo });
        },
      ),
      { seed: SEED },
    );
  });

  it.each([
    [
      'without a target, as in sections that name none',
      'A new  will be created from a S if it is connected to a Crm office A that is synchronized into Y.',
      { source: 'S', target: '', into: 'Y', connectedTo: ['A'] },
    ],
    [
      'whatever the letters and blanks of the fixed parts',
      'A NEW T  will be created from a S if it is connected to a CRM OFFICE A or B that is synchronized into Y',
      { source: 'S', target: 'T', into: 'Y', connectedTo: ['A', 'B'] },
    ],
    ['of where none matches', 'If no matching T is found, a new T will be created.', null],
    [
      'that says the contrary',
      'No new T will be created from a S if it is connected to a X A that is synchronized into Y.',
      null,
    ],
    ['that breaks off', 'A new T will be created from a S if it is connected to a Crm office A.', null],
  ])('%s', (_, text, expected) => {
    expect(creationRuleOf(text, SYSTEM)).toEqual(expected);
  });
});

it.each([
  ['When a S is of type 2, it  will be synchronized with a T.', 'When a S is of type 2'],
  ['removed a.b, c for now, it will be synchronised with a T.', 'removed a.b, c for now'],
  ['Every S will be synchronized with a T.', null],
])('the reason of “%s”', (text, reason) => {
  expect(reasonOf(text)).toBe(reason);
});
