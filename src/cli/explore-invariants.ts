/** Which invariants and comparisons a session of `explore` asks. Pure. */
import { COMPARISONS } from '../histories/comparisons.ts';
import { NO_CRASH } from '../histories/exploration.ts';
import { INVARIANTS } from '../histories/judge.ts';
import { nameMeant, nearTold } from '../histories/near-names.ts';
import type { Subject } from '../histories/subjects.ts';
import { UsageError } from './usage-error.ts';

export interface Played {
  sockets: boolean;
  smallScope: boolean;
}

/**
 * The names that count, in the order of the list; null where all do.
 * @throws UsageError where there is no such name, or nothing could ever be said of it
 */
export function invariantsOf(
  given: readonly string[] | undefined,
  subject: Subject,
  played: Played,
): string[] | null {
  const names = (given ?? []).flatMap((text) => text.split(',')).map((name) => name.trim());
  const asked = names.filter((name) => name !== '');
  if (asked.length === 0) return null;
  const known = [...INVARIANTS.map(({ name }) => name), ...COMPARISONS.map(({ name }) => name), NO_CRASH];
  return asked.map((text) => {
    const meant = nameMeant(text, known);
    if ('near' in meant) throw new UsageError(`--invariant ${text}: ${nearTold('invariant', meant.near)}`);
    const { name } = meant;
    const why = whyNever(name, subject, played);
    if (why !== null) throw new UsageError(`--invariant ${name}: ${why}`);
    return name;
  });
}

/** Why nothing could be said of it, whatever was played; null where something may. */
function whyNever(
  name: string,
  { name: engine, kinds, limits }: Subject,
  { sockets, smallScope }: Played,
): string | null {
  const invariant = INVARIANTS.find((one) => one.name === name);
  if (invariant !== undefined && !kinds.has(invariant.kind)) {
    return `the reference engine alone promises it; ${engine} is not asked`;
  }
  switch (name) {
    case 'restarts-change-nothing':
      return limits.restarts ? null : `what ${engine} knows is in its process: it is never begun anew`;
    case 'stops-change-nothing':
      return limits.stops.length > 0 ? null : `${engine} is not asked to be stopped amid a pass`;
    case 'faults-change-nothing':
      return smallScope ? 'a small scope has no faults' : null;
    case 'pace-changes-nothing':
      return sockets ? 'over sockets answers come as they come, whatever the pace of a history' : null;
    default:
      return null;
  }
}
