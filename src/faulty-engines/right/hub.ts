/**
 * An engine with a record of its own in the middle: changes of either side come in, and what the middle holds goes
 * out to the side that is not known to hold it. It reads what it remembers from a file in each pass, if it has one.
 */
import path from 'node:path';
import { z } from 'zod';
import { agree, type Company, valueAt } from '../../domain/company.ts';
import { type Row, rowName } from '../../domain/dataflow.ts';
import type { Tenant } from '../../domain/tenant.ts';
import type { Engine } from '../../engines/index.ts';
import { type LeafValue, patchOf } from '../leaves.ts';
import type { Both, Side } from '../variation.ts';
import { inFile, inMemory } from './kept.ts';
import { matchesAmong } from './matches.ts';
import { listWhole, smallEngine, unlessRefused, type World } from './small-engine.ts';
import { firstWinner, newestOf, SIDES, valuesOf } from './three-way.ts';

const Text = z.string().nullable();
/** `value` came in `at` a time; each side is `known` to hold what it held when it was read or written last. */
const Cell = z.strictObject({
  value: Text,
  at: z.string(),
  known: z.strictObject({ left: Text, right: Text }),
});
type Cell = z.infer<typeof Cell>;
const Middle = z.strictObject({ left: z.string(), right: z.string(), cells: z.record(z.string(), Cell) });
type Middle = z.infer<typeof Middle>;
const Hub = z.array(Middle);

export function hubEngine(name: string): Engine {
  return smallEngine(name, (world) => {
    const { stateDir } = world;
    const kept =
      stateDir === null ? inMemory<Middle[]>([]) : inFile(path.join(stateDir, 'hub.json'), Hub, []);
    return async () => {
      const hub = await kept.read();
      try {
        return await passOver(world, hub);
      } finally {
        await kept.write(hub);
      }
    };
  });
}

/** How many writes were refused. What `hub` holds afterwards is true in any case. */
async function passOver({ tenants, rows, rule }: World, hub: Middle[]): Promise<number> {
  const listings = { left: await listWhole(tenants.left), right: await listWhole(tenants.right) };
  const stays = hub.filter(({ left, right }) => listings.left.has(left) && listings.right.has(right));
  hub.splice(0, hub.length, ...stays);
  const linked = {
    left: new Set(hub.map(({ left }) => left)),
    right: new Set(hub.map(({ right }) => right)),
  };
  const records = { left: listings.left.values(), right: listings.right.values() };
  for (const pair of matchesAmong(rule, records, (side, id) => linked[side].has(id))) {
    hub.push(newcomer(rows, pair));
  }
  let refused = 0;
  for (const middle of hub) {
    const [left, right] = [listings.left.get(middle.left), listings.right.get(middle.right)];
    if (!left || !right) continue;
    for (const row of rows) comeIn(middle, row, { left, right });
    for (const side of SIDES) {
      if (!(await goOut(tenants[side], middle, rows, side))) refused += 1;
    }
  }
  return refused;
}

function newcomer(rows: readonly Row[], records: Both<Company>): Middle {
  const newest = newestOf(records);
  const cells = rows.map((row): [string, Cell] => {
    const known = valuesOf(row, records);
    const winner = firstWinner(known, newest);
    return [rowName(row), { value: known[winner], at: records[winner].modifiedAt, known }];
  });
  return { left: records.left.id, right: records.right.id, cells: Object.fromEntries(cells) };
}

/** What has changed since it was known, by the time of its record; what is not delivered yet contends by its own. */
function comeIn(middle: Middle, row: Row, records: Both<Company>): void {
  const cell = middle.cells[rowName(row)];
  if (cell === undefined) return;
  const isPending = SIDES.some((side) => !agree(cell.known[side], cell.value));
  const now = valuesOf(row, records);
  const changed = SIDES.filter((side) => !agree(now[side], cell.known[side])).map((side) => ({
    value: now[side],
    at: records[side].modifiedAt,
  }));
  cell.known = now;
  const contenders = isPending ? [...changed, { value: cell.value, at: cell.at }] : changed;
  const [first, ...others] = contenders;
  if (first === undefined) return;
  const newest = others.reduce((a, b) => (Date.parse(b.at) > Date.parse(a.at) ? b : a), first);
  cell.value = newest.value;
  cell.at = newest.at;
}

/** Whether the side has got what it lacked. */
async function goOut(tenant: Tenant, middle: Middle, rows: readonly Row[], side: Side): Promise<boolean> {
  const lacking = rows.flatMap((row) => {
    const cell = middle.cells[rowName(row)];
    return cell && !agree(cell.known[side], cell.value) ? [{ row, cell }] : [];
  });
  const patch = patchOf(lacking.map(({ row, cell }): LeafValue => [row[side], cell.value]));
  if (patch === null) return true;
  const done = await unlessRefused(async () => {
    const now = await tenant.get(middle[side]);
    const isKnown = ({ row, cell }: (typeof lacking)[number]): boolean =>
      now !== null && agree(valueAt(now.company, row[side]), cell.known[side]);
    if (now === null || !lacking.every(isKnown)) return false;
    await tenant.patch(middle[side], patch, now.etag === null ? {} : { ifMatch: now.etag });
    return true;
  });
  if (done !== true) return false;
  for (const { cell } of lacking) cell.known = { ...cell.known, [side]: cell.value };
  return true;
}
