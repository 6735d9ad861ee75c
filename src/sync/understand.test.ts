import fc from 'fast-check';
import { expect, it } from 'vitest';
import { valueAt, type Company } from '../domain/company.ts';
import { TenantError } from '../domain/tenant.ts';
import { bench, NAMES, type Bench } from './testing/bench.ts';
import { row, section } from './testing/documents.ts';
import { groupRows } from './rows.ts';
import { understand } from './understand.ts';

const sides = fc.constantFrom('left' as const, 'right' as const);
const leaves = fc.constantFrom('name' as const, 'phone' as const, 'email' as const);
const DOCUMENT = section([row('name', 'name'), row('phone', 'phone'), row('email', 'email')]);

/** What the tenant does to the n-th PATCH of a pass, whichever side it is for. */
const fates = fc.array(
  fc.constantFrom(
    'well' as const,
    'refused' as const,
    'applied, answer lost' as const,
    'not applied' as const,
  ),
  { minLength: 1, maxLength: 4 },
);
const rounds = fc.array(
  fc.record({
    edits: fc.array(fc.record({ side: sides, leaf: leaves }), { maxLength: 4 }),
    fates,
    reopens: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

/**
 * A model of its own: of each leaf the last value and who edited it. A leaf is edited on the other side only where
 * that already shows the last value, and no value comes twice, so that what must come of it is never in doubt.
 */
it('1 kill: whatever becomes of each PATCH and its answer, no edit is lost', async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async (history) => {
      const made = await linkedPair();
      const expected = new Map<string, { value: string; on: 'left' | 'right' }>();
      let values = 0;
      for (const { edits, fates: ofPatches, reopens } of history) {
        for (const { side: wanted, leaf } of edits) {
          const last = expected.get(leaf) ?? { value: 'a', on: wanted };
          const side = read(made, wanted, leaf) === last.value ? wanted : last.on;
          const value = `v${(values += 1)}`;
          expected.set(leaf, { value, on: side });
          made[side].edit(idOf(side), { [leaf]: value });
        }
        befall(made, ofPatches);
        await made.pass();
        befall(made, []);
        if (reopens) await made.reopen();
      }
      expect(await made.pass()).toMatchObject({ problems: [] });
      expect(await made.pass()).toMatchObject({ ok: true, writes: [] });
      for (const [leaf, { value }] of expected) {
        expect([read(made, 'left', leaf), read(made, 'right', leaf)]).toEqual([value, value]);
      }
      await made.dispose();
    }),
    { numRuns: 100, seed: 2024 },
  );
});

it('1 kill: an edit of either side after a write whose answer was lost wins, alone and with other rows', async () => {
  for (const [side, other] of [
    ['left', 'left'],
    ['left', 'right'],
    ['right', 'left'],
    ['right', 'right'],
  ] as const) {
    const made = await linkedPair();
    made.left.edit('1', { name: 'b' });
    befall(made, ['applied, answer lost']);
    expect(await made.pass()).toMatchObject({ ok: false });
    befall(made, []);
    expect(made.right.read('2').name).toBe('b');
    // The edit comes first, so that its record is the later one only if the other row is edited on it.
    made[side].edit(idOf(side), { name: 'c' });
    made[other].edit(idOf(other), { phone: 'd' });
    expect(await made.pass()).toMatchObject({ ok: true, full: true });
    expect([made.left.read('1'), made.right.read('2')]).toMatchObject([
      { name: 'c', phone: 'd' },
      { name: 'c', phone: 'd' },
    ]);
  }
});

it('1 kill: of rows that share a leaf, a value that one record only holds is not taken for the base', async () => {
  const made = bench(section([row('phone', 'phone'), row('email', 'phone'), row('email', 'website')]));
  made.left.add('1', { orgNr: 'o', phone: 'a', email: 'a' });
  made.right.add('2', { orgNr: 'o', phone: 'a', website: 'a' });
  await made.pass();
  made.right.edit('2', { website: 'b' });
  befall(made, ['applied, answer lost']);
  await made.pass();
  befall(made, []);
  await made.pass();
  expect([made.left.read('1'), made.right.read('2')]).toMatchObject([
    { phone: 'b', email: 'b' },
    { phone: 'b', website: 'b' },
  ]);
});

it('2 drop: what a tenant answered as done, and dropped, is written again', async () => {
  await fc.assert(
    fc.asyncProperty(leaves, sides, fc.boolean(), fc.boolean(), async (leaf, side, alsoOther, again) => {
      const made = await linkedPair();
      const target = side === 'left' ? 'right' : 'left';
      made[side].edit(idOf(side), { [leaf]: 'b', website: 'w' });
      made[target].silentlyDrop = (patch) => ({ ...patch, [leaf]: undefined });
      expect(await made.pass()).toMatchObject({ ok: true, writes: { length: 1 } });
      expect(read(made, target, leaf)).toBe('a');
      made[target].silentlyDrop = (patch) => patch;
      // An edit of the source since then is an edit; the dropped value is none.
      if (again) made[side].edit(idOf(side), { [leaf]: 'c' });
      if (alsoOther) made[side].edit(idOf(side), { website: 'x' });
      await made.pass();
      const wanted = again ? 'c' : 'b';
      expect([read(made, 'left', leaf), read(made, 'right', leaf)]).toEqual([wanted, wanted]);
      expect(await made.pass()).toMatchObject({ ok: true, writes: [] });
      await made.dispose();
    }),
    { numRuns: 40, seed: 2024 },
  );
});

it('2 drop: an edit by somebody else in the same second is an edit, told by its entity tag', async () => {
  const made = await linkedPair();
  made.left.edit('1', { name: 'b' });
  await made.pass();
  const { modifiedAt } = made.right.read('2');
  made.clock.now = Date.parse(modifiedAt) - 1;
  made.right.edit('2', { name: 'a' });
  expect(made.right.read('2').modifiedAt).toBe(modifiedAt);
  await made.pass();
  expect([read(made, 'left', 'name'), read(made, 'right', 'name')]).toEqual(['a', 'a']);
});

it('3 nothing: without intents and own writes, base and times stay', () => {
  const pair = {
    left: '1',
    right: '2',
    agreed: { 'name → name': 'a' },
    own: { left: null, right: null },
    intent: { left: null, right: null },
  };
  const records = { left: versioned('1', 1), right: versioned('2', 2) };
  expect(understand(pair, records, groupRows(NAMES))).toEqual({
    pair,
    edited: { left: new Date(1).toISOString(), right: new Date(2).toISOString() },
  });
});

async function linkedPair(): Promise<Bench> {
  const made = bench(DOCUMENT);
  made.left.add('1', { orgNr: 'o', name: 'a', phone: 'a', email: 'a' });
  made.right.add('2', { orgNr: 'o', name: 'a', phone: 'a', email: 'a' });
  expect(await made.pass()).toMatchObject({ ok: true, linked: { length: 1 } });
  return made;
}

/** The PATCHes of both sides, in the order that they come in, meet these fates, and all later ones none. */
function befall(made: Bench, ofPatches: typeof fates extends fc.Arbitrary<infer T> ? T : never): void {
  let arrived = 0;
  for (const tenant of [made.left, made.right]) {
    tenant.onCall = ({ method }) => {
      if (method !== 'patch') return;
      arrived += 1;
      const fate = ofPatches[arrived - 1];
      if (fate === 'refused') throw new TenantError('PATCH', 503, 'no');
      if (fate === 'not applied') throw new TenantError('PATCH', null, 'connection reset');
    };
    tenant.onPatched = () => {
      if (ofPatches[arrived - 1] === 'applied, answer lost') throw new TenantError('PATCH', null, 'reset');
    };
  }
}

function idOf(side: 'left' | 'right'): string {
  return side === 'left' ? '1' : '2';
}

function read(made: Bench, side: 'left' | 'right', leaf: string): string | null {
  return valueAt(made[side].read(idOf(side)), leaf);
}

function versioned(id: string, ms: number): { company: Company; etag: string } {
  const empty = { phone: null, email: null, website: null, postAddress: null, visitAddress: null };
  const modifiedAt = new Date(ms).toISOString();
  return { company: { id, orgNr: null, name: 'b', ...empty, modifiedAt }, etag: `"${id}"` };
}
