/** What the tests of collections share: record types of any leaves, values for these, and JSON made of them by hand. */
import fc from 'fast-check';
import { onTestFinished } from 'vitest';
import type { LeafType } from '../../src/domain/data-type.ts';
import type { RecordType } from '../../src/domain/record-type.ts';
import type { Json } from '../../src/domain/wire.ts';
import { createClock } from './clock.ts';
import { type Served, startCollections } from './server.ts';
import type { StoredRecord } from './kind.ts';
import { createTenant, type CollectionOptions, type TreatingTenant } from './tenant.ts';
import { ENGINE_TOKEN, HARNESS_TOKEN } from './test-client.ts';

export function typeOf(collection: string, leaves: Readonly<Record<string, LeafType>>): RecordType {
  const name = `HubSpot ${collection}`;
  return {
    name,
    collection,
    leaves: new Map(Object.entries(leaves)),
    contradictory: new Set(),
    isCompany: false,
  };
}

type Collection = TreatingTenant<StoredRecord, Json>;

/** A tenant of two collections on one socket, which is closed when the test ends. */
export async function serveTwo(
  types: { first: RecordType; second: RecordType },
  options: Partial<CollectionOptions> = {},
): Promise<{ served: Served; first: Collection; second: Collection }> {
  const tokens = { engine: ENGINE_TOKEN, harness: HARNESS_TOKEN };
  const given = { tokens, clock: createClock(), ...options };
  const first = createTenant({ ...given, type: types.first });
  const second = createTenant({ ...given, type: types.second });
  const served = await startCollections({ name: 'A', collections: [first, second] });
  onTestFinished(() => served.close());
  return { served, first, second };
}

/** Values by path, as a tenant keeps them. What is left out is null where `all` are to be there. */
export function jsonOf(type: RecordType, values: ReadonlyMap<string, unknown>, all: boolean): Json {
  const paths = [...type.leaves.keys()];
  return nested(
    (all ? paths : [...values.keys()]).map((path) => ({
      names: namesIn(path, paths),
      value: values.get(path) ?? null,
    })),
  );
}

interface Placed {
  names: readonly string[];
  value: unknown;
}

/** The suffix belongs to the last name; what is an object for other paths has its own value under the empty name. */
function namesIn(path: string, paths: readonly string[]): readonly string[] {
  const suffix = /(?: \(Dependant .*)?$/.exec(path)?.[0] ?? '';
  const names = path.slice(0, path.length - suffix.length).split('.');
  const last = `${names.pop() ?? ''}${suffix}`;
  return [...names, last, ...(paths.some((other) => other.startsWith(`${path}.`)) ? [''] : [])];
}

function nested(leaves: readonly Placed[]): Json {
  const firsts = new Set(leaves.map(({ names }) => names[0] ?? ''));
  return Object.fromEntries(
    [...firsts].map((first): [string, unknown] => {
      const below = leaves.filter(({ names }) => names[0] === first);
      const leaf = below.find(({ names }) => names.length === 1);
      if (leaf !== undefined) return [first, leaf.value];
      return [first, nested(below.map(({ names, value }) => ({ names: names.slice(1), value })))];
    }),
  );
}

const LEAF_TYPES: readonly LeafType[] = [
  { is: 'string' },
  { is: 'integer' },
  { is: 'float' },
  { is: 'decimal' },
  { is: 'boolean' },
  { is: 'list' },
  { is: 'date', format: '%Y-%m-%d' },
];

const SUFFIXES = [
  '',
  ' (Dependant on having P in kind)',
  ' (Dependant on having P in )(Dependant on having Q in x.y)',
];

const path = fc
  .record({
    names: fc.array(fc.constantFrom('price', 'owner', 'ps:P297', 'Å b', 'constructor', '1'), {
      minLength: 1,
      maxLength: 3,
    }),
    suffix: fc.constantFrom(...SUFFIXES),
  })
  .map(({ names, suffix }) => names.join('.') + suffix);

/** Always with a path that is the beginning of another. */
export function anyType(collection: string): fc.Arbitrary<RecordType> {
  return fc
    .record({
      paths: fc.array(path, { maxLength: 6 }),
      types: fc.array(fc.constantFrom(...LEAF_TYPES), { minLength: 8, maxLength: 8 }),
    })
    .map(({ paths, types }) => {
      const leaves = ['price', 'price.currency', ...paths].map((one, i): [string, LeafType] => [
        one,
        types[i] ?? { is: 'string' },
      ]);
      return typeOf(collection, Object.fromEntries(leaves));
    });
}
