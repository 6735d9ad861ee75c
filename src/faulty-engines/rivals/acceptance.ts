/**
 * The acceptance list of connectors, as ELT tools put it to theirs; after Airbyte's
 * (https://docs.airbyte.com/connector-development/testing-connectors/connector-acceptance-tests-reference), at its
 * highest strictness. Each direction of the sync is a stream: what is read on one side is delivered on the other.
 * No state can be handed in here, so the list's test with a state from the future is left out.
 */
import { Company, type Value, valueAt } from '../../domain/company.ts';
import type { Row } from '../../domain/dataflow.ts';
import type { Engine } from '../../engines/index.ts';
import { type CompanySource, createCompanySource } from '../../generate/companies.ts';
import type { Both, Side } from '../variation.ts';
import { newAddresses } from './fixture.ts';
import { holdTheSame, type Listing, listingsOf, rowsOf, touched } from './listing.ts';
import { type Ground, onGround, outcomeOf, type Rival, type World } from './rival.ts';

/** What was seen; `read` is after a full read, and so on. Ids of pairs are by the side that is read. */
export interface Seen {
  rows: readonly Row[];
  /** Whether each pass ended well. */
  passes: boolean[];
  /** Whether a sync with tokens that no tenant knows said that it failed. */
  refusalTold: boolean;
  before: Both<Listing>;
  read: Both<Listing>;
  /** After a second full read, with an empty state. */
  readAgain: Both<Listing>;
  /** After one with the state of that, and nothing new. */
  resumed: Both<Listing>;
  /** With edits and newcomers; then after an incremental read, and after another full one. */
  edited: Both<Listing>;
  incremental: Both<Listing>;
  readAtLast: Both<Listing>;
  /** By the side that is read. */
  streams: Record<Side, Stream>;
}

interface Stream {
  /** Those of which the expected record was written down. */
  expected: Both<string>[];
  /** Those that were edited or came later. */
  changed: Both<string>[];
}

const SIDES: readonly Side[] = ['left', 'right'];
const OTHER = { left: 'right', right: 'left' } as const;
/** More than a page of a tenant, both streams together. */
const PAIRS = 55;
const EXPECTED = 10;
const EDITED = 3;
const NEWCOMERS = 2;

/** The formats of the stream's schema, beside the types of `Company`. */
const StreamRecord = Company.refine(
  ({ orgNr, postAddress, visitAddress }) =>
    isOf(/^\d{9}$/, orgNr) &&
    [postAddress, visitAddress].every(
      (address) => isOf(/^[A-Z]{2}\b/, address?.country) && isOf(/^\S.*\S$/, address?.postCode),
    ),
);

export const acceptanceRival: Rival = {
  name: 'acceptance',
  title: 'acceptance list of connectors',
  run: async (engine, world) => outcomeOf(failedTests(await observe(engine, world))),
};

export function failedTests(seen: Seen): string[] {
  const { passes, refusalTold, before, read, readAgain, resumed, edited, incremental, readAtLast } = seen;
  const failed: string[] = [];
  const test = (name: string, holds: boolean): void => {
    if (!holds) failed.push(name);
  };
  test('connection: a sync that may work succeeds', passes.every(Boolean));
  test('connection: a sync that may not says so', refusalTold);
  for (const from of SIDES) {
    const to = OTHER[from];
    const stream = seen.streams[from];
    const name = `${from} to ${to}`;
    const delivered = (pairs: readonly Both<string>[], sent: Listing, got: Listing): boolean =>
      pairs.every((pair) => isDelivered(seen.rows, from, sent.get(pair[from]), got.get(pair[to])));
    test(`basic read: ${name} delivers records`, touched(before[to], read[to]).length > 0);
    test(`basic read: records on the ${to} are as the schema says`, conform(read[to]));
    test(
      `basic read: ${name} delivers the expected records`,
      delivered(stream.expected, before[from], read[to]),
    );
    test(`full refresh: two reads hold the same on the ${to}`, holdTheSame(read[to], readAgain[to]));
    test(
      `incremental: with its state, nothing is read again on the ${to}`,
      touched(readAgain[to], resumed[to]).length === 0,
    );
    const fresh = new Set(stream.changed.map((pair) => pair[to]));
    test(
      `incremental: ${name} delivers what is new`,
      stream.changed.length > 0 && delivered(stream.changed, edited[from], incremental[to]),
    );
    test(
      `incremental: nothing but what is new is written on the ${to}`,
      touched(edited[to], incremental[to]).every((id) => fresh.has(id)),
    );
    test(`incremental: ${name} lost no record`, holdTheSame(incremental[to], readAtLast[to]));
    test(`incremental: records on the ${to} are as the schema says`, conform(incremental[to]));
  }
  return failed;
}

function isDelivered(
  rows: readonly Row[],
  from: Side,
  sent: Company | undefined,
  got: Company | undefined,
): boolean {
  if (sent === undefined || got === undefined) return false;
  return rows.every((row) => valueAt(sent, row[from]) === valueAt(got, row[OTHER[from]]));
}

function conform(listing: Listing): boolean {
  return [...listing.values()].every((record) => StreamRecord.safeParse(record).success);
}

function isOf(format: RegExp, value: Value | undefined): boolean {
  return value === null || value === undefined || format.test(value);
}

async function observe(engine: Engine, world: World): Promise<Seen> {
  const refusalTold = await onGround(world, async (ground) => {
    const running = await ground.start(engine, 'refused');
    return !(await running.pass()).ok;
  });
  return onGround(world, async (ground) => {
    const source = createCompanySource(world.seed);
    const passes: boolean[] = [];
    const start = async () => {
      const running = await ground.start(engine);
      return async (): Promise<Both<Listing>> => {
        ground.later();
        passes.push((await running.pass()).ok);
        return listingsOf(ground.tenants);
      };
    };
    const pairs = {
      left: await createPairs(ground, source, 'left', PAIRS),
      right: await createPairs(ground, source, 'right', PAIRS),
    };
    const before = await listingsOf(ground.tenants);
    const read = await (await start())();
    const second = await start();
    const readAgain = await second();
    const resumed = await second();
    ground.later();
    const changed = {
      left: await changeSome(ground, source, 'left', pairs.left),
      right: await changeSome(ground, source, 'right', pairs.right),
    };
    const edited = await listingsOf(ground.tenants);
    const incremental = await second();
    const readAtLast = await (await start())();
    return {
      rows: rowsOf(world.dataflow),
      passes,
      refusalTold,
      before,
      read,
      readAgain,
      resumed,
      edited,
      incremental,
      readAtLast,
      streams: {
        left: { expected: pairs.left.slice(0, EXPECTED), changed: changed.left },
        right: { expected: pairs.right.slice(0, EXPECTED), changed: changed.right },
      },
    };
  });
}

/** Companies with addresses on the side that is read, and without on the other. */
async function createPairs(
  { tenants }: Ground,
  source: CompanySource,
  from: Side,
  count: number,
): Promise<Both<string>[]> {
  const pairs: Both<string>[] = [];
  for (let i = 0; i < count; i++) {
    const company = source.company();
    const empty = { ...source.company(), orgNr: company.orgNr, postAddress: null, visitAddress: null };
    const left = await tenants.left.create(from === 'left' ? company : empty);
    const right = await tenants.right.create(from === 'right' ? company : empty);
    pairs.push({ left: left.company.id, right: right.company.id });
  }
  return pairs;
}

/** Edits the last of the pairs, as far as they are still there, and adds newcomers. */
async function changeSome(
  ground: Ground,
  source: CompanySource,
  from: Side,
  pairs: readonly Both<string>[],
): Promise<Both<string>[]> {
  const edited = pairs.slice(-EDITED);
  for (const pair of edited) {
    if ((await ground.tenants[from].get(pair[from])) === null) continue;
    await ground.tenants[from].patch(pair[from], newAddresses(source));
  }
  return [...edited, ...(await createPairs(ground, source, from, NEWCOMERS))];
}
