/** Failures that are known: `known-failures.yaml`, each with its reason and the day until which it is put up with. */
import { z } from 'zod';
import type { Result, Status } from '../checks/judge.ts';

/** The file, as a list of entries. */
export const KnownFailures = z
  .array(
    z.strictObject({
      /** A check's id; a `*` in it stands for anything. */
      check: z.string().min(1),
      reason: z.string().min(1),
      /** The last day on which it counts, in UTC: `2026-12-31`. */
      expires: z.iso.date(),
      /** Where it is followed up. */
      ticket: z.string().min(1).optional(),
    }),
  )
  .default([]);
export type KnownFailures = z.infer<typeof KnownFailures>;

export interface KnownFailure {
  check: string;
  reason: string;
  expires: string;
  ticket: string | null;
  /** The checks that it means, with their statuses. */
  means: { id: string; status: Status }[];
  /** All but `expected` are red: every check that is known to fail has to fail, and not for ever. */
  state: 'expected' | 'expired' | 'does not fail' | 'not verified' | 'no such check';
}

/** `today` is the day of the run in UTC: the same evidence is judged alike on every later day. */
export function knownFailuresOf(
  entries: KnownFailures,
  results: readonly Result[],
  today: string,
): KnownFailure[] {
  return entries.map(({ check, reason, expires, ticket = null }) => {
    const meant = results
      .filter((result) => means(check, result.check.id))
      .map(({ check: { id }, status }) => ({ id, status }));
    return { check, reason, expires, ticket, means: meant, state: stateOf(meant, expires < today) };
  });
}

/** The failures that are put up with, by the id of their check. */
export function putUpWith(known: readonly KnownFailure[]): ReadonlyMap<string, KnownFailure> {
  return new Map(
    known
      .filter(({ state }) => state === 'expected')
      .flatMap((one) => one.means.map(({ id }) => [id, one] as const)),
  );
}

function stateOf(meant: KnownFailure['means'], isExpired: boolean): KnownFailure['state'] {
  if (meant.length === 0) return 'no such check';
  if (isExpired) return 'expired';
  if (meant.some(({ status }) => status !== 'failed' && status !== 'not verified')) return 'does not fail';
  return meant.some(({ status }) => status === 'not verified') ? 'not verified' : 'expected';
}

/** A `*` stands for anything. Part after part, so that no pattern takes long. */
function means(pattern: string, id: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return id === pattern;
  if (!id.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = id.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return id.endsWith(last) && id.length - last.length >= at;
}
