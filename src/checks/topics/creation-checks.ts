/** What is asked of records that the engine creates: when the document says so and only then, once, and linked from then on. */
import { rowName } from '../../domain/dataflow.ts';
import type { Check, Finding } from '../check.ts';
import { checkOf, rowSlug, type SectionGround } from '../ground.ts';
import { changedButEchoes, type Echoes } from '../linked.ts';
import { holdsEdit, type Pair, sidesAgree } from '../row-findings.ts';
import type { Scenario } from '../scenario.ts';
import { companyAt, finding, overScenarios, roundNumbers, roundOf, type View } from '../view.ts';

/** The scenarios, by what they arrange. */
export const ID = {
  created: 'creation/no match',
  later: 'creation/no match, and comes to be qualified',
  not: 'creation/no match, not qualified',
  unsynchronised: 'creation/no match, connected to one that is not synchronised',
  merged: 'creation/a match',
  notMatched: 'creation/a match, not qualified',
} as const;

/** The left one, and the one that was created for it. */
export const CREATED: Pair = { left: 'left', right: 'created' };

type Judge = (view: View) => Finding[];

/** Those of the scenarios that there are. */
export function creationChecks(ground: SectionGround, scenarios: readonly Scenario[]): Check[] {
  const who = whose(ground);
  const lines = linesOfCreation(ground);
  const planned = new Set(scenarios.map(({ id }) => id));
  const about = { kind: 'checklist', group: 'linking', lines } as const;
  const check = (name: string, title: string, id: string, judge: Judge): Check[] =>
    planned.has(id)
      ? [
          checkOf(ground, {
            ...about,
            name: `creation/${name}`,
            title,
            scenarios: [id],
            judge: overScenarios([id], judge),
          }),
        ]
      : [];
  return [
    ...check('created', `a record is created on the right for one ${who}`, ID.created, (view) =>
      isCreated(view, 0),
    ),
    ...(planned.has(ID.created) ? valueChecks(ground, lines) : []),
    ...check(
      'linked-left',
      'an edit on the left arrives at the record that was created for it',
      ID.created,
      (view) => ground.rows.flatMap((row) => holdsEdit(view, 1, row, 'left', CREATED)),
    ),
    ...check(
      'linked-right',
      'an edit of a created record arrives at the one that it was created for',
      ID.created,
      (view) => ground.rows.flatMap((row) => holdsEdit(view, 2, row, 'right', CREATED)),
    ),
    ...check('once', 'no second record is created for the same one', ID.created, secondOnes),
    ...check('later', `a record is created for one that comes to be one ${who}`, ID.later, (view) => [
      ...noneCreated(view, [0]),
      ...isCreated(view, 1),
      ...secondOnes(view),
    ]),
    ...check('not', `no record is created for one but those ${who}`, ID.not, noneEver),
    ...check(
      'not-synchronised',
      'no record is created for one connected to a record that is not synchronised',
      ID.unsynchronised,
      noneEver,
    ),
    ...check('merged', 'no record is created for one that matches an existing one', ID.merged, noneEver),
    ...check(
      'not-matched',
      `one that is none of those ${who} is not linked, though it matches`,
      ID.notMatched,
      (view) => [
        ...noneEver(view),
        ...['left', 'right'].flatMap((record) => untouchedInAll(view, record, ground.echoes)),
      ],
    ),
  ];
}

function valueChecks(ground: SectionGround, lines: number[]): Check[] {
  return ground.rows.map((row) =>
    checkOf(ground, {
      kind: 'checklist',
      group: 'properties',
      rows: [row],
      direction: 'left',
      lines,
      name: `creation/value/${rowSlug(row)}`,
      title: `${rowName(row)}: a created record has the value of the one that it was created for`,
      scenarios: [ID.created],
      judge: overScenarios([ID.created], (view) => sidesAgree(view, 0, row, CREATED)),
    }),
  );
}

function whose({ creation: { creates, merges } }: SectionGround): string {
  if (merges !== 'all') return `of which the document says: ${merges.when}`;
  if (creates === 'always') return 'that has no match';
  return typeof creates === 'string'
    ? ''
    : `connected to a synchronised record of ${creates.whenConnectedTo.join(', ')}`;
}

/** Of the sentences that say who is synchronised and who is created. */
export function linesOfCreation({ link }: SectionGround): number[] {
  const telling = link.sentences.filter(
    ({ meaning }) =>
      meaning === 'a record is created' ||
      meaning === 'every record is synchronised' ||
      meaning === 'some records are synchronised',
  );
  return telling.length > 0 ? telling.map(({ line }) => line) : [link.line];
}

/** @throws Failed where it is not there */
function isCreated(view: View, round: number): Finding[] {
  companyAt(view, round, CREATED.right);
  return [];
}

function noneEver(view: View): Finding[] {
  return noneCreated(view, roundNumbers(view));
}

function noneCreated(view: View, rounds: readonly number[]): Finding[] {
  return rounds.flatMap((round) => {
    const created = roundOf(view, round).observed[CREATED.right] ?? null;
    if (created === null) return [];
    const where = { scenario: view.scenario.id, round, record: CREATED.right };
    return [finding(`a record was created on the right that should not be: id ${created.id}`, where)];
  });
}

/** Also those that were seen after the batch's last pass. */
function secondOnes(view: View): Finding[] {
  return Object.keys(view.scenario.sides)
    .filter((record) => record.startsWith(`${CREATED.right} `))
    .map((record) =>
      finding(`${record}: another record was created for the same one`, {
        scenario: view.scenario.id,
        record,
      }),
    );
}

function untouchedInAll(view: View, record: string, echoes: Echoes): Finding[] {
  return roundNumbers(view).flatMap((round) =>
    changedButEchoes(view, round, record, echoes).map(({ path }) =>
      finding(`${record} ${path}: it was changed, though it is not synchronised`, {
        scenario: view.scenario.id,
        round,
        record,
        path,
      }),
    ),
  );
}
