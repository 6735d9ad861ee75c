/** The world of histories behind sockets: real mock tenants on loopback, real requests, and a state on the disk. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Pool } from 'undici';
import { type Clock, DEFAULT_START, ENGINE, type ServedTenant } from '../../mocks/crmoffice/index.ts';
import type { CompanyDraft, CompanyPatch } from '../domain/company.ts';
import type { Topology } from '../domain/tenant.ts';
import type { Access, Setting } from '../engines/index.ts';
import type { Side } from '../histories/history.ts';
import type { Change, EngineWrite } from '../histories/trace.ts';
import type { PassPlan, World } from '../histories/world.ts';
import { fixedToken } from '../tenants/credentials.ts';
import { DEFAULT_PROFILE } from '../tenants/profile.ts';
import { engineProcess, type EngineProcess } from './engine-process.ts';
import { inTurn } from './in-turn.ts';
import { type ArmedRequests, armRequests } from './request-plan.ts';
import { newEngineWrites } from './write-order.ts';

/** A pair of tenants that share a clock; in one tenant, only the left one is used. */
export interface Mocks extends Record<Side, ServedTenant> {
  clock: Clock;
  /** Open from one history to the next: what connecting takes would be felt. */
  connections: Record<Side, Pool>;
}

export interface SocketWorldOptions {
  mocks: Mocks;
  topology: Topology;
  setting: Pick<Setting, 'checklist' | 'passTimeoutMs'>;
  /** Where the folder of the engine's state is made. */
  statesIn: string;
  /** Ends what runs in a process of its own, and has its state in this folder. */
  onKill: (stateDir: string) => Promise<void>;
  /** Gets the mocks back, as new. */
  giveBack: (mocks: Mocks) => void;
}

export async function socketWorld(options: SocketWorldOptions): Promise<World> {
  return new SocketWorld(options, await mkdtemp(path.join(options.statesIn, 'history-')));
}

class SocketWorld implements World {
  readonly #options: SocketWorldOptions;
  readonly #stateDir: string;
  readonly #tenants: readonly (readonly [Side, ServedTenant])[];
  readonly #seen = { left: 0, right: 0 };
  #process: EngineProcess | null = null;
  /** Ended once all that was killed has. */
  #killed: Promise<unknown> = Promise.resolve();
  #armed: ArmedRequests[] = [];
  #writes: EngineWrite[] = [];
  readonly #inTurn = inTurn();

  constructor(options: SocketWorldOptions, stateDir: string) {
    const { left, right } = options.mocks;
    this.#options = options;
    this.#stateDir = stateDir;
    this.#tenants =
      options.topology === 'one-tenant'
        ? [['left', left]]
        : [
            ['left', left],
            ['right', right],
          ];
  }

  create(place: Side, draft: CompanyDraft): Change {
    const after = this.#options.mocks[place].controls.create(draft);
    return { place, id: after.id, before: null, after };
  }

  edit(place: Side, id: string, patch: CompanyPatch): Change | null {
    const { store, controls } = this.#options.mocks[place];
    const before = store.get(id)?.company;
    return before === undefined ? null : { place, id, before, after: controls.edit(id, patch) };
  }

  remove(place: Side, id: string): Change | null {
    const { store, controls } = this.#options.mocks[place];
    const before = store.get(id)?.company;
    if (before === undefined) return null;
    controls.remove(id);
    return { place, id, before, after: null };
  }

  /** What the clock shows is the time of the last write; one that was set gives it out once more. */
  repeatTime(): void {
    const { clock } = this.#options.mocks;
    clock.set(clock.now());
  }

  newProcess(): Setting {
    const { topology, setting } = this.#options;
    const a = this.#access('left');
    const b = topology === 'one-tenant' ? a : this.#access('right');
    const { connections } = this.#options.mocks;
    const asked = {
      a: { ...a, within: this.#inTurn(connections.left) },
      b: { ...b, within: this.#inTurn(connections.right) },
    };
    const { clients, openState } = (this.#process = engineProcess(asked, topology, this.#process));
    return {
      ...setting,
      topology,
      tenants: { a, b },
      stateDir: this.#stateDir,
      // What a request is, and which edit it comes before, is to be the same each time.
      pairsAtOnce: 1,
      observe: () =>
        Promise.reject(new Error('a history is played with an engine that is told when to pass')),
      clients,
      openState,
    };
  }

  kill(arrivedIsDone: boolean): void {
    for (const armed of this.#armed) armed.end();
    const renew = (): void => {
      for (const [, { controls }] of this.#tenants) controls.renew(ENGINE, randomUUID());
    };
    // What has just arrived is treated within this turn, and whatever else is on its way is not.
    if (arrivedIsDone) queueMicrotask(renew);
    else renew();
    this.#process?.kill();
    this.#killed = Promise.all([this.#killed, this.#options.onKill(this.#stateDir)]);
  }

  arm(plan: PassPlan): void {
    this.disarm();
    this.#armed = this.#tenants.map(([side, tenant]) => armRequests(tenant, side, plan, () => this.#note()));
  }

  disarm(): number {
    return this.#armed.splice(0).reduce((met, armed) => met + armed.disarm(), 0);
  }

  takeWrites(): EngineWrite[] {
    this.#note();
    return this.#writes.splice(0);
  }

  async close(): Promise<void> {
    const { mocks, giveBack } = this.#options;
    this.kill(false);
    await this.#killed;
    await this.#process?.ended();
    await rm(this.#stateDir, { recursive: true, force: true, maxRetries: 3 });
    for (const [, tenant] of this.#tenants) tenant.reset();
    mocks.clock.set(DEFAULT_START);
    giveBack(mocks);
  }

  #note(): void {
    this.#writes.push(...newEngineWrites(this.#tenants, this.#seen));
  }

  /** Each process has a token of its own: what one that is gone has still on its way is nobody's. */
  #access(side: Side): Access {
    const { url, controls } = this.#options.mocks[side];
    const token = randomUUID();
    controls.renew(ENGINE, token);
    return { url, credentials: fixedToken(token), profile: DEFAULT_PROFILE };
  }
}
