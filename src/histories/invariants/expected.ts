/** What the default policies say of a settle that comes right after edits: which of two values wins. */
import { agree, isEmpty, type Value } from '../../domain/company.ts';
import { areConcurrent, findAmong, isOlder } from '../model/event.ts';
import type { Life } from '../model/life.ts';
import { mustLink } from '../model/linking.ts';
import type { Model } from '../model/model.ts';

export type Policy =
  | 'later edit wins'
  | 'same time: left wins'
  | 'first link: later wins'
  | 'first link: empty loses'
  | 'first link, same time: left wins';

export interface Expected {
  policy: Policy;
  life: Life;
  leaf: number;
  value: Value;
}

/** To be asked before the settle's first pass. `pairs` are those that were linked by then. */
export function expectedOf(model: Model): Expected[] {
  const linked = model.lives.flatMap((life): [Life, Life][] =>
    life.mate !== null && life.place === 'left' && !model.oneTenant ? [[life, life.mate]] : [],
  );
  const first = mustLink(model.lives, model.oneTenant).filter((pair) =>
    pair.every(({ mates }) => mates.length === 0),
  );
  return [
    ...linked.flatMap((pair) => contested(model, pair)),
    ...first.flatMap((pair) => firstValues(model, pair)),
  ];
}

/** Of a linked pair only what both sides edited; and only where the leaf's time says the same as the record's. */
function contested(model: Model, [left, right]: [Life, Life]): Expected[] {
  return model.cells.leaves.flatMap((_, leaf): Expected[] => {
    const [here, there] = [left.held[leaf], right.held[model.mateLeaf(left, leaf)]];
    if (here === undefined || there === undefined || !areConcurrent(here, there)) return [];
    if (agree(here.value, there.value)) return [];
    // What was edited and put back again is no edit to whoever sees the end alone.
    const before = findAmong([here], (event) => isOlder(event, there))?.value ?? null;
    if (agree(before, here.value) || agree(before, there.value)) return [];
    const byRecord = compare(left.editedAt, right.editedAt);
    if (byRecord !== compare(here.at, there.at)) return [];
    const { value } = byRecord < 0 ? there : here;
    return [{ policy: byRecord === 0 ? 'same time: left wins' : 'later edit wins', life: left, leaf, value }];
  });
}

function firstValues(model: Model, [left, right]: [Life, Life]): Expected[] {
  return model.cells.leaves.flatMap((_, leaf): Expected[] => {
    const [here, there] = [left.held[leaf]?.value, right.held[model.mateLeaf(left, leaf)]?.value];
    if (here === undefined || there === undefined || agree(here, there)) return [];
    if (isEmpty(here) || isEmpty(there)) {
      return [{ policy: 'first link: empty loses', life: left, leaf, value: isEmpty(here) ? there : here }];
    }
    const byRecord = compare(left.editedAt, right.editedAt);
    if (byRecord === 0) {
      // In one tenant nobody but the engine knows which is left.
      if (model.oneTenant) return [];
      return [{ policy: 'first link, same time: left wins', life: left, leaf, value: here }];
    }
    return [{ policy: 'first link: later wins', life: left, leaf, value: byRecord < 0 ? there : here }];
  });
}

/** Times of one length and offset sort as text. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
