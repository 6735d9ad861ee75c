/** Properties that share values, against sets that are put together one by one. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LeafType } from './data-type.ts';
import { SharedValues } from './shared-values.ts';

const SEED = 41;
const COUNT = 9;
const number = fc.nat(COUNT - 1);
const type = fc.constantFrom<LeafType>(
  { is: 'string' },
  { is: 'string' },
  { is: 'integer' },
  { is: 'list' },
  { is: 'date', format: '%Y' },
  { is: 'date', format: '%m' },
);
const said = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      places: fc.array(number, { maxLength: 3 }),
      types: fc.array(type, { maxLength: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ text: number }) },
);

/** All that is known of a value that several share. */
interface Shared {
  members: Set<number>;
  types: Map<string, LeafType>;
  isText: boolean;
}

it(`all that share a value know what was said of any of them, in whatever order (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.array(said, { maxLength: 20 }), (steps) => {
      const values = new SharedValues();
      const numbers = Array.from({ length: COUNT }, () => values.next());
      expect(new Set(numbers).size).toBe(COUNT);
      let model = numbers.map((one): Shared => ({
        members: new Set([one]),
        types: new Map(),
        isText: false,
      }));
      for (const step of steps) {
        if ('text' in step) {
          values.keepText(step.text);
          for (const one of model) one.isText ||= one.members.has(step.text);
          continue;
        }
        values.share(step.places, step.types);
        if (step.places.length > 0) model = shared(model, step.places, step.types);
      }
      for (const { members, types, isText } of model) {
        const telling = [...types.values()].filter(({ is }) => is !== 'string');
        const kept = isText && telling.length > 0 ? [...telling, { is: 'string' as const }] : telling;
        const expected = texts(telling.length > 0 ? kept : [...types.values()]);
        for (const member of members) {
          expect(texts(values.typesOf(member))).toEqual(expected);
          expect(values.typeOf(member)).toEqual(kept.length === 1 ? kept[0] : { is: 'string' });
        }
      }
    }),
    { seed: SEED, numRuns: 300 },
  );
});

function shared(model: readonly Shared[], places: readonly number[], types: readonly LeafType[]): Shared[] {
  const isOfThem = ({ members }: Shared): boolean => places.some((place) => members.has(place));
  const them = model.filter(isOfThem);
  return [
    ...model.filter((one) => !isOfThem(one)),
    {
      members: new Set(them.flatMap(({ members }) => [...members])),
      types: new Map([
        ...them.flatMap((one) => [...one.types]),
        ...types.map((one): [string, LeafType] => [JSON.stringify(one), one]),
      ]),
      isText: them.some(({ isText }) => isText),
    },
  ];
}

function texts(types: readonly LeafType[]): string[] {
  return types.map((one) => JSON.stringify(one)).toSorted();
}
