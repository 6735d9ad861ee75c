/** Records that are not seen: pages, cursors, times and batch sizes. */
import type { FaultyEngine } from '../faulty.ts';
import type { Listed, Side, Variation } from '../variation.ts';
import type { Company } from '../../domain/company.ts';

const AGAINST = 'order of creation, page boundaries and equal times make no difference';
const SIDES: readonly Side[] = ['left', 'right'];
const CROWDS = ['main', 'simultaneous'];

export function pagingFaults(): FaultyEngine[] {
  return [
    unseen('only the first page of a listing is read', ['pages/'], ({ index }) => index < 100),
    unseen('only the first two pages of a listing are read', ['pages/'], ({ index }) => index < 200),
    unseen('the last record of each page is lost', ['pages/'], ({ index }) => index % 100 !== 99),
    unseen(
      'the first record of each page but the first is lost',
      ['pages/'],
      ({ index }) => index === 0 || index % 100 !== 0,
    ),
    unseen('the first record of a listing is lost', ['first-link/newer-right'], ({ index }) => index !== 0),
    {
      ...exclusive('the first record of what is new is skipped, as one that was seen before', 0),
      red: ['one-instant-left'],
      vary: () => ({ sees: (_, { since, index }) => since === null || index > 0 }),
    },
    ...SIDES.map((side) =>
      unseen(
        `the second page of the ${side} is lost`,
        ['pages/'],
        (listed) => listed.side !== side || listed.index < 100 || listed.index > 199,
      ),
    ),
    {
      title: 'of records with one time of modification only the first is seen',
      class: 'paging',
      against: AGAINST,
      red: ['pages/equal-times/first-link'],
      batches: ['simultaneous'],
      vary: () => {
        let last = '';
        return {
          sees: ({ modifiedAt }, { index, side }) => {
            const at = `${side} ${modifiedAt}`;
            const isNew = index === 0 || at !== last;
            last = at;
            return isNew;
          },
        };
      },
    },
    {
      title: 'records of the time of the page’s last one are not asked for again',
      class: 'paging',
      against: AGAINST,
      red: ['quiet/after-first-link'],
      shows: /^crowd/,
      batches: ['simultaneous'],
      vary: () => {
        let end = '';
        return {
          sees: ({ modifiedAt }, { index }) => {
            if (index % 100 === 99) end = modifiedAt;
            return index < 100 || index % 100 === 99 || modifiedAt !== end;
          },
        };
      },
    },
    exclusive('what was modified at the time of the last one seen is not asked for again', 1),
    exclusive('a second is skipped between two listings', 1_000),
    exclusive('an hour is skipped between two listings', 3_600_000),
    exclusive('a day is skipped between two listings', 86_400_000),
    {
      title: 'what is new is never asked for, but in each 20th pass',
      class: 'paging',
      against: 'an edit arrives by the time the sync has settled',
      red: ['edit-left', 'edit-right', 'late-match-created-left'],
      vary: () => ({ sees: (_, { since }) => since === null }),
    },
    ...([50, 100, 150, 200] as const).map((most): FaultyEngine => ({
      title: `only ${most} pairs are ever linked`,
      class: 'paging',
      against: 'every pair that belongs together is linked',
      red: ['pages/'],
      batches: CROWDS,
      vary: () => {
        let linked = 0;
        return {
          core: (core) => ({
            ...core,
            matchGroups: (groups, topology) => {
              const found = core.matchGroups(groups, topology);
              const matches = found.matches.slice(0, Math.max(0, most - linked));
              linked += matches.length;
              return { ...found, matches };
            },
          }),
        };
      },
    })),
  ];
}

function unseen(
  title: string,
  red: readonly string[],
  sees: (listed: Listed, company: Company) => boolean,
): FaultyEngine {
  return {
    title,
    class: 'paging',
    against: AGAINST,
    red,
    batches: CROWDS,
    vary: (): Variation => ({ sees: (company, listed) => sees(listed, company) }),
  };
}

function exclusive(title: string, byMs: number): FaultyEngine {
  return {
    title,
    class: 'paging',
    against: 'an edit arrives, whenever it was made',
    red: ['one-instant-left', 'one-instant-right'],
    batches: ['one instant'],
    vary: () => ({ since: later(byMs) }),
  };
}

function later(byMs: number): (since: string) => string {
  return (since) => new Date(Date.parse(since) + byMs).toISOString();
}
