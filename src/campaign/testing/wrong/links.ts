/** Engines that link the wrong companies, or lose a link, or miss one. */
import { isEmpty } from '../../../domain/company.ts';
import type { Listing } from '../tiny-engine.ts';
import type { Wrong } from './wrong.ts';

export const WRONG_LINKS: Record<string, Wrong> = {
  'linked by name': {
    traits: { keyOf: ({ name }) => name },
    red: ['match/', 'late-match-created-left', 'same-name'],
  },
  'linked by id': {
    traits: { keyOf: ({ id }) => id },
    red: ['id-one-to-one-left', 'id-one-to-one-right', 'first-link/newer-left'],
  },
  'linked by the first eight digits': {
    traits: { keyOf: ({ orgNr }) => (isEmpty(orgNr) ? null : (orgNr?.slice(0, 8) ?? null)) },
    red: ['near-miss/one-digit-differs', 'near-miss/a-prefix-of-the-other'],
  },
  'linked by the last eight digits': {
    traits: { keyOf: ({ orgNr }) => (isEmpty(orgNr) ? null : (orgNr?.slice(-8) ?? null)) },
    red: ['near-miss/the-first-digit-differs'],
  },
  'linked by the digits, in any order': {
    traits: {
      keyOf: ({ orgNr }) =>
        isEmpty(orgNr)
          ? null
          : Array.from(orgNr ?? '')
              .toSorted()
              .join(''),
    },
    red: ['near-miss/two-digits-are-swapped'],
  },
  'spellings are taken for the same': {
    traits: { keyOf: ({ orgNr }) => orgNr?.replaceAll(/\D/g, '') || null },
    verdict: 'accepted with deviations',
    red: ['policy/spelling/with-spaces', 'policy/spelling/as-a-vat-number'],
    within: /^policy\/spelling/,
  },
  'empty matches empty': {
    traits: { keyOf: ({ orgNr }) => orgNr ?? '' },
    red: ['empty-keys-null', 'empty-keys-blank', 'empty-keys-mixed'],
    within: /^empty-keys/,
  },
  'null matches null': {
    traits: { keyOf: ({ orgNr }) => (orgNr === '' ? null : (orgNr ?? 'null')) },
    red: ['empty-keys-null'],
    within: /^empty-keys-null/,
  },
  'blank matches blank': {
    traits: { keyOf: ({ orgNr }) => orgNr },
    red: ['empty-keys-blank'],
    within: /^empty-keys-blank/,
  },
  'a link ends with a change of the key': {
    traits: { staysLinked: (_, { left, right }) => left.orgNr === right.orgNr },
    red: [
      'key-changed-left/another-number',
      'key-changed-left/the-number-of-a-third-company',
      'key-changed-right/nothing',
    ],
    within: /^(key-changed|unlisted\/orgNr)/,
  },
  'the first of several is linked': {
    traits: { candidate: (companies) => companies[0] },
    verdict: 'accepted with deviations',
    red: ['policy/duplicates-left', 'policy/duplicates-right'],
    within: /^policy\/(duplicates|newcomer)/,
  },
  'only the first page is read': {
    traits: {
      list: async (tenant) => {
        const listing: Listing = new Map();
        for await (const company of tenant.list()) {
          listing.set(company.id, company);
          if (listing.size === 100) break;
        }
        return listing;
      },
    },
    // Of the other crowd's pages the rest of its batch is part, which is left out here.
    red: ['pages/equal-times/first-link', 'pages/equal-times/edits'],
    only: (scenario) => scenario === 'crowd/created at the same time' || scenario === 'first link/same time',
  },
};
