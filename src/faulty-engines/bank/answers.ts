/** Answers that are misread: refusals taken for done, done taken for refused. */
import { type CompanyPatch, patched } from '../../domain/company.ts';
import { TenantError } from '../../domain/tenant.ts';
import type { FaultyEngine } from '../faulty.ts';
import type { Variation } from '../variation.ts';

const AGAINST = 'under refusals the same end state is reached once they end';
const FAULTS = ['faults/'];

export function answerFaults(): FaultyEngine[] {
  return [
    takenForDone('any refusal of a PATCH is taken for done', () => true, FAULTS, ['faults']),
    takenForDone('a 429 is taken for done', (status) => status === 429, FAULTS, ['faults']),
    takenForDone('a 500 is taken for done', (status) => status === 500, FAULTS, ['faults']),
    takenForDone(
      'a 412 is taken for done',
      (status) => status === 412,
      ['at-work/other-object-left', 'at-work/same-object-right'],
      ['at work'],
    ),
    blindAfter412(),
    ...([2, 3, 5, 7, 11, 20, 50] as const).map((nth): FaultyEngine => ({
      title: `each ${nth}th PATCH is not sent, and taken for done for good`,
      class: 'answers',
      against: 'each edit arrives',
      // Which edits are lost is a matter of chance; with many of them some are of every kind.
      red: nth <= 7 ? ['edit-'] : ['verbatim-'],
      vary: () => {
        let sent = 0;
        const lost = new Set<string>();
        return {
          send: (patch, { id, side }) => {
            const call = `${side} ${id} ${JSON.stringify(patch)}`;
            sent += 1;
            if (sent % nth === 0) lost.add(call);
            return lost.has(call) ? null : patch;
          },
        };
      },
    })),
    {
      title: 'a pair whose PATCH was refused is left alone from then on',
      class: 'answers',
      against: AGAINST,
      red: FAULTS,
      batches: ['faults'],
      vary: () => givingUp(1),
    },
    {
      title: 'a pair is given up after its second refusal',
      class: 'answers',
      against: AGAINST,
      red: [],
      batches: ['faults', 'at work'],
      vary: () => givingUp(2),
    },
    {
      title: 'after a refusal the pass ends, and says that all went well',
      class: 'answers',
      against: AGAINST,
      red: [],
      batches: ['faults'],
      vary: () => {
        let refused = false;
        return {
          retries: false,
          hidesProblems: true,
          send: (patch) => (refused ? null : patch),
          write: async ({ side, id, patch, ifMatch }, { tenants }) => {
            try {
              return await tenants[side].patch(id, patch, ifMatch === undefined ? {} : { ifMatch });
            } catch (error) {
              refused = true;
              throw error;
            }
          },
        };
      },
    },
    {
      title: 'a refused PATCH is sent again without its condition',
      class: 'answers',
      against: 'a write checks that the record is still what was read',
      red: ['policy/at-work'],
      within: /at-work/,
      verdict: 'accepted with deviations',
      batches: ['at work'],
      vary: () => ({
        write: async ({ side, id, patch, ifMatch }, { tenants }) => {
          try {
            return await tenants[side].patch(id, patch, ifMatch === undefined ? {} : { ifMatch });
          } catch (error) {
            if (!(error instanceof TenantError)) throw error;
            return tenants[side].patch(id, patch);
          }
        },
      }),
    },
  ];
}

function takenForDone(
  title: string,
  isMisread: (status: number | null) => boolean,
  red: readonly string[],
  batches: readonly string[],
): FaultyEngine {
  return {
    title,
    class: 'answers',
    against: AGAINST,
    red,
    batches,
    vary: () => ({
      retries: false,
      write: async ({ side, id, patch, ifMatch, record }, { tenants }) => {
        try {
          return await tenants[side].patch(id, patch, ifMatch === undefined ? {} : { ifMatch });
        } catch (error) {
          if (!(error instanceof TenantError) || !isMisread(error.status)) throw error;
          return { company: patched(record, patch), etag: null };
        }
      },
    }),
  };
}

/** What it then reads, it takes for what it had sent. */
function blindAfter412(): FaultyEngine {
  return {
    title: 'a 412 is taken for done, and the edit that caused it is never seen',
    class: 'answers',
    against: AGAINST,
    red: ['at-work/same-row-left', 'at-work/same-row-right'],
    within: /at-work/,
    batches: ['at work'],
    vary: () => {
      const believed = new Map<string, CompanyPatch>();
      return {
        retries: false,
        read: (company, side) => patched(company, believed.get(`${side} ${company.id}`) ?? {}),
        write: async ({ side, id, patch, ifMatch, record }, { tenants }) => {
          try {
            return await tenants[side].patch(id, patch, ifMatch === undefined ? {} : { ifMatch });
          } catch (error) {
            if (!(error instanceof TenantError) || error.status !== 412) throw error;
            believed.set(`${side} ${id}`, patch);
            return { company: patched(record, patch), etag: null };
          }
        },
      };
    },
  };
}

function givingUp(after: number): Variation {
  const refused = new Map<string, number>();
  return {
    retries: false,
    hidesProblems: true,
    send: (patch, { id, side }) => ((refused.get(`${side} ${id}`) ?? 0) >= after ? null : patch),
    write: async ({ side, id, patch, ifMatch }, { tenants }) => {
      try {
        return await tenants[side].patch(id, patch, ifMatch === undefined ? {} : { ifMatch });
      } catch (error) {
        refused.set(`${side} ${id}`, (refused.get(`${side} ${id}`) ?? 0) + 1);
        throw error;
      }
    },
  };
}
