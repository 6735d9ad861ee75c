/** Pairs that are mixed up with others. */
import { valueAt } from '../../domain/company.ts';
import type { Row } from '../../domain/dataflow.ts';
import type { FaultyEngine } from '../faulty.ts';
import { leavesOf, patchOf } from '../leaves.ts';
import type { Side, World } from '../variation.ts';

const AGAINST = 'pairs do not affect each other';
const SIDES: readonly Side[] = ['left', 'right'];

export function neighbourFaults(rows: readonly Row[]): FaultyEngine[] {
  const paths = (side: Side): string[] => rows.map((row) => row[side]);
  return [
    ...SIDES.flatMap((side): FaultyEngine[] => [
      {
        title: `a PATCH on the ${side} goes to the pair that was linked before`,
        class: 'neighbours',
        against: AGAINST,
        red: ['edit-', 'neighbours'],
        vary: () => ({
          write: ({ side: of, id, patch, ifMatch }, { tenants, links }) => {
            const at = links.findIndex((pair) => pair[side] === id);
            const target = of === side && at > 0 ? links[at - 1]?.[side] : undefined;
            return target === undefined
              ? tenants[of].patch(id, patch, ifMatch === undefined ? {} : { ifMatch })
              : tenants[of].patch(target, patch);
          },
        }),
      },
      {
        title: `each tenth PATCH on the ${side} goes to the pair that was linked first`,
        class: 'neighbours',
        against: AGAINST,
        red: [],
        vary: () => {
          let sent = 0;
          return {
            write: ({ side: of, id, patch, ifMatch }, { tenants, links }) => {
              if (of === side) sent += 1;
              const target = of === side && sent % 10 === 0 ? links[0]?.[side] : undefined;
              return target === undefined
                ? tenants[of].patch(id, patch, ifMatch === undefined ? {} : { ifMatch })
                : tenants[of].patch(target, patch);
            },
          };
        },
      },
      {
        title: `a value of the PATCH before is sent along on the ${side}`,
        class: 'neighbours',
        against: AGAINST,
        red: [],
        vary: () => {
          let before: readonly (readonly [string, string | null])[] = [];
          return {
            send: (patch, { side: of }) => {
              if (of !== side) return patch;
              const own = leavesOf(patch);
              const kept = before;
              before = own;
              return patchOf([...kept.filter(([path]) => paths(side).includes(path)), ...own]);
            },
          };
        },
      },
      {
        title: `an edited pair’s postAddress is written to all others of its postCode, on the ${side}`,
        class: 'neighbours',
        against: AGAINST,
        red: [],
        vary: () => ({
          after: (world) => alignPostCodes(world, side),
        }),
      },
      {
        title: `the pair linked last gets what the first one holds, on the ${side}`,
        class: 'neighbours',
        against: AGAINST,
        red: [],
        vary: () => ({
          after: async ({ tenants, links, pass }) => {
            const [first, last] = [links[0], links.at(-1)];
            if (pass < 3 || !first || !last || first === last) return;
            const source = await tenants[side].get(first[side]);
            const target = await tenants[side].get(last[side]);
            const path = paths(side)[0] ?? '';
            if (!source || !target || valueAt(source.company, path) === valueAt(target.company, path)) return;
            await tenants[side].patch(last[side], patchOf([[path, valueAt(source.company, path)]]) ?? {});
          },
        }),
      },
    ]),
    {
      title: 'what two pairs are about to hold is exchanged where both change in one pass',
      class: 'neighbours',
      against: AGAINST,
      red: ['neighbours'],
      vary: () => {
        let waiting: string | null | undefined;
        let inPass = 0;
        return {
          send: (patch, { pass }) => {
            const [first, ...rest] = leavesOf(patch);
            if (!first) return patch;
            if (pass !== inPass) waiting = undefined;
            inPass = pass;
            const value = waiting === undefined ? first[1] : waiting;
            waiting = first[1];
            return patchOf([[first[0], value], ...rest]);
          },
        };
      },
    },
  ];
}

async function alignPostCodes({ tenants, links }: World, side: Side): Promise<void> {
  const [first, second] = [links[0], links[1]];
  if (!first || !second) return;
  const [one, other] = [await tenants[side].get(first[side]), await tenants[side].get(second[side])];
  const area = one && valueAt(one.company, 'postAddress.postalArea');
  if (!one || !other || valueAt(other.company, 'postAddress.postalArea') === area) return;
  await tenants[side].patch(second[side], { postAddress: { postalArea: area } });
}
