import fc from 'fast-check';
import { expect, it } from 'vitest';
import { castOf } from './cast.ts';
import type { Edit, History, Moment, Side } from './history.ts';
import { playScripted, type Script } from './testing/scripted.ts';

const side = fc.constantFrom('left', 'right');
const company = fc.constantFrom('acme', 'globex');

/** Whose a record is, is its name, which nobody changes. */
function named(edit: Edit): Edit {
  if (edit.do !== 'create') return edit;
  const draft = (of: Side): { name: string } | null => edit[of] && { name: `${edit.company} ${of}` };
  return { ...edit, left: draft('left'), right: draft('right') };
}

const history = fc
  .constantFrom('one-tenant' as const, 'two-tenants' as const)
  .chain((topology): fc.Arbitrary<History> => {
    const moment: fc.Arbitrary<Moment> = fc.record({
      side: topology === 'one-tenant' ? fc.constant('left') : side,
      request: fc.integer({ min: 1, max: 4 }),
    });
    const when = { pass: fc.nat(4), amid: fc.option(moment), sameTime: fc.boolean() };
    const draft = fc.option(fc.constant({}));
    const edit = fc.oneof(
      fc.record({ do: fc.constant('create'), company, left: draft, right: draft, ...when }),
      fc.record({ do: fc.constant('edit'), company, side, values: fc.constant({ phone: '1' }), ...when }),
      fc.record({ do: fc.constant('delete'), company, side, ...when }),
    );
    return fc.record({
      topology: fc.constant(topology),
      edits: fc.array(edit, { maxLength: 20 }).map((edits) => edits.map(named)),
      passes: fc.array(
        fc.record({
          how: fc.constantFrom('pass', 'pass', 'settle'),
          restart: fc.boolean(),
          stop: fc.option(fc.record({ how: fc.constantFrom('kill', 'close'), at: moment })),
        }),
        { maxLength: 4 },
      ),
      faults: fc.constant([]),
      pace: fc.constant(0),
    });
  });

/** Asks each side three times, in some order. Where it is to be stopped, it is: else the pass would never end. */
const asks: Script = ({ get }) => {
  for (const to of ['left', 'right', 'right', 'left', 'left', 'right'] as const) get(to);
  return { ok: true };
};

it('every edit of a trace is known, with the company and the side whose record it is of', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (one) => {
      const trace = await playScripted(
        one,
        Array.from({ length: 50 }, () => asks),
      );
      expect(trace.error).toBeNull();
      const cast = castOf(one, trace);
      for (const entry of trace.entries) {
        if (entry.is !== 'edit') continue;
        const attempt = cast.attemptOf(entry);
        const name = (entry.before ?? entry.after)?.name;
        expect(`${attempt?.edit.company} ${attempt?.side}`).toBe(name);
        expect(cast.roleOf(entry)).toEqual({ company: attempt?.edit.company, side: attempt?.side });
        expect(attempt?.edit.do).toBe(entry.before === null ? 'create' : entry.after ? 'edit' : 'delete');
      }
    }),
    { numRuns: 500, seed: 1 },
  );
});
