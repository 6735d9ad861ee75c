/** One section's plan among those of others: its names bear the section, and its checks see nothing else. Pure. */
import { headingOf, type Link } from '../domain/dataflow.ts';
import { afterPatch, type Entity, setting, together, valueAt } from '../domain/record.ts';
import type { Check, Finding, Judgement } from './check.ts';
import type { Evidence, Observation, ScenarioEvidence } from './evidence.ts';
import { sectionSlug } from './ground.ts';
import type { Plan } from './planned.ts';
import type { Side } from './scenario.ts';
import { isFindings } from './view.ts';

/** The same plan, with the section in the names of its batches, scenarios and checks. */
export function inSection({ batches, checks }: Plan, link: Pick<Link, 'source' | 'target'>): Plan {
  const section = sectionSlug(link);
  const prefix = `${section}/`;
  const scopes = new WeakMap<Evidence, Evidence>();
  const scopeOf = (evidence: Evidence): Evidence => {
    const scope = scopes.get(evidence) ?? scopeIn(evidence, prefix);
    scopes.set(evidence, scope);
    return scope;
  };
  return {
    batches: batches.map((batch) => ({
      ...batch,
      id: prefix + batch.id,
      title: `${section}: ${batch.title}`,
      scenarios: batch.scenarios.map((scenario) => ({ ...scenario, id: prefix + scenario.id })),
    })),
    checks: checks.map((check): Check => ({
      ...check,
      title: `${headingOf(link)}: ${check.title}`,
      scenarios: check.scenarios.map((id) => prefix + id),
      judge: (evidence) => named(check.judge(scopeOf(evidence)), prefix),
    })),
  };
}

/**
 * The same plan, whose checks do not see what records hold at these properties. Other sections keep them equal: what
 * comes to them there, even from other properties of the same record, says nothing of this section.
 */
export function blindTo({ batches, checks }: Plan, paths: Record<Side, readonly string[]>): Plan {
  if (paths.left.length === 0 && paths.right.length === 0) return { batches, checks };
  const seen = new WeakMap<Evidence, Evidence>();
  const seenIn = (evidence: Evidence): Evidence => {
    const known = seen.get(evidence) ?? withoutValues(evidence, paths);
    seen.set(evidence, known);
    return known;
  };
  return { batches, checks: checks.map((check) => ({ ...check, judge: (all) => check.judge(seenIn(all)) })) };
}

function withoutValues(evidence: Evidence, paths: Record<Side, readonly string[]>): Evidence {
  const scenarios = [...evidence.scenarios].map(([id, scenario]): [string, ScenarioEvidence] => {
    const seen = (observed: Observation): Observation =>
      Object.fromEntries(
        Object.entries(observed).map(([name, record]) => {
          const side = scenario.sides[name];
          return [name, record === null || side === undefined ? record : cleared(record, paths[side])];
        }),
      );
    const rounds = scenario.rounds.map((round) => ({ ...round, observed: seen(round.observed) }));
    return [id, { ...scenario, rounds, final: scenario.final && seen(scenario.final) }];
  });
  return { ...evidence, scenarios: new Map(scenarios) };
}

function cleared(record: Entity, paths: readonly string[]): Entity {
  const held = paths.filter((path) => valueAt(record, path) !== null);
  if (held.length === 0) return record;
  return { ...record, ...afterPatch(record, together(held.map((path) => setting(path, null)))) };
}

/** The evidence of the section alone, by the names that its checks know. */
function scopeIn(evidence: Evidence, prefix: string): Evidence {
  const own = (name: string): string | null => (name.startsWith(prefix) ? name.slice(prefix.length) : null);
  const scenarios = [...evidence.scenarios.values()].flatMap((one) => {
    const [id, batch] = [own(one.id), own(one.batch)];
    return id === null || batch === null ? [] : [[id, { ...one, id, batch }] as const];
  });
  const further = [...evidence.further.values()].flatMap((one) => {
    const batch = own(one.batch);
    return batch === null ? [] : [[batch, { ...one, batch, writes: one.writes.map(ofScenario) }] as const];
  });
  function ofScenario<T extends { record: string }>(one: T): T {
    return { ...one, record: own(one.record) ?? one.record };
  }
  return {
    ...evidence,
    settles: evidence.settles.flatMap((settle) => {
      const batch = own(settle.batch);
      return batch === null ? [] : [{ ...settle, batch, idle: settle.idle.map(ofScenario) }];
    }),
    scenarios: new Map(scenarios),
    further: new Map(further),
    ...(evidence.lacking === undefined
      ? {}
      : { lacking: new Set([...evidence.lacking].flatMap((id) => own(id) ?? [])) }),
  };
}

function named(judgement: Judgement, prefix: string): Judgement {
  if (!isFindings(judgement)) return judgement;
  return judgement.map((finding): Finding => ({
    ...finding,
    scenario: finding.scenario === null ? null : prefix + finding.scenario,
  }));
}
