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
import type { Scenario } from '../scenario.ts';
import { overScenarios } from '../view.ts';
import { holdsEdit } from '../row-findings.ts';

export function independentEdits(ground: Ground): Topic {
  const cases = ground.rows.map((row) => ({ row, others: partnersOf(ground.rows, row) }));
  return {
    scenarios: {
      main: cases.flatMap(({ row, others }) => others.map((other) => scenario(ground, row, other))),
    },
    checks: cases
      .filter(({ others }) => others.length > 0)
      .map(({ row, others }) => {
        const byId = new Map(others.map((other) => [idOf(row, other), other]));
        return checkOf(ground, {
          kind: 'implied',
          group: 'keeping in sync',
          rows: [row],
          lines: linesSaying(ground, 'keeps in sync'),
          name: `independent-edits/${rowSlug(row)}`,
          title: `${rowName(row)}: an edit on the left survives, and so does an edit of another row on the right`,
          scenarios: [...byId.keys()],
          judge: overScenarios([...byId.keys()], (view) => {
            const other = byId.get(view.scenario.id);
            return [...holdsEdit(view, 1, row, 'left'), ...(other ? holdsEdit(view, 1, other, 'right') : [])];
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
        edit('left', row.left, ground.source.value(row.left)),
        edit('right', other.right, ground.source.value(other.right)),
      ],
    ],
  };
}
