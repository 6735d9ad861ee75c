/** What must hold in every history, as data: a name, what it says, and when it is looked at. */
import type { Disagreement } from '../model/disagreement.ts';
import type { ExplainedWrite } from '../model/explain.ts';
import type { Model, SettledModel } from '../model/model.ts';
import type { EngineWrite, Settled } from '../trace.ts';
import type { Expected } from './expected.ts';

/**
 * `must` is said by the document, `implied` is what no sync may break that keeps it, `policy` is the default where the
 * document is silent; `reference` is promised by the reference engine alone.
 */
export type Kind = 'must' | 'implied' | 'policy' | 'reference';

/** How it was broken, in a sentence; values as text where there are any. */
export interface Finding {
  message: string;
  expected?: string;
  found?: string;
}

export interface Invariant {
  name: string;
  title: string;
  kind: Kind;
  /** Looked at with each write of the engine, refused ones too, before the model has noted it. */
  atWrite?: (seen: SeenWrite) => Finding | null;
  atSettle?: (seen: SeenSettle) => Finding | null;
}

export interface SeenWrite {
  model: Model;
  write: EngineWrite;
  /** Null where no record that is known was changed: one is created or deleted, or the write was refused. */
  explained: ExplainedWrite | null;
}

export interface SeenSettle {
  model: Model;
  entry: Settled;
  settled: SettledModel;
  disagreements: readonly Disagreement[];
  /** The accepted writes since the last settle. */
  writes: readonly EngineWrite[];
  /** How many passes of this settle failed. */
  failed: number;
  /** What users edited since the last settle came to rest. */
  edits: 'nothing' | 'outside the rows' | 'rows';
  /** Whether no pass came between: all that happened since the last settle is what users did. */
  isDirect: boolean;
  /** Whether it was begun by a new process. */
  isRestarted: boolean;
  /** What the policies say, where they say something of this settle. */
  expected: readonly Expected[];
}
