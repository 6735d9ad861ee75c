/** Which sections of a document have to be synchronised together: they share record types, or create by each other. Pure. */
import { collectionsNamed, creationOf } from '../domain/creation.ts';
import type { Dataflow, Link, Row } from '../domain/dataflow.ts';
import { isOwnKey, type RecordTypes } from '../domain/record-type.ts';

/**
 * The lines of the sections of each section's part, its own among them. A record that one section writes can make
 * another one do something only within a part; so each can be tried by itself, at a cost that grows with its size.
 */
export function partsOf(dataflow: Dataflow, types: RecordTypes): (link: Link) => readonly number[] {
  const parts = new Map<string, Set<Link>>();
  const joined = (name: string): Set<Link> => {
    const part = parts.get(name) ?? new Set<Link>();
    parts.set(name, part);
    return part;
  };
  for (const link of dataflow.sections) {
    const names = namesOf(link, dataflow, types);
    const all = new Set<Link>([link, ...names.flatMap((name) => [...joined(name)])]);
    for (const one of all) for (const name of namesOf(one, dataflow, types)) parts.set(name, all);
  }
  return (link) => [...joined(`right ${link.target}`)].map(({ line }) => line).toSorted((a, b) => a - b);
}

/**
 * The rows of the other sections of a part, as a section's own see them: properties of its own record types bear their
 * names, those of others bear their type as well. Through them properties share a value that share none in the section.
 */
export function rowsOfOthers(link: Link, part: readonly number[], { sections }: Dataflow): Row[] {
  const lines = new Set(part);
  const isOwn = (one: Link): boolean => one.source === link.source && one.target === link.target;
  return sections
    .filter((one) => lines.has(one.line) && !isOwn(one))
    .flatMap(({ source, target, rows }) =>
      rows
        .filter((row) => !isOwnKey(row.left) && !isOwnKey(row.right))
        .map((row) => ({
          ...row,
          left: source === link.source ? row.left : `${source}: ${row.left}`,
          right: target === link.target ? row.right : `${target}: ${row.right}`,
        })),
    );
}

/** The record types that a section is about, by the sides that their records are on. */
function namesOf(link: Link, dataflow: Dataflow, types: RecordTypes): string[] {
  const { creates } = creationOf(link, dataflow);
  const wanted =
    typeof creates === 'string'
      ? new Set<string>()
      : collectionsNamed(creates.whenConnectedTo, types.left.values(), dataflow);
  const connected = [...types.left.values()].filter(({ collection }) => wanted.has(collection));
  return [`left ${link.source}`, `right ${link.target}`, ...connected.map(({ name }) => `left ${name}`)];
}
