/** Rows that are left out, or are kept equal only at times. */
import { agree, valueAt } from '../../domain/company.ts';
import { type Row, rowName } from '../../domain/dataflow.ts';
import type { Decision } from '../../sync/decide.ts';
import type { FaultyEngine } from '../faulty.ts';
import { without } from '../leaves.ts';
import type { Variation } from '../variation.ts';
import { leafOf, onlyRows, slugOf } from './ground.ts';

export function rowFaults(rows: readonly Row[]): FaultyEngine[] {
  return [
    ...rows.flatMap((row) => ofOneRow(row)),
    leftOut(
      'the left postAddress is left out',
      rows.filter(({ left }) => left.startsWith('postAddress')),
    ),
    leftOut(
      'the left visitAddress is left out',
      rows.filter(({ left }) => left.startsWith('visitAddress')),
    ),
    ...[...new Set(rows.map(({ left }) => leafOf(left)))].map((leaf) =>
      leftOut(
        `${leaf} is left out of both addresses`,
        rows.filter(({ left }) => leafOf(left) === leaf),
      ),
    ),
    {
      title: 'rows are kept equal at the first link only',
      class: 'rows',
      against: 'the section keeps linked records in sync, it does not only copy once',
      red: rows.flatMap((row) => [
        `edit-left/${slugOf(row)}`,
        `edit-right/${slugOf(row)}`,
        `clear-left/${slugOf(row)}`,
      ]),
      within:
        /^(?!first-link|match|late-match\S*$|pages\/first|near|same-name|unlisted|no-|empty-keys|quiet)/,
      vary: () => ({ send: (patch, { first }) => (first ? patch : null) }),
    },
    {
      title: 'rows are kept equal only after the first link',
      class: 'rows',
      against: 'a linked pair agrees on every row when first linked',
      red: rows.flatMap((row) => [
        `first-link/newer-left/${slugOf(row)}`,
        `first-link/empty-left/${slugOf(row)}`,
      ]),
      within: /^(?!near|same-name|unlisted|no-|empty-keys|quiet|unmatched|edit-)/,
      vary: () => onlyLater(() => true),
    },
  ];
}

function ofOneRow(row: Row): FaultyEngine[] {
  const slug = slugOf(row);
  const name = rowName(row);
  const isOf = (path: string, side: 'left' | 'right'): boolean => path === row[side];
  return [
    leftOut(`${name} is left out`, [row]),
    {
      title: `${name} is kept equal at the first link only`,
      class: 'rows',
      against: `line ${row.line}: an edit of the row arrives`,
      red: [`edit-left/${slug}`, `edit-right/${slug}`, `clear-left/${slug}`, `alternate/${slug}`],
      rows: [name],
      vary: () => ({
        send: (patch, { first, side }) => (first ? patch : without(patch, (path) => isOf(path, side))),
      }),
    },
    {
      title: `${name} is kept equal only after the first link`,
      class: 'rows',
      against: `line ${row.line}: a pair agrees on the row when it is first linked`,
      red: [
        `first-link/newer-left/${slug}`,
        `first-link/newer-right/${slug}`,
        `first-link/empty-left/${slug}`,
      ],
      rows: [name],
      vary: () => onlyLater((rowNames) => rowNames.includes(name)),
    },
    {
      title: `${name} is forgotten from its third edit on`,
      class: 'rows',
      against: `line ${row.line}: the row is kept in sync for ever`,
      red: [`alternate/${slug}`],
      rows: [name],
      vary: () => {
        const sent = new Map<string, number>();
        return {
          send: (patch, { id, side, first }) => {
            const leaf = without(patch, (path) => !isOf(path, side));
            if (first || leaf === null) return patch;
            const pair = side === 'left' ? id : `of ${id}`;
            sent.set(pair, (sent.get(pair) ?? 0) + 1);
            return (sent.get(pair) ?? 0) > 1 ? without(patch, (path) => isOf(path, side)) : patch;
          },
        };
      },
    },
  ];
}

function leftOut(title: string, gone: readonly Row[]): FaultyEngine {
  return {
    title,
    class: 'rows',
    against: `line ${gone.map(({ line }) => line).join(', ')}: the row is kept equal`,
    red: gone.flatMap((row) => [
      `edit-left/${slugOf(row)}`,
      `edit-right/${slugOf(row)}`,
      `first-link/newer-left/${slugOf(row)}`,
    ]),
    rows: gone.map(rowName),
    vary: () => ({
      sections: (sections) => onlyRows(sections, (row) => !gone.some((one) => rowName(one) === rowName(row))),
    }),
  };
}

/** What both sides held when a pair was first seen is taken for agreed; a change of either side since is carried over. */
function onlyLater(isConcerned: (rowNames: readonly string[]) => boolean): Variation {
  const atFirst = new Map<string, string>();
  return {
    core: (core) => ({
      ...core,
      decide: (groups, records, agreed, edited) => {
        const decisions: Decision[] = [];
        for (const decision of core.decide(groups, records, agreed, edited)) {
          const { group } = decision;
          const rowAgreed = group.rows.every((row) => agreed[row] !== undefined);
          if (rowAgreed || !isConcerned(group.rows)) {
            decisions.push(decision);
            continue;
          }
          const [leftPath = '', rightPath = ''] = [group.left[0], group.right[0]];
          const [left, right] = [valueAt(records.left, leftPath), valueAt(records.right, rightPath)];
          const key = `${records.left.id} ${group.rows.join(' ')}`;
          const now = JSON.stringify([left, right]);
          const before = atFirst.get(key);
          if (before === undefined) atFirst.set(key, now);
          if (before === undefined || before === now || agree(left, right)) continue;
          const leftChanged = JSON.stringify([left]) !== JSON.stringify([JSON.parse(before)[0]]);
          decisions.push({
            group,
            value: leftChanged ? left : right,
            why: 'only edit',
            writes: leftChanged
              ? [{ side: 'right', path: rightPath, value: right }]
              : [{ side: 'left', path: leftPath, value: left }],
          });
        }
        return decisions;
      },
    }),
  };
}
