/** What `npm run bench -- …` was asked for. Pure. */
import { parseArgs } from 'node:util';

export interface Asked {
  /** Of the benches, in their own order. */
  names: string[];
  /** Whether these are all. */
  all: boolean;
  short: boolean;
  json: boolean;
  /** Whether bench/RESULTS.md is written. */
  write: boolean;
  /** A file: the baseline that the figures are compared with. */
  against: string | null;
  /** A file: where the figures are written, as the baseline of later runs. */
  renew: string | null;
}

export const USAGE =
  'usage: npm run bench -- [NAME …] [--short] [--json] [--write] [--against BASELINE] [--renew BASELINE]';

/** A name means the bench of that name, or those whose name begins with it: `mock` is three. Throws what is to be told. */
export function askedOf(argv: readonly string[], benches: readonly string[]): Asked {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      short: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      against: { type: 'string' },
      renew: { type: 'string' },
    },
  });
  const { short, json, write, against = null, renew = null } = values;
  const isNamed = (bench: string) => (name: string) => bench === name || bench.startsWith(`${name}-`);
  const unknown = positionals.find((name) => !benches.some((bench) => isNamed(bench)(name)));
  if (unknown !== undefined) throw new Error(`no bench is ${unknown}; there are ${benches.join(', ')}`);
  const all = positionals.length === 0;
  if (write && (short || !all)) throw new Error('--write is for all benches in their full form');
  if (renew !== null && (!short || !all)) throw new Error('--renew is for all benches in their short form');
  if (against !== null && !short)
    throw new Error('--against is for the short form, as the baseline is of one');
  const names = benches.filter((bench) => all || positionals.some(isNamed(bench)));
  return { names, all, short, json, write, against, renew };
}
