/** Lies of the list: a page that shows other records than there are. */
import { lastPlace } from '../page.ts';
import { idAt, placeOf } from '../place.ts';
import { type FaultOf, LATER_PAGE, LISTING, type Unit } from './unit.ts';

/** The record at the cursor's place was pushed on by one: the first of the page is never seen. */
export const pageDrift: Unit<FaultOf<'page-drift'>> = {
  meets: LATER_PAGE,
  arm: () => ({
    kind: 'list',
    over: (read) => (start, limit) => {
      const [first] = read(start, 1).versions;
      return first ? read({ ...start, after: placeOf(first.company) }, limit) : read(start, limit);
    },
  }),
};

/** Which one is drawn; the cursor is as if it were there. */
export const missingItem: Unit<FaultOf<'missing-item'>> = {
  meets: LISTING,
  arm: () => ({
    kind: 'list',
    over: (read, _, moment) => (start, limit) => {
      const page = read(start, limit);
      const missing = Math.floor(moment.draw('item') * page.versions.length);
      return { ...page, versions: page.versions.filter((_version, i) => i !== missing) };
    },
  }),
};

/** The page stays within its limit: what no longer fits comes with the next one. */
export const duplicateItem: Unit<FaultOf<'duplicate-item'>> = {
  meets: LISTING,
  arm: () => ({
    kind: 'list',
    over:
      (read, { store }) =>
      (start, limit) => {
        const page = read(start, limit);
        const again = (start.after && store.get(idAt(start.after))) ?? page.versions[0];
        if (!again) return page;
        if (page.versions.length < limit) return { ...page, versions: [again, ...page.versions] };
        // A page of one would never get on if it held nothing but what was there before.
        if (limit === 1) return page;
        const kept = page.versions.slice(0, limit - 1);
        return { versions: [again, ...kept], next: lastPlace(kept) };
      },
  }),
};
