/** What a pass is told, and how it says what it did and what it could not do. */
import type { Core } from './core.ts';
import type { Link } from '../domain/dataflow.ts';
import type { Entity } from '../domain/record.ts';
import type { AnyTenant, Topology } from '../domain/tenant.ts';
import type { Side } from './decide.ts';
import type { Match } from './match.ts';
import type { Write } from './reconcile.ts';
import type { Scope } from './scope.ts';
import type { SectionState } from './section-state.ts';

/** An `AbortSignal`, or whatever else can be asked; making one of those for each pass would be felt in short ones. */
export interface Stop {
  readonly aborted: boolean;
}

/** What the other sections have linked. */
export interface Others {
  /** Whether the record, given as `collection/id`, is one of the left tenant that some section has linked. */
  isSynchronised: (connection: string) => boolean;
  /** Whether the record of this section's right side is another section's already. */
  isTaken: (right: string) => boolean;
}

export interface PassOptions {
  left: AnyTenant;
  /** In one tenant, the same as `left`. */
  right: AnyTenant;
  topology: Topology;
  /** The section of the document: its merge rules and its rows. */
  link: Link;
  /** Which records of the left may be linked, and which get a new right one. */
  scope: Scope;
  others: Others;
  /** What the last pass left; it is brought up to date as the pass goes on. */
  state: SectionState;
  core: Core<Entity>;
  /** How far back before the last time seen a side is listed again, in milliseconds of the tenant's clock. */
  overlapMs: number;
  /** Each n-th pass looks at everything. */
  fullEvery: number;
  pairsAtOnce: number;
  /** Whether this pass has to look at everything. */
  full?: boolean;
  /** Once aborted, no further pair is begun; what is being written is finished and remembered. */
  signal?: Stop | undefined;
  /** Is told of each thing that is done and remembered, as it happens: a first link does too many to keep. */
  onDone?: ((done: Done) => void) | undefined;
}

/** `listed`: so many more records of a side; in one tenant all are of the left. */
export type Done =
  | { done: 'listed'; side: Side; count: number }
  | { done: 'linked' | 'created' | 'ended'; pair: Match }
  | { done: 'write'; write: Write };

/** What kept the pass from doing all of its work; `pair` is null where it concerns a whole tenant. */
export interface Problem {
  pair: Match | null;
  message: string;
}
