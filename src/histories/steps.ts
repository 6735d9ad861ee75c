/** The steps of a story: what each entry of a trace comes to in words, where it comes to anything. Pure. */
import type { PropertyPath } from '../domain/path.ts';
import { type Cast, castOf, othersIn } from './cast.ts';
import { changedLeaves } from './changes.ts';
import type { History } from './history.ts';
import { passBegins, passEnds, settled } from './pass-told.ts';
import { recordsTold, type Records } from './records-told.ts';
import type { Entry, EngineWrite, Trace, UserEdit } from './trace.ts';

/** Up to and with the entry that is given. */
export function stepsTold(history: History, trace: Trace, last: number): string[] {
  const cast = castOf(history, trace);
  const records = recordsTold(history.topology, cast, mattersIn(trace.entries, cast));
  const steps: string[] = [];
  /** How many passes of the same number have begun: a settle is several. */
  let round = 0;
  let pass = -1;
  const others = othersIn(history);
  if (history.beside !== undefined) {
    const { count, left, right, empty } = history.beside;
    const by = empty ? 'nothing in any row' : `${left} on the left or ${right} on the right, by turns`;
    steps.push(`There are ${count} other companies on both sides, with ${by}.`);
  }
  for (const [at, entry] of trace.entries.slice(0, last + 1).entries()) {
    // What is done to the others is told only where it is what broke.
    const isOfOthers = others > 0 && isChange(entry) && cast.roleOf(entry) === undefined;
    if (at < others || (isOfOthers && at < last)) continue;
    const before = trace.entries[at - 1];
    const isSecondHalf = entry.is === 'edit' && before?.is === 'edit' && isOneCreation(before, entry, cast);
    if (isSecondHalf) continue;
    if (entry.is === 'begins') {
      round = entry.pass === pass ? round + 1 : 1;
      pass = entry.pass;
    }
    const step = told(entry, { history, entries: trace.entries, at, last, round, pass, cast, records });
    if (step !== null) steps.push(step);
  }
  return steps;
}

interface Place {
  history: History;
  entries: readonly Entry[];
  at: number;
  last: number;
  round: number;
  pass: number;
  cast: Cast;
  records: Records;
}

function told(
  entry: Entry,
  { history, entries, at, last, round, pass, cast, records }: Place,
): string | null {
  switch (entry.is) {
    case 'edit': {
      const next = at < last ? entries[at + 1] : undefined;
      const other = next?.is === 'edit' && isOneCreation(entry, next, cast) ? next : null;
      return records.edited(entry, other, pass);
    }
    case 'write':
      return records.written(entry);
    case 'begins':
      return passBegins(history, entry, {
        round,
        isNewProcess: isNewProcess(entries, at),
        ahead: entries.slice(at + 1),
      });
    case 'ends':
      return passEnds(history, entry, round);
    case 'settled':
      return settled(entry, round);
  }
}

/** A process that was killed or closed passes no more. */
function isNewProcess(entries: readonly Entry[], at: number): boolean {
  const entry = entries[at];
  const before = entries.slice(0, at).findLast((one) => one.is === 'ends');
  return (
    before?.is === 'ends' &&
    (before.ended === 'killed' || before.ended === 'closed' || (entry?.is === 'begins' && entry.restart))
  );
}

/** A creation on both sides is two entries, and one step. */
function isOneCreation(one: UserEdit, other: UserEdit, cast: Cast): boolean {
  const attempt = cast.attemptOf(one);
  return attempt?.edit.do === 'create' && cast.attemptOf(other)?.edit === attempt.edit;
}

/** Of a company that is created, only what changes later is worth telling; all of it where nothing does. */
function mattersIn(entries: readonly Entry[], cast: Cast): (company: string, path: PropertyPath) => boolean {
  const changes = new Map<string, Set<PropertyPath>>();
  for (const entry of entries) {
    if (!isChange(entry) || entry.before === null) continue;
    const company = cast.roleOf(entry)?.company;
    if (company === undefined) continue;
    const paths = changes.get(company) ?? new Set(['orgNr']);
    for (const { path } of changedLeaves(entry)) paths.add(path);
    changes.set(company, paths);
  }
  return (company, path) => changes.get(company)?.has(path) ?? true;
}

function isChange(entry: Entry): entry is UserEdit | EngineWrite {
  return entry.is === 'edit' || entry.is === 'write';
}
