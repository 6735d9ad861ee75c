/** Compares two checklists by what they say: sections, merge rules and rows. Where it stands makes no difference. */
import { headingOf } from '../domain/dataflow.ts';
import type { Dataflow, Link, MergeRule, Row } from '../domain/dataflow.ts';
import { groupBy, matchBy } from './matching.ts';

/** A row or merge rule and the heading of its section. */
export type InSection<T> = T & { section: string };
export interface SectionName {
  section: string;
  line: number;
}
export interface ChangedRow {
  section: string;
  before: Row;
  after: Row;
}

/** `line` is of the document that the thing stands in: the old one where it was removed. */
export interface ChecklistDiff {
  sections: { added: SectionName[]; removed: SectionName[] };
  merge: { added: InSection<MergeRule>[]; removed: InSection<MergeRule>[] };
  rows: { added: InSection<Row>[]; removed: InSection<Row>[]; changed: ChangedRow[] };
}

/**
 * Sections of one heading are paired in their order. The rows and merge rules of a section that was added
 * or removed are told as well.
 */
export function diffChecklists(old: Dataflow, next: Dataflow): ChecklistDiff {
  const { pairs, before, after } = matchBy(old.sections, next.sections, headingOf);
  const diff: ChecklistDiff = {
    sections: { added: after.map(named), removed: before.map(named) },
    merge: { added: [], removed: [] },
    rows: { added: [], removed: [], changed: [] },
  };
  for (const [was, is] of pairs) diffSection(was, is, diff);
  for (const link of before) diffSection(link, { ...link, merge: [], rows: [] }, diff);
  for (const link of after) diffSection({ ...link, merge: [], rows: [] }, link, diff);
  return diff;
}

/** Adds what differs between two versions of one section. */
function diffSection(was: Link, is: Link, diff: ChecklistDiff): void {
  const section = headingOf(is);
  const inSection = <T extends object>(thing: T): InSection<T> => ({ section, ...thing });

  const merge = matchBy(was.merge, is.merge, ({ left, right }) => key(left, right));
  diff.merge.removed.push(...merge.before.map(inSection));
  diff.merge.added.push(...merge.after.map(inSection));

  const same = matchBy(was.rows, is.rows, ({ left, right, type }) => key(left, right, type));
  const retyped = matchBy(same.before, same.after, ({ left, right }) => key(left, right));
  const isUnique = uniqueLefts(was.rows, is.rows);
  const redirected = matchBy(
    retyped.before.filter(isUnique),
    retyped.after.filter(isUnique),
    ({ left }) => left,
  );
  for (const [before, after] of [...retyped.pairs, ...redirected.pairs]) {
    diff.rows.changed.push({ section, before, after });
  }
  const changed = new Set(redirected.pairs.flat());
  diff.rows.removed.push(...retyped.before.filter((row) => !changed.has(row)).map(inSection));
  diff.rows.added.push(...retyped.after.filter((row) => !changed.has(row)).map(inSection));
}

/** Whether a row's left property names that row, and no other, in either document. */
function uniqueLefts(was: readonly Row[], is: readonly Row[]): (row: Row) => boolean {
  const [old, next] = [groupBy(was, ({ left }) => left), groupBy(is, ({ left }) => left)];
  return ({ left }) => old.get(left)?.length === 1 && next.get(left)?.length === 1;
}

function named(link: Link): SectionName {
  return { section: headingOf(link), line: link.line };
}

function key(...parts: string[]): string {
  return JSON.stringify(parts);
}
