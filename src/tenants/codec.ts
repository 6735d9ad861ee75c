/** Between a company and the record that a tenant keeps of it, as its profile names the leaves. Pure. */
import { z } from 'zod';
import { Company, type CompanyPatch, type Value, WRITABLE_LEAVES } from '../domain/company.ts';
import type { Entity, Leaves } from '../domain/record.ts';
import { at, BLOCKED, type Fields, isFields, segmentsOf, setIn } from './json-path.ts';
import {
  ADDRESSES,
  addressOf,
  type AddressName,
  containerOf,
  isBelow,
  isMissing,
  placesOf,
} from './places.ts';
import type { Profile } from './profile.ts';

export interface Codec<R extends Entity = Company, P extends Leaves = CompanyPatch> {
  /** A record as the tenant answers it, and what is read of it. */
  shape: z.ZodType<R>;
  /** What a POST creates, or a merge patch changes. Throws `NoSuchLeaf`. */
  encode: (patch: P) => unknown;
  /** The whole record with the patch done, and nothing else of it changed. Throws `NoSuchLeaf`. */
  applied: (record: Fields, patch: P) => Fields;
}

/** Something was to be written that the tenant has no place for. */
export class NoSuchLeaf extends Error {
  override readonly name = 'NoSuchLeaf';
}

interface Leaf {
  ours: string;
  theirs: string;
  segments: readonly string[];
}

interface AddressPlace {
  name: AddressName;
  /** Null where the leaves lie about, or among others. */
  container: readonly string[] | null;
  inside: readonly Leaf[];
  outside: readonly Leaf[];
}

interface Layout {
  /** Leaves of no address. */
  own: readonly Leaf[];
  addresses: readonly AddressPlace[];
  missing: readonly string[];
}

/** Without names and missing leaves a record is a company as it is, and unknown fields are an error. */
export function codecOf(profile: Pick<Profile, 'names' | 'missing'>): Codec {
  const layout = layoutOf(profile);
  const isOurs = Object.keys(profile.names).length === 0 && profile.missing.length === 0;
  return {
    shape: isOurs ? Company : shapeOf(layout),
    encode: isOurs ? (patch) => patch : (patch) => encode(layout, patch),
    applied: (record, patch) => applied(layout, record, patch),
  };
}

function layoutOf(profile: Pick<Profile, 'names' | 'missing'>): Layout {
  const leaves = [...placesOf(profile)].map(([ours, theirs]) => ({
    ours,
    theirs,
    segments: segmentsOf(theirs),
  }));
  return {
    own: leaves.filter(({ ours }) => addressOf(ours) === null),
    addresses: ADDRESSES.map((name) => {
      const container = containerOf(name, profile);
      const all = leaves.filter(({ ours }) => addressOf(ours) === name);
      const isInside = ({ theirs }: Leaf): boolean => container !== null && isBelow(theirs, container);
      return {
        name,
        container: container === null ? null : segmentsOf(container),
        inside: all.filter(isInside),
        outside: all.filter((leaf) => !isInside(leaf)),
      };
    }),
    missing: WRITABLE_LEAVES.filter((leaf) => isMissing(leaf, profile.missing)),
  };
}

function shapeOf(layout: Layout): z.ZodType<Company> {
  const theirs = new Map(
    [...layout.own, ...layout.addresses.flatMap(({ inside, outside }) => [...inside, ...outside])].map(
      (leaf) => [leaf.ours, leaf.theirs],
    ),
  );
  return z.unknown().transform((record, context) => {
    if (!isFields(record)) {
      context.addIssue('a record must be an object');
      return z.NEVER;
    }
    const company = decoded(layout, record);
    const parsed = Company.safeParse(company);
    if (parsed.success) return parsed.data;
    for (const { message, path } of parsed.error.issues) {
      const ours = path.map(String).join('.');
      const why =
        at(company, segmentsOf(ours)) === BLOCKED ? 'what is on the way to it is no object' : message;
      const place = segmentsOf(theirs.get(ours) ?? ours);
      context.addIssue({ code: 'custom', path: [...place], message: `${why} (our ${ours})` });
    }
    return z.NEVER;
  });
}

/** Not yet held against the schema. An absent leaf is null. */
function decoded({ own, addresses, missing }: Layout, record: Fields): Fields {
  const company: Fields = {};
  for (const leaf of missing) if (addressOf(leaf) === null) company[leaf] = null;
  for (const { ours, segments } of own) company[ours] = at(record, segments) ?? null;
  for (const address of addresses) company[address.name] = decodedAddress(address, record, missing);
  return company;
}

/** Null where its object is null or absent, and no leaf that lies elsewhere has a value. */
function decodedAddress(
  { name, container, inside, outside }: AddressPlace,
  record: Fields,
  missing: readonly string[],
): Fields | null {
  const leaves: Fields = {};
  for (const leaf of missing) if (addressOf(leaf) === name) leaves[leafName(leaf)] = null;
  for (const { ours, segments } of [...inside, ...outside]) {
    leaves[leafName(ours)] = at(record, segments) ?? null;
  }
  const hasObject = container !== null && (at(record, container) ?? null) !== null;
  return hasObject || Object.values(leaves).some((value) => value !== null) ? leaves : null;
}

function encode(layout: Layout, patch: CompanyPatch): Fields {
  assertPlaces(layout, patch);
  const body: Fields = {};
  for (const { ours, segments } of layout.own) write(body, segments, changeOf(patch, ours));
  for (const { name, container, inside, outside } of layout.addresses) {
    if (patch[name] === undefined) continue;
    for (const { ours, segments } of outside) write(body, segments, changeOf(patch, ours));
    // A merge patch replaces what is null by what it has (RFC 7396), so an address of no leaves is an address too.
    if (container !== null) setIn(body, container, patch[name] === null ? null : {});
    if (container !== null && patch[name] === null) continue;
    for (const { ours, segments } of inside) write(body, segments, changeOf(patch, ours));
  }
  return body;
}

function applied(layout: Layout, before: Fields, patch: CompanyPatch): Fields {
  assertPlaces(layout, patch);
  const record = structuredClone(before);
  for (const { ours, segments } of layout.own) edit(record, segments, changeOf(patch, ours));
  for (const { name, container, inside, outside } of layout.addresses) {
    const change = patch[name];
    if (change === undefined) continue;
    if (container !== null) clearOrMake(record, container, inside, change === null);
    for (const { ours, segments } of [...inside, ...outside]) edit(record, segments, changeOf(patch, ours));
  }
  return record;
}

/** An address's object becomes null only where it holds nothing that nobody named; a new one has all its leaves. */
function clearOrMake(
  record: Fields,
  container: readonly string[],
  inside: readonly Leaf[],
  clears: boolean,
): void {
  const held = at(record, container) ?? null;
  if (clears && isFields(held) && holdsOnly(held, container, inside)) setIn(record, container, null);
  if (clears || held !== null) return;
  setIn(record, container, {});
  for (const { segments } of inside) setIn(record, segments, null);
}

function holdsOnly(fields: Fields, path: readonly string[], leaves: readonly Leaf[]): boolean {
  return Object.entries(fields).every(([name, value]) => {
    const place = [...path, name];
    const dotted = place.join('.');
    // A name with a dot in it can be written as no leaf's place.
    if (name.includes('.')) return false;
    if (leaves.some(({ theirs }) => theirs === dotted)) return true;
    return isFields(value) && leaves.some(({ theirs }) => isBelow(theirs, dotted))
      ? holdsOnly(value, place, leaves)
      : false;
  });
}

/** In what is sent as a patch, null is a value as any other. */
function write(body: Fields, segments: readonly string[], value: Value | undefined): void {
  if (value !== undefined) setIn(body, segments, value);
}

/** In a record, what reads as null already needs no null, nor an object to hold it. */
function edit(record: Fields, segments: readonly string[], value: Value | undefined): void {
  if (value === undefined || (value === null && (at(record, segments) ?? null) === null)) return;
  setIn(record, segments, value);
}

/** A null for what is missing is no write: it is read as null anyhow. */
function assertPlaces({ missing }: Layout, patch: CompanyPatch): void {
  const leaf = missing.find((one) => typeof changeOf(patch, one) === 'string');
  if (leaf !== undefined) {
    throw new NoSuchLeaf(`${leaf} cannot be written: the profile says that the tenant has none`);
  }
}

/** What a patch makes of a leaf; null for each leaf of an address that it clears. */
function changeOf(patch: CompanyPatch, leaf: string): Value | undefined {
  const value = at(patch, segmentsOf(leaf));
  return typeof value === 'string' || value === null ? value : undefined;
}

function leafName(ours: string): string {
  return ours.slice(ours.indexOf('.') + 1);
}
