/** The reference sync's front door: passes over a document's sections, with the state kept in a folder. */
import { headingOf, type Link } from '../domain/dataflow.ts';
import { isWritable } from '../domain/company.ts';
import type { Tenant, Topology } from '../domain/tenant.ts';
import { CORE, type Core } from './core.ts';
import { SyncError } from './error.ts';
import { identityOf } from './identity.ts';
import type { Match } from './match.ts';
import type { Done, Stop } from './options.ts';
import { runPass, type PassResult } from './pass.ts';
import { DEFAULT_FULL_EVERY, DEFAULT_OVERLAP_MS } from './plan.ts';
import { openState, type OpenState, type StateStore } from './store.ts';

export interface SyncOptions {
  left: Tenant;
  /** In one tenant, the same as `left`. */
  right: Tenant;
  topology: Topology;
  /** The document's sections; those that link companies with companies are synchronised. */
  sections: readonly Link[];
  /** A folder that belongs to this sync alone, the same for each pass; it is created where it is missing. */
  stateDir: string;
  /** Where the state is kept in the place of a folder on the disk; `stateDir` then is but its name. */
  openState?: OpenState | undefined;
  /** What tells these tenants from others, such as their URLs; stored with the state, so never a token. */
  tenantNames: { left: string; right: string };
  /** Other decisions than the sync's own. */
  core?: Core;
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
   * Runs one pass over each section that links companies with companies, in the document's order. What is done
   * is saved as it is done; what could not be done is in `problems`, and `ok` is then false. Passes may not overlap.
   */
  pass(options?: RunOptions): Promise<SyncResult>;
  /** The links that are remembered, of all sections. Not to be asked while a pass is under way. */
  links(): Match[];
  /** Gives the state's folder free. */
  close(): Promise<void>;
}

const PAIRS_AT_ONCE = 128;

/**
 * Opens the state. Throws `SyncError`, before anything is asked of a tenant, where the state cannot be used, where
 * no section links companies, or where a merge rule names a property that companies do not have.
 */
export async function openSync(options: SyncOptions): Promise<RunningSync> {
  const { topology, stateDir, tenantNames, durable = true } = options;
  const links = usableSections(options.sections);
  const open = options.openState ?? openState;
  const store = await open(stateDir, identityOf(topology, tenantNames, links), durable);
  return {
    pass(run = {}) {
      return store.guard(() => passOver(links, store, options, run));
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

async function passOver(
  links: readonly Link[],
  store: StateStore,
  options: SyncOptions,
  { full = false, signal, onDone }: RunOptions,
): Promise<SyncResult> {
  const sections: SectionResult[] = [];
  for (const [index, link] of links.entries()) {
    const state = store.sections[index];
    if (state === undefined) throw new RangeError(`the state has no section ${index}`);
    const heading = headingOf(link);
    const result = await runPass({
      left: options.left,
      right: options.right,
      topology: options.topology,
      link,
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

function usableSections(sections: readonly Link[]): Link[] {
  const links = sections.filter(({ source, target }) => isCompanies(source) && isCompanies(target));
  if (links.length === 0) {
    throw new SyncError('the document has no section that links companies with companies: nothing to sync');
  }
  for (const rule of links.flatMap(({ merge }) => merge)) {
    const unknown = [rule.left, rule.right].find((path) => path !== 'id' && !isWritable(path));
    if (unknown !== undefined) {
      throw new SyncError(
        `line ${rule.line}: companies have no property ${unknown}, so none can be linked by it`,
      );
    }
  }
  return links;
}

/** A record type as documents name it: `Crmoffice Companies`, also with a suffix in brackets. */
function isCompanies(type: string): boolean {
  return /\bcompan(?:y|ies)\b/i.test(type);
}
