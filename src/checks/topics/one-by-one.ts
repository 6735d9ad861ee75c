/** Each row by itself: it is left alone while others are edited, and an edit of it can be taken back. */
import { setting, together } from '../../domain/record.ts';
import { type Row, rowName } from '../../domain/dataflow.ts';
import type { Check, Finding } from '../check.ts';
import {
  checkOf,
  createBoth,
  editAllRows,
  type Ground,
  linesSaying,
  matchedPair,
  pathOn,
  rowSlug,
  type Topic,
} from '../ground.ts';
import { changedByEngine } from '../linked.ts';
import { holdsEdit } from '../row-findings.ts';
import { type Scenario, type Side, SIDES } from '../scenario.ts';
import { finding, overScenarios, roundNumbers, show, type View } from '../view.ts';
import { editsOf } from './edits.ts';

export function oneByOne(ground: Ground): Topic {
  return {
    scenarios: { main: SIDES.map((side) => takingBack(ground, side)) },
    checks: ground.rows.flatMap((row) => [...othersEdited(ground, row), takenBack(ground, row)]),
  };
}

function othersEdited(ground: Ground, row: Row): Check[] {
  const scenarios = ground.rows.filter((other) => other !== row).flatMap(editsOf);
  if (scenarios.length === 0) return [];
  return [
    checkOf(ground, {
      kind: 'implied',
      group: 'properties',
      rows: [row],
      lines: linesSaying(ground, 'keeps in sync'),
      name: `others-edited/${rowSlug(row)}`,
      title: `${rowName(row)}: left alone while other rows of the pair are edited and cleared`,
      scenarios,
      judge: overScenarios(scenarios, (view) => SIDES.flatMap((side) => leftAlone(view, row, side))),
    }),
  ];
}

function leftAlone(view: View, row: Row, side: Side): Finding[] {
  return roundNumbers(view)
    .slice(1)
    .flatMap((round) =>
      changedByEngine(view, round, side)
        .filter(({ path }) => path === pathOn(row, side))
        .map(({ path, from, to }) =>
          finding(
            `${side} ${path}: only another row was edited, yet it went from ${show(from)} to ${show(to)}`,
            {
              scenario: view.scenario.id,
              round,
              record: side,
              path,
              expected: show(from),
              received: show(to),
            },
          ),
        ),
    );
}

function takenBack(ground: Ground, row: Row): Check {
  const scenarios = SIDES.map(takingBackId);
  return checkOf(ground, {
    kind: 'implied',
    group: 'properties',
    rows: [row],
    lines: linesSaying(ground, 'keeps in sync'),
    name: `taken-back/${rowSlug(row)}`,
    title: `${rowName(row)}: an edit back to what both sides held at the first link arrives`,
    scenarios,
    judge: overScenarios(scenarios, (view) =>
      SIDES.filter((side) => view.scenario.id === takingBackId(side)).flatMap((side) =>
        holdsEdit(view, 2, row, side),
      ),
    ),
  });
}

const takingBackId = (side: Side): string => `taking back/on the ${side}`;

/** What is gone back to was never written by the engine: both sides were created with it. */
function takingBack(ground: Ground, side: Side): Scenario {
  const pair = matchedPair(ground);
  const held = ground.rows.map((row) => ({ row, value: ground.source.value('left', row.left) }));
  const leavesOn = (one: Side) => together(held.map(({ row, value }) => setting(pathOn(row, one), value)));
  return {
    id: takingBackId(side),
    title: `two companies that agree on every row are linked; the ${side} one is edited, and edited back`,
    rounds: [
      createBoth({
        left: together([pair.left, leavesOn('left')]),
        right: together([pair.right, leavesOn('right')]),
      }),
      [editAllRows(ground, side, side)],
      [{ do: 'edit', record: side, patch: leavesOn(side) }],
    ],
  };
}
