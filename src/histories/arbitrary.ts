/** Histories for fast-check: drawn by its random numbers, made smaller on its three tapes. */
import fc from 'fast-check';
import { drawHistory, type Repertoire } from './draw.ts';
import type { History } from './history.ts';
import { smaller } from './shrink.ts';

export function histories(repertoire: Repertoire): fc.Arbitrary<History> {
  return new HistoryArbitrary(repertoire);
}

class HistoryArbitrary extends fc.Arbitrary<History> {
  readonly #repertoire: Repertoire;

  constructor(repertoire: Repertoire) {
    super();
    this.#repertoire = repertoire;
  }

  override generate(random: fc.Random): fc.Value<History> {
    const drawn = drawHistory((below) => random.nextInt(0, below - 1), this.#repertoire);
    return new fc.Value(drawn, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is History {
    return typeof value === 'object';
  }

  override shrink(history: History): fc.Stream<fc.Value<History>> {
    return fc.stream(smaller(history)).map((one) => new fc.Value(one, undefined));
  }
}
