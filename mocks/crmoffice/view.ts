/** What a client is shown of a tenant, and what becomes of its patches: as it is, unless faults are armed. */
import type { Company, CompanyPatch } from '../../src/domain/company.ts';
import type { PageReader } from './page.ts';
import type { Version } from './store.ts';

export interface View {
  /** The list, read through the faults of listings and clocks. */
  over(read: PageReader): PageReader;
  /** A version as the answer to a write shows it. */
  show(version: Version): Version;
  /** A version as a GET of it shows it. */
  read(version: Version): Version;
  /** A time as it is shown. */
  time(instant: string): string;
  /** What is applied of a patch; it is answered as if it were applied as a whole. */
  keep(before: Company, patch: CompanyPatch): CompanyPatch;
}

export const TRUE_VIEW: View = {
  over: (read) => read,
  show: (version) => version,
  read: (version) => version,
  time: (instant) => instant,
  keep: (_before, patch) => patch,
};
