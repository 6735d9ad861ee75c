/** From a trace to what coverage counts: what happened, and in which state the pair of records was that it met. Pure. */
import { agree, isEmpty, valueAt } from '../domain/company.ts';
import { type Cast, castOf, type Role } from './cast.ts';
import type { Cells } from './cells.ts';
import type { Event, State } from './coverage-cells.ts';
import type { History, Side } from './history.ts';
import { disagreementsIn } from './model/disagreement.ts';
import { isOlder } from './model/event.ts';
import { keyOf, type Life, mayPair } from './model/life.ts';
import { createModel, type Model } from './model/model.ts';
import type { PassBegins, PassEnds, Trace, UserEdit } from './trace.ts';

export interface Visit {
  state: State;
  event: Event;
}

/**
 * An edit is of one pair. A pass meets all pairs: each state that any of them is in is visited once. A pair is two
 * linked records, or else those that a company has on either side; companies beside those of the edits are none.
 */
export function visitsIn(cells: Cells, history: History, trace: Trace): Visit[] {
  const watch = new Watch(createModel(cells, trace.topology), castOf(history, trace));
  return trace.entries.flatMap((entry, at): Visit[] => {
    switch (entry.is) {
      case 'edit':
        return watch.edit(entry);
      case 'begins':
        return watch.begin(
          entry,
          trace.entries.slice(at).find((later) => later.is === 'ends'),
        );
      case 'write':
        watch.model.note(entry, watch.model.explain(entry));
        return [];
      case 'ends':
        watch.model.passEnds();
        return [];
      case 'settled':
        disagreementsIn(watch.model, watch.model.settle(entry));
        return [];
    }
  });
}

type Pair = Partial<Record<Side, Life>>;

class Watch {
  readonly model: Model;
  readonly #cast: Cast;
  /** Companies of which a linked record was deleted, and no other was linked since. */
  readonly #bereft = new Set<string>();

  constructor(model: Model, cast: Cast) {
    this.model = model;
    this.#cast = cast;
  }

  edit(edit: UserEdit): Visit[] {
    const role = this.#cast.roleOf(edit);
    const life = this.model.find(edit.place, edit.id);
    const visits: Visit[] = [];
    if (role !== undefined) {
      const pair = this.#pairOf(life, role);
      const state = this.#stateOf(pair, role.company);
      const side = life !== null && pair.right === life ? 'right' : life === null ? role.side : 'left';
      const events = this.#eventsOf(edit, side, pair);
      visits.push(...events.map((event) => ({ state, event })));
    }
    if (edit.after === null && life !== null && life.mate !== null) this.#noteBereft(life, life.mate);
    this.model.edit(edit);
    return visits;
  }

  begin({ restart }: PassBegins, ends: PassEnds | undefined): Visit[] {
    const events: Event[] = [passOf(ends), ...(restart ? (['restart'] as const) : [])];
    const states = new Set<State>();
    for (const life of this.model.lives) {
      const role = this.#cast.roleOf(life);
      if (!life.isThere || role === undefined) continue;
      if (life.mate !== null) this.#bereft.delete(role.company);
      states.add(this.#stateOf(this.#pairOf(life, role), role.company));
    }
    if (states.size === 0) states.add('absent');
    this.model.passBegins(ends === undefined || ends.ended === 'killed' || ends.faults > 0);
    return [...states].flatMap((state) => events.map((event) => ({ state, event })));
  }

  #noteBereft(...lives: readonly Life[]): void {
    for (const life of lives) {
      const role = this.#cast.roleOf(life);
      if (role !== undefined) this.#bereft.add(role.company);
    }
  }

  /** Who is linked makes the pair; without a link the company does. */
  #pairOf(life: Life | null, { company, side }: Role): Pair {
    if (life !== null && life.mate !== null) {
      return side === 'left' ? { left: life, right: life.mate } : { left: life.mate, right: life };
    }
    const pair: Pair = {};
    for (const other of this.model.lives) {
      const role = this.#cast.roleOf(other);
      if (role?.company === company && other.isThere && other.mate === null) pair[role.side] = other;
    }
    return pair;
  }

  #stateOf({ left, right }: Pair, company: string): State {
    if (left !== undefined && left.mate !== null && right !== undefined) return this.#linked(left, right);
    if (this.#bereft.has(company)) return 'bereft';
    if (left === undefined && right === undefined) return 'absent';
    if ([left, right].some((life) => life !== undefined && this.#isCrowded(life))) return 'crowded';
    if (left === undefined) return 'right only';
    if (right === undefined) return 'left only';
    const key = keyOf(left);
    return key !== null && key === keyOf(right) ? 'candidates' : 'strangers';
  }

  /** Whether more than two are there without a link that have its `orgNr`, or two that cannot be a pair. */
  #isCrowded(life: Life): boolean {
    const key = keyOf(life);
    if (key === null) return false;
    const others = this.model.lives.filter(
      (other) => other !== life && other.isThere && other.mate === null && keyOf(other) === key,
    );
    return others.length > 1 || others.some((other) => !mayPair(life, other, this.model.oneTenant));
  }

  #linked(left: Life, right: Life): State {
    if (keyOf(left) !== keyOf(right)) return 'parted';
    let [leftAhead, rightAhead] = [false, false];
    for (const [leaf, here] of left.held.entries()) {
      const there = right.held[this.model.mateLeaf(left, leaf)];
      if (there === undefined || here === there || agree(here.value, there.value)) continue;
      if (!isOlder(here, there)) leftAhead = true;
      if (!isOlder(there, here)) rightAhead = true;
    }
    if (leftAhead && rightAhead) return 'linked, both ahead';
    if (leftAhead) return 'linked, left ahead';
    return rightAhead ? 'linked, right ahead' : 'linked, agreeing';
  }

  #eventsOf(edit: UserEdit, side: Side, pair: Pair): Event[] {
    const events = this.#whatOf(edit, side, pair);
    if (edit.amid !== null) events.push('edit amid a pass');
    if (this.#cast.attemptOf(edit)?.edit.sameTime === true) events.push('same millisecond');
    return events;
  }

  #whatOf({ before, after }: UserEdit, side: Side, pair: Pair): Event[] {
    if (before === null) return [`create ${side}`];
    if (after === null) return [`delete ${side}`];
    const changed = this.model.cells.leaves.filter(
      (path) => !agree(valueAt(before, path), valueAt(after, path)),
    );
    const events: Event[] = [];
    if (before.orgNr !== after.orgNr) events.push(this.#orgNrOf(after.orgNr, side, pair));
    if (changed.some((path) => isEmpty(valueAt(after, path)))) events.push('clear');
    else if (changed.length > 0) events.push(`edit ${side}`);
    if (changed.length > 1) events.push('edit both leaves at once');
    return events.length === 0 ? ['edit outside rows'] : events;
  }

  #orgNrOf(orgNr: string | null, side: Side, pair: Pair): Event {
    if (orgNr === null || orgNr === '') return 'orgNr cleared';
    const others = this.model.lives.filter(
      (life) => life.isThere && keyOf(life) === orgNr && life !== pair.left && life !== pair.right,
    );
    if (others.length > 0) return 'orgNr to collide';
    const partner = pair[side === 'left' ? 'right' : 'left'];
    return partner !== undefined && keyOf(partner) === orgNr ? 'orgNr to match' : 'orgNr to part';
  }
}

function passOf(ends: PassEnds | undefined): Event {
  if (ends?.ended === 'killed') return 'kill';
  if (ends?.ended === 'closed') return 'close';
  return (ends?.faults ?? 0) > 0 ? 'pass with faults' : 'pass';
}
