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
  return found(other.replaced, (event) => event === one, replacedBy) !== null;
}

/** Neither knew of the other. */
export function areConcurrent(one: Event, other: Event): boolean {
  return one !== other && !isOlder(one, other) && !isOlder(other, one);
}

/** The event among these, and all that their leaves held before, that is newest in the order of the search and is `wanted`. */
export function findAmong(events: readonly Event[], wanted: (event: Event) => boolean): Event | null {
  return found(events, wanted, heldBefore);
}

/**
 * Each event is looked at once: where values go to and fro, the ways back to one double with every turn; and what was
 * put back while a write was not answered may be on both ends of a way.
 */
function found(
  events: readonly Event[],
  wanted: (event: Event) => boolean,
  next: (event: Event) => readonly Event[],
): Event | null {
  const seen = new Set<Event>();
  let open = events;
  while (open.length > 0) {
    const first = open.find(wanted);
    if (first !== undefined) return first;
    for (const event of open) seen.add(event);
    open = [...new Set(open.flatMap(next))].filter((event) => !seen.has(event));
  }
  return null;
}

function replacedBy({ replaced }: Event): readonly Event[] {
  return replaced;
}

function heldBefore({ replaced, before }: Event): readonly Event[] {
  return before === undefined ? replaced : [...replaced, before];
}
