/** Two tenants with people who edit them and an engine that syncs them: simulated, or behind sockets. The port. */
import type { CompanyDraft, CompanyPatch } from '../domain/company.ts';
import type { Topology } from '../domain/tenant.ts';
import type { Setting } from '../engines/index.ts';
import type { Fault, Moment, Side } from './history.ts';
import type { Change, EngineWrite } from './trace.ts';

/** What is to happen in the next pass. */
export interface PassPlan {
  faults: readonly Fault[];
  /** Called when that request has arrived, before anything becomes of it. */
  moments: readonly { at: Moment; happens: () => void }[];
}

/** `place` is the tenant; in one tenant it is always `left`. What a user does is done at once. */
export interface World {
  create(place: Side, draft: CompanyDraft): Change;
  /** Null where there is no such record. */
  edit(place: Side, id: string, patch: CompanyPatch): Change | null;
  remove(place: Side, id: string): Change | null;
  /** The next write, whoever's, gets the time of the last one, in whichever tenant that was. */
  repeatTime(): void;
  /** What a new process of the engine is started with. What the one before still asks or saves comes to nothing. */
  newProcess(): Setting;
  /**
   * From now on nothing that the engine's process asks or saves is done or answered: it is killed. Within a moment,
   * the request that has just arrived is done in any case, or not.
   */
  kill(arrivedIsDone: boolean): void;
  /** Counts requests anew. */
  arm(plan: PassPlan): void;
  /** Nothing is armed any more. How many requests met a fault. */
  disarm(): number;
  /** The engine's writes since this was last asked, in order. */
  takeWrites(): EngineWrite[];
  close(): Promise<void>;
}

/** Made anew for each history. */
export type MakeWorld = (topology: Topology, pace: number) => Promise<World> | World;
