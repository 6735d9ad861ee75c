/** What a campaign does to tenants that are mocks, in terms of the mock's own controls. */
import { type Clock, ENGINE, HARNESS, type MockTenant } from '../../mocks/crmoffice/index.ts';
import type { Ambush, Controls, EngineWrite } from '../campaign/environment.ts';
import type { Side } from '../checks/scenario.ts';

const HOUR_MS = 3_600_000;

/** In one tenant, both sides are the same tenant. */
export function createMockControls(tenants: Record<Side, MockTenant>, clock: Clock): Controls {
  const sides: Side[] = tenants.left === tenants.right ? ['left'] : ['left', 'right'];
  const seen = { left: 0, right: 0 };
  let ambushes: Ambush[] = [];
  for (const side of sides) {
    tenants[side].controls.beforePatch(({ actor, id, ifMatch }) => {
      if (actor !== ENGINE) return;
      const sprung = ambushes.filter(({ on }) =>
        on.some((place) => tenants[place.side] === tenants[side] && place.id === id),
      );
      ambushes = ambushes.filter((ambush) => !sprung.includes(ambush));
      for (const { target, patch, met } of sprung) {
        const { modifiedAt } = tenants[target.side].controls.edit(target.id, patch);
        met({ side, id, ifMatch: ifMatch !== null, at: modifiedAt });
      }
    });
  }
  return {
    observe: () => Promise.resolve(sides.map((side) => tenants[side].log.last()).join(' ')),
    engineRequests: () => sides.reduce((sum, side) => sum + tenants[side].engineRequests(), 0),
    arranged: () => Promise.resolve(),
    newEngineWrites: async () =>
      sides.flatMap((side) => {
        const writes = tenants[side].log.since(seen[side]);
        seen[side] = tenants[side].log.last();
        return writes
          .filter(({ actor }) => actor !== HARNESS)
          .map(({ id, method, status, ifMatch, before, after }): EngineWrite => ({
            side,
            id,
            method,
            status,
            ifMatch: ifMatch !== null,
            before,
            after,
          }));
      }),
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
    armFaults: (side, faults, seed) => tenants[side].controls.faults.arm(faults, seed),
    faultsMet: (side) => tenants[side].controls.faults.met(),
    withdrawFaults: () => {
      for (const side of sides) tenants[side].controls.faults.disarm();
    },
    later: () => clock.set(new Date(Date.parse(clock.now()) + HOUR_MS).toISOString()),
  };
}
