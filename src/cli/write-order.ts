/** What the engine wrote to the mock tenants of a history. */
import { ENGINE, type MockTenant } from '../../mocks/crmoffice/index.ts';
import type { Side } from '../histories/history.ts';
import type { EngineWrite } from '../histories/trace.ts';

/** What comes of a write that a fault met before anything was done: to the tenant it never came. */
const NEVER_CAME: ReadonlySet<number> = new Set([0, 429, 500, 503]);

/** Asked at each request, so that no two tenants have something new at the same time. `seen` is how much of each log was. */
export function newEngineWrites(
  tenants: readonly (readonly [Side, Pick<MockTenant, 'log'>])[],
  seen: Record<Side, number>,
): EngineWrite[] {
  return tenants.flatMap(([place, { log }]) => {
    const writes = log.since(seen[place]);
    seen[place] = log.last();
    return writes
      .filter(({ actor, status }) => actor === ENGINE && !NEVER_CAME.has(status))
      .map(({ method, id, status, ifMatch, before, after }): EngineWrite => ({
        is: 'write',
        place,
        method,
        id,
        status,
        ifMatch,
        before,
        after,
      }));
  });
}
