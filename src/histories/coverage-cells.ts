/** In which state a pair of records was when what happened: the names, and which of the two never meet. Pure. */

/** Of a pair of records, a left and a right one, before something happens. */
export const STATES = [
  'absent',
  'left only',
  'right only',
  /** Both are there with one `orgNr`, and are not linked yet. */
  'candidates',
  /** Both are there, not linked, and `orgNr` differs or is empty. */
  'strangers',
  /** Several on a side have the `orgNr`, and none of them is linked. */
  'crowded',
  'linked, agreeing',
  'linked, left ahead',
  'linked, right ahead',
  'linked, both ahead',
  /** Linked, and `orgNr` differs. */
  'parted',
  /** One of a linked pair was deleted. */
  'bereft',
] as const;
export type State = (typeof STATES)[number];

export const EVENTS = [
  'create left',
  'create right',
  'edit left',
  'edit right',
  'edit both leaves at once',
  'clear',
  'edit outside rows',
  'orgNr to match',
  'orgNr to part',
  'orgNr to collide',
  'orgNr cleared',
  'delete left',
  'delete right',
  'pass',
  'pass with faults',
  'kill',
  'close',
  'restart',
  'edit amid a pass',
  'same millisecond',
] as const;
export type Event = (typeof EVENTS)[number];

/** Why an event never meets a pair in that state; null where it may. */
export type CannotBe = (state: State, event: Event) => string | null;

/** A company has at most one living record on each side, and nobody edits what is not there. */
export const impossible: CannotBe = (state, event) => {
  if (event === 'create left' && HAS_LEFT.has(state)) return 'the left record is there already';
  if (event === 'create right' && HAS_RIGHT.has(state)) return 'the right record is there already';
  if (state === 'absent' && OF_A_RECORD.has(event)) return 'there is no record';
  if (state === 'right only' && OF_LEFT.has(event)) return 'there is no left record';
  if (state === 'left only' && OF_RIGHT.has(event)) return 'there is no right record';
  return null;
};

const BOTH: readonly State[] = [
  'candidates',
  'strangers',
  'linked, agreeing',
  'linked, left ahead',
  'linked, right ahead',
  'linked, both ahead',
  'parted',
];
const HAS_LEFT: ReadonlySet<State> = new Set([...BOTH, 'left only']);
const HAS_RIGHT: ReadonlySet<State> = new Set([...BOTH, 'right only']);

const OF_LEFT: ReadonlySet<Event> = new Set(['edit left', 'delete left']);
const OF_RIGHT: ReadonlySet<Event> = new Set(['edit right', 'delete right']);
const OF_A_RECORD: ReadonlySet<Event> = new Set([
  ...OF_LEFT,
  ...OF_RIGHT,
  'edit both leaves at once',
  'clear',
  'edit outside rows',
  'orgNr to match',
  'orgNr to part',
  'orgNr to collide',
  'orgNr cleared',
]);
