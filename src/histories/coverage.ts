/** How often each event met a pair of records in each state: what histories have tried, and what they never have. */
import { z } from 'zod';
import { type CannotBe, type Event, EVENTS, impossible, type State, STATES } from './coverage-cells.ts';
import { coverageTable } from './coverage-table.ts';

/** By the names: a cell that is missing was never visited. */
export const Visits = z.partialRecord(z.enum(STATES), z.partialRecord(z.enum(EVENTS), z.int().min(0)));
export type Visits = z.infer<typeof Visits>;

export interface Coverage {
  visit: (state: State, event: Event) => void;
  visits: (state: State, event: Event) => number;
  /** Adds what the other has visited. */
  merge: (other: Coverage) => void;
  toJSON: () => Visits;
  /** A table, and below it the cells that were never visited. */
  render: () => string;
}

/** `before` is what was visited already; `cannotBe` says which cells nobody need wait for. */
export function createCoverage(before: Visits = {}, cannotBe: CannotBe = impossible): Coverage {
  // Counts of whole numbers stay exact in floats far longer than in 32 bits.
  const counts = new Float64Array(STATES.length * EVENTS.length);
  const visits = (state: State, event: Event): number => counts[cellOf(state, event)] ?? 0;
  const add = (state: State, event: Event, times: number): void => {
    const cell = cellOf(state, event);
    counts[cell] = (counts[cell] ?? 0) + times;
  };
  for (const state of STATES) {
    for (const event of EVENTS) add(state, event, before[state]?.[event] ?? 0);
  }
  return {
    visit: (state, event) => add(state, event, 1),
    visits,
    merge: (other) => {
      for (const state of STATES) for (const event of EVENTS) add(state, event, other.visits(state, event));
    },
    toJSON: () => visitsOf(visits),
    render: () => coverageTable(visits, cannotBe),
  };
}

/** What `toJSON` made, parsed. @throws ZodError */
export function coverageFromJSON(json: unknown, cannotBe: CannotBe = impossible): Coverage {
  return createCoverage(Visits.parse(json), cannotBe);
}

const ROWS: ReadonlyMap<State, number> = new Map(STATES.map((state, at) => [state, at * EVENTS.length]));
const COLUMNS: ReadonlyMap<Event, number> = new Map(EVENTS.map((event, at) => [event, at]));

function cellOf(state: State, event: Event): number {
  return (ROWS.get(state) ?? 0) + (COLUMNS.get(event) ?? 0);
}

function visitsOf(visits: Coverage['visits']): Visits {
  const all: Visits = {};
  for (const state of STATES) {
    const visited = EVENTS.filter((event) => visits(state, event) > 0);
    if (visited.length === 0) continue;
    all[state] = Object.fromEntries(visited.map((event) => [event, visits(state, event)]));
  }
  return all;
}
