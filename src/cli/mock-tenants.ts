/** Pairs of mock tenants for a campaign, served on sockets or within this process. */
import { randomBytes } from 'node:crypto';
import {
  createClock,
  inProcess,
  startCollections,
  type TenantOptions as MockOptions,
} from '../../mocks/crmoffice/index.ts';
import type { Environment, TenantPair } from '../campaign/environment.ts';
import type { Side } from '../checks/scenario.ts';
import type { Entity, Leaves } from '../domain/record.ts';
import type { Dataflow } from '../domain/dataflow.ts';
import { type RecordType, recordTypesOf, type RecordTypes } from '../domain/record-type.ts';
import type { AnyTenant, Tenant, Topology } from '../domain/tenant.ts';
import { fixedToken } from '../tenants/credentials.ts';
import type { Connections } from '../tenants/exchange.ts';
import { DEFAULT_PROFILE } from '../tenants/profile.ts';
import { type MockCollection, mockCompanies, mockRecords } from './mock-collection.ts';
import { createMockControls } from './mock-controls.ts';

/**
 * Each pair of tenants has servers of its own, so that nothing left over from an earlier one can reach it. Of a document
 * they have its record types; without one, companies.
 */
export function mockEnvironment(topology: Topology, dataflow?: Dataflow): Environment {
  return environmentOf(topology, served, dataflow);
}

/** Without sockets, for an engine of this process: the same routes. What is done to connections cannot be shown. */
export function inProcessEnvironment(topology: Topology, dataflow?: Dataflow): Environment {
  return environmentOf(topology, within, dataflow);
}

/** The same, of companies, for what knows nothing else. */
export function inProcessCompanies(topology: Topology): {
  open: () => Promise<TenantPair & { tenants: Record<Side, Tenant> }>;
} {
  return { open: () => openCompanies(topology, within) };
}

function environmentOf(
  topology: Topology,
  place: PlaceCollections,
  dataflow: Dataflow | undefined,
): Environment {
  const ofDocument = dataflow === undefined ? null : documentOf(dataflow);
  return {
    open: (opened) =>
      ofDocument !== null && opened !== undefined
        ? openRecords(topology, place, ofDocument, opened)
        : openCompanies(topology, place),
  };
}

/** What the tenants of a document are made from. */
interface OfDocument {
  types: RecordTypes;
  /** Whether records with one id match, by any merge rule. */
  idsMatch: boolean;
}

/** Null where all its records are companies. */
function documentOf(dataflow: Dataflow): OfDocument | null {
  const types = recordTypesOf(dataflow);
  if ([...types.left.values(), ...types.right.values()].every((type) => type.isCompany)) return null;
  const rules = dataflow.sections.flatMap(({ merge }) => merge);
  return { types, idsMatch: rules.some(({ left, right }) => left === 'id' && right === 'id') };
}

/** A tenant that can be asked: where the engine asks it, and how the harness asks each of its collections. */
interface Placed {
  place: { url: string; within?: Connections };
  access: <R extends Entity, P extends Leaves>(collection: MockCollection<R, P>) => Tenant<R, P>;
  close: () => Promise<void>;
}

type Named = { treating: MockCollection['treating'] };
type PlaceCollections = (name: string, collections: readonly Named[], token: string) => Promise<Placed>;

const served: PlaceCollections = async (name, collections, token) => {
  const server = await startCollections({ name, collections: collections.map(({ treating }) => treating) });
  const clients: { close: () => Promise<void> }[] = [];
  return {
    place: { url: server.url },
    access: (collection) => {
      const client = collection.connect({ url: server.url, credentials: fixedToken(token) });
      clients.push(client);
      return client;
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await server.close();
    },
  };
};

const within: PlaceCollections = (name, collections) =>
  Promise.resolve({
    place: {
      url: `http://tenant-${name.toLowerCase()}.invalid`,
      within: inProcess(...collections.map(({ treating }) => treating)),
    },
    access: (collection) => collection.steered,
    close: () => {
      for (const { treating } of collections) treating.holds.drop();
      return Promise.resolve();
    },
  });

/** Tenants as they are made, before anybody can ask them. */
interface Made {
  tokens: { engine: string; harness: string };
  options: MockOptions;
}

function makeBoth(
  topology: Topology,
  idsMatch = false,
): { clock: ReturnType<typeof createClock>; a: Made; b: Made } {
  const clock = createClock();
  const made = (ids: Pick<MockOptions, 'ids'>): Made => {
    const tokens = { engine: secret(), harness: secret() };
    return { tokens, options: { tokens, clock, ...ids } };
  };
  const a = made({});
  // Ids of the two tenants overlap and yet belong to other records: an engine that links by id is found out.
  const ids = idsMatch ? idsApart : shiftedIds;
  return { clock, a, b: topology === 'one-tenant' ? a : made({ ids }) };
}

function accessOf({ tokens }: Made, { place }: Placed): TenantPair['access']['a'] {
  return { ...place, credentials: fixedToken(tokens.engine), profile: DEFAULT_PROFILE };
}

async function openCompanies(
  topology: Topology,
  place: PlaceCollections,
): Promise<TenantPair & { tenants: Record<Side, Tenant> }> {
  const { clock, a, b } = makeBoth(topology);
  const left = mockCompanies(a.options);
  const right = b === a ? left : mockCompanies(b.options);
  const placedA = await place('A', [left], a.tokens.harness);
  const placedB = b === a ? placedA : await place('B', [right], b.tokens.harness);
  const harness = placedA.access(left);
  return {
    tenants: { left: harness, right: right === left ? harness : placedB.access(right) },
    access: { a: accessOf(a, placedA), b: accessOf(b, placedB) },
    controls: createMockControls({ left: [left], right: [right] }, clock),
    // One after the other, so that one seed gives the same ids again.
    actionsAtOnce: 1,
    close: () => closeAll([placedA, placedB]),
  };
}

/** Each tenant with a collection for every record type that the document has of its system. */
async function openRecords(
  topology: Topology,
  place: PlaceCollections,
  { types, idsMatch }: OfDocument,
  opened: Record<Side, string>,
): Promise<TenantPair> {
  const { clock, a, b } = makeBoth(topology, idsMatch);
  const lefts = collectionsOf(types.left, a.options);
  const rights = b === a ? lefts : collectionsOf(types.right, b.options);
  const placedA = await place('A', [...lefts.values()], a.tokens.harness);
  const placedB = b === a ? placedA : await place('B', [...rights.values()], b.tokens.harness);
  const sides = {
    left: { placed: placedA, own: lefts, types: types.left },
    right: { placed: placedB, own: rights, types: types.right },
  };
  const accessed = new Map<MockCollection, AnyTenant>();
  const accessTo = (side: Side, name: string): AnyTenant => {
    const collection = named(sides[side].own, name);
    const tenant = accessed.get(collection) ?? sides[side].placed.access(collection);
    accessed.set(collection, tenant);
    return tenant;
  };
  return {
    tenants: { left: accessTo('left', opened.left), right: accessTo('right', opened.right) },
    others: (side, name) => ({
      tenant: accessTo(side, name),
      collection: sides[side].types.get(name)?.collection ?? name,
    }),
    access: { a: accessOf(a, placedA), b: accessOf(b, placedB) },
    controls: createMockControls(
      { left: mainFirst(lefts, opened.left), right: mainFirst(rights, opened.right) },
      clock,
    ),
    actionsAtOnce: 1,
    close: () => closeAll([placedA, placedB]),
  };
}

function collectionsOf(
  types: ReadonlyMap<string, RecordType>,
  options: MockOptions,
): Map<string, MockCollection> {
  return new Map(
    [...types].map(([name, type]) => [
      name,
      type.isCompany ? mockCompanies(options) : mockRecords(type, options),
    ]),
  );
}

function mainFirst(collections: ReadonlyMap<string, MockCollection>, main: string): MockCollection[] {
  const first = named(collections, main);
  return [first, ...[...collections.values()].filter((one) => one !== first)];
}

/** @throws RangeError where there is none */
function named(collections: ReadonlyMap<string, MockCollection>, name: string): MockCollection {
  const found = collections.get(name);
  if (found === undefined) throw new RangeError(`the document has no record type ${name}`);
  return found;
}

async function closeAll(placed: readonly Placed[]): Promise<void> {
  for (const one of new Set(placed)) await one.close();
}

function shiftedIds(n: number): string {
  return String(1011 + n).padStart(7, '0');
}

/** Where the document says that records with one id match, no record may match another by accident. */
function idsApart(n: number): string {
  return String(5_000_000 + n);
}

function secret(): string {
  return randomBytes(18).toString('base64url');
}
