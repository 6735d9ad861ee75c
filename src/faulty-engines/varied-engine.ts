/** The reference engine with a variation: the same sync over the same client, changed at its edges. */
import path from 'node:path';
import { type Company, patched } from '../domain/company.ts';
import { type Tenant, TenantError, type Versioned } from '../domain/tenant.ts';
import { type Clients, clientsOf } from '../engines/clients.ts';
import type { Engine, PassOutcome, RunningEngine, Setting } from '../engines/index.ts';
import { CORE, type Core } from '../sync/core.ts';
import { openSync, type RunningSync, type SyncOptions } from '../sync/once.ts';
import { REPEATABLE } from '../tenants/resilient.ts';
import type { Both, Sending, Side, Variation, Vary } from './variation.ts';

/** For two tenants. */
export function variedEngine(name: string, vary: Vary): Engine {
  return {
    name,
    version: 'of the bank',
    lacks: [],
    severalAtOnce: true,
    start: (setting) => Promise.resolve(new VariedSync(setting, vary()).running()),
  };
}

class VariedSync {
  readonly #setting: Setting;
  readonly #variation: Variation;
  readonly #clients: Clients;
  readonly #tenants: Both<Tenant>;
  readonly #links: Both<string>[] = [];
  readonly #linked: Both<Set<string>> = { left: new Set(), right: new Set() };
  /** Each record as it was read last, and the partner that it was last looked at with. */
  readonly #seen: Both<Map<string, Versioned>> = { left: new Map(), right: new Map() };
  readonly #partners: Both<Map<string, string>> = { left: new Map(), right: new Map() };
  readonly #closing = { aborted: false };
  #latest: Promise<unknown> = Promise.resolve();
  #sync: RunningSync | null = null;
  #states = 0;
  #pass = 0;

  constructor(setting: Setting, variation: Variation) {
    this.#setting = setting;
    this.#variation = variation;
    const { retry, ...once } = REPEATABLE;
    const manner = {
      ...once,
      ...(variation.retries === false ? {} : { retry }),
      timeoutMs: setting.passTimeoutMs,
    };
    this.#clients = clientsOf(setting, manner);
    this.#tenants = { left: this.#clients.a, right: this.#clients.b };
  }

  running(): RunningEngine {
    return {
      pass: () => {
        const outcome = this.#runPass();
        // Whoever asked for the pass is told how it ended; closing only waits for the end.
        this.#latest = Promise.allSettled([outcome]);
        return outcome;
      },
      links: () => this.#sync?.links() ?? [],
      close: async () => {
        this.#closing.aborted = true;
        await this.#clients.close();
        await this.#latest;
        await this.#sync?.close();
      },
    };
  }

  async #runPass(): Promise<PassOutcome> {
    this.#pass += 1;
    const begin = this.#variation.begin?.(this.#pass) ?? 'work';
    if (begin === 'fail') return { ok: false, reason: 'exit status 70' };
    if (begin === 'rest') return { ok: true };
    try {
      const { ok, problems } = await this.#work(begin === 'forget');
      await this.#variation.after?.({ tenants: this.#tenants, links: this.#links, pass: this.#pass });
      return ok || this.#variation.hidesProblems === true
        ? { ok: true }
        : { ok: false, reason: problems.join('\n') };
    } catch (error) {
      if (!(error instanceof TenantError)) throw error;
      return { ok: false, reason: error.message };
    }
  }

  async #work(forget: boolean): Promise<{ ok: boolean; problems: string[] }> {
    if (forget) {
      await this.#sync?.close();
      this.#sync = null;
    }
    this.#sync ??= await this.#open();
    const { ok, sections } = await this.#sync.pass({
      signal: this.#closing,
      onDone: (_, done) => {
        if (done.done !== 'linked' && done.done !== 'created') return;
        this.#links.push(done.pair);
        this.#linked.left.add(done.pair.left);
        this.#linked.right.add(done.pair.right);
      },
    });
    return { ok, problems: sections.flatMap((section) => section.problems.map(({ message }) => message)) };
  }

  async #open(): Promise<RunningSync> {
    const { topology, checklist, stateDir, openState, tenants, pairsAtOnce } = this.#setting;
    const { sections, core, fullEvery } = this.#variation;
    this.#states += 1;
    const options: SyncOptions = {
      left: this.#varied('left'),
      right: this.#varied('right'),
      topology,
      sections: sections?.(checklist.dataflow.sections) ?? checklist.dataflow.sections,
      stateDir: path.join(stateDir, String(this.#states)),
      openState,
      tenantNames: { left: tenants.a.url, right: tenants.b.url },
      core: this.#watched(core?.(CORE) ?? CORE),
      // An overlap would list again what a change of the bank has kept from being seen, and hide the change.
      overlapMs: 0,
      durable: false,
      pairsAtOnce,
    };
    return openSync(fullEvery === undefined ? options : { ...options, fullEvery });
  }

  /** Who is being dealt with together is known from what is decided on. */
  #watched(core: Core): Core {
    return {
      ...core,
      decide: (groups, records, ...rest) => {
        this.#partners.left.set(records.left.id, records.right.id);
        this.#partners.right.set(records.right.id, records.left.id);
        return core.decide(groups, records, ...rest);
      },
    };
  }

  #varied(side: Side): Tenant {
    const { since: ask, sees, send, write, ifMatch: conditional = true } = this.#variation;
    const tenant = this.#tenants[side];
    const taken = (found: Versioned): Versioned => {
      const company = this.#taken(found.company, side);
      this.#seen[side].set(company.id, { ...found, company });
      return { ...found, company };
    };
    const listed = (company: Company, index: number, since: string | null): boolean =>
      sees?.(company, { side, index, since, pass: this.#pass }) ?? true;
    const asTaken = (company: Company): Company => this.#taken(company, side);
    return {
      ...tenant,
      async *list({ modifiedSince } = {}) {
        const asked = modifiedSince === undefined ? undefined : (ask?.(modifiedSince) ?? modifiedSince);
        let index = 0;
        for await (const company of tenant.list(asked === undefined ? {} : { modifiedSince: asked })) {
          if (listed(company, index, asked ?? null)) yield asTaken(company);
          index += 1;
        }
      },
      get: async (id) => {
        const found = await tenant.get(id);
        return found === null ? null : taken(found);
      },
      patch: async (id, patch, options = {}) => {
        const { company: record, etag } = this.#sawLast(side, id);
        const sending = this.#sending(side, record);
        const sent = send ? send(patch, sending) : patch;
        if (sent === null) return { company: patched(record, patch), etag };
        const ifMatch = conditional ? options.ifMatch : undefined;
        const answer = write
          ? await write(
              { ...sending, patch: sent, ifMatch },
              { tenants: this.#tenants, links: this.#links, pass: this.#pass },
            )
          : await tenant.patch(id, sent, ifMatch === undefined ? {} : { ifMatch });
        // It takes for done what it asked for, whatever became of it.
        const { modifiedAt } = answer.company;
        const done =
          send || write ? { ...answer, company: { ...patched(record, patch), modifiedAt } } : answer;
        this.#seen[side].set(id, done);
        return done;
      },
    };
  }

  #taken(company: Company, side: Side): Company {
    return this.#variation.read?.(company, side) ?? company;
  }

  #sending(side: Side, record: Company): Sending {
    const other = side === 'left' ? 'right' : 'left';
    const partner = this.#sawLast(other, this.#partners[side].get(record.id) ?? '').company;
    return {
      side,
      id: record.id,
      record,
      partner,
      first: !this.#linked[side].has(record.id),
      pass: this.#pass,
    };
  }

  #sawLast(side: Side, id: string): Versioned {
    const seen = this.#seen[side].get(id);
    if (seen === undefined) throw new RangeError(`the ${side} record ${id} is written before it was read`);
    return seen;
  }
}
