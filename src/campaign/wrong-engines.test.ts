import { describe, expect, it } from 'vitest';
import { judge, verdictOf } from '../checks/judge.ts';
import { recordCampaign } from '../cli/testing/record.ts';
import { isEmpty, patchAt, valueAt } from '../domain/company.ts';
import { type Listing, tinyEngine, type Traits, wholeAddresses } from './testing/tiny-engine.ts';

interface Wrong {
  traits: Partial<Traits>;
  verdict?: 'rejected' | 'accepted with deviations';
  /** Each is among the red checks: the beginning of an id, without the section. */
  red: string[];
  /** No red check is about anything else. */
  within?: RegExp;
  only?: (scenario: string) => boolean;
}

const COUNTRY = 'postAddress.country~visitAddress.country';
const ROWS = ['country', 'postCode', 'postalArea', 'streetAddress'].flatMap((leaf) => [
  `postAddress.${leaf}~visitAddress.${leaf}`,
  `visitAddress.${leaf}~postAddress.${leaf}`,
]);
const ofEveryRow = (name: string): string[] => ROWS.map((row) => `${name}/${row}`);

const WRONG: Record<string, Wrong> = {
  'addresses are not crossed': {
    traits: { rows: (rows) => rows.map((row) => ({ ...row, right: row.left })) },
    red: [...ofEveryRow('edit-left'), ...ofEveryRow('edit-right'), ...ofEveryRow('first-link/newer-left')],
    within: /^(?!match|late-match|key-changed|near-miss|same-name|empty-keys|unlisted|no-|unmatched|quiet)/,
  },
  'a row is left out': {
    traits: { rows: (rows) => rows.filter(({ left }) => left !== 'postAddress.country') },
    red: ['edit-left', 'edit-right', 'clear-left', 'fill-right', 'alternate', 'both-edited', 'verbatim-left']
      .map((name) => `${name}/${COUNTRY}`)
      .concat(`first-link/newer-left/${COUNTRY}`),
    // Checks of several rows at once may be red too; those of another row alone may not.
    within: new RegExp(`${COUNTRY}|^independent-edits|^pages|^faults|^at-work|^policy`),
  },
  'one way only': {
    traits: { firstLink: () => 'left', later: () => 'left' },
    red: [...ofEveryRow('edit-right'), ...ofEveryRow('clear-right'), ...ofEveryRow('alternate')],
    within:
      /right|alternate|both-edited|independent|at-work|policy|verbatim|fill|clear|link-outlives|key-changed/,
  },
  'at the first link only': {
    traits: { later: () => 'neither' },
    red: [...ofEveryRow('edit-left'), ...ofEveryRow('edit-right'), 'key-changed-left'],
    within: /^(?!first-link|match|late-match|pages\/first|pages\/equal-times$|near|unlisted|no-|quiet)/,
  },
  'after the first link only': {
    traits: { firstLink: () => 'neither' },
    red: [
      ...ofEveryRow('first-link/newer-left'),
      ...ofEveryRow('first-link/newer-right'),
      ...ofEveryRow('first-link/empty-left'),
      'faults/first-link',
    ],
    within: /first-link|faults|independent|fill|clear|verbatim/,
  },
  'blanks are trimmed': {
    traits: { carry: (value) => value?.trim() ?? null },
    red: [...ofEveryRow('verbatim-left'), ...ofEveryRow('verbatim-right')],
    within: /^verbatim/,
  },
  'letters are put in upper case': {
    traits: { carry: (value) => value?.toUpperCase() ?? null },
    red: [...ofEveryRow('verbatim-left'), ...ofEveryRow('verbatim-right')],
    within: /^(?!match|late-match|near|same-name|empty-keys|unlisted|no-|unmatched|quiet|key-changed)/,
  },
  'leading zeros are lost': {
    traits: { carry: (value) => value?.replace(/^0+(?=\d)/, '') ?? null },
    red: [...ofEveryRow('verbatim-left'), ...ofEveryRow('verbatim-right')],
    within: /^(?!match|late-match|near|same-name|empty-keys|unlisted|no-|unmatched|quiet|key-changed)/,
  },
  'text is normalised to NFC': {
    traits: { carry: (value) => value?.normalize('NFC') ?? null },
    red: [...ofEveryRow('verbatim-left'), ...ofEveryRow('verbatim-right')],
    within: /^verbatim/,
  },
  'line ends become one': {
    traits: { carry: (value) => value?.replaceAll('\r\n', '\n') ?? null },
    red: [...ofEveryRow('verbatim-left'), ...ofEveryRow('verbatim-right')],
    within: /^verbatim/,
  },
  'numbers are read as numbers': {
    traits: {
      carry: (value) => (value !== null && /^\d{4}$/.test(value) ? String(Number(value)) : value),
    },
    red: [...ofEveryRow('verbatim-left'), ...ofEveryRow('verbatim-right')],
  },
  'the text null is taken for nothing': {
    traits: { carry: (value) => (value === 'null' ? null : value) },
    red: [...ofEveryRow('verbatim-left'), ...ofEveryRow('verbatim-right')],
    within: /^verbatim/,
  },
  'clearings are skipped': {
    traits: { carry: (value) => (isEmpty(value) ? undefined : value) },
    red: [...ofEveryRow('clear-left'), ...ofEveryRow('clear-right')],
    within: /^clear/,
  },
  'clearings are written as a blank': {
    traits: { carry: (value) => (isEmpty(value) ? ' ' : value) },
    red: [...ofEveryRow('clear-left'), ...ofEveryRow('clear-right')],
    within: /^(clear|fill)/,
  },
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
    traits: { keyOf: ({ orgNr }) => (isEmpty(orgNr) ? null : [...(orgNr ?? '')].toSorted().join('')) },
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
  'the name is copied too': {
    traits: {
      rows: (rows) => [...rows, { left: 'name', right: 'name', type: 'string', line: 1 }],
    },
    red: ['unlisted/name'],
    within: /^unlisted\/name/,
  },
  'the key is copied too': {
    traits: {
      rows: (rows) => [...rows, { left: 'orgNr', right: 'orgNr', type: 'string', line: 1 }],
    },
    red: ['unlisted/orgNr'],
    within: /^(unlisted\/orgNr|key-changed|id-one-to-one)/,
  },
  'a PATCH that changes nothing, every pass': {
    traits: {
      afterwards: async ({ right }, { right: listing }, pairs) => {
        for (const { ids } of pairs.slice(0, 1)) {
          const company = listing.get(ids.right);
          if (company) await right.patch(company.id, { name: company.name });
        }
      },
    },
    red: ['quiet/after-first-link', 'quiet/after-edits', 'quiet/further-passes-right'],
    within: /^quiet\/(?!further-passes-left)/,
    only: (scenario) => scenario.startsWith('match/') || scenario.startsWith('alternating'),
  },
  'it swings to and fro': {
    traits: {
      afterwards: async ({ left }, _, pairs, pass) => {
        const path = 'postAddress.country';
        for (const { ids } of pairs.slice(0, 1)) {
          await left.patch(ids.left, patchAt(path, pass % 2 === 0 ? 'tick' : 'tock'));
        }
      },
    },
    red: ['quiet/after-first-link', 'quiet/after-edits', 'quiet/further-passes-left'],
    only: (scenario) => scenario.startsWith('match/') || scenario.startsWith('alternating'),
  },
  'a partner is created where there is none': {
    traits: {
      afterwards: async ({ right }, { left, right: others }) => {
        const known = new Set([...others.values()].map(({ orgNr }) => orgNr));
        for (const { id: _, modifiedAt: __, ...draft } of left.values()) {
          if (!isEmpty(draft.orgNr ?? null) && !known.has(draft.orgNr ?? null)) await right.create(draft);
        }
      },
    },
    red: ['no-creation'],
    only: (scenario) => scenario.startsWith('unmatched') || scenario.startsWith('match/'),
    // Its partner is a copy that is not crossed, so the two are then brought to agree.
    within: /^(no-creation|unmatched-left)/,
  },
  'companies without a partner are deleted': {
    traits: {
      afterwards: async ({ left }, { left: listing }, pairs) => {
        const linked = new Set(pairs.map(({ ids }) => ids.left));
        for (const id of listing.keys()) if (!linked.has(id)) await left.remove(id);
      },
    },
    red: ['no-deletion-left', 'unmatched-left'],
    only: (scenario) => scenario.startsWith('unmatched') || scenario.startsWith('match/'),
  },
  'a record is made anew instead of patched': {
    traits: {
      write: async (tenant, id, patch) => {
        const now = await tenant.get(id);
        if (!now) return;
        await tenant.patch(id, patch);
        const after = await tenant.get(id);
        const { id: _, modifiedAt: __, ...draft } = after?.company ?? now.company;
        await tenant.remove(id);
        await tenant.create(draft);
      },
    },
    red: ['no-deletion-', 'no-creation', 'id-stays-'],
    only: (scenario) => scenario.startsWith('match/') || scenario.startsWith('alternating'),
  },
  'a deletion is carried over': {
    traits: {
      onGone: async (tenants, { ids }, listings) => {
        for (const side of ['left', 'right'] as const) {
          if (listings[side].has(ids[side])) await tenants[side].remove(ids[side]);
        }
      },
    },
    verdict: 'accepted with deviations',
    red: ['policy/deletion-left', 'policy/deletion-right'],
    within: /^policy\/deletion/,
  },
  'the left side always wins': {
    traits: { later: ({ left, right }) => (left ? 'left' : right ? 'right' : 'neither') },
    verdict: 'accepted with deviations',
    red: ['policy/conflict-right-last', 'policy/at-work/same-row-left'],
    within: /^policy\/(conflict-right-last|at-work\/same-row-left)/,
  },
  'the right side wins at first links': {
    traits: {
      firstLink: (left, right) => (isEmpty(left) !== isEmpty(right) && isEmpty(right) ? 'left' : 'right'),
    },
    verdict: 'accepted with deviations',
    red: ['policy/first-link-newer-left', 'policy/first-link-same-time'],
    within: /^policy\/first-link/,
  },
  'empty wins at first links': {
    traits: { firstLink: (_, __, newest) => newest },
    verdict: 'accepted with deviations',
    red: ['policy/first-link-empty-left', 'policy/first-link-empty-right'],
    within: /^policy\/first-link-empty/,
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
    red: ['pages/first-link', 'pages/edits', 'pages/equal-times'],
    only: (scenario) => scenario.startsWith('crowd') || scenario.startsWith('first link/same time'),
  },
  'every second pass fails': {
    traits: { begin: (pass) => (pass % 2 === 0 ? 'fail' : 'work') },
    red: ['quiet/after-first-link', 'quiet/after-edits'],
    within: /^quiet/,
    only: (scenario) => scenario.startsWith('match/') || scenario.startsWith('alternating'),
  },
  'an address is written without its other leaves': {
    traits: {
      body: (patch) => {
        const bare = { country: null, postCode: null, postalArea: null, streetAddress: null };
        return {
          ...patch,
          ...(patch.postAddress ? { postAddress: { ...bare, ...patch.postAddress } } : {}),
          ...(patch.visitAddress ? { visitAddress: { ...bare, ...patch.visitAddress } } : {}),
        };
      },
    },
    red: ['independent-edits/'],
  },
  'the whole record is written, unconditionally': {
    traits: {
      ifMatch: false,
      body: (patch, record) => wholeAddresses({ postAddress: {}, visitAddress: {}, ...patch }, record),
    },
    red: ['at-work/other-object-left', 'at-work/other-object-right'],
    within: /at-work/,
  },
  'what was edited while it worked is taken back': {
    traits: {
      // It remembers what it read, not what it wrote, so an edit in between looks like its own.
      later: ({ left, right }) => (right ? 'right' : left ? 'left' : 'neither'),
    },
    verdict: 'accepted with deviations',
    red: ['policy/conflict-left-last'],
    within: /^policy/,
  },
  'the source is put in lower case as well': {
    traits: {
      afterwards: async ({ left }, { left: listing }, pairs) => {
        for (const { ids } of pairs) {
          const company = listing.get(ids.left);
          const area = company ? valueAt(company, 'postAddress.postalArea') : null;
          const lower = area?.toLowerCase() ?? null;
          if (lower !== area) await left.patch(ids.left, patchAt('postAddress.postalArea', lower));
        }
      },
    },
    red: ['edit-left/postAddress.postalArea', 'verbatim-left/postAddress.postalArea'],
  },
};

/** The crowd takes longest and shows little that others do not. */
const withoutCrowd = (scenario: string): boolean => !scenario.startsWith('crowd');

describe('an engine that is wrong in one way is found out', () => {
  it.each(Object.entries(WRONG))(
    '%s',
    async (name, { traits, verdict = 'rejected', red, within, only = withoutCrowd }) => {
      const { plan, evidence } = await recordCampaign({ engine: tinyEngine(name, traits), only });
      expect(evidence.end?.stopped).toBeNull();
      const results = judge(plan, evidence);
      const found = results
        .filter(({ status }) => status === 'failed' || status === 'deviates')
        .map(({ check }) => check.id.slice(check.id.indexOf('/') + 1));
      expect(red.filter((id) => !found.some((one) => one.startsWith(id)))).toEqual([]);
      if (within) expect(found.filter((id) => !within.test(id))).toEqual([]);
      // What was not run leaves a run inconclusive that nothing else would have rejected.
      const musts = results.filter(({ check, status }) => check.kind !== 'policy' && status === 'failed');
      expect(musts.length > 0 ? 'rejected' : 'accepted with deviations').toBe(verdict);
      if (verdict === 'rejected') expect(verdictOf(results, evidence)).toBe('rejected');
    },
  );
});
