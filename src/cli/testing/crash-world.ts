/**
 * Two mock tenants that users edit, and a model of what must come of it: of each row the value that was edited last.
 * The model knows nothing of how a sync works. It leaves out what the document leaves open: a row is edited on the
 * other side only where that side already shows the value edited last, so that no two edits of a row ever compete,
 * and no value comes back that the row held before, so that nobody could take an edit for a write that never came.
 */
import { createClock, startTenant, type ServedTenant } from '../../../mocks/crmoffice/index.ts';
import { patchAt, valueAt, type Value } from '../../domain/company.ts';

type Side = 'left' | 'right';
/** Answers a whole number from 0 to below `below`. */
export type Random = (below: number) => number;

const LEAVES = ['country', 'postCode', 'postalArea', 'streetAddress'];
/** As the document has it: post goes with visit, and visit with post. */
const ROWS = LEAVES.flatMap((leaf) => [
  { left: `postAddress.${leaf}`, right: `visitAddress.${leaf}` },
  { left: `visitAddress.${leaf}`, right: `postAddress.${leaf}` },
]);

interface Row {
  paths: Record<Side, string>;
  expected: Value;
  editedOn: Side;
  wasEmpty: boolean;
}

interface Couple {
  ids: Record<Side, string>;
  names: Record<Side, string>;
  rows: Row[];
}

export interface World {
  readonly tenants: Record<Side, ServedTenant>;
  readonly tokens: Record<Side, string>;
  /** A company on each side that belong together; what the right one holds is empty. */
  addCouple(): void;
  edit(times: number): void;
  /** To be called where both sides agree: what a row held before can be no unfinished write's from now on. */
  settled(): void;
  /** What is not as it must be, in sentences. */
  wrong(): string[];
  /** How many edits were made, of them across: on the side to which the last value had come over. */
  edits(): { all: number; across: number };
  close(): Promise<void>;
}

export async function startWorld(random: Random): Promise<World> {
  const clock = createClock();
  const tokens = { left: 'engine-left', right: 'engine-right' };
  const start = (side: Side): Promise<ServedTenant> =>
    startTenant({ name: side, tokens: { engine: tokens[side], harness: `harness-${side}` }, clock });
  const tenants = { left: await start('left'), right: await start('right') };
  const couples: Couple[] = [];
  let values = 0;
  const made = { all: 0, across: 0 };

  const held = (couple: Couple, row: Row, side: Side): Value => {
    const found = tenants[side].store.get(couple.ids[side]);
    if (found === undefined) throw new Error(`the ${side} company ${couple.ids[side]} is gone`);
    return valueAt(found.company, row.paths[side]);
  };
  const editOnce = (): void => {
    const couple = couples[random(couples.length)];
    const row = couple?.rows[random(ROWS.length)];
    if (couple === undefined || row === undefined) return;
    const wanted: Side = random(2) === 0 ? 'left' : 'right';
    const side = (held(couple, row, wanted) ?? '') === (row.expected ?? '') ? wanted : row.editedOn;
    const clears = random(6) === 0 && !row.wasEmpty && row.expected !== null;
    const value = clears ? null : `v${(values += 1)}`;
    row.wasEmpty ||= clears;
    made.all += 1;
    if (side !== row.editedOn) made.across += 1;
    row.expected = value;
    row.editedOn = side;
    tenants[side].controls.edit(couple.ids[side], patchAt(row.paths[side], value));
  };

  return {
    tenants,
    tokens,
    addCouple() {
      const orgNr = String(300_000_000 + couples.length);
      const rows: Row[] = ROWS.map((paths) => ({
        paths,
        expected: `v${(values += 1)}`,
        editedOn: 'left',
        wasEmpty: true,
      }));
      const names = { left: `left of ${orgNr}`, right: `right of ${orgNr}` };
      const right = tenants.right.controls.create({ orgNr, name: names.right }).id;
      const left = tenants.left.controls.create({ orgNr, name: names.left }).id;
      for (const row of rows) tenants.left.controls.edit(left, patchAt(row.paths.left, row.expected));
      couples.push({ ids: { left, right }, names, rows });
    },
    edit(times) {
      for (let n = 0; n < times; n += 1) editOnce();
    },
    settled() {
      for (const row of couples.flatMap(({ rows }) => rows)) row.wasEmpty = row.expected === null;
    },
    wrong: () => [
      ...couples.flatMap((couple) =>
        (['left', 'right'] as const).flatMap((side) => [
          ...couple.rows
            .filter((row) => (held(couple, row, side) ?? '') !== (row.expected ?? ''))
            .map(
              (row) =>
                `${side} ${couple.ids[side]} ${row.paths[side]}: ${held(couple, row, side)}, not ${row.expected} (edited on the ${row.editedOn})`,
            ),
          ...(tenants[side].store.get(couple.ids[side])?.company.name === couple.names[side]
            ? []
            : [`${side} ${couple.ids[side]}: another name`]),
        ]),
      ),
      ...(['left', 'right'] as const)
        .filter((side) => tenants[side].store.size() !== couples.length)
        .map((side) => `${side}: ${tenants[side].store.size()} companies, not ${couples.length}`),
    ],
    edits: () => ({ ...made }),
    close: async () => {
      await tenants.left.close();
      await tenants.right.close();
    },
  };
}
