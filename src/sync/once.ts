/** The reference sync's front door: passes over a document's sections, with the state kept in a folder. */
import { headingOf, type Dataflow, type Link } from '../domain/dataflow.ts';
import type { Entity } from '../domain/record.ts';
import type { RecordTypes } from '../domain/record-type.ts';
import type { AnyTenant, Topology } from '../domain/tenant.ts';
import { CORE, type Core } from './core.ts';
import type { Both } from './decide.ts';
import { identityOf } from './identity.ts';
import type { Match } from './match.ts';
import type { Done, Others, Stop } from './options.ts';
import { runPass, type PassResult } from './pass.ts';
import { DEFAULT_FULL_EVERY, DEFAULT_OVERLAP_MS } from './plan.ts';
import { collectionOf } from './scope.ts';
import { sectionsOf, type Section } from './sections.ts';
import type { SectionState } from './section-state.ts';
import { openState, type OpenState, type StateStore } from './store.ts';

export interface SyncOptions {
  /** The records of every section, but where `tenantsOf` tells of others. */
  left: AnyTenant;
  /** In one tenant, the same as `left`. */
  right: AnyTenant;
  /** The records of a section: each record type is a collection of its own. Asked once for each section. */
  tenantsOf?: ((link: Link) => Both<AnyTenant>) | undefined;
  topology: Topology;
  /** The systems of the document's title, where sentences name record types without them. */
  systems?: Pick<Dataflow, 'left' | 'right'> | undefined;
  /** The record types of the whole document, where `sections` are a part of it. */
  types?: RecordTypes | undefined;
  /** The document's sections; those by which anything can be linked or created are synchronised. */
  sections: readonly Link[];
  /** A folder that belongs to this sync alone, the same for each pass; it is created where it is missing. */
  stateDir: string;
  /** Where the state is kept in the place of a folder on the disk; `stateDir` then is but its name. */
  openState?: OpenState | undefined;
  /** What tells these tenants from others, such as their URLs; stored with the state, so never a token. */
  tenantNames: { left: string; right: string };
  /** Other decisions than the sync's own. */
  core?: Core<Entity>;
  /** How far back before the last time seen a side is listed again, in ms of the tenant's clock; 60,000. */
  overlapMs?: number;
  /** Each n-th pass looks at everything, to catch what a tenant forgot to report; 20. */
  fullEvery?: number;
  /** False where the state need not outlive a loss of power, as in a trial: nothing is flushed to the disk then. */
  durable?: boolean;
  /** How many pairs are read and written at the same time; 128. */
  pairsAtOnce?: number | undefined;
}

export interface RunOptions {
  /** Look at everything, not only at what changed. */
  full?: boolean;
  /** Once aborted, no further pair is begun; what is being written is finished and remembered. */
  signal?: Stop;
  /** Is told of each thing that is done, as it happens, with the heading of its section. */
  onDone?: (heading: string, done: Done) => void;
}

export interface SectionResult extends PassResult {
  heading: string;
}

export interface SyncResult {
  /** Whether every section's pass did all of its work. */
  ok: boolean;
  sections: SectionResult[];
}

export interface RunningSync {
  /**
   * Runs one pass over each section, in the document's order: what a later one links can have an earlier one create
   * in the next pass. What is done is saved as it is done; what could not be done is in `problems`, and `ok` is then
   * false. Passes may not overlap.
   */
  pass(options?: RunOptions): Promise<SyncResult>;
  /** The links that are remembered, of all sections. Not to be asked while a pass is under way. */
  links(): Match[];
  /** Gives the state's folder free. */
  close(): Promise<void>;
}

const PAIRS_AT_ONCE = 128;
const NAMELESS = { left: '', right: '' };

/**
 * Opens the state. Throws `SyncError`, before anything is asked of a tenant, where the state cannot be used, where
 * no section can be synchronised, or where a merge rule names a property that companies do not have.
 */
export async function openSync(options: SyncOptions): Promise<RunningSync> {
  const { topology, stateDir, tenantNames, durable = true } = options;
  const sections = sectionsOf(options.sections, topology, options.systems ?? NAMELESS, options.types);
  const links = sections.map(({ link }) => link);
  const tenants = links.map(
    (link) => options.tenantsOf?.(link) ?? { left: options.left, right: options.right },
  );
  const open = options.openState ?? openState;
  const store = await open(stateDir, identityOf(topology, tenantNames, links), durable);
  const running = sections.map((section, index) => runningOf(section, index, sections, store, tenants));
  return {
    pass(run = {}) {
      return store.guard(() => passOver(running, store, options, run));
    },
    links() {
      return store.sections.flatMap((section) =>
        [...section.pairs()].map(({ left, right }) => ({ left, right })),
      );
    },
    close() {
      return store.close();
    },
  };
}

/** One pass: opens the state, runs, and closes it. Throws as `openSync` does. */
export async function syncOnce(options: SyncOptions & RunOptions): Promise<SyncResult> {
  const sync = await openSync(options);
  try {
    return await sync.pass(options);
  } finally {
    await sync.close();
  }
}

interface RunningSection extends Section {
  heading: string;
  tenants: Both<AnyTenant>;
  state: SectionState;
  others: Others;
}

function runningOf(
  section: Section,
  index: number,
  all: readonly Section[],
  store: StateStore,
  tenants: readonly Both<AnyTenant>[],
): RunningSection {
  const { link } = section;
  const state = stateOf(store, index);
  const others: Others = {
    isSynchronised(connection) {
      const collection = collectionOf(connection);
      const id = connection.slice(collection.length + 1);
      return all.some(
        (other, at) => other.collection === collection && stateOf(store, at).linkOf('left', id) !== null,
      );
    },
    isTaken(id) {
      return all.some(
        (other, at) =>
          at !== index &&
          other.link.target === link.target &&
          stateOf(store, at).linkOf('right', id) !== null,
      );
    },
  };
  const { [index]: ofSection } = tenants;
  if (ofSection === undefined) throw new RangeError(`section ${index} has no tenants`);
  return { ...section, heading: headingOf(link), tenants: ofSection, state, others };
}

function stateOf({ sections }: StateStore, index: number): SectionState {
  const state = sections[index];
  if (state === undefined) throw new RangeError(`the state has no section ${index}`);
  return state;
}

async function passOver(
  running: readonly RunningSection[],
  store: StateStore,
  options: SyncOptions,
  { full = false, signal, onDone }: RunOptions,
): Promise<SyncResult> {
  const sections: SectionResult[] = [];
  for (const { heading, tenants, topology, link, scope, others, state } of running) {
    const result = await runPass({
      left: tenants.left,
      right: tenants.right,
      topology,
      link,
      scope,
      others,
      state,
      core: options.core ?? CORE,
      overlapMs: options.overlapMs ?? DEFAULT_OVERLAP_MS,
      fullEvery: options.fullEvery ?? DEFAULT_FULL_EVERY,
      pairsAtOnce: options.pairsAtOnce ?? PAIRS_AT_ONCE,
      full,
      signal,
      onDone: onDone === undefined ? undefined : (done) => onDone(heading, done),
    });
    sections.push({ heading, ...result });
  }
  await store.flush();
  return { ok: sections.every(({ ok }) => ok), sections };
}
