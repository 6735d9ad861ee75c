/** Faults that hide one another: two that cancel out where a pair is looked at from one side, or at one time, only. */
import { isEmpty, type Value } from '../../domain/company.ts';
import type { Row } from '../../domain/dataflow.ts';
import type { FaultyEngine } from '../faulty.ts';
import { acrossFrom, pathsMapped, valuesMapped, without } from '../leaves.ts';
import type { Variation, Vary } from '../variation.ts';
import { slugOf } from './ground.ts';

const ANYTHING = /^(?!near|same-name|no-|empty-keys|unmatched)/;

export function combinedFaults(rows: readonly Row[]): FaultyEngine[] {
  const verbatim = rows.flatMap((row) => [`verbatim-left/${slugOf(row)}`, `verbatim-right/${slugOf(row)}`]);
  const edits = rows.map((row) => `edit-left/${slugOf(row)}`);
  return [
    both('not crossed as it reads, and straight as it writes to the right', edits, {
      send: (patch, { side }) => (side === 'right' ? pathsMapped(patch, acrossFrom) : patch),
    }),
    both(
      'values are escaped on their way to the left and unescaped on their way to the right',
      verbatim.slice(0, 1),
      {
        send: (patch, { side }) =>
          valuesMapped(patch, (value) =>
            side === 'left'
              ? (value?.replaceAll('&', '&amp;') ?? null)
              : (value?.replaceAll('&amp;', '&') ?? null),
          ),
      },
    ),
    both(
      'values are read and written in Latin-1, which is the same both ways for most',
      verbatim.slice(0, 1),
      {
        send: (patch) =>
          valuesMapped(patch, (value) =>
            value === null ? null : Buffer.from(value, 'latin1').toString('latin1'),
          ),
      },
    ),
    both(
      'clearings are skipped, and what is empty is filled from the other side',
      ['clear-left', 'clear-right'],
      {
        send: (patch) => without(patch, (_, value) => isEmpty(value)),
        begin: (pass) => (pass % 4 === 0 ? 'forget' : 'work'),
      },
    ),
    both(
      'edits of the right never arrive, and those of the left are trimmed',
      ['edit-right', 'verbatim-left'],
      {
        send: (patch, { side, first }) => {
          if (side === 'left' && !first) return null;
          return valuesMapped(patch, (value) => value?.trim() ?? null);
        },
      },
    ),
    both('the first row never arrives, and a PATCH that changes nothing tells that it did', ['edit-left'], {
      send: (patch, { side }) => without(patch, (path) => path === rows[0]?.[side]) ?? {},
    }),
    both('everything is written twice: once trimmed, once as it is, where it is long', verbatim.slice(0, 1), {
      send: (patch) =>
        valuesMapped(patch, (value) => (value !== null && value.length < 40 ? value.trim() : value)),
    }),
    both('nothing is linked by edits of orgNr, and each fourth pass begins anew', [], {
      begin: (pass) => (pass % 4 === 0 ? 'forget' : 'work'),
      sees: (company, { since }) => since === null || !isEmpty(company.orgNr),
    }),
    both('orgNr is copied, and taken back with the next PATCH', ['unlisted/orgNr'], copying),
    both(
      'only the left is read in odd passes, only the right in even ones, and a tenth of the PATCHes is lost',
      [],
      lossy,
    ),
  ];
}

function both(title: string, red: readonly string[], vary: Vary | Variation): FaultyEngine {
  return {
    title,
    class: 'combined',
    against: 'what two faults make of a value together is no better than what one does',
    red,
    shows: /^unlisted/,
    within: ANYTHING,
    vary: typeof vary === 'function' ? vary : () => vary,
  };
}

function copying(): Variation {
  const own = new Map<string, Value>();
  return {
    send: (patch, { side, id, first, record, partner }) => {
      const key = `${side} ${id}`;
      const before = own.get(key);
      if (first) return patch;
      if (before !== undefined) {
        own.delete(key);
        return { ...patch, orgNr: before };
      }
      own.set(key, record.orgNr);
      return { ...patch, orgNr: partner.orgNr };
    },
  };
}

function lossy(): Variation {
  const sent = new Map<string, number>();
  return {
    sees: (_, { side, pass, since }) => since === null || (pass % 2 === 0) === (side === 'right'),
    send: (patch, { id, side }) => {
      const key = `${side} ${id}`;
      sent.set(key, (sent.get(key) ?? 0) + 1);
      return Number(id) % 10 === 3 ? null : patch;
    },
  };
}
