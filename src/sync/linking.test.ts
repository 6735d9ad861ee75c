/** What is found among the values that changed is what would be found among all records, made anew. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Company } from '../domain/company.ts';
import { TOPOLOGIES } from '../domain/tenant.ts';
import { bench } from './testing/bench.ts';
import { row, section } from './testing/documents.ts';
import { match } from './testing/match.ts';

const MERGE: [string, string][][] = [
  [['orgNr', 'orgNr']],
  [
    ['orgNr', 'orgNr'],
    ['name', 'name'],
  ],
  [
    ['orgNr', 'name'],
    ['name', 'phone'],
  ],
];
const values = fc.constantFrom(null, '', 'a', 'b', 'c', 'A', '\u00e5', 'a\u030a', '\ud800', '\ud801');
const step = fc.record({
  side: fc.constantFrom('left' as const, 'right' as const),
  id: fc.constantFrom('1', '2', '3'),
  patch: fc.record({ orgNr: values, name: values, phone: values }),
  passes: fc.boolean(),
  full: fc.boolean(),
});
const histories = fc.record({
  merge: fc.constantFrom(...MERGE),
  topology: fc.constantFrom(...TOPOLOGIES),
  steps: fc.array(step, { maxLength: 10 }),
});

it('links after any history of edits and passes what is certain among the records without a link', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ({ merge, topology, steps }) => {
      const document = section([row('email', 'email')], merge);
      const made = bench(document, topology);
      const expectLinksOf = async (full: boolean): Promise<void> => {
        const before = await made.links();
        const free = (companies: Company[], taken: string[]) =>
          companies.filter(({ id }) => !taken.includes(id));
        const [left, right] = [before.map((one) => one.left), before.map((one) => one.right)];
        const both = topology === 'one-tenant' ? [...left, ...right] : null;
        const wanted = match(
          document.merge,
          free(made.left.all(), both ?? left),
          free(made.right.all(), both ?? right),
          topology,
        );
        const found = await made.pass({ full });
        expect(found.problems).toEqual([]);
        expect(found.linked).toEqual(wanted.matches);
        const told = (ambiguous: typeof wanted.ambiguous) => ambiguous.map((one) => JSON.stringify(one));
        const all = told(wanted.ambiguous).toSorted();
        // An incremental pass tells of those that something changed for.
        const some = all.filter((one) => found.full || told(found.ambiguous).includes(one));
        expect(told(found.ambiguous).toSorted()).toEqual(some);
      };
      for (const { side, id, patch, passes, full } of steps) {
        // The two tenants' ids overlap.
        if (made[side].all().some((one) => one.id === id)) made[side].edit(id, patch);
        else made[side].add(id, patch);
        if (passes) await expectLinksOf(full);
      }
      await expectLinksOf(false);
      await made.dispose();
    }),
    { numRuns: 150, seed: 2024 },
  );
});
