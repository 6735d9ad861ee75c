/**
 * Draws a history. Swarm: each one draws first which kinds of step it is made of and how often, so that what is rare
 * beside everything else comes often by itself (Groce et al., "Swarm Testing", ISSTA 2012).
 */
import { type CompanyPatch, patchAt, setAt, type Value } from '../domain/company.ts';
import type { Topology } from '../domain/tenant.ts';
import { awkwardValues, nearlyEqualValues } from '../generate/awkward.ts';
import { nearMissesOf, otherSpellingsOf } from '../generate/near-misses.ts';
import { testOrgNrs } from '../generate/org-nr.ts';
import type { Random } from '../generate/random.ts';
import type { Cells } from './cells.ts';
import {
  type Edit,
  type Fault,
  FAULT_KINDS,
  type History,
  type Moment,
  type Pass,
  type Side,
} from './history.ts';

/** What histories may be made of. */
export interface Repertoire {
  cells: Cells;
  topologies: readonly Topology[];
  /** Whether a new process goes on where the one before was stopped, and how it may be stopped. */
  restarts: boolean;
  stops: readonly NonNullable<Pass['stop']>['how'][];
  faults: readonly Fault['kind'][];
  /** Whether edits come while the engine works. */
  amid: boolean;
}

export const WHOLE: Omit<Repertoire, 'cells' | 'topologies'> = {
  restarts: true,
  stops: ['kill', 'kill after', 'close'],
  faults: FAULT_KINDS,
  amid: true,
};

const NAMES = ['acme', 'birch', 'cedar'];
const KINDS = [
  'edit',
  'edit several',
  'clear',
  'clear address',
  'outside',
  'orgNr to match',
  'orgNr to part',
  'orgNr alike',
  'orgNr emptied',
  'delete',
  'create',
] as const;
type Kind = (typeof KINDS)[number];

const KEYS = takeFrom(testOrgNrs(7), 4);
const ALIKE = KEYS.map((key) => [
  ...Object.values(otherSpellingsOf(key)),
  ...Object.values(nearMissesOf(key)),
]);
const AWKWARD: readonly string[] = [
  ...(awkwardValues('string') ?? []).map(({ value }) => value),
  ...(nearlyEqualValues('string') ?? []).flatMap(({ before, after }) => [before, after]),
];

export function drawHistory(random: Random, repertoire: Repertoire): History {
  return new Drawing(random, repertoire).history();
}

class Drawing {
  readonly #random: Random;
  readonly #repertoire: Repertoire;
  readonly #companies: readonly string[];
  /** Left leaves, by their numbers: few, so that edits meet. */
  readonly #focus: readonly number[];
  readonly #kinds: readonly Kind[];
  /** Few, and often: what is awkward to a sync is awkward in one way. */
  readonly #awkward: readonly string[];
  #values = 0;

  constructor(random: Random, repertoire: Repertoire) {
    this.#random = random;
    this.#repertoire = repertoire;
    this.#companies = NAMES.slice(0, 1 + random(NAMES.length));
    this.#focus = Array.from({ length: 1 + random(3) }, () => this.#one(repertoire.cells.rows));
    const kinds: Kind[] = ['edit'];
    for (const kind of KINDS) {
      for (let times = SWARM[random(SWARM.length)] ?? 0; times > 0; times -= 1) kinds.push(kind);
    }
    this.#kinds = kinds;
    this.#awkward = random(4) === 0 ? [this.#one(AWKWARD), this.#one(AWKWARD), this.#one(AWKWARD)] : [];
  }

  history(): History {
    const random = this.#random;
    const { topologies, faults } = this.#repertoire;
    const topology = random(4) === 0 ? this.#one(topologies) : (topologies[0] ?? 'two-tenants');
    const passes = this.#passes(2 + random(4));
    const edits = this.#companies.map((company) => this.#firstly(company));
    for (let left = 4 + random(9); left > 0; left -= 1) edits.push(this.#edit(passes));
    const isFaulty = faults.length > 0 && random(2) === 0;
    return {
      topology,
      edits: inOrder(edits),
      passes,
      faults: isFaulty ? this.#faults(passes) : [],
      ...(random(CROWDED) === 0 ? { beside: this.#others() } : {}),
      pace: random(2) === 0 ? 0 : random(1_000_000),
    };
  }

  #others(): NonNullable<History['beside']> {
    const row = this.#one(this.#focus);
    const [left, right] = [this.#leafAt(row, 'left'), this.#leafAt(row, 'right')];
    return this.#random(2) === 0
      ? { count: this.#one(OTHERS), left, right }
      : { count: this.#one(EMPTY_OTHERS), left, right, empty: true };
  }

  #passes(count: number): Pass[] {
    const random = this.#random;
    const { restarts, stops } = this.#repertoire;
    const isRough = random(2) === 0;
    return Array.from({ length: count }, (_, index): Pass => {
      const how = random(index === 0 ? 4 : 2) === 0 ? 'pass' : 'settle';
      const isStopped = how === 'pass' && isRough && stops.length > 0 && random(2) === 0;
      return {
        how,
        restart: restarts && random(6) === 0,
        stop: isStopped ? { how: this.#one(stops), at: this.#moment() } : null,
      };
    });
  }

  #faults(passes: readonly Pass[]): Fault[] {
    const random = this.#random;
    const kinds = this.#repertoire.faults.filter(() => random(3) === 0);
    if (kinds.length === 0) kinds.push(this.#one(this.#repertoire.faults));
    // A client that asks again gets over up to three in a row.
    const least = random(3) === 0 ? 4 : 1;
    return passes.flatMap(({ how }, pass) =>
      Array.from({ length: how === 'pass' ? random(4) : 0 }, (): Fault => {
        const kind = this.#one(kinds);
        const times = kind === 'short' || kind === 'twice' ? 1 : least + random(5);
        return { pass, at: this.#moment(), times, kind };
      }),
    );
  }

  /** How a company begins: mostly there on both sides with one `orgNr`. */
  #firstly(company: string): Edit {
    const random = this.#random;
    const own = random(12) === 0 ? this.#one([null, '']) : this.#key(company);
    const when = { pass: 0, amid: null, sameTime: random(8) === 0 };
    const name = random(4) === 0 ? { name: company } : {};
    const left = { orgNr: own, ...name, ...this.#someValues('left') };
    switch (random(8)) {
      case 0:
        return { do: 'create', company, left, right: null, ...when };
      case 1:
        return {
          do: 'create',
          company,
          left: null,
          right: { orgNr: own, ...name, ...this.#someValues('right') },
          ...when,
        };
      case 2:
        return {
          do: 'create',
          company,
          left,
          right: { orgNr: this.#anyKey(), ...name, ...this.#someValues('right') },
          ...when,
        };
      default:
        return {
          do: 'create',
          company,
          left,
          right: { orgNr: own, ...name, ...this.#someValues('right') },
          ...when,
        };
    }
  }

  #edit(passes: readonly Pass[]): Edit {
    const random = this.#random;
    const pass = random(passes.length + 1);
    const isAmid = this.#repertoire.amid && passes[pass]?.how === 'pass' && random(3) === 0;
    const when = { pass, amid: isAmid ? this.#moment() : null, sameTime: random(10) === 0 };
    const company = this.#one(this.#companies);
    const side: Side = random(2) === 0 ? 'left' : 'right';
    const kind = this.#one(this.#kinds);
    if (kind === 'delete') return { do: 'delete', company, side, ...when };
    if (kind === 'create') {
      const made = {
        orgNr: random(3) === 0 ? this.#anyKey() : this.#key(company),
        ...this.#someValues(side),
      };
      const [left, right] = side === 'left' ? [made, null] : [null, made];
      return { do: 'create', company: random(3) === 0 ? `${company} too` : company, left, right, ...when };
    }
    return { do: 'edit', company, side, values: this.#valuesOf(kind, company, side), ...when };
  }

  #valuesOf(kind: Exclude<Kind, 'delete' | 'create'>, company: string, side: Side): CompanyPatch {
    const random = this.#random;
    switch (kind) {
      case 'edit':
        return patchAt(this.#leaf(side), this.#value());
      case 'edit several':
        return this.#someValues(side);
      case 'clear':
        return patchAt(this.#leaf(side), random(2) === 0 ? null : '');
      case 'clear address': {
        const [address] = this.#leaf(side).split('.');
        if (address === 'postAddress' || address === 'visitAddress') return { [address]: null };
        return patchAt(this.#leaf(side), null);
      }
      case 'outside': {
        const { outside } = this.#repertoire.cells;
        return outside.length === 0 ? {} : patchAt(this.#one(outside), this.#value());
      }
      case 'orgNr to match':
        return { orgNr: this.#key(company) };
      case 'orgNr to part':
        return { orgNr: this.#anyKey() };
      case 'orgNr alike':
        return { orgNr: this.#one(ALIKE[NAMES.indexOf(company)] ?? KEYS) };
      case 'orgNr emptied':
        return { orgNr: random(2) === 0 ? null : '' };
    }
  }

  #someValues(side: Side): CompanyPatch {
    const patch: CompanyPatch = {};
    for (const left of this.#focus) {
      if (this.#random(3) > 0) setAt(patch, this.#leafAt(left, side), this.#value());
    }
    return patch;
  }

  /** Mostly one that nobody else has, so that it can be told where a value came from. */
  #value(): Value {
    const random = this.#random;
    if (this.#awkward.length > 0 && random(2) === 0) return this.#one(this.#awkward);
    if (random(8) === 0) return `v${1 + random(this.#values + 1)}`;
    this.#values += 1;
    return `v${this.#values}`;
  }

  #leaf(side: Side): string {
    return this.#leafAt(this.#one(this.#focus), side);
  }

  #leafAt(left: number, side: Side): string {
    const { leaves, mate } = this.#repertoire.cells;
    return leaves[side === 'left' ? left : (mate.left[left] ?? left)] ?? '';
  }

  #key(company: string): string {
    return KEYS[NAMES.indexOf(company)] ?? '';
  }

  #anyKey(): Value {
    return this.#random(5) === 0 ? null : this.#one(KEYS);
  }

  #moment(): Moment {
    return { side: this.#random(2) === 0 ? 'left' : 'right', request: 1 + this.#random(8) };
  }

  #one<T>(all: readonly T[]): T {
    const one = all[this.#random(all.length)];
    if (one === undefined) throw new RangeError('nothing to draw from');
    return one;
  }
}

/** One in so many histories has other companies in it: it takes as long as fifty without. */
const CROWDED = 500;
/** More than a batch, a page, two pages. */
const OTHERS = [30, 60, 110, 220];
/** More than one page and more than two, twice: so many passes in a row have nothing to write. */
const EMPTY_OTHERS = [110, 220, 450];
/** Half of the kinds are left out, some are as rare as can be, others are common. */
const SWARM = [0, 0, 0, 1, 1, 4];

/** By pass, and as drawn within one. */
function inOrder(edits: readonly Edit[]): Edit[] {
  return edits.toSorted((a, b) => a.pass - b.pass);
}

function takeFrom(numbers: Iterator<string>, count: number): string[] {
  return Array.from({ length: count }, () => String(numbers.next().value));
}
