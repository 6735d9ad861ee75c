/** Plays a history: users edit, the engine passes, faults happen, and all of it is written down. */
import { type CompanyPatch, patchAt } from '../domain/company.ts';
import type { Engine, PassOutcome, RunningEngine } from '../engines/index.ts';
import { testOrgNrs } from '../generate/org-nr.ts';
import type { Edit, Fault, History, Moment, Pass, Side } from './history.ts';
import { type EngineWrite, type Entry, isAccepted, type Trace, type UserEdit } from './trace.ts';
import type { World } from './world.ts';

/** A settle is over when so many passes in a row went well and wrote nothing (contract 6.4). */
const QUIET_PASSES = 2;
const MAX_PASSES = 8;

/** What the engine throws breaks the play, and is the trace's `error`. Throws what the world throws. */
export async function play(history: History, engine: Engine, world: World): Promise<Trace> {
  const stage = new Stage(history, engine, world);
  let error: string | null = null;
  try {
    await stage.play();
    await stage.stop();
  } catch (thrown) {
    if (!(thrown instanceof EngineBroke)) throw thrown;
    error = thrown.message;
  } finally {
    await world.close();
  }
  return { topology: history.topology, entries: stage.entries, error };
}

class EngineBroke extends Error {
  override readonly name = 'EngineBroke';
}

/** What an engine answers; its faults are told from the harness's. */
async function ofEngine<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw new EngineBroke(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

interface OnePass extends Pick<Pass, 'stop' | 'restart'> {
  pass: number;
  settling: boolean;
  edits: readonly Edit[];
  faults: readonly Fault[];
}

class Stage {
  readonly entries: Entry[] = [];
  readonly #history: History;
  readonly #engine: Engine;
  readonly #world: World;
  readonly #ids: Record<Side, Map<string, string>> = { left: new Map(), right: new Map() };
  #running: RunningEngine | null = null;

  constructor(history: History, engine: Engine, world: World) {
    this.#history = history;
    this.#engine = engine;
    this.#world = world;
  }

  async play(): Promise<void> {
    const { edits, passes, faults } = this.#history;
    this.#createOthers();
    for (const [pass, { how, restart, stop }] of passes.entries()) {
      const due = edits.filter((edit) => edit.pass === pass);
      for (const edit of due) if (edit.amid === null || how === 'settle') this.#make(edit, null);
      if (restart) await this.stop();
      if (how === 'settle') {
        await this.#settle(pass, restart);
        continue;
      }
      const amid = due.filter((edit) => edit.amid !== null);
      const ofThis = faults.filter((fault) => fault.pass === pass);
      await this.#pass({ pass, settling: false, restart, stop, edits: amid, faults: ofThis });
    }
    for (const edit of edits) if (edit.pass >= passes.length) this.#make(edit, null);
    await this.#settle(passes.length, false);
  }

  async #settle(pass: number, restart: boolean): Promise<void> {
    let quiet = 0;
    for (let done = 0; done < MAX_PASSES && quiet < QUIET_PASSES; done += 1) {
      const from = this.entries.length;
      const first = restart && done === 0;
      const outcome = await this.#pass({
        pass,
        settling: true,
        restart: first,
        stop: null,
        edits: [],
        faults: [],
      });
      const wrote = this.entries.slice(from).some((entry) => entry.is === 'write' && isAccepted(entry));
      quiet = outcome.ok && !wrote ? quiet + 1 : 0;
    }
    const links = this.#running?.links?.() ?? null;
    this.entries.push({ is: 'settled', pass, atRest: quiet === QUIET_PASSES, links });
  }

  async #pass({ pass, restart, stop, settling, edits, faults }: OnePass): Promise<PassOutcome> {
    const running = (this.#running ??= await ofEngine(this.#engine.start(this.#world.newProcess())));
    this.entries.push({ is: 'begins', pass, settling, restart });
    let ended: 'done' | 'failed' | 'killed' | 'closed' = 'failed';
    const left = new Set(edits);
    const moments = edits.map((edit) => ({
      at: edit.amid ?? NEVER,
      happens: (): void => {
        left.delete(edit);
        this.#make(edit, edit.amid);
      },
    }));
    let stops: Promise<'killed' | 'closed'> | null = null;
    if (stop !== null) {
      stops = new Promise((resolve) => {
        const happens = (): void => {
          if (stop.how === 'close') return resolve('closed');
          this.#world.kill(stop.how === 'kill after');
          resolve('killed');
        };
        moments.push({ at: stop.at, happens });
      });
    }
    this.#world.arm({ faults, moments });
    const passing = ofEngine(running.pass());
    const outcome = await (stops === null ? passing : Promise.race([passing, stops]));
    if (outcome === 'killed') {
      this.#running = null;
      ended = 'killed';
    } else if (outcome === 'closed') {
      await this.stop();
      ended = 'closed';
    } else if (outcome.ok) ended = 'done';
    this.#take();
    const met = this.#world.disarm();
    const told = typeof outcome === 'object' && !outcome.ok ? outcome.reason : null;
    this.entries.push({ is: 'ends', pass, ended, reason: told, faults: met });
    for (const edit of left) this.#make(edit, null);
    return typeof outcome === 'object' ? outcome : { ok: false, reason: outcome };
  }

  /** What is left of a process that was killed answers nobody: it is not closed. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    if (running !== null) await ofEngine(running.close());
  }

  /** What the engine has written up to now comes before what happens next. */
  #take(): void {
    for (const write of this.#world.takeWrites()) this.entries.push(write);
  }

  /** An edit of a record that is not there, as it was never made or the engine removed it, is none. */
  #make(edit: Edit, amid: Moment | null): void {
    this.#take();
    if (edit.do === 'create') this.#create(edit, amid);
    else {
      const id = this.#ids[edit.side].get(edit.company);
      if (id !== undefined) this.#change(edit, id, amid);
    }
  }

  #createOthers(): void {
    const { beside } = this.#history;
    if (beside === undefined) return;
    const orgNrs = testOrgNrs(OTHERS);
    for (let n = 1; n <= beside.count; n += 1) {
      const { value: orgNr } = orgNrs.next();
      for (const side of ['left', 'right'] as const) {
        const holds = beside.empty !== true && side === (n % 2 === 0 ? 'right' : 'left');
        const draft = holds ? { orgNr, ...patchAt(beside[side], `other ${n}`) } : { orgNr };
        this.entries.push({ is: 'edit', ...this.#world.create(this.#placeOf(side), draft), amid: null });
      }
    }
  }

  #create(edit: Extract<Edit, { do: 'create' }>, amid: Moment | null): void {
    for (const side of ['left', 'right'] as const) {
      const draft: CompanyPatch | null = edit[side];
      if (draft === null || this.#ids[side].has(edit.company)) continue;
      this.#setTime(edit, null);
      const change = this.#world.create(this.#placeOf(side), draft);
      this.#ids[side].set(edit.company, change.id);
      this.entries.push({ is: 'edit', ...change, amid });
    }
  }

  #change(edit: Exclude<Edit, { do: 'create' }>, id: string, amid: Moment | null): void {
    const place = this.#placeOf(edit.side);
    this.#setTime(edit, `${place} ${id}`);
    const change =
      edit.do === 'edit' ? this.#world.edit(place, id, edit.values) : this.#world.remove(place, id);
    if (edit.do === 'delete') this.#ids[edit.side].delete(edit.company);
    if (change !== null) this.entries.push({ is: 'edit', ...change, amid });
  }

  /** Whoever has seen a record cannot be asked to tell it from a later version of the same time (contract 6.3). */
  #setTime({ sameTime }: Edit, record: string | null): void {
    if (!sameTime) return;
    const last = this.entries.findLast(isWrite);
    const own = this.entries.findLast(
      (entry) => isWrite(entry) && `${entry.place} ${entry.id ?? ''}` === record,
    );
    const time = last?.after?.modifiedAt;
    if (time !== undefined && (own === undefined || !isWrite(own) || own.after?.modifiedAt !== time)) {
      this.#world.repeatTime();
    }
  }

  #placeOf(side: Side): Side {
    return this.#history.topology === 'one-tenant' ? 'left' : side;
  }
}

/** What the numbers of other companies are drawn from: not what those of a history are. */
const OTHERS = 11;
const NEVER: Moment = { side: 'left', request: Number.MAX_SAFE_INTEGER };

function isWrite(entry: Entry): entry is UserEdit | EngineWrite {
  return entry.is === 'edit' || (entry.is === 'write' && isAccepted(entry));
}
