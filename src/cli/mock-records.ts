/** Mock tenants of a document by hand: a collection for each of its record types, filled with records that match in pairs. */
import { createTenant, startCollections } from '../../mocks/crmoffice/index.ts';
import { isArrangeable, readSections } from '../checks/runnable.ts';
import { type Side, SIDES } from '../checks/scenario.ts';
import { sourceOf } from '../checks/source-of.ts';
import type { Dataflow } from '../domain/dataflow.ts';
import { type Patch, setting, together } from '../domain/record.ts';
import { type RecordType, recordTypesOf } from '../domain/record-type.ts';
import { toJson } from '../domain/wire.ts';

export type TenantOptions = Pick<Parameters<typeof createTenant>[0], 'clock' | 'tokens'> & { port: number };

/** One tenant by hand, where it is and what it holds. */
export interface HandServed {
  url: string;
  /** The paths of its collections, and the type that each is of. */
  collections: { path: string; type: string }[];
  close: () => Promise<void>;
}

/**
 * Serves both tenants of the document, with so many pairs for each section whose records can be brought to match. Throws,
 * and serves neither, where a port cannot be had.
 */
export async function serveRecords(
  dataflow: Dataflow,
  options: Record<Side, TenantOptions>,
  { pairs, seed }: { pairs: number; seed: number },
): Promise<Record<Side, HandServed>> {
  const types = recordTypesOf(dataflow);
  const tenants = { left: made(types.left, options.left), right: made(types.right, options.right) };
  fill(dataflow, tenants, pairs, seed);
  const served = async (side: Side): Promise<HandServed> => {
    const server = await startCollections({
      name: side === 'left' ? 'A' : 'B',
      port: options[side].port,
      collections: tenants[side].all,
    });
    const collections = [...types[side].values()].map(({ name, collection }) => ({
      path: `/${collection}`,
      type: name,
    }));
    return { url: server.url, collections, close: () => server.close() };
  };
  const left = await served('left');
  const right = await served('right').catch(async (error: unknown) => {
    await left.close();
    throw error;
  });
  return { left, right };
}

interface Made {
  all: ReturnType<typeof createTenant>[];
  create: (type: string, draft: Patch) => void;
}

function made(types: ReadonlyMap<string, RecordType>, { clock, tokens }: TenantOptions): Made {
  const byName = new Map(
    [...types].map(([name, type]) => [name, { type, tenant: createTenant({ clock, tokens, type }) }]),
  );
  return {
    all: [...byName.values()].map(({ tenant }) => tenant),
    create: (name, draft) => {
      const found = byName.get(name);
      if (found === undefined) throw new RangeError(`the document has no record type ${name}`);
      found.tenant.controls.create(found.type.isCompany ? draft : toJson(found.type, draft));
    },
  };
}

function fill(dataflow: Dataflow, tenants: Record<Side, Made>, pairs: number, seed: number): void {
  for (const { link, types } of readSections(dataflow, { topology: 'two-tenants' })) {
    const rule = link.merge.find((one) => isArrangeable(types, one));
    if (rule === undefined) continue;
    const source = sourceOf(types, { seed, tag: undefined, merge: link.merge });
    const names = { left: link.source, right: link.target };
    for (let i = 0; i < pairs; i++) {
      const key = source.key(rule);
      for (const side of SIDES) {
        tenants[side].create(names[side], together([source.record(side), setting(rule[side], key)]));
      }
    }
  }
}
