/**
 * One place altered in good evidence: the checks that are of that row and place turn red, and no others. Which ones
 * these are is told from the names of rows and scenarios alone.
 */
import { describe, expect, it } from 'vitest';
import { recorded } from '../cli/testing/campaigns.ts';
import { rowName } from '../domain/dataflow.ts';
import { afterPatch, type Entity, setting, type Value, valueAt } from '../domain/record.ts';
import type { Check } from './check.ts';
import type { Evidence, Write } from './evidence.ts';
import { judge } from './judge.ts';
import { scenarioOf, withScenario } from './testing/alterations.ts';

const { plan, evidence } = await recorded('two-tenants');
const ROWS = evidence.header.checklist.dataflow.sections
  .flatMap(({ rows }) => rows)
  .filter(({ left }) => left !== 'id');
const SIDES = ['left', 'right'] as const;
const nameOf = (id: string): string => id.slice(id.indexOf('/') + 1);

/** The checks among these that turned red. */
function redOf(wrong: Evidence, checks: readonly Check[]): string[] {
  return judge({ ...plan, checks: [...checks] }, wrong)
    .filter(({ status }) => status === 'failed' || status === 'deviates')
    .map(({ check }) => nameOf(check.id));
}

const reading = (id: string): Check[] => plan.checks.filter(({ scenarios }) => scenarios.includes(id));
/** Without those that read nearly every scenario: judging them takes longest, and they are of no row. */
const ofRows = (id: string): Check[] => reading(id).filter((one) => one.id.includes('~'));
const ofCampaign = plan.checks.filter(({ scenarios }) => scenarios.length === 0);

function altered(id: string, round: number, record: string, change: (company: Entity) => Entity): Evidence {
  const scenario = scenarioOf(evidence, id);
  const before = scenario.rounds[round];
  const company = before?.observed[record];
  if (!before || !company) throw new RangeError(`${id} has no ${record} in round ${round}`);
  const rounds = scenario.rounds.with(round, {
    ...before,
    observed: { ...before.observed, [record]: change(company) },
  });
  return withScenario(evidence, { ...scenario, rounds });
}

const lastRound = (id: string): number => scenarioOf(evidence, id).rounds.length - 1;
const other = (value: Value): string => `${value ?? ''}x`;

describe.each(SIDES)('a value that is wrong on the %s after a settle', (side) => {
  it.each(ROWS.map((row) => [rowName(row), row] as const))('of %s is blamed on that row', (name, row) => {
    const checks = plan.checks.filter(
      ({ id, rows }) => /\/(?:edit|clear|fill)-(?:left|right)\//.test(id) && rows.includes(name),
    );
    expect(checks.length).toBeGreaterThanOrEqual(6);
    const path = row[side];
    for (const check of checks) {
      for (const id of new Set([...check.scenarios.slice(0, 1), ...check.scenarios.slice(-1)])) {
        const red = [...scenarioOf(evidence, id).rounds.keys()].flatMap((round) => {
          const wrong = altered(id, round, side, (company) =>
            afterPatch(company, setting(path, other(valueAt(company, path)))),
          );
          return redOf(wrong, ofRows(id));
        });
        expect(red, id).toContain(nameOf(check.id));
        expect(
          red.filter((one) => !one.endsWith(`/${row.left}~${row.right}`)),
          id,
        ).toEqual([]);
      }
    }
  });
});

describe('a leaf that is in no row', () => {
  const OUTSIDE = ['orgNr', 'name', 'phone', 'email', 'website'];
  it.each(OUTSIDE.flatMap((path) => SIDES.map((side) => [path, side] as const)))(
    '%s that changes on the %s is found by its own check, and by none of a row',
    (path, side) => {
      const id = 'match/orgNr~orgNr';
      const wrong = altered(id, lastRound(id), side, (company) =>
        afterPatch(company, setting(path, other(valueAt(company, path)))),
      );
      const red = redOf(wrong, reading(id));
      expect(red).toContain(`unlisted/${path}`);
      expect(red.filter((one) => one.includes('~') && !one.startsWith('match/'))).toEqual([]);
      expect(red.filter((one) => one.startsWith('unlisted/'))).toEqual([`unlisted/${path}`]);
    },
  );
});

describe('a write too many', () => {
  const id = 'match/orgNr~orgNr';
  it.each(SIDES)('in the further passes, on the %s, is found by the check of that side', (side) => {
    const [batch, further] = [...evidence.further][0] ?? [];
    if (batch === undefined || !further) throw new RangeError('no further passes');
    const writes = [{ side, record: `${id}/${side}`, pass: 1 }];
    const wrong = { ...evidence, further: new Map([[batch, { ...further, writes }]]) };
    expect(redOf(wrong, [...reading(id), ...ofCampaign])).toEqual([`quiet/further-passes-${side}`]);
  });

  it.each([
    [0, 'quiet/after-first-link'],
    [1, 'quiet/after-edits'],
  ])('in the last pass of round %i is found by %s, and blamed on the record', (round, name) => {
    const scenario = scenarioOf(evidence, id);
    const at = evidence.settles.findIndex((one) => one.batch === scenario.batch && one.round === round);
    const settle = evidence.settles[at];
    const before = scenario.rounds[round];
    if (!settle || !before) throw new RangeError('no such round');
    const write: Write = {
      pass: settle.passes.length,
      record: 'left',
      method: 'PATCH',
      status: 200,
      ifMatch: true,
      changes: [],
    };
    const passes = settle.passes.map((pass, i) =>
      i === settle.passes.length - 1 ? { ...pass, acceptedWrites: 1 } : pass,
    );
    const restless = {
      ...evidence,
      settles: evidence.settles.with(at, { ...settle, settled: false, passes }),
    };
    const rounds = scenario.rounds.with(round, { ...before, writes: [...before.writes, write] });
    const wrong = withScenario(restless, { ...scenario, rounds });
    expect(redOf(wrong, [...reading(id), ...ofCampaign])).toEqual([name]);
    const check = plan.checks.filter((one) => one.id.endsWith(name));
    expect(
      judge({ ...plan, checks: check }, wrong)[0]?.findings.map((found) => [found.scenario, found.record]),
    ).toEqual([[id, 'left']]);
  });

  it('that was refused, or came before the last passes, is blamed on no record', () => {
    const scenario = scenarioOf(evidence, id);
    const at = evidence.settles.findIndex((one) => one.batch === scenario.batch && one.round === 0);
    const settle = evidence.settles[at];
    const before = scenario.rounds[0];
    if (!settle || !before) throw new RangeError('no such round');
    const write = (pass: number, status: number): Write => ({
      pass,
      record: 'left',
      method: 'PATCH',
      status,
      ifMatch: true,
      changes: [],
    });
    const last = settle.passes.length;
    const restless = { ...evidence, settles: evidence.settles.with(at, { ...settle, settled: false }) };
    const rounds = scenario.rounds.with(0, {
      ...before,
      writes: [write(last, 412), write(last, 199), write(last, 300), write(last - 2, 200)],
    });
    const checks = plan.checks.filter((one) => one.id.endsWith('quiet/after-first-link'));
    const [result] = judge({ ...plan, checks }, withScenario(restless, { ...scenario, rounds }));
    expect(result?.status).toBe('failed');
    expect(result?.findings.map(({ scenario: where, record }) => [where, record])).toEqual([[null, null]]);
  });
});
