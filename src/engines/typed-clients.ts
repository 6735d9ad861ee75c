/** The records of a document's sections as an engine of this process asks for them: a client for each type and tenant. */
import type { Dataflow, Link } from '../domain/dataflow.ts';
import { recordTypesOf, type RecordType, type RecordTypes } from '../domain/record-type.ts';
import type { AnyTenant, Topology } from '../domain/tenant.ts';
import type { Entity, Leaves } from '../domain/record.ts';
import type { ConnectedTenant } from '../tenants/connect.ts';

export interface TypedClients {
  /** Of the whole document. */
  types: RecordTypes;
  /** The records of a section's source and target. */
  tenantsOf: (link: Link) => { left: AnyTenant; right: AnyTenant };
  /** Those that were made here. */
  made: () => readonly ConnectedTenant<Entity, Leaves>[];
  /** Closes what was made here. */
  close: () => Promise<void>;
}

type Document = Pick<Dataflow, 'left' | 'right' | 'sections'>;

/** `companies` are asked where records are companies; `connect` makes a client of another type's in tenant `a` or `b`. */
export function typedClients(
  dataflow: Document,
  topology: Topology,
  companies: { a: AnyTenant; b: AnyTenant },
  connect: (place: 'a' | 'b', type: RecordType) => ConnectedTenant<Entity, Leaves>,
): TypedClients {
  const types = typesOf(dataflow);
  const clients = new Map<string, ConnectedTenant<Entity, Leaves>>();
  const clientOf = (place: 'a' | 'b', type: RecordType | undefined): AnyTenant => {
    if (type === undefined || type.isCompany) return companies[place];
    const key = `${place} ${type.name}`;
    const client = clients.get(key) ?? connect(place, type);
    clients.set(key, client);
    return client;
  };
  return {
    types,
    tenantsOf: ({ source, target }) => ({
      left: clientOf('a', types.left.get(source)),
      right: clientOf(topology === 'one-tenant' ? 'a' : 'b', types.right.get(target)),
    }),
    made: () => [...clients.values()],
    close: async () => {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}

/** An engine is started for each pair of tenants, in histories by the thousand a second: found out once a document. */
const KNOWN = new WeakMap<Document, RecordTypes>();

function typesOf(dataflow: Document): RecordTypes {
  const types = KNOWN.get(dataflow) ?? recordTypesOf(dataflow);
  KNOWN.set(dataflow, types);
  return types;
}
