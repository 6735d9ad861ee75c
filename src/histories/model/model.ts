/**
 * What two tenants may look like after any history, written from the document and its meaning (design, section 3): who is
 * linked, and what each leaf holds. It follows a trace, and knows nothing of how an engine works.
 */
import { agree, isEmpty, type Value, valueAt } from '../../domain/company.ts';
import type { Cells } from '../cells.ts';
import type { Side } from '../history.ts';
import { type EngineWrite, isAccepted, type Settled, type UserEdit } from '../trace.ts';
import type { Topology } from '../../domain/tenant.ts';
import { areConcurrent, type Event, isOlder } from './event.ts';
import { explain, type ExplainedWrite } from './explain.ts';
import { born, bury, type Life, link } from './life.ts';
import { believe, mustLink, noteCandidates, noteTornCandidates } from './linking.ts';

export interface Model {
  readonly cells: Cells;
  readonly oneTenant: boolean;
  /** Every record that there was, in the order of their creation. */
  readonly lives: readonly Life[];
  /** How often a value stood against another that had not replaced it: what wins is policy. */
  contests: number;
  /** Whether in some pass there were several records with one `orgNr`. */
  wasCrowded: boolean;
  /** The leaf of the other record that goes with this leaf of this one; -1 where no row has it. */
  mateLeaf(life: Life, leaf: number): number;
  find(place: Side, id: string): Life | null;
  edit(edit: UserEdit): void;
  /** `isRough`: the engine may not learn what became of a write of its own: it is killed, or an answer is lost. */
  passBegins(isRough: boolean): void;
  passEnds(): void;
  /** Where the write's values come from; null for one that changed no record that is known. */
  explain(write: EngineWrite): ExplainedWrite | null;
  /** Takes the write for done. */
  note(write: EngineWrite, explained: ExplainedWrite | null): void;
  settle(settled: Settled): SettledModel;
}

export interface SettledModel {
  /** Each pair that is linked, the left record first; in one tenant the one that was created first. */
  pairs: readonly [Life, Life][];
  /** Those among them that this settle had to link. */
  fresh: ReadonlySet<Life>;
  /** What the engine says is linked and cannot be. */
  impossible: readonly [Life, Life][];
  /** What is linked and the engine does not say so. */
  untold: readonly [Life, Life][];
}

export function createModel(cells: Cells, topology: Topology): Model {
  return new Companies(cells, topology);
}

/** A class: a model is made for each history, and closures with it would be made anew. */
class Companies implements Model {
  readonly cells: Cells;
  readonly oneTenant: boolean;
  readonly lives: Life[] = [];
  readonly #byId: Record<Side, Map<string, Life>> = { left: new Map(), right: new Map() };
  contests = 0;
  wasCrowded = false;
  #underWay = false;
  #rough = false;

  constructor(cells: Cells, topology: Topology) {
    this.cells = cells;
    this.oneTenant = topology === 'one-tenant';
  }

  mateLeaf(life: Life, leaf: number): number {
    return this.cells.mate[this.oneTenant ? 'left' : life.place][leaf] ?? -1;
  }

  find(place: Side, id: string): Life | null {
    return this.#byId[place].get(id) ?? null;
  }

  edit({ place, id, before, after }: UserEdit): void {
    const life = this.find(place, id);
    if (life === null) {
      if (after !== null) this.#add(born(this.cells, place, after));
    } else if (after === null) bury(life, this.lives, this.#underWay);
    else {
      for (const [leaf, path] of this.cells.leaves.entries()) {
        const value = valueAt(after, path);
        const held = life.held[leaf];
        if (held === undefined || (before !== null && agree(valueAt(before, path), value))) continue;
        const was = undone(life, leaf, value);
        const at = after.modifiedAt;
        life.held[leaf] =
          was === null ? { value, at, replaced: [held] } : { value, at, replaced: [was], before: held };
      }
      life.company = after;
      if (after.orgNr) {
        life.keys.add(after.orgNr);
        life.keysNow.add(after.orgNr);
      }
      life.editedAt = after.modifiedAt;
    }
    if (this.#underWay && before?.orgNr !== after?.orgNr) noteTornCandidates(this.lives, this.oneTenant);
  }

  passBegins(isRough: boolean): void {
    this.#underWay = true;
    this.#rough = isRough;
    if (noteCandidates(this.lives, this.oneTenant, this.#rough)) this.wasCrowded = true;
  }

  passEnds(): void {
    this.#underWay = false;
    for (const life of this.lives) life.lost = [];
  }

  explain(write: EngineWrite): ExplainedWrite | null {
    const life = isAccepted(write) && write.id !== null ? this.find(write.place, write.id) : null;
    return life === null || write.after === null
      ? null
      : explain(this.cells, this.oneTenant, this.lives, life, write.after);
  }

  note(write: EngineWrite, explained: ExplainedWrite | null): void {
    if (!isAccepted(write) || write.id === null) return;
    if (write.after === null) {
      const life = this.find(write.place, write.id);
      if (life !== null) bury(life, this.lives, this.#underWay);
      return;
    }
    if (explained === null) {
      this.#add(born(this.cells, write.place, write.after));
      return;
    }
    const { life, mate } = explained;
    for (const { leaf, to, event } of explained.leaves) {
      const held = life.held[leaf];
      if (held === undefined) continue;
      if (event === null || isOlder(event, held)) {
        life.held[leaf] = { value: to, at: write.after.modifiedAt, replaced: [held] };
        continue;
      }
      if (!isOlder(held, event)) {
        // That a value wins over none at the first link depends on nothing that could go otherwise.
        if (!isEmpty(held.value) || held.replaced.length > 0) this.contests += 1;
        event.replaced.push(held);
      }
      life.held[leaf] = event;
      if (this.#rough) life.unanswered[leaf] = { was: held, is: event };
    }
    life.company = write.after;
    if (life.mate === null && mate !== null && isProof(explained, life.mates)) link(life, mate);
  }

  settle({ links }: Settled): SettledModel {
    const fresh = new Set<Life>();
    for (const [one, other] of mustLink(this.lives, this.oneTenant)) {
      link(one, other);
      fresh.add(one).add(other);
    }
    const told = links?.flatMap(({ left, right }): [Life, Life][] => {
      const [one, other] = [this.find('left', left), this.find(this.oneTenant ? 'left' : 'right', right)];
      // That a record is gone need not be known yet.
      return one?.isThere && other?.isThere ? [[one, other]] : [];
    });
    const impossible = told === undefined ? [] : believe(this.lives, told);
    const pairs = this.#pairs();
    return { pairs, fresh, impossible, untold: told === undefined ? [] : without(pairs, told) };
  }

  #pairs(): [Life, Life][] {
    const pairs: [Life, Life][] = [];
    const seen = new Set<Life>();
    for (const life of this.lives) {
      const { mate } = life;
      if (mate === null || (this.oneTenant ? seen.has(mate) : life.place === 'right')) continue;
      pairs.push([life, mate]);
      if (this.oneTenant) seen.add(life);
    }
    return pairs;
  }

  #add(life: Life): void {
    this.lives.push(life);
    this.#byId[life.place].set(life.id, life);
  }
}

/**
 * What a user puts back that a write had replaced whose answer was lost: nobody can tell it from a write that was not
 * done, so it is no newer than what it replaces.
 */
function undone(life: Life, leaf: number, value: Value): Event | null {
  const write = life.unanswered[leaf];
  const held = life.held[leaf];
  if (write === undefined || held === undefined || !agree(write.was.value, value)) return null;
  return write.is === held || isOlder(write.is, held) ? write.was : null;
}

/** Values that can only come from this one show that the two are linked. */
function isProof({ leaves, mate }: ExplainedWrite, mates: readonly Life[]): boolean {
  const isOnly = mate !== null && mate.isThere && mates.every((other) => other === mate);
  return isOnly && leaves.some(({ origin }) => origin === 'carried');
}

/** The pairs that are not among the others, whichever of the two comes first there. */
function without(pairs: readonly [Life, Life][], others: readonly [Life, Life][]): [Life, Life][] {
  const known = new Map<Life, Life[]>();
  for (const [one, other] of others) {
    known.set(one, [...(known.get(one) ?? []), other]);
    known.set(other, [...(known.get(other) ?? []), one]);
  }
  return pairs.filter(([one, other]) => known.get(one)?.includes(other) !== true);
}

/** Makes one of two values that agree, so that either side's next edit is newer than both. Returns whether they do. */
export function unite(model: Model, one: Life, other: Life, leaf: number): boolean {
  const mateLeaf = model.mateLeaf(one, leaf);
  const [here, there] = [one.held[leaf], other.held[mateLeaf]];
  if (here === undefined || there === undefined) return true;
  if (here === there) return true;
  if (!agree(here.value, there.value)) return false;
  const event = areConcurrent(here, there)
    ? { value: here.value, at: here.at > there.at ? here.at : there.at, replaced: [here, there] }
    : isOlder(here, there)
      ? there
      : here;
  one.held[leaf] = event;
  other.held[mateLeaf] = event;
  return true;
}
