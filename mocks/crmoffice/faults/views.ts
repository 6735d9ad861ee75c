/** What the engine is shown: the faults of listings, tags, patches and clocks, composed to one view. */
import type { StoredRecord } from '../kind.ts';
import type { Page, PageReader } from '../page.ts';
import { versionOf } from '../store.ts';
import type { View } from '../view.ts';
import { type Acting, ofKind } from './acting.ts';
import type { Source } from './unit.ts';

/**
 * Those armed first are nearest to the truth, and clocks come last: the place of a record in the list is
 * always that of its true time. A fault is met where it changed what was asked, shown, or applied.
 */
export function viewOf<R extends StoredRecord, P extends object>(
  all: readonly Acting[],
  source: Source<R, P>,
): View<R, P> {
  const [lists, etags, commits] = [ofKind(all, 'list'), ofKind(all, 'etag'), ofKind(all, 'commit')];
  const clocks = ofKind(all, 'clock');
  const time: View<R, P>['time'] = (instant) => clocks.reduce((shown, { act }) => act.show(shown), instant);
  const show: View<R, P>['show'] = (version) => {
    const { company } = version;
    const modifiedAt = clocks.reduce(
      (shown, { act, note }) => noted(shown, act.show(shown), note),
      company.modifiedAt,
    );
    return modifiedAt === company.modifiedAt ? version : versionOf({ ...company, modifiedAt }, version);
  };
  return {
    time,
    show,
    read: (version) => {
      const etag = etags.reduce(
        (shown, { act, note }) => noted(shown, act.show(shown, version.olderEtag), note),
        version.etag,
      );
      return show({ ...version, etag });
    },
    keep: (before, patch) =>
      commits.reduce(
        (kept, { act, moment, note }) => noted(kept, act.keep(before, kept, source, moment), note),
        patch,
      ),
    over: (read) => {
      const listed = lists.reduce(
        (inner, { act, moment, note }) => watched(inner, act.over(inner, source, moment), note),
        read,
      );
      return (start, limit) => {
        const since =
          start.since &&
          clocks.reduceRight((asked, { act, note }) => noted(asked, act.since(asked), note), start.since);
        const page = listed({ ...start, since }, limit);
        return { ...page, versions: page.versions.map(show) };
      };
    },
  };
}

/** The fault is met where it makes a difference. */
function noted<T>(before: T, after: T, note: () => void): T {
  if (after !== before) note();
  return after;
}

function watched<R extends StoredRecord>(
  inner: PageReader<R>,
  outer: PageReader<R>,
  note: () => void,
): PageReader<R> {
  return (start, limit) => {
    const page = outer(start, limit);
    if (fingerprint(page) !== fingerprint(inner(start, limit))) note();
    return page;
  };
}

function fingerprint({ versions, next }: Page<StoredRecord>): string {
  return JSON.stringify([versions.map(({ json }) => json), next]);
}
