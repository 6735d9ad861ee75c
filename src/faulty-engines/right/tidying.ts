/** What an engine still writes on a pair that agrees already. None of it changes what anybody would call the value. */
import { type Company, valueAt } from '../../domain/company.ts';
import type { Row } from '../../domain/dataflow.ts';
import type { LeafValue } from '../leaves.ts';
import type { Both, Side } from '../variation.ts';
import { blanksOf, OTHER } from './three-way.ts';

export interface Tidying {
  /** Is told what was carried over to the `side`; `records` are as they were before. */
  carried: (side: Side, leaves: readonly LeafValue[], records: Both<Company>) => void;
  /** What is to be written on two records that agree; a pair without any is at rest. */
  due: (records: Both<Company>) => Both<readonly LeafValue[]>;
}

const NOTHING: Both<readonly LeafValue[]> = { left: [], right: [] };

export function nothingMore(): Tidying {
  return { carried: () => {}, due: () => NOTHING };
}

/** Each "" becomes null, on the side too that it was given on. */
export function blanksNulled(rows: readonly Row[]): Tidying {
  return {
    carried: () => {},
    due: ({ left, right }) => ({ left: blanksOf(rows, left, 'left'), right: blanksOf(rows, right, 'right') }),
  };
}

/** What was carried over is sent back once, unless its record was edited since: a PATCH that changes nothing. */
export function echoed(rows: readonly Row[]): Tidying {
  let echo: { side: Side; version: string; leaves: LeafValue[] } | null = null;
  return {
    carried: (side, leaves, records) => {
      const back = OTHER[side];
      const sent = new Set(leaves.map(([path]) => path));
      echo = {
        side: back,
        version: records[back].modifiedAt,
        leaves: rows
          .filter((row) => sent.has(row[side]))
          .map((row): LeafValue => [row[back], valueAt(records[back], row[back])]),
      };
    },
    due: (records) => {
      const due = echo;
      echo = null;
      if (due === null || due.version !== records[due.side].modifiedAt) return NOTHING;
      return { ...NOTHING, [due.side]: due.leaves };
    },
  };
}
