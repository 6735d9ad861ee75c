/** An edit made while the engine works: at the very moment at which its first PATCH of the pair arrives. */
import { type Row, rowName } from '../../domain/dataflow.ts';
import { topLevelOf } from '../../domain/path.ts';
import { type Value, afterPatch, setting, valueAt } from '../../domain/record.ts';
import { type Check, type Finding, type Judgement, NotVerified } from '../check.ts';
import type { Evidence, PerformedAction } from '../evidence.ts';
import {
  checkOf,
  edit,
  type Ground,
  linesSaying,
  matchedPair,
  pathOn,
  rowSlug,
  type Topic,
  createBoth,
} from '../ground.ts';
import { agreeOnOneOf, bothHold, sidesAgree } from '../row-findings.ts';
import { policyCheck } from '../policy-check.ts';
import { OTHER_SIDE, type Scenario, type Side, SIDES } from '../scenario.ts';
import { arrangedAt, companyAt, overScenarios, roundOf, type View } from '../view.ts';

/** What is edited while an edit of `row` on `source` is on its way to the other side. */
const MEANWHILE = {
  source: 'the property itself, on the side that it comes from',
  'other object': 'another object of the record that is being written',
  'same object': 'another leaf of the object that is being written',
  'same row': 'the property itself, on the side that it goes to',
} as const;
type Meanwhile = keyof typeof MEANWHILE;
const MEANWHILES: readonly Meanwhile[] = ['source', 'other object', 'same object', 'same row'];

interface Case {
  id: string;
  row: Row;
  source: Side;
  /** The row of the edit that comes in between, and the side that it is made on. */
  other: Row;
  otherSide: Side;
}

export function atWork(ground: Ground): Topic {
  const groups = SIDES.flatMap((source) =>
    MEANWHILES.map((meanwhile) => ({ meanwhile, source, cases: casesOf(ground, meanwhile, source) })),
  ).filter((group) => group.cases.length > 0);
  return {
    scenarios: {
      'at work': groups.flatMap((group) => group.cases.map((one) => scenario(ground, group.meanwhile, one))),
    },
    checks: groups.flatMap(({ meanwhile, source, cases: own }) => checks(ground, meanwhile, source, own)),
  };
}

function checks(ground: Ground, meanwhile: Meanwhile, source: Side, cases: Case[]): Check[] {
  const byId = new Map(cases.map((one) => [one.id, one]));
  const check = (name: string, title: string, judge: Check['judge']): Check =>
    checkOf(ground, {
      kind: 'implied',
      group: 'resilience',
      name,
      title,
      lines: linesSaying(ground, 'keeps in sync'),
      scenarios: [...byId.keys()],
      judge,
    });
  const slug = `${meanwhile.replace(' ', '-')}-${source}`;
  const title = `while an edit on the ${source} is carried over, an edit of ${MEANWHILE[meanwhile]}`;
  switch (meanwhile) {
    case 'source':
      return [
        check(
          `at-work/${slug}`,
          `${title} survives`,
          overCases(byId, (view, one) => bothHold(view, 1, one.row, ambushOf(view).value(one))),
        ),
      ];
    case 'other object':
      return [check(`at-work/${slug}`, `${title} survives`, overCases(byId, bothEditsSurvive))];
    case 'same object':
      return [
        check(`at-work/${slug}`, `${title} survives where the write was conditional`, whereConditional(byId)),
      ];
    case 'same row':
      return [
        check(
          `at-work/${slug}`,
          `${title}: both come to agree on one of the edits`,
          overCases(byId, agreeOnEither),
        ),
        whichWins(ground, source, `at-work/${slug}`, title, byId),
      ];
  }
}

function whichWins(
  ground: Ground,
  source: Side,
  name: string,
  title: string,
  byId: Map<string, Case>,
): Check {
  const policy = ground.policies.conflict;
  return policyCheck(ground, {
    policy: 'conflict',
    group: 'resilience',
    name,
    title,
    lines: linesSaying(ground, 'keeps in sync'),
    scenarios: [...byId.keys()],
    cases: (view) => {
      const one = byId.get(view.scenario.id);
      if (!one) return [];
      const expected = policy === source ? firstEdit(view, one) : ambushOf(view).value(one);
      return [{ round: 1, row: one.row, expected }];
    },
  });
}

/**
 * Without `If-Match` nobody can keep the other leaf for certain, so whether it survived is only recorded; that
 * the sides agree is asked all the same.
 */
function whereConditional(byId: ReadonlyMap<string, Case>) {
  return (evidence: Evidence): Judgement => {
    let unconditional = 0;
    let lost = 0;
    const findings = overCases(byId, (view, one) => {
      if (ambushOf(view).met.ifMatch) return bothEditsSurvive(view, one);
      unconditional++;
      if (bothEditsSurvive(view, one).length > 0) lost++;
      return [...bothHold(view, 1, one.row, firstEdit(view, one)), ...sidesAgree(view, 1, one.other)];
    })(evidence);
    if (findings.length > 0 || unconditional < byId.size) return findings;
    return {
      recorded: `the engine's PATCHes bore no If-Match; ${lost} of ${unconditional} such edits were lost`,
    };
  };
}

function overCases(byId: ReadonlyMap<string, Case>, judge: (view: View, one: Case) => Finding[]) {
  return overScenarios([...byId.keys()], (view) => {
    const one = byId.get(view.scenario.id);
    return one ? judge(view, one) : [];
  });
}

function bothEditsSurvive(view: View, one: Case): Finding[] {
  return [
    ...bothHold(view, 1, one.row, firstEdit(view, one)),
    ...bothHold(view, 1, one.other, ambushOf(view).value(one)),
  ];
}

function agreeOnEither(view: View, one: Case): Finding[] {
  return agreeOnOneOf(view, 1, one.row, [firstEdit(view, one), ambushOf(view).value(one)]);
}

function firstEdit(view: View, one: Case): Value {
  const edited = arrangedAt(view, 1, one.source);
  return edited ? valueAt(edited, pathOn(one.row, one.source)) : null;
}

/** The edit that came in between. @throws NotVerified where no PATCH of the pair arrived */
function ambushOf(view: View): {
  met: NonNullable<Extract<PerformedAction, { do: 'ambush' }>['met']>;
  value: (one: Case) => Value;
} {
  const ambush = roundOf(view, 1).actions.find((action) => action.do === 'ambush');
  if (!ambush?.met) {
    throw new NotVerified(
      `no PATCH of the pair arrived in ${view.scenario.id}, so the edit in between was not made`,
      {
        declaredLack: false,
      },
    );
  }
  const { record, patch, met } = ambush;
  return {
    met,
    value: (one) => valueAt(afterPatch(companyAt(view, 0, record), patch), pathOn(one.other, one.otherSide)),
  };
}

function casesOf(ground: Ground, meanwhile: Meanwhile, source: Side): Case[] {
  const target = OTHER_SIDE[source];
  return ground.rows.flatMap((row): Case[] => {
    const other = otherRow(ground.rows, row, meanwhile, target);
    if (!other) return [];
    const otherSide = meanwhile === 'source' ? source : target;
    return [{ id: `at work/${meanwhile}/${source}/${rowSlug(row)}`, row, source, other, otherSide }];
  });
}

function otherRow(rows: readonly Row[], row: Row, meanwhile: Meanwhile, target: Side): Row | undefined {
  const object = topLevelOf(pathOn(row, target));
  const others = rows.filter((other) => other.left !== row.left && other.right !== row.right);
  switch (meanwhile) {
    case 'source':
    case 'same row':
      return row;
    case 'other object':
      return others.find((other) => topLevelOf(pathOn(other, target)) !== object);
    case 'same object':
      return others.find((other) => topLevelOf(pathOn(other, target)) === object);
  }
}

function scenario(ground: Ground, meanwhile: Meanwhile, one: Case): Scenario {
  const pair = matchedPair(ground);
  const path = pathOn(one.row, one.source);
  const otherPath = pathOn(one.other, one.otherSide);
  return {
    id: one.id,
    title: `while ${rowName(one.row)}, edited on the ${one.source}, is carried over, ${otherPath} is edited on the ${one.otherSide} (${MEANWHILE[meanwhile]})`,
    rounds: [
      createBoth(pair),
      [
        edit(one.source, path, ground.source.value(one.source, path)),
        {
          do: 'ambush',
          on: ['left', 'right'],
          record: one.otherSide,
          patch: setting(otherPath, ground.source.value(one.otherSide, otherPath)),
        },
      ],
    ],
  };
}
