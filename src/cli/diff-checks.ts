/** Which checks a new document brings, takes away, and makes outdated. */
import { z } from 'zod';
import type { Reading } from '../checklist/parse.ts';
import { matchBy } from '../checklist/diff/matching.ts';
import { type SectionThings, thingsOf } from '../checklist/diff/things.ts';
import { wordingOf } from '../checklist/diff/wording.ts';
import type { Check } from '../checks/check.ts';
import { plan } from '../checks/plan.ts';
import { DEFAULT_POLICIES } from '../checks/policies.ts';
import { rowName } from '../domain/dataflow.ts';

/** Ids of checks, in the plan's order. */
export const CheckChanges = z.strictObject({
  new: z.array(z.string()),
  gone: z.array(z.string()),
  /** In both plans; but something that such a check rests on is said otherwise now, so that its old verdict says nothing. */
  outdated: z.array(z.string()),
  /** Why a document has no checks at all; null where it has some. */
  none: z.strictObject({ old: z.string().nullable(), new: z.string().nullable() }),
});
export type CheckChanges = z.infer<typeof CheckChanges>;

/**
 * A check rests on what stands on its lines, on the rows that it names, and on the merge rules of its section: these
 * say which records any check is about. Lines and the order make no difference.
 */
export function checkChanges(old: Reading, next: Reading): CheckChanges {
  const wording = wordingOf([old.dataflow, next.dataflow]);
  const [had, has] = [checksOf(old), checksOf(next)];
  const [was, is] = [old, next].map(({ dataflow }) => thingsOf(dataflow, wording).sections);
  const byId = matchBy(had.checks, has.checks, idWithoutLine);
  // One of two names in another letter case makes other ids of the same checks.
  const { pairs, before, after } = matchBy(
    byId.before,
    byId.after,
    (check) => `${wording.plain(check.section)}/${nameOf(check)}`,
  );
  const outdated = [...byId.pairs, ...pairs].filter(
    ([one, other]) => groundOf(one, was) !== groundOf(other, is),
  );
  return {
    new: after.map(({ id }) => id),
    gone: before.map(({ id }) => id),
    outdated: outdated.map(([, { id }]) => id),
    none: { old: had.none, new: has.none },
  };
}

interface Planned {
  checks: readonly Check[];
  none: string | null;
}

/** Ids and titles depend neither on the seed nor on the policies. */
const TERMS = { seed: 1, topology: 'two-tenants', policies: DEFAULT_POLICIES, faults: [] } as const;

function checksOf({ dataflow, refused }: Reading): Planned {
  const [first] = refused;
  if (first) return { checks: [], none: `a run refuses it: line ${first.line ?? 1}: ${first.detail}` };
  try {
    const { batches, checks } = plan(dataflow, TERMS);
    return batches.length > 0
      ? { checks, none: null }
      : { checks: [], none: 'it has no section that can be run' };
  } catch (error) {
    return { checks: [], none: error instanceof Error ? error.message : String(error) };
  }
}

/** That a section cannot be run is a check with the section's line in its name, and lines make no difference. */
function idWithoutLine({ id }: Pick<Check, 'id'>): string {
  return id.replace(/\/section-line-\d+$/, '/section');
}

/** Without the section, which stands before the first slash. */
function nameOf(check: Check): string {
  return idWithoutLine(check).replace(/^[^/]*\//, '');
}

function groundOf({ lines, rows }: Check, sections: readonly SectionThings[] = []): string {
  const first = lines[0] ?? 0;
  const section = sections.findLast(({ self }) => (self.thing.line ?? 0) <= first);
  const keys = [section?.self, ...(section?.things ?? [])].flatMap((placed) => {
    if (!placed) return [];
    const { thing, key } = placed;
    const isNamed = thing.what === 'row' && rows.includes(rowName(thing));
    return thing.what === 'merge rule' || isNamed || lines.includes(thing.line ?? 0) ? key : [];
  });
  return JSON.stringify([...new Set(keys)].toSorted());
}
