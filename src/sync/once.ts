/** The reference sync's front door: one pass over a document's sections, with the state kept in a folder. */
import { headingOf, type Link } from '../domain/dataflow.ts';
import { isWritable } from '../domain/company.ts';
import type { Tenant, Topology } from '../domain/tenant.ts';
import { SyncError } from './error.ts';
import { runPass, type PassResult } from './pass.ts';
import { openState } from './store.ts';

export interface SyncOptions {
  left: Tenant;
  /** In one tenant, the same as `left`. */
  right: Tenant;
  topology: Topology;
  /** The document's sections; those that link companies with companies are synchronised. */
  sections: readonly Link[];
  /** A folder that belongs to this sync alone, the same for each pass; it is created where it is missing. */
  stateDir: string;
  /** What tells these tenants from others, such as their URLs; stored with the state, so never a token. */
  tenantNames: { left: string; right: string };
}

export interface SectionResult extends PassResult {
  heading: string;
}

export interface SyncResult {
  /** Whether every section's pass did all of its work. */
  ok: boolean;
  sections: SectionResult[];
}

/**
 * Runs one pass over each section that links companies with companies, in the document's order, and saves
 * the state, also where some writes failed: these are in `problems`, and `ok` is then false.
 *
 * Throws `SyncError`, before anything is asked of a tenant, where the state cannot be used, where no section
 * links companies, or where a merge rule names a property that companies do not have.
 */
export async function syncOnce(options: SyncOptions): Promise<SyncResult> {
  const { left, right, topology, stateDir, tenantNames } = options;
  const links = usableSections(options.sections);
  const identity = { topology, tenants: tenantNames, headings: links.map(headingOf) };
  const state = await openState(stateDir, identity);
  const pairs = [...state.pairs];
  const sections: SectionResult[] = [];
  for (const [index, link] of links.entries()) {
    const result = await runPass({ left, right, topology, link, pairs: pairs[index] ?? [] });
    pairs[index] = result.pairs;
    await state.save(pairs);
    sections.push({ heading: headingOf(link), ...result });
  }
  return { ok: sections.every(({ ok }) => ok), sections };
}

function usableSections(sections: readonly Link[]): Link[] {
  const links = sections.filter(({ source, target }) => isCompanies(source) && isCompanies(target));
  if (links.length === 0) {
    throw new SyncError('the document has no section that links companies with companies: nothing to sync');
  }
  for (const rule of links.flatMap(({ merge }) => merge)) {
    const unknown = [rule.left, rule.right].find((path) => path !== 'id' && !isWritable(path));
    if (unknown !== undefined) {
      throw new SyncError(
        `line ${rule.line}: companies have no property ${unknown}, so none can be linked by it`,
      );
    }
  }
  return links;
}

/** A record type as documents name it: `Crmoffice Companies`, also with a suffix in brackets. */
function isCompanies(type: string): boolean {
  return /\bcompan(?:y|ies)\b/i.test(type);
}
