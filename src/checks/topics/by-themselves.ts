/** Rows that cannot be looked at while others are edited: each has pairs of its own, in which all else is left alone. */
import { type MergeRule, type Row, rowName } from '../../domain/dataflow.ts';
import { isEmpty, type Patch, setting, together, type Value } from '../../domain/record.ts';
import type { Check } from '../check.ts';
import {
  checkOf,
  createBoth,
  edit,
  type Ground,
  keyFor,
  linesSaying,
  matchedPair,
  pathOn,
  rowSlug,
  type SectionGround,
  type Topic,
} from '../ground.ts';
import { agreeOnOneOf, holdsEdit, type Pair } from '../row-findings.ts';
import { groupOf } from '../row-groups.ts';
import { type Action, OTHER_SIDE, type Scenario, type Side, SIDES } from '../scenario.ts';
import { overScenarios } from '../view.ts';
import { toBeCreated } from './creation.ts';
import { CREATED } from './creation-checks.ts';
import { heldBefore } from './first-link.ts';
import { linkCheck, matchId, ruleName } from './matching.ts';

/** How the topic comes by a pair of which nothing but some leaves has a value. */
interface Pairing {
  names: Pair;
  /** What is done before the first settle; `seeks` where the right one is created then. */
  begin: (row: Row, first: Side, start: string) => Pick<Scenario, 'seeks'> & { arranged: Action[] };
  /** Whether a side can have no value when the pair is linked. */
  canBeEmpty: (row: Row, side: Side) => boolean;
}

export function byThemselves(ground: Ground): Topic {
  const topic = topicOf(ground, {
    names: { left: 'left', right: 'right' },
    begin: (row, first, start) => ({ arranged: createBoth(pairWith(ground, row, first, start)) }),
    canBeEmpty: () => true,
  });
  const [row] = ground.byThemselves;
  if (ground.rows.length > 0 || row === undefined) return topic;
  // No other topic shows that records are linked.
  const rules = ground.link.merge;
  return {
    scenarios: { main: [...(topic.scenarios.main ?? []), ...rules.map((rule) => match(ground, row, rule))] },
    checks: [...topic.checks, ...rules.map((rule) => matchCheck(ground, row, rule))],
  };
}

function match(ground: Ground, row: Row, rule: MergeRule): Scenario {
  const [start, edited, editedBack] = fourValues(ground, row, 'left');
  return {
    id: matchId(rule),
    title: `two records have the same ${ruleName(rule)} before the first pass; ${rowName(row)} is edited later`,
    rounds: [
      createBoth(pairWith({ ...ground, rule }, row, 'left', start)),
      [edit('left', row.left, edited)],
      [edit('right', row.right, editedBack)],
    ],
  };
}

function matchCheck(ground: Ground, row: Row, rule: MergeRule): Check {
  return linkCheck(ground, [matchId(rule)], {
    name: `match/${rule.left}~${rule.right}`,
    title: `records with the same ${ruleName(rule)} are linked`,
    lines: [rule.line],
    judge: (view) => [...holdsEdit(view, 1, row, 'left'), ...holdsEdit(view, 2, row, 'right')],
  });
}

/** In a section whose records cannot be arranged so that they match. */
export function byThemselvesCreated(ground: SectionGround): Topic {
  const { connection, creation } = ground;
  const cannot = ground.rows.length === 0 || (typeof creation.creates === 'object' && connection === null);
  if (cannot) return { scenarios: {}, checks: [] };
  return topicOf(ground, {
    names: CREATED,
    begin: (row, first, start) =>
      isMarked(ground, row)
        ? toBeCreated(ground, row, start)
        : toBeCreated(
            ground,
            ground.rows[0] ?? row,
            null,
            first === 'left' ? [setting(row.left, start)] : [],
          ),
    // What a created record is recognised by has a value on both sides.
    canBeEmpty: (row, side) => side === 'right' || !isMarked(ground, row),
  });
}

/** Whether what created records are recognised by would come to this row's properties. */
function isMarked(ground: SectionGround, row: Row): boolean {
  const [marker] = ground.rows;
  return marker !== undefined && groupOf(ground.linked, row).includes(marker);
}

function topicOf(ground: SectionGround, pairing: Pairing): Topic {
  const rows = ground.byThemselves;
  return {
    scenarios: { main: rows.flatMap((row) => SIDES.map((first) => scenario(ground, pairing, row, first))) },
    checks: rows.flatMap((row) => SIDES.flatMap((side) => rowChecks(ground, pairing, row, side))),
  };
}

/** What is done in which round: the first side begins with a value, and the others of the row's group with none. */
const ROUNDS = { firstLink: 0, edited: 1, editedBack: 2, cleared: 3, filled: 4 } as const;

function rowChecks(
  ground: SectionGround,
  { names: pair, canBeEmpty }: Pairing,
  row: Row,
  side: Side,
): Check[] {
  const other = OTHER_SIDE[side];
  const about = { kind: 'checklist', group: 'properties', rows: [row], direction: side } as const;
  const check = (name: string, title: string, first: Side, round: number): Check =>
    checkOf(ground, {
      ...about,
      lines: linesSaying(ground, 'keeps in sync'),
      name: `${name}-${side}/${rowSlug(row)}`,
      title: `${rowName(row)}: ${title}`,
      scenarios: [idOf(row, first)],
      judge: overScenarios([idOf(row, first)], (view) => holdsEdit(view, round, row, side, pair)),
    });
  const emptyFirst = checkOf(ground, {
    ...about,
    lines: linesSaying(ground, 'introduces the rows'),
    name: `first-link/empty-${other}/${rowSlug(row)}`,
    title: `${rowName(row)}: first link, the ${other} one empty`,
    scenarios: [idOf(row, side)],
    judge: overScenarios([idOf(row, side)], (view) => {
      const held = SIDES.map((one) => heldBefore(view, ROUNDS.firstLink, row, one));
      return agreeOnOneOf(view, ROUNDS.firstLink, row, orEmpty(held), pair);
    }),
  });
  return [
    ...(canBeEmpty(row, other) ? [emptyFirst] : []),
    check('edit', `an edit on the ${side} arrives on the ${other}`, side, ROUNDS.edited),
    check('edit-back', `an edit on the ${side} after one on the ${other} arrives`, other, ROUNDS.editedBack),
    check('clear', `a clearing on the ${side} arrives on the ${other}`, side, ROUNDS.cleared),
    check(
      'fill',
      `a value given on the ${side} where both were empty arrives on the ${other}`,
      other,
      ROUNDS.filled,
    ),
  ];
}

/** Where nobody held anything, both come to hold nothing. */
function orEmpty(held: readonly Value[]): readonly Value[] {
  return held.some((value) => !isEmpty(value)) ? held : [null];
}

const idOf = (row: Row, first: Side): string => `by itself/${first} first/${rowSlug(row)}`;

function scenario(ground: SectionGround, { names, begin }: Pairing, row: Row, first: Side): Scenario {
  const second = OTHER_SIDE[first];
  const [start, edited, editedBack, filled] = fourValues(ground, row, first);
  const set = (side: Side, value: string | null) => [edit(names[side], pathOn(row, side), value)];
  const { arranged, ...sought } = begin(row, first, start);
  return {
    id: idOf(row, first),
    title: `${rowName(row)} alone is given a value on the ${first}, edited on alternate sides, cleared and filled again`,
    ...sought,
    rounds: [arranged, set(first, edited), set(second, editedBack), set(first, null), set(second, filled)],
  };
}

/** Nothing but the row's property on one side has a value in its group; a group that reaches the key holds that. */
function pairWith(ground: Ground, row: Row, first: Side, start: string): Record<Side, Patch> {
  const pair = matchedPair(ground);
  const group = groupOf(ground.linked, row).filter((one) => ground.copied.includes(one));
  const reachesKey = group.some((one) => SIDES.some((side) => one[side] === ground.rule[side]));
  const key = reachesKey ? keyFor(ground, ground.rule) : null;
  const on = (side: Side): Patch =>
    together([
      pair[side],
      ...group.map((one) => setting(pathOn(one, side), key)),
      ...(reachesKey ? [setting(ground.rule[side], key)] : []),
      ...(side === first && !reachesKey ? [setting(pathOn(row, side), start)] : []),
    ]);
  return { left: on('left'), right: on('right') };
}

function fourValues(ground: SectionGround, row: Row, first: Side): readonly [string, string, string, string] {
  if (ground.types.left.leaves.get(row.left)?.is === 'boolean') return ['true', 'false', 'true', 'false'];
  const path = pathOn(row, first);
  const rule = ground.link.merge.find((one) => one[first] === path);
  const next = (): string => (rule ? ground.source.key(rule) : ground.source.value(first, path));
  return [next(), next(), next(), next()];
}
