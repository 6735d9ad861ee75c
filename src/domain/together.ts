/** Sections about the same two record types, read as one: each of them promises what it says of the same records. Pure. */
import { type Dataflow, type Link, type MergeRule, rowName } from './dataflow.ts';
import { isCompany } from './record-type.ts';

/**
 * The sections, in the document's order; of those about the same types one, at the place of the first, with all that
 * they say. Sections about companies stay apart: a document has one of them.
 */
export function sectionsTogether({ sections }: Pick<Dataflow, 'sections'>): Link[] {
  const byTypes = new Map<string, Link>();
  const apart: Link[] = [];
  for (const link of sections) {
    const types = JSON.stringify([link.source, link.target]);
    const first = isCompany(link.source) && isCompany(link.target) ? undefined : byTypes.get(types);
    if (first === undefined) {
      byTypes.set(types, link);
      apart.push(link);
      continue;
    }
    const both: Link = {
      ...first,
      sentences: [...first.sentences, ...link.sentences],
      merge: withNew(first.merge, link.merge),
      rows: withNew(first.rows, link.rows),
    };
    byTypes.set(types, both);
    apart[apart.indexOf(first)] = both;
  }
  return apart;
}

/** What both say is said once. */
function withNew<T extends MergeRule>(known: readonly T[], more: readonly T[]): T[] {
  const names = new Set(known.map(rowName));
  return [...known, ...more.filter((one) => !names.has(rowName(one)))];
}
