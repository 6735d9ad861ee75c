/** Sections read together, against a plain grouping by the types that they are about. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Link } from './dataflow.ts';
import { sectionsTogether } from './together.ts';

const SEED = 31;
/** Two ways of one name: what is about companies is so whatever the letters. */
const COMPANIES = ['Crmoffice Companies', 'crmoffice companies'];
const type = fc.constantFrom('A', 'B', 'A B', '', ...COMPANIES);
const property = fc.constantFrom('a', 'b', 'a.b', 'b.c');
const rule = fc.record({ left: property, right: property, line: fc.nat(99) });
const row = fc.record({
  left: property,
  right: property,
  type: fc.constantFrom('string', 'list'),
  line: fc.nat(99),
});
const sentence = fc.record({
  text: fc.constantFrom('x', 'y'),
  meaning: fc.constant('other' as const),
  place: fc.constant('before rows' as const),
  line: fc.nat(99),
});
const sections: fc.Arbitrary<Link[]> = fc
  .array(
    fc.record({
      source: type,
      target: type,
      sentences: fc.array(sentence, { maxLength: 2 }),
      merge: fc.uniqueArray(rule, { maxLength: 3, selector: nameOf }),
      rows: fc.uniqueArray(row, { maxLength: 3, selector: nameOf }),
    }),
    { maxLength: 6 },
  )
  .map((links) => links.map((link, i) => ({ ...link, line: 10 * i + 10 })));

function nameOf({ left, right }: { left: string; right: string }): string {
  return `${left} → ${right}`;
}

const isOfCompanies = ({ source, target }: Link): boolean =>
  COMPANIES.includes(source) && COMPANIES.includes(target);

it(`sections about the same types are one, at the place of the first, with all that each says (seed ${SEED})`, () => {
  fc.assert(
    fc.property(sections, (links) => {
      const before = structuredClone(links);
      const isFirst = (link: Link): boolean =>
        links.find(({ source, target }) => source === link.source && target === link.target) === link;
      const expected = links
        .filter((link) => isOfCompanies(link) || isFirst(link))
        .map((link) => {
          const alike = isOfCompanies(link)
            ? [link]
            : links.filter(({ source, target }) => source === link.source && target === link.target);
          return {
            ...link,
            sentences: alike.flatMap((one) => one.sentences),
            merge: once(alike.flatMap((one) => one.merge)),
            rows: once(alike.flatMap((one) => one.rows)),
          };
        });
      expect(sectionsTogether({ sections: links })).toEqual(expected);
      expect(links).toEqual(before);
    }),
    { seed: SEED },
  );
});

it('a document without twins stays as it is', () => {
  const link = (source: string, target: string): Link => ({
    source,
    target,
    line: 1,
    sentences: [],
    merge: [],
    rows: [],
  });
  const links = [link('A', 'B'), link('B', 'A'), link('A B', ''), link('A', 'B ')];
  expect(sectionsTogether({ sections: links })).toEqual(links);
});

/** The first of each name. */
function once<T extends { left: string; right: string }>(all: readonly T[]): T[] {
  return all.filter((one, i) => all.findIndex((other) => nameOf(other) === nameOf(one)) === i);
}
