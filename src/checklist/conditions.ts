/** Takes apart the sentences of a section that say for which records something holds: reasons and creation rules. */
import type { Dataflow } from '../domain/dataflow.ts';

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

function evenly(sentence: string): string {
  return sentence.trim().replace(/\s+/g, ' ');
}
