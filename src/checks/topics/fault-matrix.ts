/**
 * The checklist under faults: pairs are linked, edited and cleared while the engine meets a fault, and what holds
 * without it must hold once it has ended. What a tenant that lies does to an engine of others is recorded only.
 */
import { type Value, setting, together, valueAt } from '../../domain/record.ts';
import { ON_FRESH_TENANTS } from '../batches.ts';
import { type Check, type Finding, type Judgement, NotVerified } from '../check.ts';
import type { FaultName } from '../../domain/fault.ts';
import type { Evidence } from '../evidence.ts';
import type { FaultCase } from '../fault-cases.ts';
import {
  checkOf,
  create,
  createBoth,
  editAllRows,
  type Ground,
  linesSaying,
  matchedPair,
  pathOn,
} from '../ground.ts';
import { changedByEngine, untouched } from '../linked.ts';
import { agreeOnOneOf, holdsEdit } from '../row-findings.ts';
import { type Action, type Batch, type Scenario, type Side, SIDES } from '../scenario.ts';
import { arrangedAt, finding, overScenarios, roundNumbers, type View } from '../view.ts';

/** A fault may go on in the pass that follows the one that met it. */
const FAULTY_PASSES = { least: 2, most: 3 };

/** One batch a case, on tenants of its own, and four checks; and one for each fault asked for that no case shows. */
export function faultMatrix(
  ground: Ground,
  asked: readonly FaultName[],
  cases: readonly FaultCase[],
): { batches: Batch[]; checks: Check[] } {
  return {
    batches: cases.map((one) => batchOf(ground, one)),
    checks: [
      ...cases.flatMap((one) => checksOf(ground, one)),
      ...asked.filter((name) => !cases.some((one) => has(one, name))).map((name) => notShown(ground, name)),
    ],
  };
}

function has({ faults }: FaultCase, name: FaultName): boolean {
  return SIDES.some((side) => faults[side].some((fault) => fault.name === name));
}

/** What was asked for and cannot be tried is said, not left out. */
function notShown(ground: Ground, name: FaultName): Check {
  return checkOf(ground, {
    kind: 'implied',
    group: 'resilience',
    name: `faults/${name}`,
    title: `the checklist holds under the fault ${name}`,
    lines: linesSaying(ground, 'keeps in sync'),
    scenarios: [],
    judge: () => {
      throw new NotVerified('both sides are one tenant, which cannot differ from itself', {
        declaredLack: true,
      });
    },
  });
}

function batchOf(ground: Ground, one: FaultCase): Batch {
  return {
    ...ON_FRESH_TENANTS,
    id: batchId(one),
    title: one.title,
    needs: ['fresh tenants', 'faults'],
    faults: one.faults,
    faultyPasses: FAULTY_PASSES,
    scenarios: [
      ...pairIds(one).map((id, i): Scenario => ({
        id,
        title: `a pair is linked, edited and cleared, while ${one.title}`,
        rounds: [
          // Edited at once, so that there is an older version of each to be shown.
          [...createBoth(matchedPair(ground)), ...SIDES.map((side) => editAllRows(ground, side, side))],
          [editAllRows(ground, 'left', 'left')],
          [editAllRows(ground, 'right', 'right')],
          [clearAllRows(ground, clearedOn(i))],
        ],
      })),
      ...SIDES.map((side): Scenario => ({
        id: aloneId(one, side),
        title: `a company on the ${side} matches nothing, while ${one.title}`,
        rounds: [[create(side, side, ground.source.record(side))], [editAllRows(ground, side, side)]],
      })),
    ],
  };
}

const batchId = ({ id }: FaultCase): string => `faults: ${id}`;
const aloneId = (one: FaultCase, side: Side): string => `${batchId(one)}/unmatched on the ${side}`;
const pairIds = (one: FaultCase): string[] =>
  Array.from({ length: one.pairs }, (_, i) => `${batchId(one)}/pair ${i + 1}`);

function clearedOn(pair: number): Side {
  return pair % 2 === 0 ? 'left' : 'right';
}

function clearAllRows(ground: Ground, side: Side): Action {
  const paths = ground.rows.map((row) => pathOn(row, side)).filter((path) => path !== ground.rule[side]);
  return { do: 'edit', record: side, patch: together(paths.map((path) => setting(path, null))) };
}

function checksOf(ground: Ground, one: FaultCase): Check[] {
  const { rows } = ground;
  const pairs = pairIds(one);
  const check = (
    name: string,
    what: string,
    rounds: number[],
    scenarios: string[],
    judge: (evidence: Evidence) => Finding[],
  ): Check =>
    checkOf(ground, {
      kind: 'implied',
      group: 'resilience',
      name: `faults/${one.id}/${name}`,
      title: `${what}, though ${one.title}`,
      lines: linesSaying(ground, 'keeps in sync'),
      scenarios,
      judge: (evidence) => mustHoldUnder(one, rounds, evidence, judge),
    });
  return [
    check(
      'first-link',
      'pairs are linked and agree',
      [0],
      pairs,
      overScenarios(pairs, (view) =>
        rows.flatMap((row) =>
          agreeOnOneOf(view, 0, row, [arranged(view, 'left', row.left), arranged(view, 'right', row.right)]),
        ),
      ),
    ),
    check(
      'edits',
      'edits on either side arrive',
      [1, 2],
      pairs,
      overScenarios(pairs, (view) =>
        rows.flatMap((row) => [...holdsEdit(view, 1, row, 'left'), ...holdsEdit(view, 2, row, 'right')]),
      ),
    ),
    check(
      'clearings',
      'clearings on either side arrive',
      [3],
      pairs,
      overScenarios(pairs, (view) => {
        const side = clearedOn(pairs.indexOf(view.scenario.id));
        return rows
          .filter((row) => pathOn(row, side) !== ground.rule[side])
          .flatMap((row) => holdsEdit(view, 3, row, side));
      }),
    ),
    check(
      'nothing-else',
      'the engine comes to rest, and nothing but the rows of pairs is written',
      [0, 1, 2, 3],
      [...pairs, ...SIDES.map((side) => aloneId(one, side))],
      (evidence) => [
        ...atRest(evidence, batchId(one)),
        ...overScenarios(pairs, (view) => unlistedChanged(ground, view))(evidence),
        ...overScenarios(
          SIDES.map((side) => aloneId(one, side)),
          (view) =>
            untouched(view, Object.keys(view.scenario.sides), 'it matches no other company', ground.echoes),
        )(evidence),
      ],
    ),
  ];
}

/** @throws NotVerified where the engine never met the fault, so that nothing was shown */
function mustHoldUnder(
  one: FaultCase,
  rounds: readonly number[],
  evidence: Evidence,
  judge: (evidence: Evidence) => Finding[],
): Judgement {
  const findings = judge(evidence);
  const isOfOthers = evidence.header.engine.name !== 'reference';
  if (isOfOthers && one.class !== 'transport') {
    const first = findings[0];
    return { recorded: first ? `it did not hold: ${first.message}` : 'it held' };
  }
  for (const round of findings.length === 0 ? rounds : []) assertMet(one, round, evidence);
  return findings;
}

function assertMet(one: FaultCase, round: number, evidence: Evidence): void {
  const settle = evidence.settles.find((s) => s.batch === batchId(one) && s.round === round);
  const met = settle?.faults.reduce((sum, fault) => sum + fault.met, 0) ?? 0;
  if (met > 0) return;
  throw new NotVerified(`no request of the engine met the fault in round ${round}`, { declaredLack: false });
}

function atRest({ settles }: Evidence, batch: string): Finding[] {
  return settles
    .filter((settle) => settle.batch === batch)
    .flatMap(({ round, settled, passes, strangers }) => [
      ...(settled
        ? []
        : [
            finding(`the engine did not come to rest in ${passes.length} passes of batch ${batch}`, {
              round,
            }),
          ]),
      ...strangers.map(({ side, company }) =>
        finding(`a company that nobody created stands on the ${side}: id ${company.id}`, { round }),
      ),
    ]);
}

function unlistedChanged({ link, topology }: Ground, view: View): Finding[] {
  return roundNumbers(view).flatMap((round) =>
    SIDES.flatMap((record) =>
      changedByEngine(view, round, record)
        .filter(
          ({ path }) =>
            !link.rows.some((row) =>
              topology === 'one-tenant'
                ? row.left === path || row.right === path
                : pathOn(row, record) === path,
            ),
        )
        .map(({ path }) =>
          finding(`${record} ${path}: it is in no row, and the engine changed it`, {
            scenario: view.scenario.id,
            round,
            record,
            path,
          }),
        ),
    ),
  );
}

function arranged(view: View, record: Side, path: string): Value {
  const company = arrangedAt(view, 0, record);
  return company ? valueAt(company, path) : null;
}
