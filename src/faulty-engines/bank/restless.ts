/** Engines that write though there is nothing to do, and those that never come to rest. */
import { type CompanyPatch, patchAt, valueAt } from '../../domain/company.ts';
import type { Row } from '../../domain/dataflow.ts';
import type { FaultyEngine } from '../faulty.ts';
import { leavesOf } from '../leaves.ts';
import type { Side, Variation, World } from '../variation.ts';

const AGAINST =
  'once settled, and nobody edits, no further pass writes anything, a PATCH that changes nothing included';
const QUIET = /^(quiet|nothing-drifts|neighbours)/;
const SIDES: readonly Side[] = ['left', 'right'];

export function restlessFaults(rows: readonly Row[]): FaultyEngine[] {
  const [row] = rows;
  const path = row?.left ?? '';
  return [
    ...SIDES.flatMap((side): FaultyEngine[] => [
      touching(
        `a PATCH that changes nothing, to one company on the ${side}, in each pass`,
        side,
        1,
        () => true,
      ),
      touching(
        `a PATCH that changes nothing, to each company on the ${side}, in each pass`,
        side,
        Infinity,
        () => true,
      ),
      touching(
        `a PATCH that changes nothing, on the ${side}, in each second pass`,
        side,
        1,
        (pass) => pass % 2 === 0,
      ),
      touching(
        `a PATCH that changes nothing, on the ${side}, in each third pass`,
        side,
        1,
        (pass) => pass % 3 === 0,
      ),
      touching(
        `a PATCH that changes nothing, on the ${side}, in each eleventh pass`,
        side,
        1,
        (pass) => pass % 11 === 0,
      ),
      touching(
        `an empty PATCH, on the ${side}, in each pass`,
        side,
        1,
        () => true,
        () => ({}),
      ),
      {
        title: `a value on the ${side} swings to and fro`,
        class: 'restless',
        against: AGAINST,
        red: ['quiet/after-first-link', 'quiet/after-edits'],
        vary: () => ({
          after: async ({ tenants, links, pass }) => {
            const id = links[0]?.[side];
            if (id !== undefined)
              await tenants[side].patch(id, patchAt(path, pass % 2 === 0 ? 'tick' : 'tock'));
          },
        }),
      },
      {
        title: `a blank is put behind a value on the ${side} in each pass`,
        class: 'restless',
        against: AGAINST,
        red: ['quiet/after-first-link', 'quiet/after-edits'],
        vary: () => ({
          after: async ({ tenants, links }) => {
            const id = links[0]?.[side];
            const found = id === undefined ? null : await tenants[side].get(id);
            if (found)
              await tenants[side].patch(
                found.company.id,
                patchAt(path, `${valueAt(found.company, path) ?? ''} `),
              );
          },
        }),
      },
      {
        title: `what was written on the ${side} is written again in each later pass`,
        class: 'restless',
        against: AGAINST,
        red: ['quiet/'],
        vary: () => {
          const written = new Map<string, CompanyPatch>();
          return {
            send: (patch, sending) => {
              if (sending.side === side) written.set(sending.id, patch);
              return patch;
            },
            after: async ({ tenants }) => {
              for (const [id, patch] of [...written].slice(0, 3)) await tenants[side].patch(id, patch);
            },
          };
        },
      },
    ]),
    {
      title: 'both sides take each other’s value in each pass',
      class: 'restless',
      against: AGAINST,
      red: ['quiet/after-first-link'],
      vary: () => swapping(rows),
    },
    {
      title: 'each second pass fails',
      class: 'restless',
      against: 'an engine comes to rest: two passes in a row end well and write nothing',
      red: ['quiet/'],
      within: /^quiet/,
      vary: () => ({ begin: (pass) => (pass % 2 === 0 ? 'fail' : 'work') }),
    },
  ];
}

function touching(
  title: string,
  side: Side,
  most: number,
  inPass: (pass: number) => boolean,
  patch?: () => CompanyPatch,
): FaultyEngine {
  return {
    title,
    class: 'restless',
    against: AGAINST,
    red: ['quiet/'],
    within: QUIET,
    vary: (): Variation => ({
      after: async ({ tenants, links, pass }: World) => {
        if (!inPass(pass)) return;
        for (const pair of links.slice(0, most)) {
          const found = await tenants[side].get(pair[side]);
          if (found) await tenants[side].patch(pair[side], patch?.() ?? { name: found.company.name });
        }
      },
    }),
  };
}

function swapping(rows: readonly Row[]): Variation {
  return {
    after: async ({ tenants, links }) => {
      for (const pair of links.slice(0, 3)) {
        const [left, right] = [await tenants.left.get(pair.left), await tenants.right.get(pair.right)];
        const [row] = rows;
        if (!left || !right || !row) continue;
        await tenants.left.patch(pair.left, patchAt(row.left, `${valueAt(right.company, row.right) ?? ''}.`));
        await tenants.right.patch(
          pair.right,
          patchAt(
            row.right,
            `${leavesOf(patchAt(row.left, valueAt(left.company, row.left)))[0]?.[1] ?? ''},`,
          ),
        );
      }
    },
  };
}
