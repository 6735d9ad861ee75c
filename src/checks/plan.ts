/** From a document to what will be done and what will be judged: scenarios in batches, and checks. Pure. */
import { type Dataflow, headingOf, type Link, rowName } from '../domain/dataflow.ts';
import { connectionOf } from './connection.ts';
import { recordTypesOf } from '../domain/record-type.ts';
import { type Check, NotVerified } from './check.ts';
import type { Header } from './evidence.ts';
import { sectionSlug } from './ground.ts';
import { partsOf, rowsOfOthers } from './parts.ts';
import type { Plan, PlanOptions } from './planned.ts';
import { readSections, type Unrun } from './runnable.ts';
import { planSection } from './section-plan.ts';
import { inSection } from './section-scope.ts';

export type { Plan, PlanOptions };

/** Everything that the document asks for. The same arguments give the same plan. */
export function plan(dataflow: Dataflow, options: PlanOptions): Plan {
  const all = recordTypesOf(dataflow);
  const sections = readSections(dataflow, options);
  const runnable = sections.filter(({ why }) => why === null);
  const hasOthers = [...all.left.values(), ...all.right.values()].some(({ isCompany }) => !isCompany);
  const partOf = partsOf(dataflow, all);
  const planned = runnable.map(({ link, types, creation }) => {
    const connection = connectionOf(creation, link, dataflow, all, options.seed);
    const part = partOf(link);
    const others = rowsOfOthers(link, part, dataflow);
    const plain = planSection(link, { types, creation, connection, others }, options);
    const section = hasOthers ? naming(link, part, plain) : plain;
    // Of one section alone everything bears its plain name.
    return runnable.length === 1 ? section : inSection(section, link);
  });
  const unverified = sections.flatMap(({ link, why }) => (why === null ? [] : [notVerified(link, why)]));
  return {
    batches: planned.flatMap(({ batches }) => batches),
    checks: [...planned.flatMap(({ checks }) => checks), ...unverified],
  };
}

/** The plan that evidence was gathered by. */
export function planOf({ checklist, live, ...options }: Header): Plan {
  return plan(checklist.dataflow, { ...options, tag: live?.tag });
}

/** The section's plan, its batches with the record types that they are about and the sections that go with it. */
function naming({ source, target }: Link, sections: readonly number[], { batches, checks }: Plan): Plan {
  const types = { left: source, right: target };
  return { batches: batches.map((batch) => ({ ...batch, types, sections })), checks };
}

function notVerified(link: Link, { reason, declaredLack }: Unrun): Check {
  return {
    id: `${sectionSlug(link)}/section-line-${link.line}`,
    kind: 'checklist',
    group: 'linking',
    title: `${headingOf(link)} is kept in sync`,
    section: headingOf(link),
    direction: null,
    lines: [link.line],
    rows: link.rows.map(rowName),
    scenarios: [],
    judge: () => {
      throw new NotVerified(reason, { declaredLack });
    },
  };
}
