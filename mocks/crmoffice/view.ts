/** What a client is shown of a tenant, and what becomes of its patches: as it is, unless faults are armed. */
import type { StoredRecord } from './kind.ts';
import type { PageReader } from './page.ts';
import type { Version } from './store.ts';

export interface View<R extends StoredRecord, P> {
  /** The list, read through the faults of listings and clocks. */
  over(read: PageReader<R>): PageReader<R>;
  /** A version as the answer to a write shows it. */
  show(version: Version<R>): Version<R>;
  /** A version as a GET of it shows it. */
  read(version: Version<R>): Version<R>;
  /** A time as it is shown. */
  time(instant: string): string;
  /** What is applied of a patch; it is answered as if it were applied as a whole. */
  keep(before: R, patch: P): P;
}

export const TRUE_VIEW = {
  over: same,
  show: same,
  read: same,
  time: same,
  keep: <P>(_before: StoredRecord, patch: P): P => patch,
};

function same<T>(value: T): T {
  return value;
}
