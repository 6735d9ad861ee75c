/** What the sync decides, apart from how it reads, writes and remembers. The fault bank hands in other decisions. */
import { decide } from './decide.ts';
import { matchGroups } from './match.ts';

export interface Core {
  decide: typeof decide;
  matchGroups: typeof matchGroups;
}

export const CORE: Core = { decide, matchGroups };
