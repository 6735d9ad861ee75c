/** What the sync decides, apart from how it reads, writes and remembers. The fault bank hands in other decisions. */
import type { Company } from '../domain/company.ts';
import type { Topology } from '../domain/tenant.ts';
import type { Entity } from '../domain/record.ts';
import { decide, type Agreed, type Both, type Decision } from './decide.ts';
import { matchGroups, type Group, type Matches } from './match.ts';
import type { RowGroup } from './rows.ts';

/** Methods, so that who decides on companies alone may stand in for who decides on any records. */
export interface Core<R extends Entity = Company> {
  decide(
    this: void,
    groups: readonly RowGroup[],
    records: Both<R>,
    agreed: Agreed,
    edited?: Both<string>,
  ): Decision[];
  matchGroups(this: void, given: readonly Group[], topology: Topology): Matches;
}

export const CORE: Core = { decide, matchGroups };
