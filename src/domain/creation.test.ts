import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectionsNamed, connectionsOf, creationOf, creationRuleOf, holds, reasonOf } from './creation.ts';
import type { Meaning } from './dataflow.ts';

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

describe('a section', () => {
  const EVERY = ['every record is synchronised', 'Every S will be synchronized with a T.'] as const;
  const LINK = ['a link comes first', 'Before …, a link between a S and a T must be established.'] as const;
  const MISSING = ['a record is created', 'If no matching T is found, a new T will be created.'] as const;
  const CONNECTED = [
    'a record is created',
    'A new T will be created from a S if it is connected to a Crm office A, or B that is synchronized into Y.',
  ] as const;
  const because = (reason: string) =>
    ['some records are synchronised', `${reason}, it  will be synchronized with a T.`] as const;
  const whenConnectedTo = ['A', 'B'];
  type Said = readonly [Meaning, string];

  it.each<[string, Said[], ReturnType<typeof creationOf>]>([
    ['of which nothing is said', [], { merges: 'all', creates: 'never' }],
    ['of every record', [EVERY], { merges: 'all', creates: 'always' }],
    ['of every record, with a rule', [EVERY, CONNECTED], { merges: 'all', creates: 'always' }],
    [
      'of every record, with a condition',
      [EVERY, because('when it is 2')],
      { merges: 'all', creates: 'always' },
    ],
    [
      'of a condition, with every record',
      [because('when it is 2'), EVERY],
      { merges: 'all', creates: 'always' },
    ],
    [
      'of a remark, with a condition',
      [because('when it is 2'), because('for now')],
      { merges: 'all', creates: 'always' },
    ],
    [
      'of a condition, with a rule',
      [CONNECTED, because('when it is 2')],
      { merges: { when: 'when it is 2' }, creates: 'always' },
    ],
    ['of a condition', [because('when it is 2')], { merges: { when: 'when it is 2' }, creates: 'always' }],
    ['of an if', [because('If  so')], { merges: { when: 'If so' }, creates: 'always' }],
    ['of a remark', [because('whenever we like')], { merges: 'all', creates: 'always' }],
    ['where a link comes first', [LINK], { merges: 'all', creates: 'never' }],
    ['where one is made if there is none', [LINK, MISSING], { merges: 'all', creates: 'always' }],
    ['with a rule', [LINK, CONNECTED], { merges: 'all', creates: { whenConnectedTo } }],
    ['with both', [LINK, MISSING, CONNECTED], { merges: 'all', creates: { whenConnectedTo } }],
  ])('%s', (_, said, expected) => {
    const sentences = said.map(([meaning, text]) => ({
      meaning,
      text,
      place: 'before rows' as const,
      line: 1,
    }));
    expect(creationOf({ sentences }, SYSTEM)).toEqual(expected);
  });
});

describe('a record', () => {
  it.each([
    ['["When x","If y"]', true],
    ['["When x and more"]', false],
    ['When x', false],
    ['[1]', false],
    ['["When x"', false],
    [null, false],
  ])('of which %s holds', (list, expected) => {
    expect(holds({ $conditions: list }, 'When x')).toBe(expected);
  });

  it('is connected to what it lists', () => {
    expect(connectionsOf({ $connectedTo: '["firms/1","shops/2/3"]' })).toEqual(['firms/1', 'shops/2/3']);
    expect(connectionsOf({})).toEqual([]);
  });
});

it('types are named with their system or without, whatever the letters', () => {
  const types = ['Crm office Firms', 'Crm office shops', 'Others', 'Crm office Firms of others'].map(
    (type) => ({
      name: type,
      collection: type.toLowerCase(),
    }),
  );
  expect([...collectionsNamed(['FIRMS', 'crm office Shops'], types, SYSTEM)]).toEqual([
    'crm office firms',
    'crm office shops',
  ]);
});
