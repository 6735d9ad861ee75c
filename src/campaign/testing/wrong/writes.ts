/** Engines that write what nobody asked for, at the wrong time, or too much. */
import { isEmpty, patchAt, valueAt } from '../../../domain/company.ts';
import { wholeAddresses } from '../tiny-engine.ts';
import type { Wrong } from './wrong.ts';

export const WRONG_WRITES: Record<string, Wrong> = {
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
