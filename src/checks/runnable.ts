/** What of a document cannot be run, and why: whole sections, and single rows. */
import {
  type Dataflow,
  headingOf,
  type Link,
  type MergeRule,
  type Row,
  rowName,
} from '../domain/dataflow.ts';
import { type Creation, creationOf } from '../domain/creation.ts';
import { sectionsTogether } from '../domain/together.ts';
import {
  isOwnKey,
  leafTypeOf,
  type RecordType,
  recordTypesOf,
  type RecordTypes,
} from '../domain/record-type.ts';
import type { Topology } from '../domain/tenant.ts';
import type { Side } from './scenario.ts';
import { keyTypeOf } from './typed-source.ts';

export interface Unrun {
  reason: string;
  /** Whether it is the document, or the tenant, that leaves nothing to be seen; else it is this harness. */
  declaredLack: boolean;
}

/** A section, or several about the same record types as one, and what it comes to. */
export interface ReadSection {
  link: Link;
  types: Record<Side, RecordType>;
  creation: Creation;
  /** Why it is not run; null where it is. */
  why: Unrun | null;
}

export interface RunOptions {
  topology: Topology;
  /** Where others use the tenants too. */
  tag?: string | undefined;
}

/** All sections of a document, in its order. */
export function readSections(dataflow: Dataflow, options: RunOptions): ReadSection[] {
  const all = recordTypesOf(dataflow);
  const sections = sectionsTogether(dataflow);
  return sections.map((link) => {
    const types = typesOf(all, link);
    const creation = creationOf(link, dataflow);
    return { link, types, creation, why: whyNotRun(link, types, creation, sections, options) };
  });
}

function typesOf(all: RecordTypes, link: Link): Record<Side, RecordType> {
  const [left, right] = [all.left.get(link.source), all.right.get(link.target)];
  if (!left || !right) throw new RangeError(`${headingOf(link)}: a record type is missing`);
  return { left, right };
}

function whyNotRun(
  link: Link,
  types: Record<Side, RecordType>,
  { creates, merges }: Creation,
  sections: readonly Link[],
  { topology, tag }: RunOptions,
): Unrun | null {
  const isOfCompanies = types.left.isCompany && types.right.isCompany;
  const twin = sections.find(
    (other) => other.line < link.line && other.source === link.source && other.target === link.target,
  );
  if (twin) {
    return ours(`the section at line ${twin.line} is about companies too, and of such only the first is run`);
  }
  if (tag !== undefined && !isOfCompanies) {
    return ours('in tenants that others use, only sections that link companies with companies are run');
  }
  if (topology === 'one-tenant' && link.source !== link.target) {
    return ours('in one tenant, only sections that link records of one type with each other are run');
  }
  if (types.left.isCompany && (merges !== 'all' || typeof creates === 'object')) {
    return ours('a Crmoffice company does not say to what it is connected, nor which conditions hold for it');
  }
  if (link.merge.length === 0 && creates === 'never') {
    return ofDocument('the section has no merge rule, so it does not say which records belong together');
  }
  if (link.rows.length === 0) {
    return ofDocument('the section has no row, so it does not say what is kept equal');
  }
  const unwritable = link.merge.find((rule) => !isArrangeable(types, rule));
  if (unwritable && creates === 'never' && !link.merge.some((rule) => isArrangeable(types, rule))) {
    return ofDocument(
      `line ${unwritable.line}: records cannot be arranged by ${rowName(unwritable)}, which ${types.left.isCompany ? 'a Crmoffice company does not let be written' : `records of ${headingOf(link)} do not let be written, or cannot tell apart by`}`,
    );
  }
  return null;
}

/** Whether records can be made that agree by the rule. */
export function isArrangeable(types: Record<Side, RecordType>, rule: MergeRule): boolean {
  return keyTypeOf(types, rule) !== null;
}

/** Why a row of a section that is run is not shown; null where it is. */
export function whyNotShown(
  row: Row,
  types: Record<Side, RecordType>,
  rows: readonly Row[],
  topology: Topology,
): Unrun | null {
  const ownKey = [row.left, row.right].find((path) => isOwnKey(path));
  const isOfCompanies = types.left.isCompany || types.right.isCompany;
  const missing = (['left', 'right'] as const).find((side) => !types[side].leaves.has(row[side]));
  if (missing !== undefined) {
    const whose = types[missing].isCompany ? 'a Crmoffice company' : `a record of ${types[missing].name}`;
    const reason = `${whose} has no property ${row[missing]} that can be written`;
    return { reason, declaredLack: ownKey !== undefined && !isOfCompanies };
  }
  const type = leafTypeOf(row.type);
  if (types.left.isCompany && types.right.isCompany) {
    // What other rows say of it makes no difference: all that a company has is texts.
    if (type?.is !== 'string') return ours(`a Crmoffice company has no property of data type ${row.type}`);
  } else if (types.left.contradictory.has(row.left)) {
    return ofDocument(
      'rows that bring together what it holds with other properties give different data types',
    );
  }
  if (type === null) {
    return ofDocument(`the data type ${row.type} does not say what values the property holds on both sides`);
  }
  if (
    topology === 'one-tenant' &&
    !rows.some((other) => other.left === row.right && other.right === row.left)
  ) {
    const reason = 'the row has no mirror, and in one tenant the engine chooses which record is the left one';
    return { reason, declaredLack: true };
  }
  return null;
}

function ours(reason: string): Unrun {
  return { reason, declaredLack: false };
}

function ofDocument(reason: string): Unrun {
  return { reason, declaredLack: true };
}
