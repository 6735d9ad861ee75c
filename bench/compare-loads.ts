/** The same load on two servers in alternating rounds: what each answers a second, and how long the slowest wait. */
import { bytesFor, type Subject } from './asked.ts';
import { type Answers, measureLoad } from './load.ts';
import type { Measured } from './measured.ts';
import { compare, paired } from './rounds.ts';

export interface Effort {
  rounds: number;
  /** How long a round of one server is. */
  milliseconds: number;
}

/** A server, and which paths of it are asked for, one after the other. */
export interface Asked {
  url: string;
  paths: readonly string[];
}

const CONNECTIONS = 20;
/** One collection of garbage in a round, on either side, is felt in it. */
const P99_MARGIN = 4;

/** Throughput, `mock / other`, and the latency that 99 of 100 answers do not exceed, `mock / other` too. */
export async function compareLoads(
  { name, against, margin }: Pick<Measured, 'name' | 'against' | 'margin'>,
  subject: Subject,
  [mock, other]: readonly [Asked, Asked],
  effort: Effort,
  target: Measured['target'] = null,
): Promise<Measured[]> {
  const ofMock: Answers[] = [];
  const ofOther: Answers[] = [];
  const load = async ({ url, paths }: Asked, into: Answers[]): Promise<number> => {
    const requests = paths.map((path) => bytesFor(subject, path));
    const request = (n: number): string => requests[n % requests.length] ?? '';
    const { milliseconds } = effort;
    const answers = await measureLoad({ url, connections: CONNECTIONS, milliseconds, request });
    into.push(answers);
    return answers.perSecond;
  };
  // What is compiled as it runs is compiled by now, and what is kept once it is asked for is kept.
  for (const _ of [1, 2]) {
    await load(mock, []);
    await load(other, []);
  }
  const idle = performance.eventLoopUtilization();
  const comparison = await compare(
    effort.rounds,
    () => load(mock, ofMock),
    () => load(other, ofOther),
  );
  const generatorBusy = performance.eventLoopUtilization(idle).utilization;
  const about = { against, generatorBusy };
  const p99 = (all: readonly Answers[]): number[] => all.map(({ p99Milliseconds }) => p99Milliseconds);
  return [
    { ...about, name, unit: 'answers/s', comparison, target, margin },
    {
      ...about,
      name: `${name}, p99`,
      unit: 'ms',
      comparison: paired(p99(ofMock), p99(ofOther)),
      target: null,
      margin: P99_MARGIN,
    },
  ];
}
