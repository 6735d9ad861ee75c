/** What an intent means that nobody answered, where several leaves share one value: all that each of them can hold since. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Entity } from '../domain/record.ts';
import type { Intent, Pair } from './state.ts';
import { understand } from './understand.ts';

const SEED = 59;
const THEN = '2024-01-01T00:00:00.000Z';
/** By what they hold since the write was about to be sent. */
const LEAVES = ['phone', 'email', 'fax'] as const;
const since = fc.constantFrom('from', 'to', 'edited');

it(`a write did not happen where one of them holds what it did and none what was written (seed ${SEED})`, () => {
  const drawn = fc.record({
    shared: fc.array(since, { minLength: 3, maxLength: 3 }),
    name: since,
    isComplete: fc.boolean(),
    side: fc.constantFrom('left' as const, 'right' as const),
  });
  fc.assert(
    fc.property(drawn, ({ shared, name, isComplete, side }) => {
      const rows = ['phone → phone', 'email → phone', 'fax → phone'];
      const leaf = (path: string, own: string[], complete: boolean): Intent['wrote'][number] => ({
        path,
        from: `${path} from`,
        to: `${own[0]} to`,
        rows: own,
        complete,
      });
      const wrote = [
        ...LEAVES.map((path) => leaf(path, rows, isComplete)),
        leaf('name', ['name → name'], true),
      ];
      const record: Entity = { id: '1', modifiedAt: THEN };
      for (const [i, { path, from, to }] of wrote.entries()) {
        const held = [...shared, name][i];
        record[path] = held === 'from' ? from : held === 'to' ? to : `${path} edited`;
      }
      const intent: Intent = { editedAt: THEN, wrote, leaves: {} };
      const other: Entity = { id: '2', modifiedAt: THEN };
      const agreed = { 'name → name': 'a', ...Object.fromEntries(rows.map((row) => [row, 'a'])) };
      const pair: Pair = {
        left: '1',
        right: '2',
        agreed,
        own: { left: null, right: null },
        intent: { left: null, right: null, [side]: intent },
      };
      const read = { left: other, right: other, [side]: record };
      const fresh = {
        left: { company: read.left, etag: null },
        right: { company: read.right, etag: null },
      };

      const happened = shared.includes('to') || !shared.includes('from');
      const expected = {
        'name → name': name === 'from' ? 'a' : 'name → name to',
        ...Object.fromEntries(rows.map((row) => [row, happened && isComplete ? 'phone → phone to' : 'a'])),
      };
      expect(understand(pair, fresh, []).pair).toEqual({
        ...pair,
        agreed: expected,
        intent: { left: null, right: null },
      });
    }),
    { seed: SEED, numRuns: 300 },
  );
});
