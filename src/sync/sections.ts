/** Which sections of a document are synchronised, and what each of them comes to. Pure. */
import type { Dataflow, Link } from '../domain/dataflow.ts';
import { sectionsTogether } from '../domain/together.ts';
import { isWritable, recordTypesOf, type RecordTypes } from '../domain/record-type.ts';
import type { Topology } from '../domain/tenant.ts';
import { SyncError } from './error.ts';
import { topologyOf } from './identity.ts';
import { LINKS_ALL, scopeOf, type Scope } from './scope.ts';

export interface Section {
  link: Link;
  topology: Topology;
  scope: Scope;
  /** Where the records of the source are in the left tenant. */
  collection: string;
}

/**
 * The sections by which records are linked or created: a section without a row has nothing to keep equal, unless it
 * creates, or others create for what is connected to its records. Several with the same types are synchronised as one: two would write the same records, and create each
 * of them twice. In a document of companies alone every section links, as it always did, and the first creates.
 * Throws `SyncError` where there is none, and where such a document's rules can link nothing.
 */
export function sectionsOf(
  sections: readonly Link[],
  topology: Topology,
  systems: Systems,
  types?: RecordTypes,
): Section[] {
  const known = KNOWN.get(sections);
  if (known?.topology === topology && known.systems === systems) return known.found;
  const found = find(
    sections,
    topology,
    systems,
    types ?? recordTypesOf({ ...systems, sections: [...sections] }),
  );
  KNOWN.set(sections, { topology, systems, found });
  return found;
}

type Systems = Pick<Dataflow, 'left' | 'right'>;

/** A sync may be opened and over in less time than it takes to find them. */
const KNOWN = new WeakMap<readonly Link[], { topology: Topology; systems: Systems; found: Section[] }>();

function find(
  sections: readonly Link[],
  topology: Topology,
  systems: Systems,
  types: RecordTypes,
): Section[] {
  const asSection = (link: Link): Section => ({
    link,
    topology: topologyOf(topology, link),
    scope: scopeOf(link, systems, types.left.values()),
    collection: types.left.get(link.source)?.collection ?? '',
  });
  const all = sections.map(asSection);
  if (sections.every((link) => isOfCompanies(link, types))) {
    if (all.length === 0) {
      throw new SyncError('the document has no section that links companies with companies: nothing to sync');
    }
    refuseUnknown(sections);
    return all.map((section) => (isFirst(section, all) ? section : { ...section, scope: LINKS_ALL }));
  }
  const usable = sectionsTogether({ sections: [...sections] })
    .map(asSection)
    .filter((section, _, everything) => isUsable(section, everything));
  if (usable.length === 0) {
    throw new SyncError(
      'the document has no section by which a record is linked or created: nothing to sync',
    );
  }
  return usable;
}

/** One that keeps nothing equal links all the same where others create for what is connected to its records. */
function isUsable({ link, scope, collection }: Section, all: readonly Section[]): boolean {
  if (scope.creates !== null) return true;
  const isAskedFor = (): boolean =>
    all.some((one) => one.scope.creates?.connectedTo?.has(collection) === true);
  return link.merge.length > 0 && (link.rows.length > 0 || isAskedFor());
}

function isFirst({ link }: Section, all: readonly Section[]): boolean {
  return all.find((one) => haveSameTypes(one.link, link))?.link === link;
}

function haveSameTypes(a: Link, b: Link): boolean {
  return a.source === b.source && a.target === b.target;
}

function isOfCompanies({ source, target }: Link, { left, right }: RecordTypes): boolean {
  return left.get(source)?.isCompany === true && right.get(target)?.isCompany === true;
}

/** Records of other types have whatever properties the document says; companies have those of contract 6.3. */
function refuseUnknown(sections: readonly Link[]): void {
  for (const { source, merge } of sections) {
    for (const { left, right, line } of merge) {
      const unknown = [left, right].find((path) => path !== 'id' && !isWritable(source, path));
      if (unknown === undefined) continue;
      throw new SyncError(`line ${line}: companies have no property ${unknown}, so none can be linked by it`);
    }
  }
}
