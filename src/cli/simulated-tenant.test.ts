/**
 * The simulated tenant answers as the mock tenant does: the same is done to a world in memory and to one behind sockets,
 * through the client that an engine gets in each, with and without faults.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readChecklist } from '../checklist/read.ts';
import type { CompanyPatch } from '../domain/company.ts';
import { type Tenant, TenantError } from '../domain/tenant.ts';
import { FAULT_KINDS, type Fault, type Side } from '../histories/history.ts';
import { createSimulatedWorld } from '../histories/simulation/simulated-world.ts';
import type { World } from '../histories/world.ts';
import { openSocketWorlds, type SocketWorlds } from './socket-worlds.ts';
import { DEFAULT_CHECKLIST } from './settings.ts';

const PASS_TIMEOUT_MS = 10_000;
let worlds: SocketWorlds;
let simulated: () => World;

beforeAll(async () => {
  const { dataflow } = await readChecklist(DEFAULT_CHECKLIST);
  const checklist = { path: DEFAULT_CHECKLIST, dataflow };
  worlds = await openSocketWorlds({ checklist, passTimeoutMs: PASS_TIMEOUT_MS });
  simulated = () => createSimulatedWorld({ checklist }, 'two-tenants', 0);
});
afterAll(() => worlds.close());

/** `record` is a number among the ids that there were, and one that there never was; `tag` among the tags seen of it. */
type Step =
  | { by: 'user'; do: 'create' | 'edit'; record: number; patch: CompanyPatch }
  | { by: 'user'; do: 'remove' | 'same time'; record: number }
  | { by: 'engine'; do: 'list'; since: number | null; fault: Met }
  | { by: 'engine'; do: 'get'; record: number; fault: Met }
  | { by: 'engine'; do: 'remove'; record: number; fault: Met }
  | { by: 'engine'; do: 'create'; patch: CompanyPatch; fault: Met }
  | { by: 'engine'; do: 'patch'; record: number; patch: CompanyPatch; tag: number | null; fault: Met };
type Met = Pick<Fault, 'kind' | 'times'> | null;
type Asking = Extract<Step, { by: 'engine' }>;

/** One world, with what a client can know of it. */
class Subject {
  readonly #world: World;
  readonly #clients: Record<Side, Tenant>;
  readonly #ids: Record<Side, string[]> = { left: [], right: [] };
  readonly #tags = new Map<string, string[]>();
  readonly #times: string[] = ['2026-01-05T08:00:00.000Z'];

  constructor(world: World) {
    this.#world = world;
    const { clients } = world.newProcess();
    if (clients === undefined) throw new Error('a world of histories hands its clients out');
    this.#clients = { left: clients.a, right: clients.b };
  }

  /** What came of it: the answer, or what was refused; how often the fault was met; what the log says. */
  async take(place: Side, step: Step): Promise<unknown> {
    if (step.by === 'user') return this.#user(place, step);
    const { fault } = step;
    const faults = fault === null ? [] : [{ pass: 0, at: { side: place, request: 1 }, ...fault }];
    this.#world.arm({ faults, moments: [] });
    const answer = await this.#asked(place, step).catch(refusalOf);
    const met = this.#world.disarm();
    return { answer, met, writes: this.#world.takeWrites() };
  }

  close(): Promise<void> {
    return this.#world.close();
  }

  #user(place: Side, step: Exclude<Step, Asking>): unknown {
    if (step.do === 'same time') return this.#world.repeatTime();
    if (step.do === 'create') {
      const made = this.#world.create(place, step.patch);
      this.#ids[place].push(made.id);
      return made;
    }
    const id = this.#idOf(place, step.record);
    return step.do === 'edit' ? this.#world.edit(place, id, step.patch) : this.#world.remove(place, id);
  }

  async #asked(place: Side, step: Asking): Promise<unknown> {
    const client = this.#clients[place];
    if (step.do === 'list') {
      const since = step.since === null ? undefined : this.#times[step.since % this.#times.length];
      const listed = await all(client.list(since === undefined ? {} : { modifiedSince: since }));
      this.#times.push(...listed.map(({ modifiedAt }) => modifiedAt));
      return listed;
    }
    if (step.do === 'create') {
      const made = await client.create(step.patch);
      this.#ids[place].push(made.company.id);
      return made;
    }
    const id = this.#idOf(place, step.record);
    const tags = this.#tags.get(`${place} ${id}`) ?? ['"none"'];
    this.#tags.set(`${place} ${id}`, tags);
    if (step.do === 'get') {
      const found = await client.get(id);
      tags.push(found?.etag ?? '"none"');
      return found;
    }
    if (step.do === 'remove') return client.remove(id);
    const ifMatch = step.tag === null ? undefined : tags.at(-1 - (step.tag % tags.length));
    const written = await client.patch(id, step.patch, ifMatch === undefined ? {} : { ifMatch });
    tags.push(written.etag ?? '"none"');
    return written;
  }

  #idOf(place: Side, record: number): string {
    const ids = this.#ids[place];
    return ids[record % (ids.length + 1)] ?? '0009999';
  }
}

async function all<T>(listed: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of listed) items.push(item);
  return items;
}

/** The words of a refusal are the tenant's own. */
function refusalOf(error: unknown): { operation: string; status: number | null } {
  if (!(error instanceof TenantError)) throw error;
  return { operation: error.operation, status: error.status };
}

/** Both are asked the same, step by step, and answer the same. */
async function expectSame(steps: readonly (readonly [Side, Step])[]): Promise<void> {
  const [simulation, mock] = [
    new Subject(simulated()),
    new Subject(await worlds.makeWorld('two-tenants', 0)),
  ];
  try {
    for (const [place, step] of steps) {
      const told = `${place}: ${JSON.stringify(step)}`;
      expect([told, await simulation.take(place, step)]).toEqual([told, await mock.take(place, step)]);
    }
  } finally {
    await simulation.close();
    await mock.close();
  }
}

const record = fc.nat(4);
const value = fc.constantFrom('x', 'y', '', null, ' é\u0000');
const address = fc.option(
  fc.record({ country: value, postCode: value, postalArea: value }, { requiredKeys: [] }),
);
const patch: fc.Arbitrary<CompanyPatch> = fc.record(
  { orgNr: value, name: value, postAddress: address, visitAddress: address },
  { requiredKeys: [] },
);
const fault: fc.Arbitrary<Met> = fc.option(
  fc.record({ kind: fc.constantFrom(...FAULT_KINDS), times: fc.integer({ min: 1, max: 5 }) }),
  { freq: 2 },
);
const user = fc.constant('user' as const);
const engine = fc.constant('engine' as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ by: user, do: fc.constantFrom('create' as const, 'edit' as const), record, patch }),
  fc.record({ by: user, do: fc.constantFrom('remove' as const, 'same time' as const), record }),
  fc.record({ by: engine, do: fc.constant('list' as const), since: fc.option(fc.nat(9)), fault }),
  fc.record({ by: engine, do: fc.constant('get' as const), record, fault }),
  fc.record({ by: engine, do: fc.constant('remove' as const), record, fault }),
  fc.record({ by: engine, do: fc.constant('create' as const), patch, fault }),
  fc.record({
    by: engine,
    do: fc.constant('patch' as const),
    record,
    patch,
    tag: fc.option(fc.nat(2)),
    fault,
  }),
);
const steps = fc.array(fc.tuple(fc.constantFrom<Side>('left', 'right'), step), { maxLength: 20 });

describe('the simulated tenant and the mock tenant', () => {
  it('answer the same, whatever users and the engine do', async () => {
    await fc.assert(fc.asyncProperty(steps, expectSame), { numRuns: 150, seed: 2024 });
  });

  it('take any spelling of a time to list from', async () => {
    const spellings = ['2026-01-05T08:00:01Z', '2026-01-05T09:00:00.5+01:00', '1999-01-01T00:00:00.000Z'];
    const worldsOfBoth = [simulated(), await worlds.makeWorld('two-tenants', 0)];
    const [one, other] = await Promise.all(
      worldsOfBoth.map(async (world) => {
        for (let made = 0; made < 1200; made += 1) world.create('left', {});
        const { clients } = world.newProcess();
        const ids: string[][] = [];
        for (const modifiedSince of spellings) {
          const listed = clients === undefined ? [] : await all(clients.a.list({ modifiedSince }));
          ids.push(listed.map(({ id }) => id));
        }
        await world.close();
        return ids;
      }),
    );
    expect(one?.map((ids) => ids.length)).toEqual([200, 700, 1200]);
    expect(one).toEqual(other);
  });

  it.each([100, 101, 230])(
    'list %i records in the same pages, and hurt each of them alike',
    async (count) => {
      const subjects = [new Subject(simulated()), new Subject(await worlds.makeWorld('two-tenants', 0))];
      const [one, other] = await Promise.all(
        subjects.map(async (subject) => {
          const told: unknown[] = [];
          for (let made = 0; made < count; made += 1) {
            await subject.take('left', { by: 'user', do: 'create', record: 0, patch: {} });
          }
          for (const kind of ['short', 'twice', 'lost'] as const) {
            for (const times of [1, 2, 3, 5]) {
              told.push(
                await subject.take('left', { by: 'engine', do: 'list', since: null, fault: { kind, times } }),
              );
            }
          }
          await subject.close();
          return told;
        }),
      );
      expect(one).toEqual(other);
    },
  );
});
