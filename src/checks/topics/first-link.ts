/** A pair that is linked for the first time: both sides come to agree, on a value that one of them held. */
import { type Patch, type Value, isEmpty, setting, together, valueAt } from '../../domain/record.ts';
import { type Row, rowName } from '../../domain/dataflow.ts';
import type { Check } from '../check.ts';
import {
  blankOn,
  checkOf,
  create,
  type Ground,
  isOfCompanies,
  linesSaying,
  matchedPair,
  pathOn,
  rowSlug,
  type Topic,
} from '../ground.ts';
import { OTHER_SIDE, type Scenario, type Side, SIDES } from '../scenario.ts';
import { agreeOnOneOf } from '../row-findings.ts';
import { policyCheck } from '../policy-check.ts';
import { byTurns, howsLate, lateMatchId, matchId } from './matching.ts';
import { arrangedAt, overScenarios, type View } from '../view.ts';

/** The ways in which a side can be without a value. */
const EMPTIES = ['null', 'blank', 'no address'] as const;

export function firstLink(ground: Ground): Topic {
  return {
    scenarios: {
      main: [
        ...SIDES.map((side) => newer(ground, side)),
        ...SIDES.flatMap((side) => emptiesOf(ground).map((empty) => emptySide(ground, side, empty))),
        mixed(ground),
      ],
      simultaneous: [tie(ground)],
    },
    checks: [...ground.rows.flatMap((row) => rowChecks(ground, row)), ...policyChecks(ground)],
  };
}

function rowChecks(ground: Ground, row: Row): Check[] {
  const about = { kind: 'checklist', group: 'properties', rows: [row] } as const;
  const lines = linesSaying(ground, 'introduces the rows');
  const agrees = (name: string, title: string, scenarios: string[], round: number, direction?: Side): Check =>
    checkOf(ground, {
      ...about,
      ...(direction ? { direction } : {}),
      lines,
      name: `first-link/${name}/${rowSlug(row)}`,
      title: `${rowName(row)}: ${title}`,
      scenarios,
      judge: overScenarios(scenarios, (view) =>
        agreeOnOneOf(
          view,
          round,
          row,
          SIDES.map((one) => heldBefore(view, round, row, one)),
        ),
      ),
    });
  return [
    ...SIDES.map((side) =>
      agrees(
        `newer-${side}`,
        `first link, the newer record on the ${side}`,
        // Of the pair that is there before all others the right one is the newer.
        side === 'right' ? [newerId(side), matchId(ground.rule)] : [newerId(side)],
        0,
        side,
      ),
    ),
    ...SIDES.map((side) =>
      agrees(
        `empty-${side}`,
        `first link, the ${side} one empty`,
        [...emptiesOf(ground).map((empty) => emptyId(side, empty)), MIXED],
        0,
        OTHER_SIDE[side],
      ),
    ),
    agrees(
      'late',
      'first link of records that come to match later',
      byTurns(howsLate(ground)).map(({ side, how }) => lateMatchId(ground, side, how)),
      1,
    ),
  ];
}

/** Questions that the document leaves open: which of two values stays. */
function policyChecks(ground: Ground): Check[] {
  const policy = ground.policies['first-link'];
  const winner = (newest: Side): Side => (policy === 'left' || policy === 'right' ? policy : newest);
  const about = { group: 'properties', lines: linesSaying(ground, 'a link comes first') } as const;
  const held = (side: Side, round: number) => (view: View) =>
    ground.rows.map((row) => ({ round, row, expected: heldBefore(view, round, row, side) }));
  return [
    ...SIDES.map((side) =>
      policyCheck(ground, {
        ...about,
        policy: 'first-link',
        name: `first-link-newer-${side}`,
        title: `first link, both hold a value, the ${side} one modified last`,
        scenarios: [newerId(side)],
        cases: held(winner(side), 0),
      }),
    ),
    policyCheck(ground, {
      ...about,
      policy: 'first-link',
      isTie: true,
      name: 'first-link-same-time',
      title: 'first link, both hold a value, modified at the same time',
      scenarios: [TIE],
      cases: held(winner('left'), 0),
    }),
    ...SIDES.filter((side) => canBeRekeyed(ground, side)).map((side) =>
      policyCheck(ground, {
        ...about,
        policy: 'first-link',
        name: `first-link-key-edited-${side}`,
        title: `first link by an edit of the merge property on the ${side}, which counts as a modification`,
        scenarios: [lateMatchId(ground, side, 'edited')],
        cases: held(winner(side), 1),
      }),
    ),
    ...SIDES.map((side) =>
      policyCheck(ground, {
        ...about,
        policy: 'first-link-empty',
        name: `first-link-empty-${side}`,
        title: `first link, the ${side} one empty`,
        scenarios: [...emptiesOf(ground).map((empty) => emptyId(side, empty)), MIXED],
        cases: (view) =>
          ground.rows
            .filter((row) => !bothHold(view, row))
            .map((row) => ({ round: 0, row, expected: onlyValue(view, row) })),
      }),
    ),
  ];
}

/** Whether a record comes to match by an edit of its key. */
function canBeRekeyed(ground: Ground, side: Side): boolean {
  return howsLate(ground).some((one) => one.side === side && one.how === 'edited');
}

/** What holds the key is never emptied: a row that goes from it to another property may have two values. */
function bothHold(view: View, row: Row): boolean {
  return SIDES.every((side) => !isEmpty(heldBefore(view, 0, row, side)));
}

/** The value of the side that has one. */
function onlyValue(view: View, row: Row): Value {
  return SIDES.map((side) => heldBefore(view, 0, row, side)).find((value) => !isEmpty(value)) ?? null;
}

/** What a side held before the engine ran. */
export function heldBefore(view: View, round: number, row: Row, side: Side): Value {
  const company = arrangedAt(view, round, side);
  return company ? valueAt(company, pathOn(row, side)) : null;
}

const newerId = (side: Side): string => `first link/newer on the ${side}`;
const emptyId = (side: Side, empty: (typeof EMPTIES)[number]): string => `first link/${side} empty/${empty}`;
/** Of records that are no companies no object is known to be an address. */
function emptiesOf(ground: Ground): (typeof EMPTIES)[number][] {
  return EMPTIES.filter((empty) => empty !== 'no address' || isOfCompanies(ground));
}

const MIXED = 'first link/each side empty in part';
const TIE = 'first link/same time';

function newer(ground: Ground, side: Side): Scenario {
  const pair = matchedPair(ground);
  const older = OTHER_SIDE[side];
  return {
    id: newerId(side),
    title: `two companies match before the first pass, the ${side} one modified last`,
    rounds: [[create(older, older, pair[older]), create(side, side, pair[side])]],
  };
}

/** The empty side is the newer one, so that *empty loses* is not taken for *the newest wins*. */
function emptySide(ground: Ground, side: Side, empty: (typeof EMPTIES)[number]): Scenario {
  const pair = matchedPair(ground);
  const full = OTHER_SIDE[side];
  return {
    id: emptyId(side, empty),
    title: `two companies match before the first pass, the ${side} one without values (${empty})`,
    rounds: [
      [
        create(full, full, pair[full]),
        create(side, side, emptied(ground, pair[side], side, ground.rows, empty)),
      ],
    ],
  };
}

/** Every other row is empty on the left, the rest on the right: what wins is decided for each row. */
function mixed(ground: Ground): Scenario {
  const pair = matchedPair(ground);
  const odd = ground.rows.filter((_, i) => i % 2 === 1);
  const even = ground.rows.filter((_, i) => i % 2 === 0);
  return {
    id: MIXED,
    title: 'two companies match before the first pass, each without some of the values',
    rounds: [
      [
        create('left', 'left', emptied(ground, pair.left, 'left', even, 'null')),
        create('right', 'right', emptied(ground, pair.right, 'right', odd, 'null')),
      ],
    ],
  };
}

function tie(ground: Ground): Scenario {
  const pair = matchedPair(ground);
  return {
    id: TIE,
    title: 'two companies match before the first pass, modified at the same time',
    rounds: [[create('right', 'right', pair.right), create('left', 'left', pair.left)]],
  };
}

function emptied(
  ground: Ground,
  company: Patch,
  side: Side,
  rows: readonly Row[],
  empty: (typeof EMPTIES)[number],
): Patch {
  const paths = rows.map((row) => pathOn(row, side)).filter((path) => path !== ground.rule[side]);
  const draft = together([
    company,
    ...paths.map((path) => setting(path, empty === 'blank' ? blankOn(ground, side, path) : null)),
  ]);
  if (empty !== 'no address') return draft;
  const addresses = ['postAddress', 'visitAddress'] as const;
  for (const address of addresses) {
    const leaves = draft[address];
    if (leaves && Object.values(leaves).every((leaf) => leaf === null)) draft[address] = null;
  }
  return draft;
}
