/** What stands in the tables: merge rules and rows, no two alike within one table. */
import type { MergeFacts, RowFacts } from './family-facts.ts';
import { drawDataType, STRING } from './family-data-types.ts';
import { drawKey, drawPath } from './family-paths.ts';
import type { Random } from './family-random.ts';

export type DrawnRule = Omit<MergeFacts, 'line'>;
export type DrawnRow = Omit<RowFacts, 'line'>;

const ID_SHARE = 0.4;
const SAME_PATH_SHARE = 0.4;
const EMPTY_CELL_SHARE = 0.35;

/** One to ten, mostly few. */
export function drawRules(random: Random): DrawnRule[] {
  const [from, to] = random.weighted<readonly [number, number]>([
    [60, [1, 1]],
    [30, [2, 4]],
    [10, [5, 10]],
  ]);
  return distinct(random.between(from, to), () => {
    const left = drawKey(random);
    return { left, right: random.chance(0.7) ? left : drawKey(random) };
  });
}

/** At least one. Only tables of links have empty cells. */
export function drawRows(random: Random, isOfLinks: boolean): DrawnRow[] {
  const [from, to] = random.weighted<readonly [number, number]>([
    [45, [1, 4]],
    [35, [5, 12]],
    [17, [13, 30]],
    [3, [31, 80]],
  ]);
  return distinct(random.between(from, to), (rows) => drawRow(random, rows, isOfLinks));
}

/** The same rows, of which one or more are malformed: the type that is known of such rows is a string. */
export function malform(random: Random, rows: readonly DrawnRow[]): DrawnRow[] {
  const [first, ...others] = rows.filter(canBeMalformed);
  if (!first) return [...rows, malformed(idRow())];
  const chosen = random.one([first, ...others]);
  return rows.map((row) =>
    row === chosen || (canBeMalformed(row) && random.chance(0.1)) ? malformed(row) : row,
  );
}

function canBeMalformed({ left, right, type }: DrawnRow): boolean {
  return left !== '' && right !== '' && type === STRING;
}

function malformed(row: DrawnRow): DrawnRow {
  return { ...row, malformed: true };
}

function idRow(): DrawnRow {
  return { left: 'id', right: 'id', type: STRING };
}

function drawRow(random: Random, rows: readonly DrawnRow[], isOfLinks: boolean): DrawnRow {
  const [first, ...others] = rows;
  if (!first) return random.chance(ID_SHARE) ? idRow() : newRow(random, isOfLinks);
  const earlier = random.one([first, ...others]);
  return random.weighted([
    [80, () => newRow(random, isOfLinks)],
    [14, () => ({ ...earlier, left: earlier.right, right: earlier.left })],
    [6, () => ({ ...newRow(random, isOfLinks), right: earlier.right })],
  ])();
}

function newRow(random: Random, isOfLinks: boolean): DrawnRow {
  const left = drawPath(random);
  const right = random.chance(SAME_PATH_SHARE) ? left : drawPath(random);
  const type = drawDataType(random);
  if (!isOfLinks || !random.chance(EMPTY_CELL_SHARE)) return { left, right, type };
  return random.one([
    { left: '', right, type },
    { left, right: '', type },
  ]);
}

/** As many as asked for: what comes a second time is drawn again. */
function distinct<T extends DrawnRule>(count: number, draw: (drawn: readonly T[]) => T): T[] {
  const drawn: T[] = [];
  const keys = new Set<string>();
  while (drawn.length < count) {
    const row = draw(drawn);
    if (!keys.has(keyOf(row))) drawn.push(row);
    keys.add(keyOf(row));
  }
  return drawn;
}

function keyOf(row: DrawnRule & { type?: string }): string {
  return JSON.stringify([row.left, row.right, row.type]);
}
