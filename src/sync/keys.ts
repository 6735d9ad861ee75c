/** Keys of the state's database: short, printable, and never the same for two different texts. */
import { createHash } from 'node:crypto';

const PLAIN = /^[\w .:@+-]{1,100}$/;

/**
 * One part of a key. LMDB's keys are short, and a text with half a surrogate pair has no UTF-8 of its own:
 * what is long or unusual goes by its hash, so whoever needs the text itself keeps it in the value.
 */
export function keyPart(text: string): string {
  if (PLAIN.test(text)) return `=${text}`;
  return `#${createHash('sha256').update(JSON.stringify(text)).digest('hex')}`;
}

/** The text that a part of a key was made of, or null where only its hash is known. */
export function textOf(part: string): string | null {
  return part.startsWith('=') ? part.slice(1) : null;
}

/** All keys below `prefix`, which ends in `/`. */
export function below(prefix: string): { start: string; end: string } {
  return { start: prefix, end: `${prefix.slice(0, -1)}0` };
}
