/**
 * Golden output: the tenants' dumps after a run are compared with those recorded from an engine that is held to be
 * right. After the test client of Sesam (https://github.com/sesam-community/sesam-py): it runs until nothing changes
 * any more, compares, and does so three times; of what is compared, the properties of a blacklist are left out.
 * By its default a deletion that is not expected is none of its business; a tenant lists no deleted record at all,
 * so that one shows as missing all the same.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Company } from '../../domain/company.ts';
import type { Engine, RunningEngine } from '../../engines/index.ts';
import type { Both, Side } from '../variation.ts';
import { type Action, fixtureFrom } from './fixture.ts';
import { type Listing, listingsOf, touched } from './listing.ts';
import { type Ground, onGround, outcomeOf, type Rival, type World } from './rival.ts';

/** What is left of a record when the properties of the blacklist are gone. */
type Kept = Omit<Company, 'id' | 'modifiedAt'>;

/** What was seen after one run. */
export interface Dump {
  /** What the run was, as a failure names it. */
  run: string;
  /** Whether every pass ended well, and one of them changed nothing. */
  cameToRest: boolean;
  /** In an order that depends on nothing but what they hold. */
  kept: Both<Kept[]>;
}

/** Whether somebody thought of recording what happens after edits, too. */
export type Script = 'fixture only' | 'with edits';

const CYCLES = 3;
const MAX_PASSES = 8;
const SIDES: readonly Side[] = ['left', 'right'];

/** Records what `reference` does with the fixture in this world; the rival then holds others to that. */
export async function goldenRival(reference: Engine, world: World, script: Script): Promise<Rival> {
  const golden = await dumpsOf(reference, world, script);
  return {
    name: script === 'fixture only' ? 'golden' : 'golden-edits',
    title: script === 'fixture only' ? 'golden output' : 'golden output, after edits too',
    run: async (engine, other) => outcomeOf(differences(golden, await dumpsOf(engine, other, script))),
  };
}

/** The tests that fail; both are of the same runs. */
export function differences(golden: readonly Dump[], dumps: readonly Dump[]): string[] {
  return golden.flatMap(({ run, kept }, i) => {
    const dump = dumps[i];
    if (dump === undefined) return [`${run}: did not take place`];
    return [
      ...(dump.cameToRest ? [] : [`${run}: did not come to rest`]),
      ...SIDES.filter((side) => !isDeepStrictEqual(kept[side], dump.kept[side])).map(
        (side) => `${run}: ${side} dump`,
      ),
    ];
  });
}

export function keptOf(listing: Listing): Kept[] {
  const dumped = [...listing.values()].map((company): [string, Kept] => {
    const { id: _, modifiedAt: __, ...kept } = company;
    return [JSON.stringify(kept), kept];
  });
  return dumped.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, kept]) => kept);
}

async function dumpsOf(engine: Engine, world: World, script: Script): Promise<Dump[]> {
  return onGround(world, async (ground) => {
    const { arranged, steps } = fixtureFrom(world.seed);
    const ids = new Map<string, string>();
    await perform(ground, arranged, ids);
    const running = await ground.start(engine);
    const dumps: Dump[] = [];
    for (let cycle = 1; cycle <= CYCLES; cycle++)
      dumps.push(await runAndDump(ground, running, `cycle ${cycle}`));
    for (const [i, step] of (script === 'with edits' ? steps : []).entries()) {
      ground.later();
      await perform(ground, step, ids);
      dumps.push(await runAndDump(ground, running, `after edits ${i + 1}`));
    }
    return dumps;
  });
}

async function perform(
  { tenants }: Ground,
  actions: readonly Action[],
  ids: Map<string, string>,
): Promise<void> {
  for (const action of actions) {
    const { side, key } = action;
    const name = `${side} ${key}`;
    if (action.do === 'create') {
      ids.set(name, (await tenants[side].create(action.draft)).company.id);
      continue;
    }
    const id = ids.get(name) ?? noSuch(name);
    // An engine may have removed it; then the dump shows that it is missing.
    if ((await tenants[side].get(id)) === null) continue;
    if (action.do === 'delete') await tenants[side].remove(id);
    else await tenants[side].patch(id, action.patch);
  }
}

async function runAndDump({ tenants }: Ground, running: RunningEngine, run: string): Promise<Dump> {
  let before = await listingsOf(tenants);
  let cameToRest = false;
  for (let pass = 1; pass <= MAX_PASSES && !cameToRest; pass++) {
    const { ok } = await running.pass();
    const after = await listingsOf(tenants);
    cameToRest = ok && SIDES.every((side) => touched(before[side], after[side]).length === 0);
    before = after;
    if (!ok) break;
  }
  return { run, cameToRest, kept: { left: keptOf(before.left), right: keptOf(before.right) } };
}

function noSuch(name: string): never {
  throw new RangeError(`the fixture has no company ${name}`);
}
