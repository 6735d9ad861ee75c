/**
 * The sync under test, behind one port. Variants: `reference`, the project's own sync, in this process;
 * `command`, any program that does one pass and exits (contract 6.4); `webhook`, one that a POST starts; `sesam`, the
 * pipes of a node; `continuous`, one that runs by itself. `select.ts` chooses; docs/engines.md is for their users.
 */
import type { Lack } from '../domain/capability.ts';
import type { Dataflow } from '../domain/dataflow.ts';
import type { Entity } from '../domain/record.ts';
import type { Tenant, Topology } from '../domain/tenant.ts';
import type { OpenState } from '../sync/store.ts';
import type { Credentials } from '../tenants/credentials.ts';
import type { Connections } from '../tenants/exchange.ts';
import type { Profile } from '../tenants/profile.ts';
import type { Time } from './time.ts';

export const ENGINE_NAMES = [
  'reference',
  'command',
  'webhook',
  'sesam',
  'continuous',
] as const satisfies EngineChoice['name'][];

/** Which engine, with what it cannot be without. */
export type EngineChoice =
  | { name: 'reference' }
  | { name: 'command'; command: string }
  | { name: 'webhook'; url: string; statusUrl: string | null; token: string | null }
  /** Without pipes, all of the node's are run. */
  | { name: 'sesam'; url: string; pipes: readonly string[]; jwt: string }
  | { name: 'continuous'; stableMs: number };

/** Where the engine finds a tenant. What is secret of it goes to the engine and nowhere else. */
export interface Access {
  url: string;
  credentials: Credentials;
  /** The tenant's conventions. An engine that is no part of this project learns of them elsewhere. */
  profile: Profile;
  /** Asked in the place of connections to the URL; only engines of this process can. */
  within?: Connections;
}

/** What one pair of tenants is to the engine. */
export interface Setting {
  /** In one tenant, both are the same. */
  tenants: { a: Access; b: Access };
  /**
   * Asked in the place of clients that the engine would make of its own: tenants of a simulation. Only engines of
   * this process can. They are plain objects, whose methods need no `this`; in one tenant, both are the same.
   */
  clients?: { a: Tenant; b: Tenant };
  topology: Topology;
  /** An existing folder, kept between the passes of this pair of tenants and fresh for another. */
  stateDir: string;
  /**
   * Where state is kept in the place of a folder on the disk: `stateDir` need not exist then, and is but a name. An
   * engine that keeps something else than the reference sync's state keeps it in memory. Only engines of this process can.
   */
  openState?: OpenState;
  checklist: {
    path: string;
    dataflow: Dataflow;
    /** The lines of the sections that are to be synchronised now; without them all. Only engines of this process learn of it. */
    sections?: readonly number[];
  };
  passTimeoutMs: number;
  /**
   * How many pairs of records the engine may deal with at the same time; without it, as many as it sees fit. With 1,
   * requests come in one order. Only engines of this process learn of it.
   */
  pairsAtOnce?: number;
  /** What `passTimeoutMs` is measured with, in the place of the machine's clock. Only engines of this process can. */
  time?: Time;
  /** What the records in question look like now, as a text that stays the same as long as they do. */
  observe: () => Promise<string>;
  /** Which records are the run's. Others work in these tenants too; left out where nobody else does. */
  isOfRun?: (record: Entity) => boolean;
}

/** `output` is the end of what the engine printed or answered, without its tokens. */
export type PassOutcome = { ok: true } | { ok: false; reason: string; output?: string };

export interface RunningEngine {
  /** Runs once. Passes never overlap. Never throws for what the engine does wrong. */
  pass(): Promise<PassOutcome>;
  /** Which records it has linked, by their ids, where it can tell. Between passes only. */
  links?(): readonly { left: string; right: string }[];
  close(): Promise<void>;
}

export interface Engine {
  name: string;
  version: string;
  /** What cannot be shown with this engine, whatever the tenants. */
  lacks: readonly Lack[];
  /** Whether it may run for several pairs of tenants at the same time; of a command passes never overlap (6.4). */
  severalAtOnce: boolean;
  start(setting: Setting): Promise<RunningEngine>;
}
