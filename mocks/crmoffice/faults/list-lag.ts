/** The lie of an index that is not there yet: listings show the tenant as it was some writes ago. */
import type { StoredRecord } from '../kind.ts';
import { lastPlace } from '../page.ts';
import { byPlace, isBehind, versionOf } from '../store.ts';
import { isAccepted } from '../write-log.ts';
import { type FaultOf, type Listed, LISTING, type Unit } from './unit.ts';

/** Every accepted write counts, whoever made it. One that is written meanwhile pushes an older one into view. */
export const listLag: Unit<FaultOf<'list-lag'>> = {
  meets: LISTING,
  arm: ({ writes }) => ({
    kind: 'list',
    over: (read, source) => {
      const before = recordsBefore(source, writes);
      const old = [...before.values()].filter((record) => record !== null);
      return (start, limit) => {
        // As many more as may be left out, and one to tell whether there is more.
        const { versions } = read(start, limit + before.size + 1);
        const shown = [
          ...versions.filter(({ company }) => !before.has(company.id)),
          ...old.filter((record) => isBehind(record, start)).map((record) => versionOf(record, UNTAGGED)),
        ].toSorted(byPlace);
        const page = shown.slice(0, limit);
        return { versions: page, next: shown.length > limit ? lastPlace(page) : null };
      };
    },
  }),
};

/** A list shows no entity tags. */
const UNTAGGED = { etag: '', olderEtag: null };

/** Each record that the last `writes` accepted writes touched, as the first of them found it. */
function recordsBefore<R extends StoredRecord>({ log }: Listed<R>, writes: number): Map<string, R | null> {
  const before = new Map<string, R | null>();
  let left = writes;
  for (const write of log.since().toReversed()) {
    if (left === 0) break;
    if (!isAccepted(write) || write.id === null) continue;
    before.set(write.id, write.before);
    left -= 1;
  }
  return before;
}
