/** Whether a state belongs to this sync. */
import { isDeepStrictEqual } from 'node:util';
import { headingOf, type Link } from '../domain/dataflow.ts';
import type { Topology } from '../domain/tenant.ts';
import { SyncError } from './error.ts';
import type { Identity } from './state.ts';

/** What makes a sync itself and no other. A row may come or go; a heading or a merge rule may not. */
export function identityOf(
  topology: Topology,
  tenants: Identity['tenants'],
  links: readonly Link[],
): Identity {
  return {
    topology,
    tenants,
    sections: links.map((link) => ({
      heading: headingOf(link),
      merge: link.merge.map(({ left, right }) => ({ left, right })),
      ...(topologyOf(topology, link) === topology ? {} : { twoSided: true }),
    })),
  };
}

/** Also within one tenant the records of two types are two sides. */
export function topologyOf(
  topology: Topology,
  { source, target }: Pick<Link, 'source' | 'target'>,
): Topology {
  return source === target ? topology : 'two-tenants';
}

/** Whether the records of a section are on both sides at once. */
export function isOneSided({ topology, sections }: Identity, index: number): boolean {
  return topology === 'one-tenant' && sections[index]?.twoSided !== true;
}

/** Throws `SyncError`, which says in what they differ, where the stored identity is not the given one. */
export function refuseAnother(stored: Identity, given: Identity, file: string): void {
  if (isDeepStrictEqual(stored, given)) return;
  const facts = [
    ['topology', stored.topology, given.topology],
    ['left tenant', stored.tenants.left, given.tenants.left],
    ['right tenant', stored.tenants.right, given.tenants.right],
    ['sections', headings(stored), headings(given)],
    ['merge rules', rules(stored), rules(given)],
  ] as const;
  const differing = facts
    .filter(([, before, now]) => before !== now)
    .map(([what, before, now]) => `${what} ${before}, not ${now}`);
  throw new SyncError(`${file}: the state belongs to ${differing.join('; ')}. Use another state folder.`);
}

function headings({ sections }: Identity): string {
  return sections.map(({ heading }) => heading).join(', ');
}

function rules({ sections }: Identity): string {
  return sections
    .map(({ merge }) => merge.map(({ left, right }) => `${left} = ${right}`).join(', ') || 'none')
    .join('; ');
}
