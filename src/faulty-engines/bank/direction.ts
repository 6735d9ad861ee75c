/** Rows that go one way only. */
import { isEmpty } from '../../domain/company.ts';
import { type Row, rowName } from '../../domain/dataflow.ts';
import type { FaultyEngine } from '../faulty.ts';
import { without } from '../leaves.ts';
import type { Side } from '../variation.ts';
import { slugOf } from './ground.ts';

const SIDES: readonly Side[] = ['left', 'right'];
const OTHER = { left: 'right', right: 'left' } as const;

export function directionFaults(rows: readonly Row[]): FaultyEngine[] {
  const objects = (address: string): Row[] => rows.filter(({ left }) => left.startsWith(address));
  return SIDES.flatMap((to): FaultyEngine[] => [
    ...rows.map((row) => oneWay(`${rowName(row)} never goes to the ${to}`, [row], to)),
    oneWay(`no row goes to the ${to}`, rows, to),
    oneWay(`rows of the left postAddress never go to the ${to}`, objects('postAddress'), to),
    oneWay(`rows of the left visitAddress never go to the ${to}`, objects('visitAddress'), to),
    {
      title: `clearings never go to the ${to}`,
      class: 'direction',
      against: 'a linked pair agrees after a later clearing on either side',
      red: rows.map((row) => `clear-${OTHER[to]}/${slugOf(row)}`),
      within: /^(clear|nothing-drifts|fill|quiet|alternate)/,
      vary: () => ({
        send: (patch, { side, first }) =>
          side === to && !first ? without(patch, (_, value) => isEmpty(value)) : patch,
      }),
    },
    {
      title: `edits of the ${OTHER[to]} are taken back`,
      class: 'direction',
      against: 'it keeps in sync regardless of where it is edited',
      red: rows.map((row) => `edit-${OTHER[to]}/${slugOf(row)}`),
      within: /^(?!edit-(left|right)\/x|near|same-name|unlisted|no-|empty-keys|quiet|unmatched)/,
      // What the other side holds is always newer.
      vary: () => ({
        core: (core) => ({
          ...core,
          decide: (groups, records, agreed, edited) => {
            const decisions = core.decide(groups, records, agreed, edited);
            return decisions.map((decision) => {
              if (!decision.writes.some(({ side }) => side === to) || Object.keys(agreed).length === 0)
                return decision;
              const value = decision.writes.find(({ side }) => side === to)?.value ?? null;
              const path = decision.group[OTHER[to]][0] ?? '';
              return { ...decision, value, writes: [{ side: OTHER[to], path, value: decision.value }] };
            });
          },
        }),
      }),
    },
  ]);
}

function oneWay(title: string, rows: readonly Row[], to: Side): FaultyEngine {
  const from = OTHER[to];
  return {
    title,
    class: 'direction',
    against: `line ${rows.map(({ line }) => line).join(', ')}: the row is kept equal regardless of where it is edited`,
    red: rows.flatMap((row) => [`edit-${from}/${slugOf(row)}`, `clear-${from}/${slugOf(row)}`]),
    rows: rows.map(rowName),
    vary: () => ({
      send: (patch, { side }) =>
        side === to ? without(patch, (path) => rows.some((row) => row[to] === path)) : patch,
    }),
  };
}
