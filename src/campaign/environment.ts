/** What a campaign runs against: pairs of tenants that are opened for a batch, and what can be done to them. */
import type { Side } from '../checks/scenario.ts';
import type { Fault } from '../domain/fault.ts';
import type { Entity, Patch } from '../domain/record.ts';
import type { AnyTenant } from '../domain/tenant.ts';
import type { Setting } from '../engines/index.ts';

export interface Environment {
  /** Fresh tenants of records of these types, by default companies, without a record; or, once, tenants that others use. */
  open(types?: Record<Side, string>): Promise<TenantPair>;
}

export interface TenantPair {
  /** The harness's own access. In one tenant, both sides are the same object. */
  tenants: Record<Side, AnyTenant>;
  /** Access to the records of another type on a side; without it there are none. */
  others?: (side: Side, type: string) => Others;
  /** The engine's access, with tokens of its own. */
  access: Setting['tenants'];
  controls: Controls;
  /** How many scenarios are arranged and edited at once; each in its own order. */
  actionsAtOnce: number;
  close(): Promise<void>;
}

/** The records of a type, and what a reference to one of them begins with: `companies` of `companies/17`. */
export interface Others {
  tenant: AnyTenant;
  collection: string;
}

/** A write that the engine sent, whether or not it was accepted. */
export interface EngineWrite {
  side: Side;
  /** Null of a refused creation, and of a record of another type than the tenants were opened for. */
  id: string | null;
  method: 'POST' | 'PATCH' | 'DELETE';
  status: number;
  ifMatch: boolean;
  before: Entity | null;
  after: Entity | null;
  /** When it was seen, by the campaign's stopwatch; without it, when its pass was over. */
  seenAt?: number;
}

/** What can be done to tenants beside reading and writing; most of it only to a mock. */
export interface Controls {
  /** What the tenants' records look like now, as a text that stays the same as long as they do. */
  observe(): Promise<string>;
  /** Resolves when what the harness did can be seen by everybody. */
  arranged(): Promise<void>;
  /** How many requests the engine has made until now; null where the tenants do not tell. */
  engineRequests(): number | null;
  /** The engine's writes since the last call. */
  newEngineWrites(): Promise<EngineWrite[]>;
  /** All writes that `work` makes bear one and the same time. */
  simultaneously(work: () => Promise<void>): Promise<void>;
  ambush(ambush: Ambush): void;
  clearAmbushes(): void;
  /** From now on the engine's requests to this tenant meet these; what is random in them comes from the seed. */
  armFaults(side: Side, faults: readonly Fault[], seed: number): void;
  /** How often each of the armed ones was met, in their order; 0 where nothing was armed. */
  faultsMet(side: Side): readonly number[];
  withdrawFaults(): void;
  /** What is done from now on is done at least an hour later, by the tenants' clocks. */
  later(): void;
}

/** As the engine's first PATCH of one of `on` arrives, and before it is applied, `target` is edited. */
export interface Ambush {
  on: { side: Side; id: string }[];
  target: { side: Side; id: string };
  patch: Patch;
  /** Called when the edit was made. */
  met: (arrival: { side: Side; id: string; ifMatch: boolean; at: string }) => void;
}
