/** Which records of the tenants are whose: by scenario and name, and which ones nobody of ours created. */
import type { Observation, PerformedAction } from '../checks/evidence.ts';
import type { Action, RecordName, Scenario, Side } from '../checks/scenario.ts';
import type { Company } from '../domain/company.ts';
import { type Tenant, TenantError } from '../domain/tenant.ts';
import type { Controls } from './environment.ts';

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
  readonly #tenants: Record<Side, Tenant>;

  constructor(tenants: Record<Side, Tenant>) {
    this.#tenants = tenants;
  }

  /** Does what an action says, through the harness's own access, and tells what came of it. */
  async perform(scenario: Scenario, action: Action, controls: Controls): Promise<PerformedAction> {
    if (action.do === 'create') {
      const { company } = await this.#tenants[action.side].create(action.draft);
      this.#add(scenario.id, action.record, { side: action.side, id: company.id });
      return { do: 'create', record: action.record, side: action.side, company };
    }
    const place = this.placeOf(scenario.id, action.record);
    switch (action.do) {
      case 'edit': {
        const edited = await unlessGone(this.#tenants[place.side].patch(place.id, action.patch));
        const at = edited?.company.modifiedAt ?? null;
        return { do: 'edit', record: action.record, patch: action.patch, at };
      }
      case 'delete':
        await unlessGone(this.#tenants[place.side].remove(place.id));
        return { do: 'delete', record: action.record };
      case 'ambush':
        return this.#lieInWait(scenario, action, place, controls);
    }
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

  observe(scenario: string, listing: Listing): Observation {
    const places = [...(this.#places.get(scenario) ?? [])];
    return Object.fromEntries(
      places.map(([record, { side, id }]) => [record, listing[side].get(id) ?? null]),
    );
  }

  /** Records that nobody of ours created and that were not told of before. */
  newStrangers(listing: Listing): { side: Side; company: Company }[] {
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

export type Listing = Record<Side, ReadonlyMap<string, Company>>;

/** An engine may have deleted what is to be edited: that is a result, which the next look shows, not an error. */
async function unlessGone<T>(done: Promise<T>): Promise<T | null> {
  try {
    return await done;
  } catch (error) {
    if (error instanceof TenantError && error.status === 404) return null;
    throw error;
  }
}

async function listed(tenant: Tenant): Promise<ReadonlyMap<string, Company>> {
  const companies = new Map<string, Company>();
  for await (const company of tenant.list()) companies.set(company.id, company);
  return companies;
}
