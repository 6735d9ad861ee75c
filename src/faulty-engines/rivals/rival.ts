/** The port of the rivals: the usual ways of testing a sync, each put to the same engines as this project's checks. */
import type { Dataflow } from '../../domain/dataflow.ts';
import type { Tenant } from '../../domain/tenant.ts';
import type { Engine, RunningEngine } from '../../engines/index.ts';
import type { Both } from '../variation.ts';

export interface Rival {
  /** One word, unique. */
  name: string;
  /** What it is, in a few words. */
  title: string;
  /** Rejects only for what the harness does wrong, never for what the engine does. */
  run(engine: Engine, world: World): Promise<Outcome>;
}

/** What a rival made of an engine. */
export interface Outcome {
  caught: boolean;
  /** Which of its tests failed, each once. */
  by: string[];
}

/** What tests are made of here: the document, a seed for the data, and fresh tenants, as many as are wanted. */
export interface World {
  seed: number;
  dataflow: Dataflow;
  open(): Promise<Ground>;
}

/** A pair of tenants without a company. */
export interface Ground {
  /** The tester's own access. */
  tenants: Both<Tenant>;
  /** An engine with an empty state; `refused` gives it tokens that the tenants do not know. */
  start(engine: Engine, access?: 'granted' | 'refused'): Promise<RunningEngine>;
  /** What happens from now on is an hour later by the tenants' clocks. */
  later(): void;
  /** Ends what was started, too. */
  close(): Promise<void>;
}

export function outcomeOf(failed: readonly string[]): Outcome {
  const by = [...new Set(failed)];
  return { caught: by.length > 0, by };
}

/** Closes the tenants whatever becomes of the work in them. */
export async function onGround<T>(world: World, work: (ground: Ground) => Promise<T>): Promise<T> {
  const ground = await world.open();
  try {
    return await work(ground);
  } finally {
    await ground.close();
  }
}
