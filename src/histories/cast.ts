/**
 * Who is who in a trace: which edit of the history each edit of a user is, and whose record each id is. It goes the
 * way that the player went, as a trace knows tenants and ids only. Pure.
 */
import type { Edit, History, Side } from './history.ts';
import type { Change, Entry, Trace, UserEdit } from './trace.ts';

/** A record: of which company, on which side. */
export interface Role {
  company: string;
  side: Side;
}

/** An edit of the history's, with the side whose record it is of: a creation may be of both. */
export interface Attempt {
  edit: Edit;
  side: Side;
}

export interface Cast {
  /** Undefined of an entry that no edit of the history explains. */
  attemptOf: (entry: UserEdit) => Attempt | undefined;
  /** Undefined of a record that no user created. It is known also after it was deleted. */
  roleOf: (record: Pick<Change, 'place'> & { id: string | null }) => Role | undefined;
}

export function castOf(history: History, { entries }: Pick<Trace, 'entries'>): Cast {
  const roles = new Map<string, Role>();
  const attempts = new Map<Entry, Attempt>();
  /** The record that a company has on a side now. */
  const living = new Map<string, string>();
  let due = dueBefore(history, 0);
  let amid: Attempt[] = [];
  for (const entry of entries.slice(othersIn(history))) {
    if (entry.is === 'begins') amid = dueAmid(history, entry.pass);
    // What came amid no request comes right after the pass.
    if (entry.is === 'ends') due = [...amid, ...dueBefore(history, entry.pass + 1)];
    if (entry.is !== 'edit') continue;
    const key = keyOf(entry);
    const attempt = take(entry.amid === null ? due : amid, entry, (one) => living.get(nameOf(one)) ?? null);
    if (attempt === undefined) continue;
    attempts.set(entry, attempt);
    roles.set(key, { company: attempt.edit.company, side: attempt.side });
    if (attempt.edit.do === 'create') living.set(nameOf(attempt), key);
    if (attempt.edit.do === 'delete') living.delete(nameOf(attempt));
  }
  return { attemptOf: (entry) => attempts.get(entry), roleOf: (record) => roles.get(keyOf(record)) };
}

/** How many entries a trace begins with that are of companies beside those of the edits: one for each side. */
export function othersIn({ beside }: Pick<History, 'beside'>): number {
  return 2 * (beside?.count ?? 0);
}

/** Takes the first that explains the entry. Of those that wait for no request, the ones before it came to nothing. */
function take(
  waiting: Attempt[],
  entry: UserEdit,
  livingOf: (attempt: Attempt) => string | null,
): Attempt | undefined {
  const at = waiting.findIndex((attempt) => {
    const { edit } = attempt;
    if (entry.amid !== null && !isSame(entry.amid, edit.amid)) return false;
    const living = livingOf(attempt);
    if (edit.do === 'create') return entry.before === null && living === null;
    return living === keyOf(entry) && (edit.do === 'delete') === (entry.after === null);
  });
  if (at === -1) return undefined;
  return waiting.splice(entry.amid === null ? 0 : at, entry.amid === null ? at + 1 : 1).at(-1);
}

function dueBefore({ edits, passes }: History, pass: number): Attempt[] {
  const isOfPass = (edit: Edit): boolean =>
    pass >= passes.length
      ? edit.pass >= passes.length
      : edit.pass === pass && (edit.amid === null || passes[pass]?.how === 'settle');
  return edits.filter(isOfPass).flatMap(attemptsOf);
}

function dueAmid({ edits, passes }: History, pass: number): Attempt[] {
  if (passes[pass]?.how !== 'pass') return [];
  return edits.filter((edit) => edit.pass === pass && edit.amid !== null).flatMap(attemptsOf);
}

function attemptsOf(edit: Edit): Attempt[] {
  if (edit.do !== 'create') return [{ edit, side: edit.side }];
  const sides = (['left', 'right'] as const).filter((side) => edit[side] !== null);
  return sides.map((side) => ({ edit, side }));
}

function isSame(a: NonNullable<Edit['amid']>, b: Edit['amid']): boolean {
  return a.side === b?.side && a.request === b.request;
}

function nameOf({ edit, side }: Attempt): string {
  return `${side} ${edit.company}`;
}

function keyOf({ place, id }: { place: Side; id: string | null }): string {
  return `${place} ${id}`;
}
