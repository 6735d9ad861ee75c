import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { SyncError } from './error.ts';
import { memoryStates } from './memory-state.ts';
import type { SectionState } from './section-state.ts';
import type { Entry, Identity, Intent, NewRecord, OwnWrite, Pair, Progress } from './state.ts';
import { openState, type OpenState, type StateStore } from './store.ts';

const folder = await mkdtemp(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'memory-state-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const RULES = Array.from({ length: 12 }, (_, rule) => ({ left: `l${rule}`, right: `r${rule}` }));
const identityOf = (topology: Identity['topology'], rules: number): Identity => ({
  topology,
  tenants: { left: 'a', right: 'b' },
  sections: [{ heading: 'A to B', merge: RULES.slice(0, rules) }],
});

/** Among them the ones that keys are hashed for, and ones that begin with one another or meet what joins keys. */
const TEXTS = [
  'a',
  'b',
  'ab',
  'a b',
  'a-',
  'a.',
  'a/',
  '/',
  'a/left/b',
  '=a',
  '#a',
  'B',
  '_',
  '0',
  '10',
  '2',
];
const ODD = ['😀', '\ud800', '\udc00', 'é', 'e\u0301', ' ', 'a\u0000', '__proto__', '1 a'];
const LONG = ['x'.repeat(100), 'x'.repeat(101)];
const texts = fc.constantFrom(...TEXTS, ...ODD, ...LONG);
const values = fc.oneof(texts, fc.constantFrom(null, ''));
const times = fc.constantFrom('2024-01-01T00:00:00.000Z', '2024-01-01T00:00:00.001Z', '2024-01-01T00:00:00Z');
const sides = fc.constantFrom('left' as const, 'right' as const);
const rows = fc.constantFrom('name → name', 'phone → email', 'a');
const leaf = fc.record({ path: rows, from: values, to: values });
const byRow = fc.dictionary(rows, values, { noNullPrototype: true, maxKeys: 3 });
const own: fc.Arbitrary<OwnWrite | null> = fc.option(
  fc.record({ etag: texts, modifiedAt: times, editedAt: times, wrote: fc.array(leaf, { maxLength: 2 }) }),
);
const step = fc.record({
  path: rows,
  from: values,
  to: values,
  rows: fc.array(rows),
  complete: fc.boolean(),
});
const intent: fc.Arbitrary<Intent | null> = fc.option(
  fc.record({ editedAt: times, wrote: fc.array(step, { maxLength: 2 }), leaves: byRow }),
);
const pairs: fc.Arbitrary<Pair> = fc.record({
  left: texts,
  right: texts,
  agreed: byRow,
  own: fc.record({ left: own, right: own }),
  intent: fc.record({ left: intent, right: intent }),
});
const progress: fc.Arbitrary<Progress> = fc.record({
  watermark: fc.record({ left: fc.option(times), right: fc.option(times) }),
  before: fc.record({ left: fc.option(times), right: fc.option(times) }),
  unfinished: fc.boolean(),
  sinceFull: fc.nat(),
  rows: fc.array(rows, { maxLength: 2 }),
});

const wants = fc.constantFrom(undefined, true as const, ['firms/1']);
const newRecords: fc.Arbitrary<NewRecord> = fc.record({
  left: texts,
  leaves: fc.dictionary(rows, texts, { noNullPrototype: true, maxKeys: 2 }),
  agreed: byRow,
});

type Act = (state: SectionState) => Promise<void>;

function acts(oneTenant: boolean, rules: number): fc.Arbitrary<Act> {
  const traits = fc.array(values, { minLength: rules, maxLength: rules });
  const entry = (side: 'left' | 'right') =>
    fc
      .record({
        id: texts,
        modifiedAt: times,
        left: oneTenant || side === 'left' ? traits : fc.constant(null),
        right: oneTenant || side === 'right' ? traits : fc.constant(null),
        ...(side === 'left' ? { wants } : {}),
      })
      .map(({ wants: wanted, ...rest }: Entry): Entry =>
        wanted === undefined ? rest : { ...rest, wants: wanted },
      );
  const place = oneTenant ? fc.constant('left' as const) : sides;
  const saved = place.chain((side) => fc.tuple(fc.constant(side), fc.array(entry(side), { maxLength: 3 })));
  const saveEntries = saved.map(([side, given]): Act => (state) => {
    const byId = new Map(given.map((one): [string, Entry] => [one.id, one]));
    return state.saveEntries(
      side,
      [...byId.values()].map((one) => ({ before: state.entry(side, one.id), entry: one })),
    );
  });
  const how = fc.record({ isNew: fc.boolean(), pending: fc.boolean() });
  return fc.oneof(
    { weight: 3, arbitrary: saveEntries },
    {
      weight: 2,
      arbitrary: fc.tuple(pairs, how).map(
        (given): Act =>
          (state) =>
            state.savePair(...given),
      ),
    },
    pairs.map(
      (pair): Act =>
        (state) =>
          state.removePair(pair),
    ),
    fc.tuple(place, texts).map(
      (given): Act =>
        (state) =>
          state.removeEntry(...given),
    ),
    newRecords.map(
      (given): Act =>
        (state) =>
          state.begin(given),
    ),
    texts.map(
      (given): Act =>
        (state) =>
          state.forget(given),
    ),
    progress.map(
      (given): Act =>
        (state) =>
          state.saveProgress(given),
    ),
  );
}

/** The answers to everything that can be asked, each list in its order. */
function answers(state: SectionState, asked: readonly string[], rules: number): unknown {
  const ofSides = (['left', 'right'] as const).map((side) => ({
    known: [...state.known(side)],
    links: asked.map((id) => state.linkOf(side, id)),
    entries: asked.map((id) => state.entry(side, id)),
  }));
  const numbers = Array.from({ length: rules }, (_, rule) => rule);
  return {
    ofSides,
    progress: state.progress(),
    pairs: [...state.pairs()],
    pair: asked.map((id) => state.pair(id)),
    pending: state.pending(),
    wanting: state.wanting(),
    begun: state.begun(),
    group: numbers.flatMap((rule) => asked.map((value) => state.group({ rule, value }))),
    groups: [...state.groups()],
  };
}

function sectionOf({ sections: [section] }: StateStore): SectionState {
  if (section === undefined) throw new Error('no section');
  return section;
}

const ASKED = [...TEXTS, ...ODD, ...LONG, ''];

describe.each(['two-tenants', 'one-tenant'] as const)('in %s', (topology) => {
  it.each([1, 2, 12])(
    'with %i merge rules, answers whatever was saved as the database does',
    async (rules) => {
      const identity = identityOf(topology, rules);
      let made = 0;
      const history = fc.array(acts(topology === 'one-tenant', rules), { minLength: 1, maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(history, async (given) => {
          made += 1;
          const dir = path.join(folder, `${topology}-${rules}-${made}`);
          const openers: OpenState[] = [openState, memoryStates()];
          const play = async (open: OpenState): Promise<unknown[]> => {
            const told: unknown[] = [];
            const store = await open(dir, identity, false);
            for (const act of given) {
              await act(sectionOf(store));
              told.push(answers(sectionOf(store), ASKED, rules));
            }
            await store.flush();
            await store.close();
            const again = await open(dir, identity, false);
            told.push(answers(sectionOf(again), ASKED, rules));
            await again.close();
            return told;
          };
          const [onDisk, inMemory] = await Promise.all(openers.map(play));
          expect(inMemory).toEqual(onDisk);
          await rm(dir, { recursive: true, force: true });
        }),
        { numRuns: 25, seed: 7 },
      );
    },
  );
});

it('refuses another sync as the database does, and only in its own folder', async () => {
  const open = memoryStates();
  await open('a', identityOf('two-tenants', 1));
  await expect(open('a', identityOf('two-tenants', 2))).rejects.toThrow(SyncError);
  await expect(open('a', identityOf('one-tenant', 1))).rejects.toThrow(
    'topology two-tenants, not one-tenant',
  );
  await open('b', identityOf('one-tenant', 1));
  await open('a', identityOf('two-tenants', 1));
});

it('keeps the sections of a folder apart, and folders of another opener', async () => {
  const identity = { ...identityOf('two-tenants', 1), sections: identityOf('two-tenants', 1).sections };
  const two = { ...identity, sections: [...identity.sections, ...identity.sections] };
  const open = memoryStates();
  const { sections } = await open('a', two);
  await sections[1]?.saveEntries('left', [
    { before: null, entry: { id: '1', modifiedAt: '2024-01-01T00:00:00Z', left: ['x'], right: null } },
  ]);
  expect(sections.map((one) => [...one.known('left')])).toEqual([[], ['1']]);
  const elsewhere = await memoryStates()('a', two);
  expect(elsewhere.sections.map((one) => [...one.known('left')])).toEqual([[], []]);
});
