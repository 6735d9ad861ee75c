/** What a campaign does to tenants that are mocks, in terms of the mock's own controls. */
import { type Clock, ENGINE, HARNESS, type ServedTenant } from '../../mocks/crmoffice/index.ts';
import type { Ambush, Controls, EngineWrite } from '../campaign/environment.ts';
import type { FaultOnWrite, Side } from '../checks/scenario.ts';
import type { Fault } from '../domain/fault.ts';

/** In one tenant, both sides are the same tenant. */
export function createMockControls(tenants: Record<Side, ServedTenant>, clock: Clock): Controls {
  const sides: Side[] = tenants.left === tenants.right ? ['left'] : ['left', 'right'];
  const metOn = (side: Side): number[] => tenants[side].controls.faults.met();
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
    newEngineWrites: () =>
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
    armFaults: (faults) => {
      for (const side of sides) {
        tenants[side].controls.faults.arm(faults.map(onWrite), 0);
      }
    },
    faultsLeft: () => Math.min(...sides.map((side) => metOn(side).filter((met) => met === 0).length)),
    withdrawFaults: () => {
      const fired = Math.max(...sides.map((side) => metOn(side).filter((met) => met > 0).length));
      for (const side of sides) tenants[side].controls.faults.disarm();
      return fired;
    },
  };
}

/** An engine writes by PATCH: nothing is to be created or deleted. */
function onWrite({ nth, status }: FaultOnWrite): Fault {
  const where: Pick<Fault, 'on' | 'when'> = { on: { method: 'PATCH' }, when: { requests: [nth] } };
  return status === 429
    ? { name: 'too-many-requests', ...where }
    : { name: 'server-error', status, ...where };
}
