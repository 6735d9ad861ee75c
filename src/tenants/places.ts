/** Where a tenant keeps the leaves of a company, by the names that its profile gives. */
import { WRITABLE_LEAVES } from '../domain/company.ts';
import type { PropertyPath } from '../domain/path.ts';

export const ADDRESSES = ['postAddress', 'visitAddress'] as const;
export type AddressName = (typeof ADDRESSES)[number];

/** Every leaf that is read. */
const LEAVES: readonly PropertyPath[] = ['id', ...WRITABLE_LEAVES, 'modifiedAt'];

/** What a profile may give another name: leaves, and whole addresses. */
export const NAMEABLE: readonly string[] = [...LEAVES, ...ADDRESSES];
/** What a tenant may do without: leaves that are written, and whole addresses. */
export const DISPENSABLE: readonly string[] = [...WRITABLE_LEAVES, ...ADDRESSES];

/** Of a profile: our name → theirs, and what the tenant does not have. */
interface Naming {
  names: Readonly<Record<string, string>>;
  missing: readonly string[];
}

/** Each leaf that the tenant has → its place there, in the order of the schema. */
export function placesOf({ names, missing }: Naming): Map<PropertyPath, string> {
  const has = LEAVES.filter((leaf) => !isMissing(leaf, missing));
  return new Map(has.map((leaf) => [leaf, placeOf(leaf, names)]));
}

export function isMissing(leaf: PropertyPath, missing: readonly string[]): boolean {
  const address = addressOf(leaf);
  return missing.includes(leaf) || (address !== null && missing.includes(address));
}

/** The address that a leaf is of, if it is of any. */
export function addressOf(leaf: PropertyPath): AddressName | null {
  return ADDRESSES.find((address) => leaf.startsWith(`${address}.`)) ?? null;
}

/**
 * The object that holds an address, and nothing else of ours: it may be null as a whole. Null where the leaves of
 * the address are elsewhere, or other leaves are in it too.
 */
export function containerOf(address: AddressName, naming: Naming): string | null {
  const container = naming.names[address] ?? address;
  const inside = [...placesOf(naming)].filter(([, place]) => isBelow(place, container));
  return inside.length > 0 && inside.every(([leaf]) => addressOf(leaf) === address) ? container : null;
}

export function isBelow(place: string, above: string): boolean {
  return place.startsWith(`${above}.`);
}

/** What keeps the names from telling every leaf's place: the key that says so, and why. */
export function contradictions(naming: Naming): { path: string[]; message: string }[] {
  const twice = Object.keys(naming.names)
    .filter((name) => naming.missing.includes(name))
    .map((name) => ({ path: ['missing'], message: `${name} has a name, and is said to be missing` }));
  const places = [...placesOf(naming)];
  const overlapping = places.flatMap(([leaf, place], index) =>
    places
      .slice(index + 1)
      .filter(([, other]) => other === place || isBelow(other, place) || isBelow(place, other))
      .map(([other, otherPlace]) => ({
        path: ['names'],
        message: `${leaf} is at ${place} and ${other} at ${otherPlace}: no two can be in one place, or one within the other`,
      })),
  );
  return [...twice, ...overlapping];
}

function placeOf(leaf: PropertyPath, names: Naming['names']): string {
  const address = addressOf(leaf);
  if (address === null) return names[leaf] ?? leaf;
  return names[leaf] ?? (names[address] ?? address) + leaf.slice(address.length);
}
