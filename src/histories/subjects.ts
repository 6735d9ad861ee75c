/** What can be explored, by name: an engine, the histories that it can be asked for, and the invariants that hold for it. */
import type { Dataflow } from '../domain/dataflow.ts';
import { TOPOLOGIES } from '../domain/tenant.ts';
import { commandEngine } from '../engines/command.ts';
import type { Engine } from '../engines/index.ts';
import { referenceEngine } from '../engines/reference.ts';
import { bankOf } from '../faulty-engines/bank.ts';
import { RIGHT_ENGINES } from '../faulty-engines/right/index.ts';
import { variedEngine } from '../faulty-engines/varied-engine.ts';
import { type Repertoire, WHOLE } from './draw.ts';
import type { Fault, History } from './history.ts';
import type { Kind } from './invariants/invariant.ts';

export interface Subject {
  /** As options and files name it; of an engine of the fault bank, its title. */
  name: string;
  is: 'reference' | 'right' | 'wrong' | 'command';
  engine: () => Engine;
  limits: Omit<Repertoire, 'cells'>;
  kinds: ReadonlySet<Kind>;
}

/** The reference engine, the right ones, then those of the bank; `version` is the project's own. */
export function subjectsOf(dataflow: Dataflow, version: string): Subject[] {
  return [
    {
      name: 'reference',
      is: 'reference',
      engine: () => referenceEngine(version),
      limits: { ...WHOLE, topologies: TOPOLOGIES },
      kinds: ALL_KINDS,
    },
    ...RIGHT_ENGINES.map(({ engine }): Subject => ({
      name: engine.name,
      is: 'right',
      engine: () => engine,
      limits: RIGHT,
      kinds: KINDS_OF_ANY,
    })),
    ...bankOf(dataflow).map(({ title, vary }): Subject => ({
      name: title,
      is: 'wrong',
      engine: () => variedEngine(title, vary),
      limits: { ...WHOLE, topologies: ['two-tenants'] },
      kinds: ALL_KINDS,
    })),
  ];
}

export const COMMAND = 'command';

/** A command does one pass and exits: it cannot be told to end in good order amid a pass, only be killed. */
export function commandSubject(command: string): Subject {
  return {
    name: COMMAND,
    is: 'command',
    engine: () => commandEngine(command),
    limits: { ...WHOLE, topologies: TOPOLOGIES, stops: ['kill', 'kill after'] },
    kinds: KINDS_OF_ANY,
  };
}

/** Why nothing can be said of the engine by this history, or null. */
export function unfitFor({ limits, name }: Subject, { topology, passes, faults }: History): string | null {
  if (!limits.topologies.includes(topology)) return `${name} is not for ${topology}`;
  if (!limits.restarts && passes.some(({ restart }) => restart))
    return `${name} keeps what it knows in its process, and a new one is begun`;
  const stop = passes.find((pass) => pass.stop !== null && !limits.stops.includes(pass.stop.how))?.stop;
  if (stop) return `${name} cannot be asked to go on after “${stop.how}”`;
  const fault = faults.find(({ kind }) => !limits.faults.includes(kind));
  return fault === undefined ? null : `${name} cannot be asked to get over “${fault.kind}”`;
}

const ALL_KINDS: ReadonlySet<Kind> = new Set(['must', 'implied', 'policy', 'reference']);
const KINDS_OF_ANY: ReadonlySet<Kind> = new Set(['must', 'implied', 'policy']);

/** What they cannot know: that a write was done whose answer was lost, or that a listing is short. */
const BEYOND: ReadonlySet<Fault['kind']> = new Set(['lost', 'short']);

/** They are for two tenants, and most keep what they know in their process. */
const RIGHT: Subject['limits'] = {
  ...WHOLE,
  topologies: ['two-tenants'],
  restarts: false,
  stops: [],
  faults: WHOLE.faults.filter((kind) => !BEYOND.has(kind)),
};
