/** Faults whose conditions hold for one request, as they act on it. */
import type { Act, Moment } from './unit.ts';

/** What an armed fault of one kind has to do with one request, and how it says that it did. */
export interface Acting<A extends Act = Act> {
  readonly act: A;
  readonly moment: Moment;
  readonly note: () => void;
}

export function ofKind<K extends Act['kind']>(
  all: readonly Acting[],
  kind: K,
): Acting<Extract<Act, { kind: K }>>[] {
  const isKind = (act: Act): act is Extract<Act, { kind: K }> => act.kind === kind;
  return all.flatMap(({ act, moment, note }) => (isKind(act) ? [{ act, moment, note }] : []));
}
