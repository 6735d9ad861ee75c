/** What a section says of which records are linked and created, and whether that holds for a record. Pure. */
import { z } from 'zod';
import type { Dataflow, Link, Meaning } from './dataflow.ts';
import { CONDITIONS, CONNECTED_TO, type RecordType } from './record-type.ts';
import { valueAt, type Leaves, type Value } from './record.ts';

/** Of which records of the source a section makes pairs. */
export interface Creation {
  /** Which are linked, or created, at all: the others are left alone for as long as the condition does not hold. */
  merges: 'all' | { when: string };
  /** Which get a new target where they have none; types as the sentence names them: `Companies`. */
  creates: 'never' | 'always' | { whenConnectedTo: readonly string[] };
}

/** A new target is created from a source that is connected to a record of one of these types. */
export interface CreationRule {
  /** The types as the sentence names them; the target is the empty string where it leaves it out. */
  target: string;
  source: string;
  /** The types of the left system one of which it must be connected to; at least one. */
  connectedTo: readonly string[];
  /** The system that those are synchronised into. */
  into: string;
}

/**
 * A section of which nothing is said creates nothing. One of every record, or of those for which a condition holds,
 * creates whatever else it says; one where a link comes first creates only what a sentence says is created.
 */
export function creationOf(
  { sentences }: Pick<Link, 'sentences'>,
  dataflow: Pick<Dataflow, 'left'>,
): Creation {
  const textsOf = (meaning: Meaning): string[] =>
    sentences.filter((one) => one.meaning === meaning).map(({ text }) => text);
  const reasons = textsOf('some records are synchronised').flatMap((text) => reasonOf(text) ?? []);
  // A reason that is a remark says of no record that it is left out.
  const isEvery = textsOf('every record is synchronised').length > 0;
  if (isEvery || reasons.some((reason) => !isCondition(reason))) return { merges: 'all', creates: 'always' };
  const [when] = reasons;
  if (when !== undefined) return { merges: { when }, creates: 'always' };
  const rules = textsOf('a record is created').map((text) => creationRuleOf(text, dataflow));
  const whenConnectedTo = [...new Set(rules.flatMap((rule) => rule?.connectedTo ?? []))];
  if (whenConnectedTo.length > 0) return { merges: 'all', creates: { whenConnectedTo } };
  return { merges: 'all', creates: rules.length > 0 ? 'always' : 'never' };
}

/** Whether a condition holds for a record: the tenant says so, as nothing else in a document tells. */
export function holds(record: Leaves, condition: string): boolean {
  return textsIn(valueAt(record, CONDITIONS)).includes(condition);
}

/** The records that a record is connected to, as `collection/id`. */
export function connectionsOf(record: Leaves): string[] {
  return textsIn(valueAt(record, CONNECTED_TO));
}

/** The collections of the types that a creation rule names, with the left system's name before them or without. */
export function collectionsNamed(
  names: readonly string[],
  types: Iterable<Pick<RecordType, 'name' | 'collection'>>,
  { left }: Pick<Dataflow, 'left'>,
): Set<string> {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const system = `${left} `.toLowerCase();
  const collections = new Set<string>();
  for (const { name, collection } of types) {
    const full = name.toLowerCase();
    const own = full.startsWith(system) ? full.slice(system.length) : full;
    const called = [full, own].flatMap((one) => [one, withoutSuffix(one)]);
    if (called.some((one) => wanted.has(one))) collections.add(collection);
  }
  return collections;
}

/** A section's type may bear a suffix that a sentence leaves out: `Companies (organisation data)`. */
export function withoutSuffix(type: string): string {
  return type.replace(/ \([a-z]+ data\)$/, '');
}

/** What stands before `, it will be synchronized with a T.`: free text, a condition or a remark. Null of other sentences. */
export function reasonOf(sentence: string): string | null {
  const text = evenly(sentence);
  const at = text.search(/, it will be synchroni[sz]ed with a\b/i);
  return at === -1 ? null : text.slice(0, at);
}

/**
 * `A new T will be created from a S if it is connected to a SYS A, B, or C that is synchronized into Y.`, where SYS is
 * the document's left system. Null of other sentences.
 */
export function creationRuleOf(sentence: string, { left }: Pick<Dataflow, 'left'>): CreationRule | null {
  let rest = evenly(sentence).replace(/\.$/, '');
  const parts: string[] = [];
  for (const mark of MARKS) {
    const at = rest.toLowerCase().indexOf(mark);
    if (at === -1) return null;
    parts.push(rest.slice(0, at).trim());
    rest = rest.slice(at + mark.length);
  }
  const [before, target, source, connected] = parts;
  if (before !== '' || target === undefined || !source || !connected || rest === '') return null;
  const isOfLeft = connected.toLowerCase().startsWith(`${left.toLowerCase()} `);
  const types = isOfLeft ? connected.slice(left.length + 1) : connected;
  return { target, source, connectedTo: types.split(/, or | or |, /), into: rest };
}

/** In their order; each is searched for behind the one before, so that the search stays linear. */
const MARKS = [
  'a new',
  ' will be created from a ',
  ' if it is connected to a ',
  ' that is synchronized into ',
] as const;

/** Any other reason is a remark that somebody left there. */
function isCondition(reason: string): boolean {
  return /^(?:when|if) /i.test(reason);
}

const Texts = z.array(z.string());

/** Whatever else a tenant holds there names nothing. */
function textsIn(list: Value): string[] {
  if (list === null || !list.startsWith('[')) return [];
  try {
    return Texts.safeParse(JSON.parse(list)).data ?? [];
  } catch {
    return [];
  }
}

function evenly(sentence: string): string {
  return sentence.trim().replace(/\s+/g, ' ');
}
