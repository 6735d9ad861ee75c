/** Comparing two things fairly on a machine that is never quiet: rounds that alternate, and a median of ratios. */

/** One round: what each side measured, and their quotient. */
export interface Round {
  subject: number;
  baseline: number;
  ratio: number;
}

export interface Comparison {
  rounds: Round[];
  /** The median of the rounds' `subject / baseline`. */
  ratio: number;
}

/**
 * Measures subject and baseline `rounds` times (at least 1), one right after the other and each first in
 * every other round, so that a slow spell of the machine strikes both.
 */
export async function compare(
  rounds: number,
  subject: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<Comparison> {
  const done: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? await subject() : await baseline();
    const second = round % 2 === 0 ? await baseline() : await subject();
    const [ofSubject, ofBaseline] = round % 2 === 0 ? [first, second] : [second, first];
    done.push({ subject: ofSubject, baseline: ofBaseline, ratio: ofSubject / ofBaseline });
  }
  return { rounds: done, ratio: median(done.map(({ ratio }) => ratio)) };
}

/** What both sides have measured beside, in the same rounds. Throws where one has more of it than the other. */
export function paired(subjects: readonly number[], baselines: readonly number[]): Comparison {
  if (subjects.length !== baselines.length) throw new RangeError('both sides have as many rounds');
  const rounds = subjects.map((subject, round) => {
    const baseline = baselines[round] ?? Number.NaN;
    return { subject, baseline, ratio: subject / baseline };
  });
  return { rounds, ratio: median(rounds.map(({ ratio }) => ratio)) };
}

/** The middle value, or the mean of the two in the middle. Throws `RangeError` for no values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('no values have no median');
  return (lower + upper) / 2;
}
