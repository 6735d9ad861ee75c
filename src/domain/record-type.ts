/** The types of record that a document tells of: where their records are in a tenant, and what properties these have. */
import { WRITABLE_LEAVES } from './company.ts';
import { type DataType, dataTypeFrom } from './data-type.ts';
import type { Dataflow, Link } from './dataflow.ts';
import { tellsTimesApart } from './date-format.ts';
import type { PropertyPath } from './path.ts';

/** What a leaf can hold; of a row whose type is not given, or not understood, a text. */
export type LeafType = Extract<
  DataType,
  { is: 'date' } | { is: 'string' | 'integer' | 'float' | 'decimal' | 'boolean' | 'list' }
>;

export interface RecordType {
  /** As headings have it; the empty string where the document leaves it out. */
  name: string;
  /** The path of its records in a tenant, without the slash: `companies`. */
  collection: string;
  /** What a client may write. */
  leaves: ReadonlyMap<PropertyPath, LeafType>;
  /** Whether it is the company of contract 6.3, whose properties no document can change. */
  isCompany: boolean;
}

export interface RecordTypes {
  /** By name. Where both systems bear one name, these are the same. */
  left: ReadonlyMap<string, RecordType>;
  right: ReadonlyMap<string, RecordType>;
}

const TEXT: LeafType = { is: 'string' };

/** A property that is in no row of any document: without one nobody would see what leaks. */
export const REMARKS = 'remarks';
/** Which of the document's conditions hold for a record, by their texts. */
export const CONDITIONS = '$conditions';
/** The records that a record is connected to, as `collection/id`. */
export const CONNECTED_TO = '$connectedTo';

/** The record type of contract 6.3. */
export const COMPANY: RecordType = {
  name: 'Crmoffice Companies',
  collection: 'companies',
  leaves: new Map(WRITABLE_LEAVES.map((path) => [path, TEXT])),
  isCompany: true,
};

/** All record types of the document. The properties of one are those of every section that it is in. */
export function recordTypesOf({
  left,
  right,
  sections,
}: Pick<Dataflow, 'left' | 'right' | 'sections'>): RecordTypes {
  const lefts = new Map<string, Draft>();
  const rights = left.toLowerCase() === right.toLowerCase() ? lefts : new Map<string, Draft>();
  // What a row says of the type is said of its right property: that of a left one is taken from it only then.
  for (const link of sections) note(rights, link, 'right');
  for (const link of sections) note(lefts, link, 'left');
  const typesOfLeft = finished(lefts, left);
  return { left: typesOfLeft, right: rights === lefts ? typesOfLeft : finished(rights, right) };
}

/** A property that the tenant gives its records itself, and lets nobody write: their keys. */
export function isOwnKey(path: PropertyPath): boolean {
  return path === 'id' || path === 'modifiedAt' || path.startsWith('$');
}

/** Whether a client may write the property. */
export function isWritable(type: string, path: PropertyPath): boolean {
  return isCompany(type) ? COMPANY.leaves.has(path) : !isOwnKey(path);
}

/** What a leaf holds by a row's data type; null where the document does not say it in a form that is understood. */
export function leafTypeOf(text: string): LeafType | null {
  const type = dataTypeFrom(text);
  if (type.is === 'expression' || type.is === 'unknown') return null;
  if (type.is === 'date' && !tellsTimesApart(type.format)) return null;
  return type.is === 'not given' ? TEXT : type;
}

function isCompany(name: string): boolean {
  return name.toLowerCase() === COMPANY.name.toLowerCase();
}

type Draft = Map<PropertyPath, LeafType>;

function note(types: Map<string, Draft>, link: Link, side: 'left' | 'right'): void {
  const name = side === 'left' ? link.source : link.target;
  const leaves = types.get(name) ?? new Map<PropertyPath, LeafType>();
  types.set(name, leaves);
  for (const row of link.rows) add(leaves, row[side], leafTypeOf(row.type) ?? TEXT);
  for (const rule of link.merge) add(leaves, rule[side], TEXT);
}

function add(leaves: Draft, path: PropertyPath, type: LeafType): void {
  if (!isOwnKey(path) && !leaves.has(path)) leaves.set(path, type);
}

function finished(drafts: ReadonlyMap<string, Draft>, system: string): Map<string, RecordType> {
  const collections = new Set<string>();
  return new Map(
    [...drafts].map(([name, drawn]): [string, RecordType] => {
      const collection = unused(collections, collectionOf(name, system));
      collections.add(collection);
      if (isCompany(name)) return [name, { ...COMPANY, name, collection }];
      const leaves = new Map(drawn);
      if (!leaves.has(REMARKS)) leaves.set(REMARKS, TEXT);
      leaves.set(CONDITIONS, { is: 'list' }).set(CONNECTED_TO, { is: 'list' });
      return [name, { name, collection, leaves, isCompany: false }];
    }),
  );
}

/** `contact-persons` of `HubSpot Contact persons`. */
function collectionOf(name: string, system: string): string {
  const own = name.toLowerCase().startsWith(`${system.toLowerCase()} `)
    ? name.slice(system.length + 1)
    : name;
  const slug = own
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return slug.toLowerCase() || 'records';
}

function unused(taken: ReadonlySet<string>, wanted: string): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}-${n}`;
    if (!taken.has(name)) return name;
  }
}
