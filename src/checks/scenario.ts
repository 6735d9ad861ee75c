/**
 * Scenarios are data: what to arrange, which edits to make, and, between the rounds, when to settle and look.
 * All scenarios of a batch advance in lockstep, so the number of settles is that of the longest scenario.
 */
import type { Capability } from '../domain/capability.ts';
import type { PropertyPath } from '../domain/path.ts';
import type { Patch } from '../domain/record.ts';
import type { Fault } from '../domain/fault.ts';

export type Side = 'left' | 'right';

/** A record's name within its scenario: `left`, `right`, `newcomer`. */
export type RecordName = string;

/** One thing the harness does before a settle, or, for `ambush`, during it. */
export type Action =
  /** With a `type`, of another record type than the section's: such a record is not looked at. */
  | { do: 'create'; record: RecordName; side: Side; draft: Patch; type?: string; connectedTo?: RecordName }
  /** With `connectedTo`, the record is connected to that one of another type as well. */
  | { do: 'edit'; record: RecordName; patch: Patch; connectedTo?: RecordName }
  | { do: 'delete'; record: RecordName }
  /** An edit made while the engine works: as its first PATCH of one of `on` arrives, before that is applied. */
  | { do: 'ambush'; on: RecordName[]; record: RecordName; patch: Patch };

export interface Scenario {
  /** Made of what it arranges, never of a number. Unique in a plan. */
  id: string;
  /** What it does, in words. */
  title: string;
  /** What it needs beyond its batch. */
  needs?: readonly Capability[];
  /** Each round is done, then the engine settles and the scenario's records are looked at. */
  rounds: Action[][];
  /** Records that the engine may create: known by a value that no other scenario's records hold at the property. */
  seeks?: readonly Sought[];
}

/** The first that is found bears the name, a second one `NAME 2`, and so on. */
export interface Sought {
  record: RecordName;
  side: Side;
  path: PropertyPath;
  values: readonly string[];
}

/**
 * The tenants' clocks: they run, they stand while the harness does a round's actions, which all bear one time then,
 * or they stand from the second round on, the engine's writes included.
 */
export type BatchClock = 'runs' | 'stands for actions' | 'stands after the first round';

/** Scenarios that share one pair of tenants. What could disturb others has a batch of its own. */
export interface Batch {
  id: string;
  title: string;
  /** The types of the records in its tenants; without them companies. */
  types?: Record<Side, string>;
  /** The lines of the sections that are synchronised in it; without them all of the document's. */
  sections?: readonly number[];
  needs: Capability[];
  clock: BatchClock;
  /** What the engine meets in each tenant, in the first passes of every round; in one tenant, the left ones. */
  faults: Record<Side, Fault[]>;
  /** How many passes are given to the faults; more than the least only while one of them was not met anywhere. */
  faultyPasses: { least: number; most: number };
  /** How many further passes follow the last settle, with nobody editing. */
  furtherPasses: number;
  scenarios: Scenario[];
}

export const SIDES: readonly Side[] = ['left', 'right'];

export const OTHER_SIDE = { left: 'right', right: 'left' } as const satisfies Record<Side, Side>;
