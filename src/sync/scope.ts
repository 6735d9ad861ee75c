/** Which records of a section's left side may be linked, and which get a new right one where they have none. Pure. */
import { collectionsNamed, connectionsOf, creationOf, holds } from '../domain/creation.ts';
import type { Dataflow, Link } from '../domain/dataflow.ts';
import type { RecordType } from '../domain/record-type.ts';
import type { Entity } from '../domain/record.ts';
import type { Entry } from './state.ts';

export interface Scope {
  /** The condition without which a record is neither linked nor created; null where there is none. */
  when: string | null;
  /** Null where the section creates nothing; else the collections to a record of which it must be connected, if any. */
  creates: { connectedTo: ReadonlySet<string> | null } | null;
  /** The same as a text: where another one held, everything has to be looked at. Null where all is linked, none created. */
  told: string | null;
}

/** All records may be linked, and none is created. */
export const LINKS_ALL: Scope = { when: null, creates: null, told: null };

export function scopeOf(
  link: Link,
  systems: Pick<Dataflow, 'left'>,
  types: Iterable<Pick<RecordType, 'name' | 'collection'>>,
): Scope {
  const { merges, creates } = creationOf(link, systems);
  if (merges === 'all' && creates === 'never') return LINKS_ALL;
  const when = merges === 'all' ? null : merges.when;
  const told = JSON.stringify({ when, creates });
  if (creates === 'never') return { when, creates: null, told };
  const connectedTo = creates === 'always' ? null : collectionsNamed(creates.whenConnectedTo, types, systems);
  return { when, creates: { connectedTo }, told };
}

/** What is remembered of a record of the left: no value to match it by where it may not be linked, and what it wants. */
export function inScope(
  scope: Scope,
  entry: Entry,
  record: Entity,
  isLinked: boolean,
  wasLinked: boolean,
): Entry {
  const isIn = scope.when === null || holds(record, scope.when);
  const kept: Entry = isIn ? entry : { ...entry, left: (entry.left ?? []).map(() => null) };
  // Once it was linked it is never created: a right record that somebody deleted would come back for ever.
  if (wasLinked) return { ...kept, wasLinked: true };
  const wants = isIn && !isLinked ? wantsOf(scope, record) : null;
  return wants === null ? kept : { ...kept, wants };
}

/** The records of which one must be linked first, or true where none must; null where no new one is wanted. */
function wantsOf({ creates }: Scope, record: Entity): true | string[] | null {
  if (creates === null) return null;
  const { connectedTo } = creates;
  if (connectedTo === null) return true;
  const connections = connectionsOf(record).filter((one) => connectedTo.has(collectionOf(one)));
  return connections.length === 0 ? null : connections;
}

/** `companies` of `companies/17`. */
export function collectionOf(connection: string): string {
  return connection.slice(0, Math.max(connection.indexOf('/'), 0));
}
