/**
 * What a leaf holds, as something that happened: a user gave it this value. Which of two is newer is not a matter of
 * clocks: an edit is newer than what its leaf held before, and than all that had been replaced by that.
 */
import type { Value } from '../../domain/company.ts';

export interface Event {
  value: Value;
  /** When a user did it, RFC 3339. */
  at: string;
  /** What it replaced. */
  replaced: Event[];
  /** What its leaf held before, where that is no older than it: its value may still be on its way. */
  before?: Event;
}

/** Whether `one` was replaced by `other`, or by something that was. An event is not older than itself. */
export function isOlder(one: Event, other: Event): boolean {
  for (const replaced of other.replaced) if (replaced === one || isOlder(one, replaced)) return true;
  return false;
}

/** Neither knew of the other. */
export function areConcurrent(one: Event, other: Event): boolean {
  return one !== other && !isOlder(one, other) && !isOlder(other, one);
}

/** The event among these, and all that their leaves held before, that is newest in the order of the search and is `wanted`. */
export function findAmong(events: readonly Event[], wanted: (event: Event) => boolean): Event | null {
  let open = events;
  while (open.length > 0) {
    const found = open.find(wanted);
    if (found !== undefined) return found;
    open = open.flatMap(({ replaced, before }) => (before === undefined ? replaced : [...replaced, before]));
  }
  return null;
}
