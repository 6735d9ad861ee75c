/** Rows that connect other leaves than the document says. */
import { type Row, rowName } from '../../domain/dataflow.ts';
import type { FaultyEngine } from '../faulty.ts';
import { acrossFrom, pathsMapped } from '../leaves.ts';
import { leafOf, rowsMapped, slugOf } from './ground.ts';

const AGAINST = 'a property is kept equal with the one beside it in the table, and with no other';

export function crossingFaults(rows: readonly Row[]): FaultyEngine[] {
  const leaves = [...new Set(rows.map(({ left }) => leafOf(left)))];
  const ofLeaf = (leaf: string): Row[] => rows.filter(({ left }) => leafOf(left) === leaf);
  const pairs = leaves.flatMap((one, i) =>
    leaves.slice(i + 1).map((other): [string, string] => [one, other]),
  );
  return [
    notCrossed('no row is crossed', rows),
    ...leaves.map((leaf) => notCrossed(`${leaf} is not crossed`, ofLeaf(leaf))),
    ...['postAddress', 'visitAddress'].flatMap((address) =>
      pairs.map(([one, other]) => swapped(rows, `${address}.${one}`, `${address}.${other}`)),
    ),
    ...pairs.map(([one, other]) => mixed(one, other, [...ofLeaf(one), ...ofLeaf(other)])),
    ...leaves.map((leaf) =>
      laterStraight(`${leaf} is crossed at the first link and straight later`, ofLeaf(leaf), true),
    ),
    laterStraight('rows are crossed at the first link and straight later', rows, true),
    laterStraight('rows are straight at the first link and crossed later', rows, false),
  ];
}

function notCrossed(title: string, concerned: readonly Row[]): FaultyEngine {
  return {
    title,
    class: 'crossing',
    against: AGAINST,
    red: concerned.flatMap((row) => [`edit-left/${slugOf(row)}`, `edit-right/${slugOf(row)}`]),
    rows: concerned.map(rowName),
    vary: () => ({
      sections: (sections) =>
        rowsMapped(sections, (row) => (isAmong(concerned, row) ? { ...row, right: row.left } : row)),
    }),
  };
}

/** Two rows change their right sides. */
function swapped(rows: readonly Row[], first: string, second: string): FaultyEngine {
  const concerned = rows.filter(({ left }) => left === first || left === second);
  const rightOf = (left: string): string => rows.find((row) => row.left === left)?.right ?? left;
  return {
    title: `${first} goes with ${rightOf(second)}, and ${second} with ${rightOf(first)}`,
    class: 'crossing',
    against: AGAINST,
    red: concerned.flatMap((row) => [`edit-left/${slugOf(row)}`, `edit-right/${slugOf(row)}`]),
    rows: concerned.map(rowName),
    vary: () => ({
      sections: (sections) =>
        rowsMapped(sections, (row) => {
          if (row.left === first) return { ...row, right: rightOf(second) };
          return row.left === second ? { ...row, right: rightOf(first) } : row;
        }),
    }),
  };
}

/** What goes to the right is right; on its way back one leaf is taken for another. */
function mixed(one: string, other: string, concerned: readonly Row[]): FaultyEngine {
  const exchanged = (path: string): string => {
    if (leafOf(path) === one && path.includes('.')) return path.replace(`.${one}`, `.${other}`);
    return leafOf(path) === other && path.includes('.') ? path.replace(`.${other}`, `.${one}`) : path;
  };
  return {
    title: `${one} and ${other} are mixed up on the way to the left`,
    class: 'crossing',
    against: AGAINST,
    red: concerned.map((row) => `edit-right/${slugOf(row)}`),
    rows: concerned.map(rowName),
    vary: () => ({
      send: (patch, { side, first }) => (side === 'left' && !first ? pathsMapped(patch, exchanged) : patch),
    }),
  };
}

function laterStraight(title: string, concerned: readonly Row[], crossedAtFirst: boolean): FaultyEngine {
  return {
    title,
    class: 'crossing',
    against: AGAINST,
    red: concerned.map((row) =>
      crossedAtFirst ? `edit-left/${slugOf(row)}` : `first-link/newer-left/${slugOf(row)}`,
    ),
    rows: concerned.map(rowName),
    vary: () => ({
      send: (patch, { first, side }) =>
        first === crossedAtFirst
          ? patch
          : pathsMapped(patch, (path) =>
              concerned.some((row) => row[side] === path) ? acrossFrom(path) : path,
            ),
    }),
  };
}

function isAmong(rows: readonly Row[], row: Row): boolean {
  return rows.some((one) => rowName(one) === rowName(row));
}
