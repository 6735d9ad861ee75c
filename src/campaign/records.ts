/** Which records of the tenants are whose: by scenario and name, and which ones nobody of ours created. */
import type { Observation, PerformedAction } from '../checks/evidence.ts';
import type { Action, RecordName, Scenario, Side } from '../checks/scenario.ts';
import { type Entity, type Patch, setting, together, valueAt } from '../domain/record.ts';
import { CONNECTED_TO } from '../domain/record-type.ts';
import { type AnyTenant, TenantError } from '../domain/tenant.ts';
import type { Controls, Others, TenantPair } from './environment.ts';

export interface Place {
  side: Side;
  id: string;
}

export interface Owner {
  scenario: string;
  record: RecordName;
}

/** The records of one batch. */
export class Records {
  readonly #places = new Map<string, Map<RecordName, Place>>();
  readonly #owners = new Map<string, Owner>();
  readonly #strangers = new Set<string>();
  readonly #tenants: Record<Side, AnyTenant>;
  readonly #others: TenantPair['others'];
  /** References to records of other types, by scenario and name. */
  readonly #references = new Map<string, string>();

  constructor({ tenants, others }: Pick<TenantPair, 'tenants' | 'others'>) {
    this.#tenants = tenants;
    this.#others = others;
  }

  /** Does what an action says, through the harness's own access, and tells what came of it. */
  async perform(scenario: Scenario, action: Action, controls: Controls): Promise<PerformedAction> {
    if (action.do === 'create') return this.#create(scenario, action);
    const place = this.#placeOrNone(scenario, action.record);
    // The engine did not create what was to be edited: a result, which the next look shows.
    if (place === null) return undone(action);
    switch (action.do) {
      case 'edit': {
        const patch = this.#connected(scenario, action.patch, action.connectedTo);
        const edited = await unlessGone(this.#tenants[place.side].patch(place.id, patch));
        const at = edited?.company.modifiedAt ?? null;
        return { do: 'edit', record: action.record, patch, at };
      }
      case 'delete':
        await unlessGone(this.#tenants[place.side].remove(place.id));
        return { do: 'delete', record: action.record };
      case 'ambush':
        return this.#lieInWait(scenario, action, place, controls);
    }
  }

  async #create(
    scenario: Scenario,
    { record, side, draft, type, connectedTo }: Extract<Action, { do: 'create' }>,
  ): Promise<PerformedAction> {
    if (type !== undefined) {
      const { tenant, collection } = this.#ofType(side, type);
      const { company } = await tenant.create(draft);
      this.#references.set(`${scenario.id} ${record}`, `${collection}/${company.id}`);
      return { do: 'create', record, side, company, type };
    }
    const connected = this.#connected(scenario, draft, connectedTo);
    const { company } = await this.#tenants[side].create(connected);
    this.#add(scenario.id, record, { side, id: company.id });
    return { do: 'create', record, side, company };
  }

  #ofType(side: Side, type: string): Others {
    if (this.#others === undefined) throw new RangeError(`these tenants have no ${type}`);
    return this.#others(side, type);
  }

  #connected(scenario: Scenario, patch: Patch, to: RecordName | undefined): Patch {
    if (to === undefined) return patch;
    const reference = this.#references.get(`${scenario.id} ${to}`);
    if (reference === undefined) throw new RangeError(`${scenario.id} has no record ${to} of another type`);
    return together([patch, setting(CONNECTED_TO, JSON.stringify([reference]))]);
  }

  #placeOrNone({ id, seeks = [] }: Scenario, record: RecordName): Place | null {
    const isSought = seeks.some((one) => one.record === record);
    return isSought ? (this.#places.get(id)?.get(record) ?? null) : this.placeOf(id, record);
  }

  placeOf(scenario: string, record: RecordName): Place {
    const place = this.#places.get(scenario)?.get(record);
    if (!place) throw new RangeError(`${scenario} has no record ${record}`);
    return place;
  }

  ownerOf(side: Side, id: string): Owner | null {
    return this.#owners.get(this.#key(side, id)) ?? null;
  }

  sidesOf(scenario: string): Record<RecordName, Side> {
    return Object.fromEntries(
      [...(this.#places.get(scenario) ?? [])].map(([record, { side }]) => [record, side]),
    );
  }

  /** Every record that both tenants list now. */
  async look(): Promise<Listing> {
    const { left, right } = this.#tenants;
    if (left === right) {
      const all = await listed(left);
      return { left: all, right: all };
    }
    const [lefts, rights] = await Promise.all([listed(left), listed(right)]);
    return { left: lefts, right: rights };
  }

  /** Records that the engine has created, and that a scenario seeks, are that scenario's from now on. */
  recognise(scenarios: readonly Scenario[], listing: Listing): void {
    for (const { id: scenario, seeks = [] } of scenarios) {
      for (const { record, side, path, values } of seeks) {
        for (const { id, ...leaves } of listing[side].values()) {
          const value = valueAt(leaves, path);
          if (this.ownerOf(side, id) !== null || value === null || !values.includes(value)) continue;
          this.#add(scenario, this.#unusedName(scenario, record), { side, id });
        }
      }
    }
  }

  #unusedName(scenario: string, record: RecordName): RecordName {
    const known = this.#places.get(scenario);
    let name = record;
    for (let n = 2; known?.has(name) ?? false; n++) name = `${record} ${n}`;
    return name;
  }

  /** What was sought and is not there is seen to be missing. */
  observe({ id: scenario, seeks = [] }: Scenario, listing: Listing): Observation {
    const places = [...(this.#places.get(scenario) ?? [])];
    return Object.fromEntries([
      ...seeks.map(({ record }) => [record, null] as const),
      ...places.map(([record, { side, id }]) => [record, listing[side].get(id) ?? null] as const),
    ]);
  }

  /** Records that nobody of ours created and that were not told of before. */
  newStrangers(listing: Listing): { side: Side; company: Entity }[] {
    const sides: Side[] = listing.left === listing.right ? ['left'] : ['left', 'right'];
    return sides.flatMap((side) =>
      [...listing[side].values()].flatMap((company) => {
        const key = this.#key(side, company.id);
        if (this.#owners.has(key) || this.#strangers.has(key)) return [];
        this.#strangers.add(key);
        return [{ side, company }];
      }),
    );
  }

  #lieInWait(
    scenario: Scenario,
    action: Extract<Action, { do: 'ambush' }>,
    target: Place,
    controls: Controls,
  ): PerformedAction {
    const performed: PerformedAction = {
      do: 'ambush',
      record: action.record,
      patch: action.patch,
      met: null,
    };
    controls.ambush({
      on: action.on.map((record) => this.placeOf(scenario.id, record)),
      target,
      patch: action.patch,
      met: ({ side, id, ifMatch, at }) => {
        performed.met = { record: this.ownerOf(side, id)?.record ?? '', ifMatch, at };
      },
    });
    return performed;
  }

  #add(scenario: string, record: RecordName, place: Place): void {
    const places = this.#places.get(scenario) ?? new Map<RecordName, Place>();
    this.#places.set(scenario, places.set(record, place));
    this.#owners.set(this.#key(place.side, place.id), { scenario, record });
  }

  /** In one tenant both sides are one list, so an id is one record whichever side it was created for. */
  #key(side: Side, id: string): string {
    return this.#tenants.left === this.#tenants.right ? id : `${side} ${id}`;
  }
}

function undone(action: Exclude<Action, { do: 'create' }>): PerformedAction {
  const { record } = action;
  if (action.do === 'edit') return { do: 'edit', record, patch: action.patch, at: null };
  return action.do === 'delete'
    ? { do: 'delete', record }
    : { do: 'ambush', record, patch: action.patch, met: null };
}

export type Listing = Record<Side, ReadonlyMap<string, Entity>>;

/** An engine may have deleted what is to be edited: that is a result, which the next look shows, not an error. */
async function unlessGone<T>(done: Promise<T>): Promise<T | null> {
  try {
    return await done;
  } catch (error) {
    if (error instanceof TenantError && error.status === 404) return null;
    throw error;
  }
}

async function listed(tenant: AnyTenant): Promise<ReadonlyMap<string, Entity>> {
  const companies = new Map<string, Entity>();
  for await (const company of tenant.list()) companies.set(company.id, company);
  return companies;
}
