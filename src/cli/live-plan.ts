/** The plan of a run against tenants that others use: with a tag, and with keys that nobody has there. */
import { plan, type Plan } from '../checks/plan.ts';
import type { Batch } from '../checks/scenario.ts';
import type { Lack } from '../domain/capability.ts';
import type { Dataflow } from '../domain/dataflow.ts';
import { selectEngine } from '../engines/select.ts';
import { LIVE_LACKS } from '../live/environment.ts';
import { keysOf } from '../live/keys.ts';
import { newTag } from '../live/tag.ts';
import type { RunSettings } from './compose.ts';
import { inventories, type LiveConnection } from './live-connection.ts';
import { UsageError } from './usage-error.ts';

/** How often another tag is drawn where the numbers of one are taken already. */
const DRAWS = 5;

export interface Drawn {
  tag: string;
  plan: Plan;
  keys: Set<string>;
  lacks: Lack[];
}

/**
 * A plan none of whose keys stands in the tenants already; `random` gives so many random bytes for a tag.
 * @throws UsageError where none can be drawn
 */
export async function drawPlan(
  settings: Pick<RunSettings, 'topology' | 'seed' | 'policies' | 'engine' | 'version'>,
  dataflow: Dataflow,
  connection: Pick<LiveConnection, 'each'>,
  random: (bytes: number) => Uint8Array,
): Promise<Drawn> {
  const { topology, seed, policies } = settings;
  const lacks = [...LIVE_LACKS, ...selectEngine(settings.engine, settings.version).lacks];
  for (let draw = 1; draw <= DRAWS; draw += 1) {
    const tag = newTag(random);
    const planned = plan(dataflow, { seed, topology, policies, faults: [], tag });
    const keys = keysOf(shown(planned, lacks));
    const found = Object.values(await inventories(connection, keys));
    if (found.every(({ taken }) => taken.length === 0)) return { tag, plan: planned, keys, lacks };
  }
  throw new UsageError(
    `${DRAWS} times in a row an orgNr that a run would have used stands in a tenant already: is one of them full of test data?`,
  );
}

function shown({ batches }: Plan, lacks: readonly Lack[]): Batch[] {
  return batches.filter(({ needs }) => !lacks.some(({ capability }) => needs.includes(capability)));
}
