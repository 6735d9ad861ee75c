/** What was done to one record, as a phrase of a story: the leaves that changed, not the whole company. Pure. */
import { agree, type Company, isEmpty, type Value, valueAt, WRITABLE_LEAVES } from '../domain/company.ts';
import type { PropertyPath } from '../domain/path.ts';
import { shown } from './shown.ts';
import type { Change } from './trace.ts';

/** What it was and what it is, of one leaf. */
interface ChangedLeaf {
  path: PropertyPath;
  from: Value;
  to: Value;
}

/** The leaves in which the record differs, null from empty too; of a new record those that have a value. */
export function changedLeaves({ before, after }: Pick<Change, 'before' | 'after'>): ChangedLeaf[] {
  if (after === null) return [];
  const from = (path: PropertyPath): Value => (before === null ? null : valueAt(before, path));
  return WRITABLE_LEAVES.map((path) => ({ path, from: from(path), to: valueAt(after, path) })).filter(
    (leaf) => (before === null ? !agree(leaf.from, leaf.to) : leaf.from !== leaf.to),
  );
}

/** `changes postAddress.country of acme on the left from "NO" to "SE", and clears its orgNr, which was "1"` */
export function changed(change: Pick<Change, 'before' | 'after'>, record: string): string {
  const phrases = changedLeaves(change).map(({ path, from, to }, at) => {
    const leaf = at === 0 ? `${path} of ${record}` : `its ${path}`;
    if (isEmpty(to) && !isEmpty(from)) return `clears ${leaf}, which was ${shown(from)}`;
    return `changes ${leaf} from ${shown(from)} to ${shown(to)}`;
  });
  return phrases.length === 0 ? `writes ${record} as it was` : listed(phrases);
}

/** `orgNr "1" and name "Acme"`, of the leaves that matter; how many others there are. */
export function described(company: Company, matters: (path: PropertyPath) => boolean): string {
  const leaves = changedLeaves({ before: null, after: company });
  const told = leaves.filter(({ path }) => matters(path)).map(({ path, to }) => `${path} ${shown(to)}`);
  const others = leaves.length - told.length;
  if (others > 0) told.push(`${others} other ${others === 1 ? 'value' : 'values'}`);
  return told.length === 0 ? 'no values' : listed(told);
}

function listed(phrases: readonly string[]): string {
  const last = phrases.at(-1) ?? '';
  return phrases.length < 2 ? last : `${phrases.slice(0, -1).join(', ')} and ${last}`;
}
