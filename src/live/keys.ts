/** The keys that a plan gives its companies, at first or by an edit. Pure. */
import type { Plan } from '../checks/plan.ts';
import { isEmpty, valueAt } from '../domain/record.ts';

/** Every `orgNr` that is not empty, of the batches that are given. */
export function keysOf(batches: Plan['batches']): Set<string> {
  const keys = batches.flatMap(({ scenarios }) =>
    scenarios.flatMap(({ rounds }) =>
      rounds.flat().flatMap((action) => {
        if (action.do === 'create') return [valueAt(action.draft, 'orgNr')];
        return 'patch' in action ? [valueAt(action.patch, 'orgNr')] : [];
      }),
    ),
  );
  return new Set(keys.flatMap((one) => (one === null || isEmpty(one) ? [] : [one])));
}
