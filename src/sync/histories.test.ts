import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bench, NAMES, refuse } from './testing/bench.ts';

describe('any history', () => {
  const leaf = fc.constantFrom('name', 'phone');
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('edit' as const),
      side: fc.constantFrom('left' as const, 'right' as const),
      id: fc.constantFrom('0', '1', '2'),
      leaf,
      value: fc.constantFrom('x', 'y', '', null, 'z'),
    }),
    fc.record({ kind: fc.constant('pass' as const), refusals: fc.array(fc.nat(5), { maxLength: 3 }) }),
  );

  it('of edits, passes and refusals ends in agreement on each row’s last edit, then in quiet', async () => {
    const histories = fc.array(step, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const made = bench(NAMES);
        const last = new Map<string, string | null>();
        for (const id of ['0', '1', '2']) {
          made.left.add(id, { orgNr: id, name: 'n', phone: 'p', email: 'left' });
          made.right.add(id, { orgNr: id, name: 'n', phone: 'p', email: 'right' });
        }
        await made.pass();
        const editedOn = new Map<string, 'left' | 'right'>();
        for (const event of history) {
          if (event.kind === 'edit') {
            // A row that both sides edit between two passes is policy, judged by the whole record's time: not here.
            const key = `${event.id} ${event.leaf}`;
            if ((editedOn.get(key) ?? event.side) !== event.side) continue;
            editedOn.set(key, event.side);
            made[event.side].edit(event.id, { [event.leaf]: event.value });
            last.set(key, event.value);
          } else {
            let count = 0;
            const refusal = refuse(
              503,
              ({ method }) => method === 'patch' && event.refusals.includes(count++),
            );
            made.left.onCall = refusal;
            made.right.onCall = refusal;
            if ((await made.pass()).ok) editedOn.clear();
            made.left.onCall = () => {};
            made.right.onCall = () => {};
          }
        }
        expect((await made.pass()).problems).toEqual([]);
        expect((await made.pass()).writes).toEqual([]);
        for (const id of ['0', '1', '2']) {
          const [l, r] = [made.left.read(id), made.right.read(id)];
          for (const key of ['name', 'phone'] as const) {
            const start = key === 'name' ? 'n' : 'p';
            const wanted = last.has(`${id} ${key}`) ? (last.get(`${id} ${key}`) ?? '') : start;
            expect([l[key] ?? '', r[key] ?? '']).toEqual([wanted, wanted]);
          }
          expect([l.email, r.email, l.orgNr, r.orgNr]).toEqual(['left', 'right', id, id]);
        }
        await made.dispose();
      }),
      { numRuns: 300, seed: 2024 },
    );
  });
});
