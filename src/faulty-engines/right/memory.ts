/** What an engine remembers of a pair: the values that both sides agreed on, or only their digests. */
import { createHash } from 'node:crypto';
import { agree, type Value } from '../../domain/company.ts';
import type { Held } from './three-way.ts';

export interface Memory {
  held: Held;
  /** Both sides agree on these values, by the names of their rows. */
  keep: (agreed: ReadonlyMap<string, Value>) => void;
}

export function values(): Memory {
  const known = new Map<string, Value>();
  return {
    held: (row, value) => agree(known.get(row) ?? null, value),
    keep: (agreed) => {
      for (const [row, value] of agreed) known.set(row, value);
    },
  };
}

/** A value is known again, but cannot be told. */
export function digests(): Memory {
  const known = new Map<string, string>();
  return {
    held: (row, value) => known.get(row) === digestOf(value),
    keep: (agreed) => {
      for (const [row, value] of agreed) known.set(row, digestOf(value));
    },
  };
}

/** Of UTF-16: in UTF-8 all lone surrogates would be the same. */
function digestOf(value: Value): string {
  return createHash('sha256')
    .update(value ?? '', 'utf16le')
    .digest('base64');
}
