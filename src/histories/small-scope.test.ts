import { describe, expect, it } from 'vitest';
import { History } from './history.ts';
import { countOf, describeScope } from './small-count.ts';
import { courseCounts, courses } from './small-courses.ts';
import { sequenceCount, sequences } from './small-edits.ts';
import { SCOPE, smallScope } from './small-scope.ts';

const ROW = { left: 'postAddress.country', right: 'visitAddress.country' };
const SMALLER = { row: ROW, edits: 3, requests: { 'two-tenants': 2, 'one-tenant': 2 } };
const all = [...smallScope(SMALLER)];

describe('a small scope', () => {
  it('has as many histories as the formula says', () => {
    let count = 0;
    for (const _ of smallScope({ row: ROW, ...SCOPE })) count += 1;
    expect(count).toBe(countOf(SCOPE));
    expect(all).toHaveLength(countOf(SMALLER));
    expect(describeScope(SCOPE)).toMatchInlineSnapshot(`
      "696,576 histories of two linked companies:
        two tenants, 1 edit  8 sequences of edits × (1 calm + 24 killed + 12 with the last edit amid a pass) = 296
        two tenants, 2 edits 128 sequences of edits × (2 calm + 72 killed + 12 with the last edit amid a pass) = 11,008
        two tenants, 3 edits 2,066 sequences of edits × (4 calm + 168 killed + 24 with the last edit amid a pass) = 404,936
        one tenant, 1 edit   8 sequences of edits × (1 calm + 16 killed + 8 with the last edit amid a pass) = 200
        one tenant, 2 edits  128 sequences of edits × (2 calm + 48 killed + 8 with the last edit amid a pass) = 7,424
        one tenant, 3 edits  2,066 sequences of edits × (4 calm + 112 killed + 16 with the last edit amid a pass) = 272,712"
    `);
  });

  it.each([1, 2, 3, 4])('of %i edits has as many sequences and courses as the formulas say', (edits) => {
    expect([...sequences(edits)]).toHaveLength(sequenceCount(edits));
    const { calm, killed, amid } = courseCounts(edits, 'two-tenants', 3);
    const those = [...courses(edits, 'two-tenants', 3)];
    const isKilled = ({ passes }: (typeof those)[number]): boolean =>
      passes.some(({ stop }) => stop !== null);
    expect(those.filter(isKilled)).toHaveLength(killed);
    expect(those.filter((course) => course.amid !== null)).toHaveLength(amid);
    expect(those).toHaveLength(calm + killed + amid);
  });

  it('has no history twice, and each is one', () => {
    expect(new Set(all.map((history) => JSON.stringify(history))).size).toBe(all.length);
    for (const history of all.filter((_, at) => at % 500 === 0))
      expect(History.parse(history)).toEqual(history);
  });

  it('is generated as it is asked for', () => {
    const first = smallScope({ row: ROW, edits: 1000, requests: SCOPE.requests }).next();
    expect(first.value).toEqual({
      topology: 'two-tenants',
      edits: [
        expect.objectContaining({
          do: 'create',
          company: 'acme',
          left: { orgNr: expect.stringMatching(/^\d{9}$/), postAddress: { country: 'a' } },
          right: { orgNr: expect.stringMatching(/^\d{9}$/), visitAddress: { country: 'a' } },
        }),
        expect.objectContaining({ do: 'create', company: 'globex' }),
        {
          do: 'edit',
          company: 'acme',
          side: 'left',
          values: { postAddress: { country: 'b' } },
          pass: 1,
          amid: null,
          sameTime: false,
        },
      ],
      passes: [{ how: 'settle', restart: false, stop: null }],
      faults: [],
      pace: 0,
    });
  });

  it.each(['two-tenants', 'one-tenant'] as const)('in %s has each dimension', (topology) => {
    const seen = new Set<string>();
    for (const { edits, passes } of all.filter((history) => history.topology === topology)) {
      seen.add(`${edits.length - 2} edits`).add(`${passes.length - 1} passes`);
      for (const edit of edits.slice(2)) {
        if (edit.do === 'create') throw new Error('only what is linked is edited');
        seen.add(
          `${edit.company} ${edit.side} ${edit.do === 'edit' ? JSON.stringify(edit.values) : 'deleted'}`,
        );
        if (edit.amid !== null) seen.add(`amid ${edit.amid.side} ${edit.amid.request} of pass ${edit.pass}`);
      }
      for (const [at, { stop }] of passes.entries()) {
        if (stop !== null) seen.add(`${stop.how} ${stop.at.side} ${stop.at.request} of pass ${at}`);
      }
    }
    const [acme, globex] = all[0]?.edits ?? [];
    const orgNrs = [acme, globex].map((edit) => (edit?.do === 'create' ? { orgNr: edit.left?.orgNr } : null));
    const expected = ['1 edits', '2 edits', '3 edits', '0 passes', '1 passes', '2 passes'];
    for (const company of ['acme', 'globex']) {
      for (const side of ['left', 'right'] as const) {
        const address = side === 'left' ? 'postAddress' : 'visitAddress';
        const values = ['b', 'c', null].map((country) => ({ [address]: { country } }));
        for (const value of [...values, ...orgNrs])
          expected.push(`${company} ${side} ${JSON.stringify(value)}`);
        expected.push(`${company} ${side} deleted`);
      }
    }
    for (const side of topology === 'one-tenant' ? ['left'] : ['left', 'right']) {
      for (const request of [1, 2]) {
        for (const pass of [1, 2]) {
          for (const what of ['amid', 'kill', 'kill after'])
            expected.push(`${what} ${side} ${request} of pass ${pass}`);
        }
      }
    }
    expect([...seen].toSorted()).toEqual(expected.toSorted());
  });

  it('edits no record that is deleted, gives the first value first, and begins with acme', () => {
    for (const sequence of sequences(3)) {
      const gone = new Set<string>();
      for (const { company, side, act } of sequence) {
        expect(gone.has(`${company} ${side}`)).toBe(false);
        if (act === 'delete') gone.add(`${company} ${side}`);
      }
      const value = sequence.find(({ act }) => act.endsWith('value'));
      expect(value?.act ?? 'first value').toBe('first value');
      expect(sequence[0]?.company).toBe('acme');
    }
  });

  it('has a pass behind the last edit only where it is killed', () => {
    let behind = 0;
    for (const { passes, passOf, amid } of courses(3, 'two-tenants', 2)) {
      // The settle that links is pass 0, so the last of these has the number of how many they are.
      if (amid !== null || passOf.at(-1) !== passes.length) continue;
      behind += 1;
      expect(passes.at(-1)?.stop?.how).toMatch(/^kill/);
    }
    expect(behind).toBe(3 * 2 * 4);
  });
});
