/** The tenants as an engine of this process asks them: through clients of its own, or through those that it is handed. */
import type { Tenant } from '../domain/tenant.ts';
import { connectTenant, type TenantOptions } from '../tenants/connect.ts';
import type { Setting } from './index.ts';

export interface Clients {
  a: Tenant;
  /** In one tenant, the same as `a`. */
  b: Tenant;
  /** Closes what was made here; who handed clients in keeps them. */
  close: () => Promise<void>;
}

/** `manner` says how an engine's own clients ask. */
export function clientsOf(
  { tenants, topology, clients }: Pick<Setting, 'tenants' | 'topology' | 'clients'>,
  manner: Partial<TenantOptions> = {},
): Clients {
  if (clients !== undefined) return { close: closeNothing, ...clients };
  const a = connectTenant({ ...tenants.a, ...manner });
  const b = topology === 'one-tenant' ? a : connectTenant({ ...tenants.b, ...manner });
  return {
    a,
    b,
    close: async () => {
      await a.close();
      if (b !== a) await b.close();
    },
  };
}

function closeNothing(): Promise<void> {
  return Promise.resolve();
}
