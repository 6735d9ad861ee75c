/** What every topic of a plan stands on: the section, its rows, and companies arranged so that they belong together. */
import {
  type Company,
  type CompanyDraft,
  mergePatches,
  patchAt,
  patched,
  type Value,
  valueAt,
} from '../domain/company.ts';
import { headingOf, type Link, type Meaning, type MergeRule, type Row, rowName } from '../domain/dataflow.ts';
import type { Topology } from '../domain/tenant.ts';
import type { CompanySource } from '../generate/companies.ts';
import type { Check } from './check.ts';
import type { Policies } from './policies.ts';
import type { BatchId } from './batches.ts';
import type { Action, RecordName, Scenario, Side } from './scenario.ts';

const BLANK: Company = {
  id: 'none',
  orgNr: null,
  name: null,
  phone: null,
  email: null,
  website: null,
  postAddress: null,
  visitAddress: null,
  modifiedAt: '1970-01-01T00:00:00Z',
};

export interface Ground {
  link: Link;
  /** The merge rule that pairs are arranged with: the section's first, or another of its alternatives. */
  rule: MergeRule;
  /** The rows that a Crmoffice tenant can show, each once; the row of ids is not among them. */
  rows: readonly Row[];
  idRows: readonly Row[];
  topology: Topology;
  policies: Policies;
  source: CompanySource;
  /** What each company bears in its name, where others use the tenants too. */
  tag: string | undefined;
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
  ground: Ground,
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
function withMirror(ground: Ground, row: Row): Row[] {
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
export function linesSaying({ link }: Ground, meaning: Meaning): number[] {
  const lines = link.sentences.filter((sentence) => sentence.meaning === meaning).map(({ line }) => line);
  return lines.length > 0 ? lines : [link.line];
}

/**
 * Two companies that the merge rule links, different in everything else. Where two properties of a row came
 * out alike by chance, as countries do, the right one is drawn anew: nothing could be seen to arrive there.
 */
export function matchedPair(ground: Ground, rule: MergeRule = ground.rule): Record<Side, CompanyDraft> {
  const [left, right] = [ground.source.company(), ground.source.company()];
  const apart = ground.rows
    .filter((row) => draftAt(left, row.left) === draftAt(right, row.right))
    .map((row) => patchAt(row.right, ground.source.value(row.right)));
  const key = keyFor(ground, rule);
  return {
    left: withKey(left, rule.left, key),
    right: withKey(mergePatches([right, ...apart]), rule.right, key),
  };
}

function draftAt(draft: CompanyDraft, path: string): Value {
  return valueAt(patched(BLANK, draft), path);
}

/** A key that no other company has. */
export function keyFor({ source }: Ground, { left }: MergeRule): string {
  return left === 'orgNr' ? source.orgNr() : source.value(left);
}

export function withKey(company: CompanyDraft, path: string, key: string | null): CompanyDraft {
  return mergePatches([company, patchAt(path, key)]);
}

export function pathOn(row: Row | MergeRule, side: Side): string {
  return row[side];
}

export function create(record: RecordName, side: Side, draft: CompanyDraft): Action {
  return { do: 'create', record, side, draft };
}

/** Both records of a pair, the right one last. */
export function createBoth(pair: Record<Side, CompanyDraft>): Action[] {
  return [create('left', 'left', pair.left), create('right', 'right', pair.right)];
}

export function edit(record: RecordName, path: string, value: string | null): Action {
  return { do: 'edit', record, patch: patchAt(path, value) };
}

/** A new value for every row's property on one side. */
export function editAllRows(ground: Ground, record: RecordName, side: Side): Action {
  const patches = ground.rows.map((row) => {
    const path = pathOn(row, side);
    return patchAt(
      path,
      path === ground.rule[side] ? keyFor(ground, ground.rule) : ground.source.value(path),
    );
  });
  return { do: 'edit', record, patch: mergePatches(patches) };
}

function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9.$:]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
