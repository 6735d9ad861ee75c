/** What every topic of a plan stands on: the section, its rows, and companies arranged so that they belong together. */
import { type Patch, type Value, setting, together, valueAt } from '../domain/record.ts';
import { headingOf, type Link, type Meaning, type MergeRule, type Row, rowName } from '../domain/dataflow.ts';
import type { Topology } from '../domain/tenant.ts';
import type { Creation } from '../domain/creation.ts';
import type { Connection } from './connection.ts';
import type { Echoes } from './linked.ts';
import type { RecordType } from '../domain/record-type.ts';
import type { Source } from './source.ts';
import type { Check } from './check.ts';
import type { Policies } from './policies.ts';
import type { BatchId } from './batches.ts';
import { type Action, type RecordName, type Scenario, type Side, SIDES } from './scenario.ts';

/** Of any section that is run. */
export interface SectionGround {
  link: Link;
  /** Of which records it makes pairs. */
  creation: Creation;
  /** How a record becomes one that is created for; null where the section creates for none, or none can be arranged. */
  connection: Connection | null;
  /** The rows that the tenants can show, each once, and that share no property; the row of ids is not among them. */
  rows: readonly Row[];
  /** The rest of those that the tenants can show: each needs pairs of its own. */
  byThemselves: readonly Row[];
  /** All rows that an engine copies from one side to the other, shown or not. */
  copied: readonly Row[];
  /** The same, and those of other sections through which properties share values; of other record types by name. */
  linked: readonly Row[];
  idRows: readonly Row[];
  /** Nothing where no record is created for one that has no match. */
  echoes: Echoes;
  topology: Topology;
  policies: Policies;
  /** The record types of both sides. */
  types: Record<Side, RecordType>;
  source: Source;
  /** What each company bears in its name, where others use the tenants too. */
  tag: string | undefined;
}

/** Of a section whose records can be arranged so that they match. */
export interface Ground extends SectionGround {
  /** The merge rule that pairs are arranged with: the section's first, or another of its alternatives. */
  rule: MergeRule;
}

/** What one topic adds to the plan: scenarios by the batch that they run in, and the checks that read them. */
export interface Topic {
  scenarios: Partial<Record<BatchId, Scenario[]>>;
  checks: Check[];
}

export interface CheckDraft extends Omit<Check, 'id' | 'section' | 'lines' | 'rows' | 'direction'> {
  /** What is checked, without the section. */
  name: string;
  lines?: number[];
  rows?: readonly Row[];
  direction?: Side;
}

/** A check of this section: its id, the lines of its rows, and of their mirrors where these cannot be told apart. */
export function checkOf(
  ground: SectionGround,
  { name, lines = [], rows = [], direction, ...rest }: CheckDraft,
): Check {
  const blamed = rows.flatMap((row) => withMirror(ground, row));
  return {
    ...rest,
    id: `${sectionSlug(ground.link)}/${name}`,
    section: headingOf(ground.link),
    direction: direction ?? null,
    lines: [...new Set([...lines, ...blamed.map((row) => row.line)])],
    rows: [...new Set(blamed.map(rowName))],
  };
}

export function sectionSlug({ source, target }: Pick<Link, 'source' | 'target'>): string {
  return slug(source === target ? source : `${source} to ${target}`).toLowerCase();
}

export function rowSlug(row: Row): string {
  return `${slug(row.left)}~${slug(row.right)}`;
}

/** In one tenant the engine chooses which record is the left one, so a row cannot be told from its mirror. */
function withMirror(ground: SectionGround, row: Row): Row[] {
  const mirror = mirrorOf(ground.rows, row);
  return ground.topology === 'one-tenant' && mirror && mirror !== row ? [row, mirror] : [row];
}

export function mirrorOf(rows: readonly Row[], row: Row): Row | undefined {
  return rows.find((other) => other.left === row.right && other.right === row.left);
}

/** What a scenario, or a check, is called: those of the alternatives to the first merge rule are told apart by it. */
export function named({ link, rule }: Pick<Ground, 'link' | 'rule'>, name: string): string {
  return rule === link.merge[0] ? name : `by/${rule.left}~${rule.right}/${name}`;
}

/** The lines of the section's sentences of this meaning; of its heading where it has none. */
export function linesSaying({ link }: SectionGround, meaning: Meaning): number[] {
  const lines = link.sentences.filter((sentence) => sentence.meaning === meaning).map(({ line }) => line);
  return lines.length > 0 ? lines : [link.line];
}

/**
 * Two companies that the merge rule links, different in everything else. Where two properties of a row came
 * out alike by chance, as countries do, the right one is drawn anew: nothing could be seen to arrive there.
 */
export function matchedPair(ground: Ground, rule: MergeRule = ground.rule): Record<Side, Patch> {
  const [left, right] = [ground.source.record('left'), ground.source.record('right')];
  const apart = ground.rows
    .filter((row) => valueAt(left, row.left) === valueAt(right, row.right))
    .map((row) => setting(row.right, ground.source.value('right', row.right)));
  const key = keyFor(ground, rule);
  return {
    left: withKey(left, rule.left, key),
    right: withKey(together([right, ...apart]), rule.right, key),
  };
}

/** A key that no other company has. */
export function keyFor({ source }: Ground, rule: MergeRule): string {
  return source.key(rule);
}

export function withKey(company: Patch, path: string, key: string | null): Patch {
  return together([company, setting(path, key)]);
}

/** Whether both sides have a leaf of this path, and it holds texts. */
export function hasLeaf(ground: SectionGround, path: string): boolean {
  return SIDES.every((side) => ground.types[side].leaves.has(path) && holdsText(ground, side, path));
}

/** Whether a leaf holds texts, which can be blank, and not numbers, lists or dates. */
export function holdsText({ types }: SectionGround, side: Side, path: string): boolean {
  return types[side].leaves.get(path)?.is === 'string';
}

export function isOfCompanies({ types }: SectionGround): boolean {
  return types.left.isCompany && types.right.isCompany;
}

/** What clears a leaf without being null: `""`, where the leaf can hold it. */
export function blankOn(ground: SectionGround, side: Side, path: string): Value {
  return holdsText(ground, side, path) ? '' : null;
}

export function pathOn(row: Row | MergeRule, side: Side): string {
  return row[side];
}

export function create(record: RecordName, side: Side, draft: Patch): Extract<Action, { do: 'create' }> {
  return { do: 'create', record, side, draft };
}

/** Both records of a pair, the right one last. */
export function createBoth(pair: Record<Side, Patch>): Action[] {
  return [create('left', 'left', pair.left), create('right', 'right', pair.right)];
}

export function edit(record: RecordName, path: string, value: string | null): Action {
  return { do: 'edit', record, patch: setting(path, value) };
}

/** A new value for every row's property on one side. */
export function editAllRows(
  ground: SectionGround & Partial<Pick<Ground, 'rule'>>,
  record: RecordName,
  side: Side,
): Action {
  const patches = ground.rows.map((row) => {
    const path = pathOn(row, side);
    return setting(
      path,
      ground.rule !== undefined && path === ground.rule[side]
        ? ground.source.key(ground.rule)
        : ground.source.value(side, path),
    );
  });
  return { do: 'edit', record, patch: together(patches) };
}

function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9.$:]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
