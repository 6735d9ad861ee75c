/** The types of record that a document tells of: where their records are in a tenant, and what properties these have. */
import { WRITABLE_LEAVES } from './company.ts';
import { dataTypeFrom, type LeafType } from './data-type.ts';
import { tellsTimesApart } from './date-format.ts';

import type { Dataflow, MergeRule, Row } from './dataflow.ts';
import type { PropertyPath } from './path.ts';
import { SharedValues } from './shared-values.ts';

export interface RecordType {
  /** As headings have it; the empty string where the document leaves it out. */
  name: string;
  /** The path of its records in a tenant, without the slash: `companies`. */
  collection: string;
  /** What a client may write. */
  leaves: ReadonlyMap<PropertyPath, LeafType>;
  /** Those of which the document says two different things: what they hold nobody knows. */
  contradictory: ReadonlySet<PropertyPath>;
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
  contradictory: new Set(),
  isCompany: true,
};

/**
 * All record types of the document. The properties of one are those of every section that it is in; properties that
 * rows or merge rules bring together hold one value, and so are of one type.
 */
export function recordTypesOf({
  left,
  right,
  sections,
}: Pick<Dataflow, 'left' | 'right' | 'sections'>): RecordTypes {
  const isOneSystem = left.toLowerCase() === right.toLowerCase();
  const values = new SharedValues();
  const ofLeft: Draft = new Map();
  const leaves = { left: ofLeft, right: isOneSystem ? ofLeft : new Map<string, Map<PropertyPath, number>>() };
  for (const link of sections) {
    const names = { left: link.source, right: link.target };
    for (const side of ['left', 'right'] as const) noteType(leaves[side], names[side]);
    const pairs: (MergeRule | Row)[] = [...link.rows, ...link.merge];
    for (const row of pairs) {
      const places = (['left', 'right'] as const)
        .filter((side) => !isOwnKey(row[side]))
        .map((side) => noteLeaf(leaves[side], names[side], row[side], values));
      const type = 'type' in row ? leafTypeOf(row.type) : null;
      values.share(places, type === null ? [] : [type]);
    }
  }
  const lefts = finished(leaves.left, left, values);
  return { left: lefts, right: isOneSystem ? lefts : finished(leaves.right, right, values) };
}

/** A property that the tenant gives its records itself, and lets nobody write: their keys. No record has a `__proto__`. */
export function isOwnKey(path: PropertyPath): boolean {
  const names = path.split('.');
  const [first] = names;
  return first === 'id' || first === 'modifiedAt' || path.startsWith('$') || names.includes('__proto__');
}

/** Whether a client may write the property. */
export function isWritable(type: string, path: PropertyPath): boolean {
  return isCompany(type) ? COMPANY.leaves.has(path) : !isOwnKey(path);
}

/** What a leaf holds by a row's data type; null where the document does not say it in a form that is understood. */
export function leafTypeOf(text: string): LeafType | null {
  const type = dataTypeFrom(text);
  if (type.is === 'expression' || type.is === 'unknown') return null;
  if (type.is === 'not given') return TEXT;
  return type.is === 'date' && !tellsTimesApart(type.format) ? null : type;
}

/** The record type of contract 6.3, by its name. */
export function isCompany(name: string): boolean {
  return name.toLowerCase() === COMPANY.name.toLowerCase();
}

/** By a type's name its leaves, each with the value that it shares with others. */
type Draft = Map<string, Map<PropertyPath, number>>;

function noteType(types: Draft, name: string): Map<PropertyPath, number> {
  const leaves = types.get(name) ?? new Map<PropertyPath, number>();
  types.set(name, leaves);
  return leaves;
}

function noteLeaf(types: Draft, name: string, path: PropertyPath, values: SharedValues): number {
  const leaves = noteType(types, name);
  const known = leaves.get(path) ?? values.next();
  leaves.set(path, known);
  // Those of a company are texts, whatever a document says.
  if (isCompany(name)) values.keepText(known);
  return known;
}

function finished(drafts: Draft, system: string, values: SharedValues): Map<string, RecordType> {
  // Companies have theirs by contract, whatever else is called so.
  const collections = new Set([...drafts.keys()].some(isCompany) ? [COMPANY.collection] : []);
  return new Map(
    [...drafts].map(([name, drawn]): [string, RecordType] => {
      const collection = isCompany(name)
        ? COMPANY.collection
        : unused(collections, collectionOf(name, system));
      collections.add(collection);
      const contradictory = new Set(
        [...drawn].flatMap(([path, value]) => (values.typesOf(value).length > 1 ? [path] : [])),
      );
      if (isCompany(name)) return [name, { ...COMPANY, name, collection, contradictory }];
      const leaves = new Map([...drawn].map(([path, value]) => [path, values.typeOf(value)]));
      if (!leaves.has(REMARKS)) leaves.set(REMARKS, TEXT);
      leaves.set(CONDITIONS, { is: 'list' }).set(CONNECTED_TO, { is: 'list' });
      return [name, { name, collection, leaves, contradictory, isCompany: false }];
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
