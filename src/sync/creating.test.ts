import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONDITIONS, CONNECTED_TO } from '../domain/record-type.ts';
import { valueAt, type Entity } from '../domain/record.ts';
import { TenantError } from '../domain/tenant.ts';
import { createdWorld, sectionOf, type CreatedWorld } from './testing/created-world.ts';

const SEED = 41;
const EVERY = sectionOf('Persons', 'People', 'Every Crm Persons will be synchronized with a Erp People.');
const REASON = 'When a Crm Persons is of type 2';
const WHEN = sectionOf('Persons', 'People', `${REASON}, it  will be synchronized with a Erp People.`);
const LINK_FIRST =
  'Before any synchronization can take place, a link between a S and a T must be established.';
const CONNECTED = sectionOf(
  'Persons',
  'People',
  LINK_FIRST,
  'A new Erp People will be created from a Crm Persons if it is connected to a Crm Firms, or Shops that is synchronized into Erp.',
);
const FIRMS = sectionOf('Firms', 'Accounts', LINK_FIRST);
const HIGHEST = 400;

const shown = (record: Entity) => ({
  name: valueAt(record, 'fullName'),
  phone: valueAt(record, 'contact.phone'),
  email: valueAt(record, 'contact.email'),
});
const people = (world: CreatedWorld): Entity[] => world.of('Erp People').all();
const persons = (world: CreatedWorld) => world.of('Crm Persons');

/** Passes until one is as it should be, then one that has nothing to do. */
async function settles(world: CreatedWorld): Promise<void> {
  for (let pass = 0; pass < 4; pass += 1) await world.pass();
  const written = ['Erp People', 'Crm Persons'].map((type) => ({ ...world.of(type).writes }));
  const last = await world.pass();
  expect(last).toMatchObject({ ok: true });
  expect(last?.sections.map(({ created, writes, linked }) => [created, writes, linked])).toEqual(
    last?.sections.map(() => [0, 0, 0]),
  );
  expect(['Erp People', 'Crm Persons'].map((type) => world.of(type).writes)).toEqual(written);
}

function twoPersons(section = EVERY): CreatedWorld {
  const world = createdWorld([section]);
  persons(world).add('1', { name: 'a', phone: '1', email: 'a@x', remarks: 'own' });
  persons(world).add('2', { name: 'a', phone: '', email: null });
  return world;
}

describe('a record that is to be created', () => {
  it('is created with all that is copied and what both belong together by, and nothing else', async () => {
    const world = twoPersons();
    expect(await world.pass()).toMatchObject({ ok: true, sections: [{ created: 2, linked: 0, writes: 0 }] });
    expect(people(world).map((record) => shown(record))).toEqual([
      { name: 'a', phone: '1', email: 'a@x' },
      { name: 'a', phone: null, email: null },
    ]);
    expect(valueAt(people(world)[0] ?? {}, 'remarks')).toBeNull();
    expect(await world.links()).toHaveLength(2);
    await settles(world);
  });

  it('is kept in sync from then on, both ways', async () => {
    const world = twoPersons();
    await world.pass();
    persons(world).edit('1', { name: 'b' });
    world.of('Erp People').edit('new-2', { contact: { phone: '9' } });
    await settles(world);
    expect(people(world).map((record) => shown(record).name)).toEqual(['b', 'a']);
    expect(
      persons(world)
        .all()
        .map(({ phone }) => phone),
    ).toEqual(['1', '9']);
  });

  it('is created once, at whatever step the process is killed', async () => {
    let killedAt = 1;
    for (; killedAt < HIGHEST; killedAt += 1) {
      const world = twoPersons();
      const isOver = (await world.pass(killedAt)) !== null;
      persons(world).edit('1', { phone: '2' });
      await settles(world);
      expect([killedAt, people(world).map((record) => shown(record))]).toEqual([
        killedAt,
        expect.arrayContaining([
          { name: 'a', phone: '2', email: 'a@x' },
          { name: 'a', phone: null, email: null },
        ]),
      ]);
      expect([killedAt, people(world).length, (await world.links()).length]).toEqual([killedAt, 2, 2]);
      if (isOver) break;
    }
    expect(killedAt).toBeGreaterThan(15);
    expect(killedAt).toBeLessThan(HIGHEST);
  });

  it(`is created once, whatever is refused, lost or killed, in one pass after the other (seed ${SEED})`, async () => {
    const failure = fc.oneof(
      fc.record({
        fails: fc.constantFrom('refused' as const, 'lost' as const),
        nth: fc.nat(3),
        status: fc.constantFrom(null, 422, 503),
      }),
      fc.record({ fails: fc.constant('killed' as const), nth: fc.nat(60), status: fc.constant(null) }),
    );
    const record = fc.record({
      name: fc.constantFrom('a', 'b', null),
      phone: fc.constantFrom('1', '', null),
      hasEmail: fc.boolean(),
    });
    const cases = fc.tuple(
      fc.array(record, { minLength: 1, maxLength: 4 }),
      fc.array(failure, { maxLength: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([records, failures]) => {
        const world = createdWorld([EVERY]);
        records.forEach(({ hasEmail, ...leaves }, n) =>
          persons(world).add(String(n), { ...leaves, email: hasEmail ? `${n}@x` : null }),
        );
        const right = world.of('Erp People');
        for (const { fails, nth, status } of failures) {
          let posts = 0;
          const fail = (method: string): void => {
            if (method === 'create' && posts++ === nth)
              throw new TenantError('POST /people', fails === 'lost' ? null : status, 'no');
          };
          if (fails === 'refused') right.before = fail;
          if (fails === 'lost') right.after = fail;
          await world.pass(fails === 'killed' ? nth + 1 : Infinity);
          right.before = () => {};
          right.after = () => {};
        }
        await settles(world);
        const expected = records.map(({ name, phone, hasEmail }, n) => ({
          name,
          phone: phone === '' ? null : phone,
          email: hasEmail ? `${n}@x` : null,
        }));
        const inOrder = (all: readonly unknown[]): string[] =>
          all.map((one) => JSON.stringify(one)).toSorted();
        expect(inOrder(people(world).map((one) => shown(one)))).toEqual(inOrder(expected));
        expect(await world.links()).toHaveLength(records.length);
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  it('is none that was there before and holds the same, where the POST was not done', async () => {
    const world = twoPersons();
    world.of('Erp People').add('there', { fullName: 'a' });
    world.of('Erp People').before = (method) => {
      if (method === 'create') throw new TenantError('POST /people', null, 'no');
    };
    expect(await world.pass()).toMatchObject({
      ok: false,
      sections: [{ created: 0, problems: { length: 2 } }],
    });
    world.of('Erp People').before = () => {};
    await settles(world);
    expect(people(world)).toHaveLength(3);
    expect((await world.links()).map(({ right }) => right)).not.toContain('there');
  });
});

describe('a record is not created', () => {
  it('where a match is there: it is merged', async () => {
    const world = twoPersons();
    world.of('Erp People').add('there', { contact: { email: 'a@x' } });
    expect(await world.pass()).toMatchObject({ sections: [{ linked: 1, created: 1 }] });
    await settles(world);
    expect(people(world).map((record) => shown(record).email)).toEqual(['a@x', null]);
  });

  it.each([
    ['several left ones share', (world: CreatedWorld) => persons(world).add('3', { email: 'a@x' }), 0],
    [
      'several right ones have',
      (world: CreatedWorld) =>
        ['8', '9'].forEach((id) => world.of('Erp People').add(id, { contact: { email: 'a@x' } })),
      2,
    ],
  ])('by a value that %s', async (_, crowd, there) => {
    const world = twoPersons();
    crowd(world);
    await settles(world);
    expect((await world.links()).map(({ left }) => left)).toEqual(['2']);
    expect(people(world)).toHaveLength(1 + there);
  });

  it('by a value that a linked one has, which came later', async () => {
    const world = twoPersons();
    await settles(world);
    persons(world).add('3', { email: 'a@x' });
    await settles(world);
    expect(people(world)).toHaveLength(2);
  });

  it.each([
    ['comes first', sectionOf('Persons', 'People', LINK_FIRST), 0],
    [
      'comes first, and a new one is created where none is found',
      sectionOf('Persons', 'People', LINK_FIRST, 'If no matching T is found, a new T will be created.'),
      2,
    ],
  ])('where a link %s: as the section says', async (_, section, created) => {
    const world = twoPersons(section);
    await settles(world);
    expect(people(world)).toHaveLength(created);
  });

  it('before the document says so, and is then', async () => {
    const sections = [sectionOf('Persons', 'People', LINK_FIRST)];
    const world = createdWorld(sections);
    persons(world).add('1', { name: 'a' });
    await settles(world);
    expect(people(world)).toEqual([]);
    sections.splice(0, 1, EVERY);
    await settles(world);
    expect(people(world)).toHaveLength(1);
  });

  it('again once somebody deleted it, at whatever step the process that sees it is killed', async () => {
    for (let killedAt = 1; killedAt < HIGHEST; killedAt += 1) {
      const world = twoPersons();
      await world.pass();
      world.of('Erp People').drop('new-1');
      // In a new process a listing from the beginning tells what is gone.
      for (let pass = 0; pass < 18; pass += 1) await world.pass();
      const isOver = (await world.pass(killedAt)) !== null;
      persons(world).edit('1', { name: 'c' });
      await settles(world);
      expect([killedAt, people(world).map(({ id }) => id)]).toEqual([killedAt, ['new-2']]);
      expect(persons(world).all()).toHaveLength(2);
      if (isOver) return;
    }
    expect.unreachable('no pass was over');
  });
});

describe('a condition', () => {
  const holding = { [CONDITIONS]: JSON.stringify(['another', REASON]) };

  it('lets those records be linked and created for which it holds, as soon as it does', async () => {
    const world = twoPersons(WHEN);
    persons(world).add('3', { name: 'c', email: 'c@x', ...holding });
    world.of('Erp People').add('there', { contact: { email: 'a@x' } });
    await settles(world);
    expect((await world.links()).map(({ left }) => left)).toEqual(['3']);
    persons(world).edit('1', holding);
    persons(world).edit('2', holding);
    await settles(world);
    expect((await world.links()).map(({ left }) => left)).toEqual(['1', '2', '3']);
    expect(people(world)).toHaveLength(3);
  });

  it('that holds no longer ends no link', async () => {
    const world = twoPersons(WHEN);
    persons(world).edit('1', holding);
    await settles(world);
    persons(world).edit('1', { [CONDITIONS]: '[]', name: 'b' });
    await settles(world);
    expect(people(world).map((record) => shown(record).name)).toEqual(['b']);
  });
});

describe('a connection', () => {
  it.each([
    ['in an earlier section', [FIRMS, CONNECTED]],
    ['in a later one', [CONNECTED, FIRMS]],
    ['in one that keeps nothing equal', [{ ...FIRMS, rows: [] }, CONNECTED]],
  ])('creates once the connected record is linked %s', async (_, sections) => {
    const world = createdWorld(sections);
    persons(world).add('1', { name: 'a', [CONNECTED_TO]: '["firms/7","others/7"]' });
    persons(world).add('2', { name: 'b', [CONNECTED_TO]: '["others/7"]' });
    persons(world).add('3', { name: 'c' });
    world.of('Crm Firms').add('7', { email: 'f@x' });
    // It has the firm's id, and is linked from the beginning.
    persons(world).add('7', { name: 'd', email: 'd@x' });
    world.of('Erp People').add('there', { fullName: 'd', contact: { email: 'd@x' } });
    await settles(world);
    expect(people(world).map((record) => shown(record).name)).toEqual(['d']);
    world.of('Erp Accounts').add('70', { contact: { email: 'f@x' } });
    await settles(world);
    expect(people(world).map((record) => shown(record).name)).toEqual(['d', 'a']);
    persons(world).edit('3', { [CONNECTED_TO]: '["firms/7"]' });
    await settles(world);
    expect(people(world).map((record) => shown(record).name)).toEqual(['d', 'a', 'c']);
  });
});

it('in one tenant, a record of the same type is created for each, and none for those', async () => {
  const world = createdWorld([{ ...EVERY, target: EVERY.source }], 'one-tenant');
  persons(world).add('1', { name: 'a', email: 'a@x' });
  await settles(world);
  expect(persons(world).all()).toHaveLength(2);
  persons(world).drop('1');
  for (let pass = 0; pass < 22; pass += 1) await world.pass();
  expect(
    persons(world)
      .all()
      .map(({ id }) => id),
  ).toEqual(['new-1']);
});
