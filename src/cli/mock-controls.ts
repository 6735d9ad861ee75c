/** What a campaign does to tenants that are mocks, in terms of the mock's own controls. */
import { type Clock, ENGINE, HARNESS } from '../../mocks/crmoffice/index.ts';
import type { Ambush, Controls, EngineWrite } from '../campaign/environment.ts';
import type { Side } from '../checks/scenario.ts';
import type { MockCollection } from './mock-collection.ts';

const HOUR_MS = 3_600_000;

/** The collections of each tenant, the one in question first. In one tenant, both sides are the same. */
export function createMockControls(
  collections: Record<Side, readonly MockCollection[]>,
  clock: Clock,
): Controls {
  const main = { left: first(collections.left), right: first(collections.right) };
  const sides: Side[] = main.left === main.right ? ['left'] : ['left', 'right'];
  const all = sides.flatMap((side) => collections[side].map((collection) => ({ side, collection })));
  const seen = new Map<MockCollection, number>();
  let ambushes: Ambush[] = [];
  for (const side of sides) {
    main[side].controls.beforePatch(({ actor, id, ifMatch }) => {
      if (actor !== ENGINE) return;
      const sprung = ambushes.filter(({ on }) =>
        on.some((place) => main[place.side] === main[side] && place.id === id),
      );
      ambushes = ambushes.filter((ambush) => !sprung.includes(ambush));
      for (const { target, patch, met } of sprung) {
        const { modifiedAt } = main[target.side].edit(target.id, patch);
        met({ side, id, ifMatch: ifMatch !== null, at: modifiedAt });
      }
    });
  }
  return {
    observe: () => Promise.resolve(all.map(({ collection }) => collection.log.last()).join(' ')),
    engineRequests: () => all.reduce((sum, { collection }) => sum + collection.engineRequests(), 0),
    arranged: () => Promise.resolve(),
    newEngineWrites: () =>
      Promise.resolve(
        all.flatMap(({ side, collection }) => {
          const writes = collection.writesSince(seen.get(collection) ?? 0);
          seen.set(collection, collection.log.last());
          const isMain = collection === main[side];
          return writes
            .filter(({ actor }) => actor !== HARNESS)
            .map(({ id, method, status, ifMatch, before, after }): EngineWrite => ({
              side,
              id: isMain ? id : null,
              method,
              status,
              ifMatch,
              before,
              after,
            }));
        }),
      ),
    simultaneously: async (work) => {
      clock.freeze();
      try {
        await work();
      } finally {
        clock.unfreeze();
      }
    },
    ambush: (ambush) => {
      ambushes.push(ambush);
    },
    clearAmbushes: () => {
      ambushes = [];
    },
    armFaults: (side, faults, seed) => main[side].controls.faults.arm(faults, seed),
    faultsMet: (side) => main[side].controls.faults.met(),
    withdrawFaults: () => {
      for (const side of sides) main[side].controls.faults.disarm();
    },
    later: () => clock.set(new Date(Date.parse(clock.now()) + HOUR_MS).toISOString()),
  };
}

/** @throws RangeError where a tenant has none */
function first([collection]: readonly MockCollection[]): MockCollection {
  if (collection === undefined) throw new RangeError('a tenant has at least one collection');
  return collection;
}
