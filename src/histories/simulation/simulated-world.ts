/** Two tenants in memory, in virtual time: the world in which histories are played by the thousand a second. */
import type { Topology } from '../../domain/tenant.ts';
import type { Setting } from '../../engines/index.ts';
import type { Time } from '../../engines/time.ts';
import { randomFrom } from '../../generate/random.ts';
import { fenced } from '../../sync/fenced.ts';
import { memoryStates } from '../../sync/memory-state.ts';
import { fixedToken } from '../../tenants/credentials.ts';
import { DEFAULT_PROFILE } from '../../tenants/profile.ts';
import type { Waiting } from '../../tenants/retry.ts';
import type { Side } from '../history.ts';
import type { EngineWrite } from '../trace.ts';
import type { World } from '../world.ts';
import { createClient, type SimulatedTenant } from './client.ts';
import { createEngineWrites } from './engine-writes.ts';
import { createNetwork, type Process } from './network.ts';
import { createRecords, createWriteClock, type Records, type WriteClock } from './records.ts';
import { createVirtualTime } from './virtual-time.ts';

/** What is the same in all worlds. */
export type Scenery = Pick<Setting, 'checklist' | 'pairsAtOnce'>;

const NEVER_CLOSED = new AbortController().signal;
/** No pass is ever over time: one that is killed would keep its timer, and all that hangs by it. */
const NO_LIMIT: Time = { elapsed: () => 0, after: () => ignore };
const ACCESS = { credentials: fixedToken('simulated'), profile: DEFAULT_PROFILE };
const TENANTS: Setting['tenants'] = {
  a: { ...ACCESS, url: 'simulated:a' },
  b: { ...ACCESS, url: 'simulated:b' },
};

export function createSimulatedWorld(scenery: Scenery, topology: Topology, pace: number): World {
  const time = createVirtualTime();
  const clock = createWriteClock();
  const random = randomFrom(pace, 0);
  const network = createNetwork(time, () => (pace === 0 ? 1 : 1 + random(10)));
  const states = memoryStates();
  let writes: EngineWrite[] = [];
  const tenants = {
    left: createTenant('left', clock, (write) => writes.push(write)),
    right: createTenant('right', clock, (write) => writes.push(write)),
  };
  let process: Process = { dead: false };

  return {
    create(place, draft) {
      const after = tenants[place].records.create(draft);
      return { place, id: after.id, before: null, after };
    },
    edit(place, id, patch) {
      const { records } = tenants[place];
      const before = records.get(id)?.company;
      const after = records.patch(id, patch)?.company;
      return before === undefined || after === undefined ? null : { place, id, before, after };
    },
    remove(place, id) {
      const before = tenants[place].records.remove(id);
      return before === null ? null : { place, id, before, after: null };
    },
    repeatTime() {
      clock.repeat();
    },
    newProcess() {
      process.dead = true;
      const alive: Process = { dead: false };
      process = alive;
      const waiting: Waiting = {
        random() {
          // Like an engine of a campaign, but where answers are to come in any order.
          return pace === 0 ? 1 : random(1000) / 1000;
        },
        wait(ms) {
          return new Promise<void>((resolve) => {
            time.after(ms, () => {
              if (!alive.dead) resolve();
            });
          });
        },
        closing: NEVER_CLOSED,
        onEvent: ignore,
      };
      const left = createClient(tenants.left, { process: alive, network, waiting });
      const right =
        topology === 'one-tenant' ? left : createClient(tenants.right, { process: alive, network, waiting });
      return {
        topology,
        tenants: TENANTS,
        clients: { a: left, b: right },
        async openState(dir, identity) {
          return fenced(await states(dir, identity), () => alive.dead);
        },
        stateDir: 'state',
        passTimeoutMs: 60_000,
        time: NO_LIMIT,
        observe() {
          return Promise.reject(new Error('a simulated engine does not wait for records to be stable'));
        },
        // Last: to begin with a spread is some ten times slower in V8.
        ...scenery,
      };
    },
    kill(arrivedIsDone) {
      process.dead = true;
      if (arrivedIsDone) network.letArrivedBeDone();
    },
    arm(plan) {
      network.arm(plan);
    },
    disarm() {
      return network.disarm();
    },
    takeWrites() {
      const taken = writes;
      writes = [];
      return taken;
    },
    close() {
      process.dead = true;
      time.end();
      return Promise.resolve();
    },
  };
}

function createTenant(
  place: Side,
  clock: WriteClock,
  onWrite: (write: EngineWrite) => void,
): SimulatedTenant & { records: Records } {
  const records = createRecords(clock);
  return { place, records, writes: createEngineWrites(records, place, onWrite) };
}

function ignore(): void {}
