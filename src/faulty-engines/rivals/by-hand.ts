/**
 * A spec by hand, as a team writes it in a day from the checklist: a few companies, the table's rows in a loop, one
 * `expect` after the other. What is expected comes from the table alone.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  agree,
  type Company,
  type CompanyPatch,
  patchAt,
  type Value,
  valueAt,
} from '../../domain/company.ts';
import { type Row, rowName } from '../../domain/dataflow.ts';
import type { Engine } from '../../engines/index.ts';
import { createCompanySource } from '../../generate/companies.ts';
import type { Both, Side } from '../variation.ts';
import { arrange } from './by-hand-companies.ts';
import { type Listing, listingsOf, rowsOf, touched } from './listing.ts';
import { onGround, outcomeOf, type Rival, type World } from './rival.ts';

/** One `expect(actual).toEqual(expected)`, with the title of the test that it stands in. */
export interface Expectation {
  test: string;
  actual: unknown;
  expected: unknown;
}

const OTHER = { left: 'right', right: 'left' } as const;
const SIDES: readonly Side[] = ['left', 'right'];

export const byHandRival: Rival = {
  name: 'by-hand',
  title: 'a spec by hand',
  run: async (engine, world) => outcomeOf(failedTests(await runSpec(engine, world))),
};

export function failedTests(expectations: readonly Expectation[]): string[] {
  return expectations
    .filter(({ actual, expected }) => !isDeepStrictEqual(actual, expected))
    .map(({ test }) => test);
}

async function runSpec(engine: Engine, world: World): Promise<Expectation[]> {
  const rows = rowsOf(world.dataflow);
  return onGround(world, async (ground) => {
    const expectations: Expectation[] = [];
    const expectEqual = (test: string, actual: unknown, expected: unknown): void => {
      expectations.push({ test, actual, expected });
    };
    const ids = await arrange(ground, world.seed);
    const running = await ground.start(engine);
    const sync = async (): Promise<void> => {
      ground.later();
      expectEqual('the sync ends well', (await running.pass()).ok, true);
    };
    const writesNothing = async (test: string): Promise<void> => {
      const before = await listingsOf(ground.tenants);
      await sync();
      const after = await listingsOf(ground.tenants);
      for (const side of SIDES) expectEqual(test, touched(before[side], after[side]), []);
    };

    const expectCopied = (
      test: string,
      from: Side,
      pair: Both<string>,
      before: Listing,
      after: Both<Listing>,
    ): void => {
      const to = OTHER[from];
      for (const row of rows)
        expectEqual(
          `${test}: ${rowName(row)} is copied to the ${to}`,
          leaf(after[to], pair[to], row[to]),
          leaf(before, pair[from], row[from]),
        );
    };

    const before = await listingsOf(ground.tenants);
    await sync();
    const after = await listingsOf(ground.tenants);
    for (const from of SIDES) expectCopied('first link', from, ids.filled[from], before[from], after);
    for (const side of SIDES) {
      for (const id of ids.unrelated[side])
        expectEqual('unrelated companies stay as they are', after[side].get(id), before[side].get(id));
      expectEqual(
        'no company is created or deleted',
        [...after[side].keys()].toSorted(),
        [...before[side].keys()].toSorted(),
      );
      for (const pair of Object.values(ids.filled))
        expectEqual(
          'what is in no row stays as it is',
          besideRows(after[side].get(pair[side])),
          besideRows(before[side].get(pair[side])),
        );
    }
    await writesNothing('a second run writes nothing');

    const editAndSync = async (test: string, side: Side, id: string, patch: CompanyPatch): Promise<void> => {
      const tenant = ground.tenants[side];
      if ((await tenant.get(id)) === null) expectEqual(test, 'the company is gone', 'it can be edited');
      else await tenant.patch(id, patch);
      await sync();
    };
    const late = 'an orgNr that is typed in later';
    const orgNr = before.left.get(ids.late.left)?.orgNr ?? null;
    await editAndSync(late, 'right', ids.late.right, { orgNr });
    expectCopied(late, 'left', ids.late, before.left, await listingsOf(ground.tenants));

    const pair = ids.filled.left;
    const source = createCompanySource(world.seed + 1);
    const change = async (from: Side, row: Row, value: Value, test: string): Promise<void> => {
      await editAndSync(test, from, pair[from], patchAt(row[from], value));
      const now = await listingsOf(ground.tenants);
      for (const side of SIDES) {
        const held = leaf(now[side], pair[side], row[side]);
        // An empty text and none are the same here.
        expectEqual(test, held !== undefined && agree(held, value) ? value : held, value);
      }
    };
    for (const from of SIDES)
      for (const row of rows) {
        const test = `${rowName(row)}, on the ${from}`;
        await change(from, row, source.value(row[from]), `${test}: an edit arrives`);
        await change(from, row, null, `${test}: a clearing arrives`);
      }
    await writesNothing('a run after the edits writes nothing');
    return expectations;
  });
}

function leaf(listing: Listing, id: string, path: string): Value | undefined {
  const company = listing.get(id);
  return company === undefined ? undefined : valueAt(company, path);
}

function besideRows(
  company: Company | undefined,
): Pick<Company, 'orgNr' | 'name' | 'phone' | 'email' | 'website'> | undefined {
  if (company === undefined) return undefined;
  const { orgNr, name, phone, email, website } = company;
  return { orgNr, name, phone, email, website };
}
