/** Records that are created, deleted or made anew, though no sentence says so. */
import type { CompanyDraft } from '../../domain/company.ts';
import type { FaultyEngine } from '../faulty.ts';
import type { Side, World } from '../variation.ts';

const NOTHING_IS_CREATED = 'no section says that a company is created';
const NOTHING_IS_DELETED = 'a company is never deleted by the sync';
const OTHER = { left: 'right', right: 'left' } as const;
const SIDES: readonly Side[] = ['left', 'right'];

export function recordFaults(): FaultyEngine[] {
  return SIDES.flatMap((side): FaultyEngine[] => [
    {
      title: `a company on the ${side} without a partner gets one`,
      class: 'records',
      against: NOTHING_IS_CREATED,
      red: ['no-creation'],
      vary: () => ({ after: (world) => createPartners(world, side) }),
    },
    {
      title: `companies on the ${side} without a partner are deleted`,
      class: 'records',
      against: NOTHING_IS_DELETED,
      red: [`no-deletion-${side}`],
      vary: () => ({ after: (world) => removeAlone(world, side) }),
    },
    {
      title: `a record on the ${side} is made anew instead of changed`,
      class: 'records',
      against: 'an id never changes, and no record is re-created',
      red: [`no-deletion-${side}`, 'no-creation'],
      vary: () => ({
        write: async (call, { tenants }) => {
          const tenant = tenants[call.side];
          const answer = await tenant.patch(call.id, call.patch);
          if (call.side !== side) return answer;
          await tenant.remove(call.id);
          await tenant.create(draftOf(answer.company));
          return answer;
        },
      }),
    },
    {
      title: `a copy of each linked company is left on the ${side}`,
      class: 'records',
      against: NOTHING_IS_CREATED,
      red: ['no-creation'],
      vary: () => {
        const copied = new Set<string>();
        return {
          after: async ({ tenants, links }) => {
            for (const { [side]: id } of links.slice(0, 5)) {
              if (copied.has(id)) continue;
              copied.add(id);
              const found = await tenants[side].get(id);
              if (found) await tenants[side].create({ ...draftOf(found.company), orgNr: null });
            }
          },
        };
      },
    },
    {
      title: `an empty company is created on the ${side} once`,
      class: 'records',
      against: NOTHING_IS_CREATED,
      red: ['no-creation'],
      vary: () => ({
        after: async ({ tenants, pass }) => {
          if (pass === 2) await tenants[side].create({ name: 'Probe' });
        },
      }),
    },
    {
      title: `a linked record on the ${side} is deleted and comes back later`,
      class: 'records',
      against: NOTHING_IS_DELETED,
      red: [`no-deletion-${side}`],
      vary: () => ({
        after: async ({ tenants, links, pass }) => {
          const id = links[0]?.[side];
          if (pass !== 3 || id === undefined) return;
          const found = await tenants[side].get(id);
          if (!found) return;
          await tenants[side].remove(id);
          await tenants[side].create(draftOf(found.company));
        },
      }),
    },
    {
      title: `a deletion on the ${side} is carried over`,
      class: 'policies',
      against: 'after a deletion the other record stays as it is (policy)',
      red: [`policy/deletion-${side}`],
      within: /^policy\/deletion/,
      verdict: 'accepted with deviations',
      batches: ['deletion'],
      vary: () => ({
        after: async ({ tenants, links }) => {
          for (const pair of links) {
            if ((await tenants[side].get(pair[side])) !== null) continue;
            if (await tenants[OTHER[side]].get(pair[OTHER[side]]))
              await tenants[OTHER[side]].remove(pair[OTHER[side]]);
          }
        },
      }),
    },
    {
      title: `what was deleted on the ${side} is made anew`,
      class: 'policies',
      against: 'after a deletion the other record stays as it is, and nothing is created (policy)',
      red: [`policy/deletion-${side}`],
      batches: ['deletion'],
      vary: () => {
        const made = new Set<string>();
        return {
          after: async ({ tenants, links }) => {
            for (const pair of links) {
              if (made.has(pair.left) || (await tenants[side].get(pair[side])) !== null) continue;
              const other = await tenants[OTHER[side]].get(pair[OTHER[side]]);
              if (!other) continue;
              made.add(pair.left);
              await tenants[side].create(draftOf(other.company));
            }
          },
        };
      },
    },
  ]);
}

async function createPartners({ tenants }: World, side: Side): Promise<void> {
  const known = new Set<string | null>();
  for await (const { orgNr } of tenants[OTHER[side]].list()) known.add(orgNr);
  const drafts: CompanyDraft[] = [];
  for await (const company of tenants[side].list()) {
    if (company.orgNr !== null && company.orgNr !== '' && !known.has(company.orgNr))
      drafts.push(draftOf(company));
  }
  for (const draft of drafts) await tenants[OTHER[side]].create(draft);
}

async function removeAlone({ tenants, links }: World, side: Side): Promise<void> {
  const linked = new Set(links.map((pair) => pair[side]));
  const alone: string[] = [];
  for await (const { id } of tenants[side].list()) if (!linked.has(id)) alone.push(id);
  for (const id of alone) await tenants[side].remove(id);
}

function draftOf(company: CompanyDraft & { id: string; modifiedAt: string }): CompanyDraft {
  const { id: _, modifiedAt: __, ...draft } = company;
  return draft;
}
