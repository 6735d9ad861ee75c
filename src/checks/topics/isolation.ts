/** What a sync must leave alone: properties outside the rows, companies that match nothing, other pairs. */
import { isOwnKey } from '../../domain/record-type.ts';
import { changesBetween, setting, together, valueAt } from '../../domain/record.ts';
import { BATCH_IDS } from '../batches.ts';
import { type Check, type Finding, NotVerified } from '../check.ts';
import type { Evidence } from '../evidence.ts';
import {
  checkOf,
  create,
  edit,
  editAllRows,
  type Ground,
  keyFor,
  linesSaying,
  matchedPair,
  pathOn,
  type Topic,
  withKey,
  createBoth,
} from '../ground.ts';
import { changedByEngine, untouched } from '../linked.ts';
import { type Scenario, type Side, SIDES } from '../scenario.ts';
import { companyAt, finding, overScenarios, recordsAt, roundNumbers, show, type View } from '../view.ts';

/**
 * `scenarios` are those of all other topics: what must be left alone is looked for in each of them. Those in which
 * a linked record is deleted are not among them, for what follows a deletion is policy.
 */
export function isolation(ground: Ground, scenarios: readonly string[]): Topic {
  const unlisted = [...new Set(SIDES.flatMap((side) => unlistedOn(ground, side)))];
  const own = [
    ...unlisted.map((path) => unlistedEdits(ground, path)),
    ...SIDES.map((side) => unlistedEmpty(ground, side)),
    ...SIDES.map((side) => alone(ground, side)),
    bystanders(ground),
  ];
  const all = [...scenarios, ...own.map(({ id }) => id)];
  return {
    scenarios: { main: own },
    checks: [
      ...unlisted.map((path) => unlistedCheck(ground, path, all)),
      ...SIDES.map((side) =>
        checkOf(ground, {
          kind: 'checklist',
          group: 'isolation',
          name: `unmatched-${side}`,
          title: `a company on the ${side} that matches nothing is never changed, nor linked with itself`,
          lines: [ground.rule.line],
          scenarios: [aloneId(side)],
          judge: overScenarios([aloneId(side)], (view) =>
            untouched(view, [side], 'it matches no other company', ground.echoes),
          ),
        }),
      ),
      checkOf(ground, {
        kind: 'implied',
        group: 'isolation',
        name: 'neighbours',
        title: 'pairs do not affect each other: a pair that nobody edits stays as it is',
        lines: linesSaying(ground, 'keeps in sync'),
        scenarios: [BYSTANDERS],
        judge: overScenarios([BYSTANDERS], neighboursLeftAlone),
      }),
      checkOf(ground, {
        kind: 'implied',
        group: 'isolation',
        name: 'nothing-drifts',
        title: 'records hold at the end what they held after their last edit had settled',
        lines: linesSaying(ground, 'keeps in sync'),
        scenarios: all,
        judge: overScenarios(all, drift),
      }),
      ...SIDES.map((side) => noDeletion(ground, side, all)),
      noCreation(ground),
    ],
  };
}

/** The engine may write rows only, so no other leaf may differ from what the harness left there. */
function unlistedCheck(ground: Ground, path: string, scenarios: string[]): Check {
  return checkOf(ground, {
    kind: 'implied',
    group: 'isolation',
    name: `unlisted/${path}`,
    title: `${path} is in no row: it keeps its own value on each side`,
    lines: linesSaying(ground, 'introduces the rows'),
    scenarios,
    judge: overScenarios(scenarios, (view) =>
      roundNumbers(view).flatMap((round) =>
        recordsAt(view, round)
          .filter((record) => isUnlisted(ground, path, sideOf(view, record)))
          .flatMap((record) =>
            changedByEngine(view, round, record)
              .filter((change) => change.path === path)
              .map(({ from, to }) =>
                finding(`${record} ${path}: expected its own ${show(from)}, received ${show(to)}`, {
                  scenario: view.scenario.id,
                  round,
                  record,
                  path,
                  expected: show(from),
                  received: show(to),
                }),
              ),
          ),
      ),
    ),
  });
}

function noDeletion(ground: Ground, side: Side, scenarios: string[]): Check {
  return checkOf(ground, {
    kind: 'checklist',
    group: 'isolation',
    name: `no-deletion-${side}`,
    title: `no company on the ${side} is deleted by the sync`,
    lines: [ground.link.line],
    scenarios,
    judge: overScenarios(scenarios, (view) =>
      roundNumbers(view).flatMap((round) =>
        recordsAt(view, round)
          .filter((record) => view.scenario.sides[record] === side)
          .filter((record) => view.scenario.rounds[round]?.observed[record] === null)
          .map((record) =>
            finding(`${record}: the record is gone`, { scenario: view.scenario.id, round, record }),
          ),
      ),
    ),
  });
}

/** On which sides no record is ever created for one that does not match: those that are created on purpose are known. */
function sidesWithoutCreation({ creation }: Ground): readonly Side[] {
  return creation.creates === 'always' ? ['left'] : SIDES;
}

function titleOfNoCreation({ creation: { creates } }: Ground): string {
  if (creates === 'never') return 'no company is created by the sync: no section says that one is';
  if (creates === 'always')
    return 'no company is created on the left by the sync: no section says that one is';
  return 'no company is created by the sync but for those that the document says are';
}

function noCreation(ground: Ground): Check {
  const sides = sidesWithoutCreation(ground);
  return checkOf(ground, {
    kind: 'checklist',
    group: 'isolation',
    name: 'no-creation',
    title: titleOfNoCreation(ground),
    lines: [ground.link.line],
    scenarios: [],
    judge: ({ settles }: Evidence) =>
      settles
        .filter(({ batch }) => BATCH_IDS.some((id) => id === batch))
        .flatMap(({ batch, round, strangers }) =>
          strangers
            .filter(({ side }) => sides.includes(side))
            .map(({ side, company }) =>
              finding(
                `a company that nobody created stands on the ${side}: id ${company.id}, ${pathOn(ground.rule, side)} ${show(valueAt(company, pathOn(ground.rule, side)))} (batch ${batch})`,
                { round },
              ),
            ),
        ),
  });
}

function neighboursLeftAlone(view: View): Finding[] {
  return ['left', 'right'].flatMap((record) =>
    roundNumbers(view)
      .slice(1)
      .flatMap((round) => changedByEngine(view, round, record).map((change) => ({ round, ...change })))
      .map(({ round, path, from, to }) =>
        finding(`${record} ${path}: nobody edited this pair, yet it went from ${show(from)} to ${show(to)}`, {
          scenario: view.scenario.id,
          round,
          record,
          path,
        }),
      ),
  );
}

function drift(view: View): Finding[] {
  const { final } = view.scenario;
  if (!final)
    throw new NotVerified(`${view.scenario.id} was not looked at at the end`, { declaredLack: false });
  const last = view.scenario.rounds.length - 1;
  return Object.keys(view.scenario.sides)
    .filter((record) => view.scenario.rounds[last]?.observed[record])
    .flatMap((record) => {
      const before = companyAt(view, last, record);
      const after = final[record];
      if (!after)
        return [
          finding(`${record}: it was there after its last settle and is gone at the end`, {
            scenario: view.scenario.id,
            round: last,
            record,
          }),
        ];
      return changesBetween(before, after).map(({ path, from, to }) =>
        finding(`${record} ${path}: held ${show(from)} after its last settle and ${show(to)} at the end`, {
          scenario: view.scenario.id,
          round: last,
          record,
          path,
        }),
      );
    });
}

function sideOf(view: View, record: string): Side {
  const side = view.scenario.sides[record];
  if (side) return side;
  throw new NotVerified(`the evidence does not say on which side ${record} of ${view.scenario.id} is`, {
    declaredLack: false,
  });
}

/** The properties of a side's records that are in no row. */
function unlistedOn(ground: Ground, side: Side): string[] {
  return [...ground.types[side].leaves.keys()].filter(
    (path) => !isOwnKey(path) && isUnlisted(ground, path, side),
  );
}

/** By the document: a row that cannot be shown here may be written all the same. */
function isUnlisted({ link, topology }: Ground, path: string, side: Side): boolean {
  const sides = topology === 'one-tenant' ? SIDES : [side];
  return !link.rows.some((row) => sides.some((one) => pathOn(row, one) === path));
}

const aloneId = (side: Side): string => `unmatched/on the ${side}`;
const BYSTANDERS = 'neighbours/pairs alike in all but the key';

function unlistedEdits(ground: Ground, path: string): Scenario {
  const pair = matchedPair(ground);
  const value = (side: Side): string =>
    path === ground.rule[side] ? keyFor(ground, ground.rule) : ground.source.value(side, path);
  const sides = SIDES.filter((side) => unlistedOn(ground, side).includes(path));
  return {
    id: `unlisted/${path}`,
    title: `${path}, which is in no row, is edited on the ${sides.join(', then on the ')}`,
    rounds: [createBoth(pair), ...sides.map((side) => [edit(side, path, value(side))])],
  };
}

/** What has no value on one side is a temptation to fill it from the other. */
function unlistedEmpty(ground: Ground, side: Side): Scenario {
  const pair = matchedPair(ground);
  const empty = unlistedOn(ground, side).filter(
    (path) =>
      path !== ground.rule[side] &&
      // The name of a company that others see bears the run's tag.
      (path !== 'name' || ground.tag === undefined),
  );
  const draft = together([pair[side], ...empty.map((path) => setting(path, null))]);
  return {
    id: `unlisted/empty on the ${side}`,
    title: `every property that is in no row${ground.tag === undefined ? '' : ', but the name,'} is empty on the ${side}; both are edited later`,
    rounds: [
      createBoth({ ...pair, [side]: draft }),
      [editAllRows(ground, 'left', 'left')],
      [editAllRows(ground, 'right', 'right')],
    ],
  };
}

function alone(ground: Ground, side: Side): Scenario {
  return {
    id: aloneId(side),
    title: `a company on the ${side} has a key that no other has; it is edited later`,
    rounds: [[create(side, side, ground.source.record(side))], [editAllRows(ground, side, side)]],
  };
}

/** Two pairs that are alike in name and addresses; the first is left alone while the second is edited. */
function bystanders(ground: Ground): Scenario {
  const pair = matchedPair(ground);
  const key = keyFor(ground, ground.rule);
  return {
    id: BYSTANDERS,
    title: 'of two pairs alike in all but the key, one is edited on both sides and the other left alone',
    rounds: [
      [
        create('left', 'left', pair.left),
        create('other left', 'left', withKey(pair.left, ground.rule.left, key)),
        create('right', 'right', pair.right),
        create('other right', 'right', withKey(pair.right, ground.rule.right, key)),
      ],
      [editAllRows(ground, 'other left', 'left')],
      [editAllRows(ground, 'other right', 'right')],
    ],
  };
}
