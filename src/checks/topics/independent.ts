/** Edits to different rows of one pair, one on each side between two passes, both survive. */
import { type Row, rowName } from '../../domain/dataflow.ts';
import { topLevelOf } from '../../domain/path.ts';
import {
  checkOf,
  edit,
  type Ground,
  linesSaying,
  matchedPair,
  mirrorOf,
  rowSlug,
  type Topic,
  createBoth,
} from '../ground.ts';
import type { Scenario, Side } from '../scenario.ts';
import { overScenarios } from '../view.ts';
import { holdsEdit } from '../row-findings.ts';

export function independentEdits(ground: Ground): Topic {
  const cases = ground.rows.flatMap((left) =>
    partnersOf(ground.rows, left).map((right) => ({ left, right })),
  );
  return {
    scenarios: { main: cases.map(({ left, right }) => scenario(ground, left, right)) },
    checks: ground.rows.flatMap((row) => {
      // Each row answers for its own edits: one that is lost is not blamed on the row that was edited beside it.
      const sides = new Map(
        cases
          .filter(({ left, right }) => left === row || right === row)
          .map(({ left, right }): [string, Side] => [idOf(left, right), left === row ? 'left' : 'right']),
      );
      if (sides.size === 0) return [];
      return checkOf(ground, {
        kind: 'implied',
        group: 'keeping in sync',
        rows: [row],
        lines: linesSaying(ground, 'keeps in sync'),
        name: `independent-edits/${rowSlug(row)}`,
        title: `${rowName(row)}: an edit on one side survives an edit of another row on the other side`,
        scenarios: [...sides.keys()],
        judge: overScenarios([...sides.keys()], (view) => {
          const side = sides.get(view.scenario.id);
          return side === undefined ? [] : holdsEdit(view, 1, row, side);
        }),
      });
    }),
  };
}

/** A row whose right property shares its object with this one's, one that does not, and the mirror. */
function partnersOf(rows: readonly Row[], row: Row): Row[] {
  const others = rows.filter((other) => other.left !== row.left && other.right !== row.right);
  const [from, own] = [others.filter((_, i) => i >= rows.indexOf(row)).concat(others), topLevelOf(row.right)];
  const near = from.find((other) => topLevelOf(other.right) === own);
  const far = from.find((other) => topLevelOf(other.right) !== own);
  return [...new Set([near, far, mirrorOf(others, row)])].filter((other) => other !== undefined);
}

function idOf(row: Row, other: Row): string {
  return `independent edits/${rowSlug(row)} and ${rowSlug(other)}`;
}

function scenario(ground: Ground, row: Row, other: Row): Scenario {
  const pair = matchedPair(ground);
  return {
    id: idOf(row, other),
    title: `${rowName(row)} is edited on the left while ${rowName(other)} is edited on the right`,
    needs: ['edits between passes'],
    rounds: [
      createBoth(pair),
      [
        edit('left', row.left, ground.source.value('left', row.left)),
        edit('right', other.right, ground.source.value('right', other.right)),
      ],
    ],
  };
}
