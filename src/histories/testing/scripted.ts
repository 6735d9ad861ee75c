/** A world as small as can be, and an engine that does in each pass what a script says: to try stories with. */
import { type Company, type CompanyPatch, patched } from '../../domain/company.ts';
import type { Topology } from '../../domain/tenant.ts';
import type { Engine, PassOutcome, Setting } from '../../engines/index.ts';
import { setting } from '../../engines/testing/setting.ts';
import type { History, Side } from '../history.ts';
import { play } from '../player.ts';
import type { Change, EngineWrite, Trace } from '../trace.ts';
import type { PassPlan, World } from '../world.ts';

/** What a pass of the engine may ask; ids are given out in the order of creation, from 1, in each tenant. */
export interface Asking {
  get: (side: Side) => void;
  patch: (side: Side, id: string, patch: CompanyPatch, status?: number) => void;
  post: (side: Side, draft: CompanyPatch) => void;
  delete: (side: Side, id: string) => void;
}
/** Null: the process is killed or closed before the pass is over. */
export type Script = (asking: Asking) => PassOutcome | null;

const DONE: PassOutcome = { ok: true };
const EMPTY: Omit<Company, 'id'> = {
  orgNr: null,
  name: null,
  phone: null,
  email: null,
  website: null,
  postAddress: null,
  visitAddress: null,
  modifiedAt: '2026-01-01T00:00:00.000Z',
};

/** Passes without a script ask nothing and go well. */
export function playScripted(history: History, scripts: readonly Script[]): Promise<Trace> {
  const world = new ScriptedWorld(history.topology);
  let passes = 0;
  const engine: Engine = {
    name: 'scripted',
    version: '1',
    lacks: [],
    severalAtOnce: true,
    start: () =>
      Promise.resolve({
        pass: () => {
          const outcome = (scripts[passes++] ?? (() => DONE))(world);
          return outcome === null ? new Promise<never>(() => {}) : Promise.resolve(outcome);
        },
        close: () => Promise.resolve(),
      }),
  };
  return play(history, engine, world);
}

class ScriptedWorld implements World, Asking {
  readonly #isOne: boolean;
  readonly #records: Record<Side, Map<string, Company>> = { left: new Map(), right: new Map() };
  #ids: Record<Side, number> = { left: 0, right: 0 };
  #requests: Record<Side, number> = { left: 0, right: 0 };
  #plan: PassPlan = { faults: [], moments: [] };
  #writes: EngineWrite[] = [];

  constructor(topology: Topology) {
    this.#isOne = topology === 'one-tenant';
  }

  create(place: Side, draft: CompanyPatch): Change {
    const id = String(++this.#ids[place]);
    const after = patched({ ...EMPTY, id }, draft);
    this.#records[place].set(id, after);
    return { place, id, before: null, after };
  }

  edit(place: Side, id: string, patch: CompanyPatch): Change | null {
    const before = this.#records[place].get(id);
    if (before === undefined) return null;
    const after = patched(before, patch);
    this.#records[place].set(id, after);
    return { place, id, before, after };
  }

  remove(place: Side, id: string): Change | null {
    const before = this.#records[place].get(id);
    if (before === undefined) return null;
    this.#records[place].delete(id);
    return { place, id, before, after: null };
  }

  readonly get = (side: Side): void => {
    this.#ask(side);
  };

  readonly patch = (side: Side, id: string, patch: CompanyPatch, status = 200): void => {
    const place = this.#ask(side);
    const before = this.#records[place].get(id) ?? null;
    const change = status < 300 ? this.edit(place, id, patch) : null;
    const after = change?.after ?? before;
    this.#writes.push({ is: 'write', place, method: 'PATCH', id, status, ifMatch: null, before, after });
  };

  readonly post = (side: Side, draft: CompanyPatch): void => {
    const place = this.#ask(side);
    this.#writes.push({
      is: 'write',
      method: 'POST',
      status: 201,
      ifMatch: null,
      ...this.create(place, draft),
    });
  };

  readonly delete = (side: Side, id: string): void => {
    const change = this.remove(this.#ask(side), id);
    if (change === null) return;
    this.#writes.push({ is: 'write', method: 'DELETE', status: 204, ifMatch: null, ...change });
  };

  repeatTime(): void {}
  newProcess(): Setting {
    return setting();
  }
  kill(): void {}

  arm(plan: PassPlan): void {
    this.#plan = plan;
    this.#requests = { left: 0, right: 0 };
  }

  disarm(): number {
    return this.#plan.faults.reduce((sum, { times }) => sum + times, 0);
  }

  takeWrites(): EngineWrite[] {
    const writes = this.#writes;
    this.#writes = [];
    return writes;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #ask(side: Side): Side {
    const place = this.#isOne ? 'left' : side;
    const request = (this.#requests[place] += 1);
    for (const { at, happens } of this.#plan.moments) {
      if (at.side === place && at.request === request) happens();
    }
    return place;
  }
}
