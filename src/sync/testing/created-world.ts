/** Tenants of several record types, and processes that synchronise them and can be killed at any step. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Link, Meaning } from '../../domain/dataflow.ts';
import type { AnyTenant, Topology } from '../../domain/tenant.ts';
import { fenced } from '../fenced.ts';
import { memoryStates } from '../memory-state.ts';
import { openSync, type SyncResult } from '../once.ts';
import { row } from './documents.ts';
import { entityTenant, type EntityTenant } from './entity-tenant.ts';

const SYSTEMS = { left: 'Crm', right: 'Erp' };
const MEANINGS: readonly [RegExp, Meaning][] = [
  [/^Every /, 'every record is synchronised'],
  [/^Before /, 'a link comes first'],
  [/will be created/, 'a record is created'],
  [/, it {2}will be synchronized/, 'some records are synchronised'],
];

/** A section of these sentences: name and phone are kept equal, records belong together by their email. */
export function sectionOf(source: string, target: string, ...texts: string[]): Link {
  return {
    source: `Crm ${source}`,
    target: `Erp ${target}`,
    line: 1,
    sentences: texts.map((text) => ({
      text,
      meaning: MEANINGS.find(([pattern]) => pattern.test(text))?.[1] ?? 'other',
      place: 'before merge rules',
      line: 1,
    })),
    merge: [{ left: 'email', right: 'contact.email', line: 1 }],
    rows: [row('name', 'fullName'), row('phone', 'contact.phone')],
  };
}

export interface CreatedWorld {
  /** By the record type, as headings have it. */
  of(type: string): EntityTenant;
  /** One pass of the process that runs; null where it was killed amid the pass, at its `killedAt`th step. */
  pass(killedAt?: number): Promise<SyncResult | null>;
  links(): Promise<readonly { left: string; right: string }[]>;
}

/** A step is a request before it is done, or after, or the same of a save. */
export function createdWorld(sections: readonly Link[], topology: Topology = 'two-tenants'): CreatedWorld {
  const clock = { now: Date.UTC(2024, 0, 1) };
  const tenants = new Map<string, EntityTenant>();
  const states = memoryStates();
  const of = (type: string): EntityTenant => {
    const tenant = tenants.get(type) ?? entityTenant(clock);
    tenants.set(type, tenant);
    return tenant;
  };
  const open = (isDead: () => boolean) => {
    const alive = async (): Promise<void> => {
      if (isDead()) await new Promise<never>(() => {});
    };
    const mine = (tenant: EntityTenant): AnyTenant => ({
      ...tenant,
      async *list(options) {
        await alive();
        yield* tenant.list(options);
        await alive();
      },
      get: (id) => alive().then(() => tenant.get(id)),
      create: async (draft) => {
        await alive();
        const answer = await tenant.create(draft);
        await alive();
        return answer;
      },
      patch: async (id, patch, options) => {
        await alive();
        const answer = await tenant.patch(id, patch, options);
        await alive();
        return answer;
      },
    });
    return openSync({
      left: of(''),
      right: of(''),
      tenantsOf: ({ source, target }) => {
        const left = mine(of(source));
        return { left, right: source === target ? left : mine(of(target)) };
      },
      topology,
      systems: SYSTEMS,
      sections: [...sections],
      stateDir: 'state',
      tenantNames: { left: 'a', right: 'b' },
      openState: async (...asked) => fenced(await states(...asked), isDead),
      pairsAtOnce: 2,
    });
  };
  return {
    of,
    async pass(killedAt = Infinity) {
      let steps = 0;
      const isDead = (): boolean => steps >= killedAt;
      const sync = await open(() => {
        steps += 1;
        return isDead();
      });
      const passing = sync.pass();
      // Nobody waits for what never comes: a process that is dead does nothing any more.
      while (!isDead()) {
        const ended = await Promise.race([passing, turn(null)]);
        if (ended !== null) return ended;
      }
      await turn();
      return null;
    },
    async links() {
      return (await open(() => false)).links();
    },
  };
}
