/** The tag of a run: each of its companies bears it in its name, so that people and `sweep` know what they see. */
import { tagged } from '../generate/companies.ts';

const TAG = /\[(dataflow-qa-[0-9a-z]{10})\]/;

/** `random` gives so many random bytes. Short enough to be read, and long enough that no two runs share one. */
export function newTag(random: (bytes: number) => Uint8Array): string {
  const letters = [...random(10)].map((byte) => '0123456789abcdefghjkmnpqrstvwxyz'[byte % 32]);
  return `dataflow-qa-${letters.join('')}`;
}

/** Whether a name bears this very tag. */
export function bears(name: string | null, tag: string): boolean {
  return name !== null && name.endsWith(tagged('', tag));
}

/** The tag that a name bears, of whichever run. */
export function tagIn(name: string | null): string | null {
  return TAG.exec(name ?? '')?.[1] ?? null;
}
