/** Where histories come from, by their numbers: each drawn from its seed, or all of a small scope one after another. */
import type { Topology } from '../domain/tenant.ts';
import type { Cells } from './cells.ts';
import type { Repertoire } from './draw.ts';
import { askedOf, type Ground, historyOf, playAndJudge, type Played, playSeed } from './exploration.ts';
import type { History } from './history.ts';
import { countOf } from './small-count.ts';
import { SCOPE, type Scope, smallScope } from './small-scope.ts';
import { type Subject, unfitFor } from './subjects.ts';

/** The same number is the same history, whoever asks, and in whatever order. */
export interface Source {
  history(number: number, repertoire: Repertoire): History;
  /** Null of one that nothing can be said by of this engine. */
  play(number: number, ground: Ground): Promise<Played | null>;
}

export const DRAWN: Source = {
  history: historyOf,
  play: playSeed,
};

/** Of the first row that is copied; `topologies` are those that are asked for, of others nothing is said. */
export function smallSource(cells: Cells, subject: Subject, topologies: readonly Topology[]): Source {
  const scope = smallScopeOf(cells);
  let all = smallScope(scope);
  let next = 0;
  const historyAt = (number: number): History => {
    if (number < next) {
      all = smallScope(scope);
      next = 0;
    }
    for (;;) {
      const { value, done } = all.next();
      if (done === true) throw new RangeError(`the small scope has no history ${number}`);
      next += 1;
      if (next > number) return value;
    }
  };
  return {
    history: historyAt,
    play: (number, ground) => {
      const history = historyAt(number);
      const isAsked = topologies.includes(history.topology) && unfitFor(subject, history) === null;
      return isAsked ? playAndJudge(history, ground, askedOf(ground) ?? []) : Promise.resolve(null);
    },
  };
}

/** How many there are, those among them that nothing can be said by too. */
export function smallScopeSize(cells: Cells): number {
  return countOf(smallScopeOf(cells));
}

function smallScopeOf({ leaves, mate }: Cells): Scope {
  const left = mate.left.findIndex((right) => right !== -1);
  return { ...SCOPE, row: { left: leaves[left] ?? '', right: leaves[mate.left[left] ?? -1] ?? '' } };
}
