/**
 * The comparison of an audit once more, in plain JavaScript with everything in memory: what the SQL is held against.
 * Written from the document's meaning, not from the SQL. Pure.
 */
import type { ComparedRow, Comparison } from '../comparison.ts';

/** As JSON has it. */
export type PlainRecord = Readonly<Record<string, unknown>>;

/** As a line of `findings`, but that times are milliseconds, and what is empty is null. */
export interface PlainFinding {
  kind: 'disagrees' | 'unmatched' | 'ambiguous';
  rule: number | null;
  merge_key: string | null;
  line: number | null;
  left_id: string | null;
  right_id: string | null;
  left_value: string | null;
  right_value: string | null;
  left_modified_at: number | null;
  right_modified_at: number | null;
  changed_last: 'left' | 'right' | 'same time' | 'not told' | null;
  left_records: number | null;
  right_records: number | null;
  parity_conflict: number | null;
}

export interface PlainOutcome {
  findings: PlainFinding[];
  pairs: number;
  disagreeing: number;
}

/** What of a record is compared; what is empty is '' here. */
export interface ReadRecord {
  id: string;
  keys: string[];
  values: string[];
  at: number | null;
}

/** In one tenant `right` is not looked at. Of records with one id, the one modified last counts. */
export function comparePlainly(
  comparison: Comparison,
  left: Iterable<PlainRecord>,
  right: Iterable<PlainRecord>,
): PlainOutcome {
  const isOne = comparison.topology === 'one-tenant';
  const lefts = latestOf(comparison, 'left', left);
  const rights = isOne ? lefts : latestOf(comparison, 'right', right);
  const groups = comparison.keys.map((_, rule) => groupsOf(rule, lefts, isOne ? [] : rights));
  const pairs = isOne ? pairsWithinOne(groups) : pairsBetween(groups);
  const linked = new Set(pairs.flat());
  const reported = new Set<ReadRecord>();
  const findings: PlainFinding[] = [];
  for (const [rule, ofRule] of groups.entries()) {
    for (const [key, group] of ofRule) {
      if (!isAmbiguous(group, linked, isOne)) continue;
      const bearers = [...group.lefts, ...group.rights];
      for (const bearer of bearers) reported.add(bearer);
      const isConflict = bearers.length > 2 && bearers.some((one) => crosses(comparison, one));
      findings.push({
        ...NOTHING,
        kind: 'ambiguous',
        rule: rule + 1,
        merge_key: key,
        left_records: group.lefts.length,
        right_records: isOne ? null : group.rights.length,
        parity_conflict: isConflict ? 1 : 0,
      });
    }
  }
  for (const [side, records] of [['left', lefts] as const, ...(isOne ? [] : [['right', rights] as const])])
    for (const one of records)
      if (!linked.has(one) && !reported.has(one)) findings.push(unmatched(side, one));
  let disagreeing = 0;
  for (const pair of pairs) {
    const found = disagreements(comparison, pair);
    if (found.length > 0) disagreeing += 1;
    findings.push(...found);
  }
  return { findings, pairs: pairs.length, disagreeing };
}

/** Each record once, as it was when it was modified last. */
export function latestOf(
  { keys, rows }: Comparison,
  side: 'left' | 'right',
  records: Iterable<PlainRecord>,
): ReadRecord[] {
  const keyPaths = keys.map((key) => key[side].split('.'));
  const valuePaths = rows.map((row) => ({ path: row[side].split('.'), kind: row.kind }));
  const byId = new Map<string, ReadRecord>();
  for (const record of records) {
    const time = Date.parse(textAt(record, ['modifiedAt']));
    const read: ReadRecord = {
      id: textAt(record, ['id']),
      keys: keyPaths.map((path) => textAt(record, path)),
      values: valuePaths.map(({ path, kind }) => inOneForm(textAt(record, path), kind)),
      at: Number.isNaN(time) ? null : time,
    };
    const other = byId.get(read.id);
    if (other === undefined || (read.at ?? -Infinity) > (other.at ?? -Infinity)) byId.set(read.id, read);
  }
  return [...byId.values()];
}

interface Group {
  lefts: ReadRecord[];
  rights: ReadRecord[];
}

type Pair = readonly [ReadRecord, ReadRecord];

const NOTHING = {
  rule: null,
  merge_key: null,
  line: null,
  left_id: null,
  right_id: null,
  left_value: null,
  right_value: null,
  left_modified_at: null,
  right_modified_at: null,
  changed_last: null,
  left_records: null,
  right_records: null,
  parity_conflict: null,
} as const;

function textAt(record: PlainRecord, path: readonly string[]): string {
  let at: unknown = record;
  for (const name of path) at = isObject(at) ? at[name] : null;
  if (at === null || at === undefined) return '';
  return typeof at === 'string' ? at : JSON.stringify(at);
}

function isObject(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inOneForm(text: string, kind: ComparedRow['kind']): string {
  if (kind === 'boolean') return text.toLowerCase();
  const parts = kind === 'number' ? /^([+-]?)([0-9]+)(?:[.]([0-9]*))?$/.exec(text) : null;
  if (parts === null) return text;
  const [, sign, whole = '0', fraction = ''] = parts;
  const digits = BigInt(whole).toString();
  const behind = fraction.replace(/0+$/, '');
  const number = behind === '' ? digits : `${digits}.${behind}`;
  return sign === '-' && number !== '0' ? `-${number}` : number;
}

/** Records by the key that they bear, those without one left out. */
function groupsOf(
  rule: number,
  lefts: readonly ReadRecord[],
  rights: readonly ReadRecord[],
): Map<string, Group> {
  const groups = new Map<string, Group>();
  const put = (one: ReadRecord, side: keyof Group): void => {
    const key = one.keys[rule] ?? '';
    if (key === '') return;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { lefts: [], rights: [], [side]: [one] });
    else group[side].push(one);
  };
  for (const one of lefts) put(one, 'lefts');
  for (const one of rights) put(one, 'rights');
  return groups;
}

/** Those that are each other's only candidate, by whatever rule. */
function pairsBetween(groups: readonly Map<string, Group>[]): Pair[] {
  const candidates = new Map<ReadRecord, ReadRecord | 'several'>();
  const note = (one: ReadRecord, others: readonly ReadRecord[]): void => {
    for (const other of others.slice(0, 2)) {
      const known = candidates.get(one);
      if (known !== other) candidates.set(one, known === undefined ? other : 'several');
    }
  };
  for (const group of groups.flatMap((ofRule) => [...ofRule.values()])) {
    for (const one of group.lefts) note(one, group.rights);
    for (const one of group.rights) note(one, group.lefts);
  }
  const lefts = new Set(groups.flatMap((ofRule) => [...ofRule.values()].flatMap((group) => group.lefts)));
  return [...lefts].flatMap((one): Pair[] => {
    const other = candidates.get(one);
    return other !== undefined && other !== 'several' && candidates.get(other) === one ? [[one, other]] : [];
  });
}

/** The one with the lower id is left. */
function pairsWithinOne(groups: readonly Map<string, Group>[]): Pair[] {
  return groups.flatMap((ofRule) =>
    [...ofRule.values()].flatMap(({ lefts: [one, other, third] }): Pair[] => {
      if (one === undefined || other === undefined || third !== undefined) return [];
      return [one.id < other.id ? [one, other] : [other, one]];
    }),
  );
}

/** Several could be meant by the key, and some that bears it is not linked by another one. */
function isAmbiguous({ lefts, rights }: Group, linked: ReadonlySet<ReadRecord>, isOne: boolean): boolean {
  if (isOne) return lefts.length > 2;
  const areSeveral = lefts.length > 1 || rights.length > 1 || (lefts.length === 1 && rights.length === 1);
  return areSeveral && [...lefts, ...rights].some((one) => !linked.has(one));
}

function crosses({ crossing }: Comparison, { values }: ReadRecord): boolean {
  return crossing.some(([one, other]) => values[one] !== values[other]);
}

function unmatched(side: 'left' | 'right', { id, keys, at }: ReadRecord): PlainFinding {
  const key = keys.find((one) => one !== '') ?? null;
  const who =
    side === 'left' ? { left_id: id, left_modified_at: at } : { right_id: id, right_modified_at: at };
  return { ...NOTHING, kind: 'unmatched', merge_key: key, ...who };
}

function disagreements({ rows }: Comparison, [left, right]: Pair): PlainFinding[] {
  return rows.flatMap(({ line }, at) => {
    const [one = '', other = ''] = [left.values[at], right.values[at]];
    if (one === other) return [];
    return [
      {
        ...NOTHING,
        kind: 'disagrees',
        // The first rule that brings them together.
        merge_key: left.keys.find((key, rule) => key !== '' && key === right.keys[rule]) ?? null,
        line,
        left_id: left.id,
        right_id: right.id,
        left_value: one === '' ? null : one,
        right_value: other === '' ? null : other,
        left_modified_at: left.at,
        right_modified_at: right.at,
        changed_last: laterOf(left.at, right.at),
      },
    ];
  });
}

function laterOf(left: number | null, right: number | null): PlainFinding['changed_last'] {
  if (left === null || right === null) return 'not told';
  if (left === right) return 'same time';
  return left > right ? 'left' : 'right';
}
