/**
 * Whether reading slows down as a tenant grows, from 1,000 companies to 100,000:
 * `node --import tsx bench/mock-growth.ts [--json] [--short]`. The ratio is the time of one answer, large / small.
 */
import { runAlone } from './alone.ts';
import { idPath, spread } from './asked.ts';
import { type ChildServer, startChild } from './child-server.ts';
import { httpRequest } from './http-request.ts';
import { measureThroughput } from './load.ts';
import { compare } from './rounds.ts';
import type { Measured } from './measured.ts';

const SMALL = 1000;
const LARGE = 100_000;
const CONNECTIONS = 20;
const MILLISECONDS = 300;
const ROUNDS = 9;

/** The two tenants, and how a round is made. */
interface Setting {
  small: ChildServer;
  large: ChildServer;
  rounds: number;
}

export async function mockGrowth(short: boolean): Promise<Measured[]> {
  const small = await startChild('mock-server.ts', String(SMALL));
  const large = await startChild('mock-server.ts', String(LARGE));
  const setting = { small, large, rounds: short ? 3 : ROUNDS };
  try {
    return [
      await growth(setting, 'GET by id', { atMost: 1.3 }, byId),
      await growth(setting, 'a page of 100, ten places', { atMost: 1.3 }, pageOfTen),
      await growth(setting, 'a page of 100, anywhere', null, pageAnywhere),
    ];
  } finally {
    await Promise.all([small.stop(), large.stop()]);
  }
}

function byId(n: number, size: number): string {
  return idPath(spread(n, size));
}

/**
 * The same number of distinct pages on both sides, so that the processor's caches hold as much of one as of
 * the other, and what differs is the search for a page's beginning.
 */
function pageOfTen(n: number, size: number): string {
  return `/companies?modifiedSince=${timeOf((n % 10) * (size / 10))}`;
}

/** In the large tenant nearly every page comes from main memory, in the small one none does. */
function pageAnywhere(n: number, size: number): string {
  return `/companies?modifiedSince=${timeOf(spread(n, size - 99))}`;
}

async function growth(
  { small, large, rounds }: Setting,
  name: string,
  target: Measured['target'],
  path: (n: number, size: number) => string,
): Promise<Measured> {
  const time = async (url: string, size: number): Promise<number> => {
    const request = (n: number) => httpRequest('GET', path(n, size));
    const load = { url, connections: CONNECTIONS, milliseconds: MILLISECONDS, request };
    return 1e9 / (await measureThroughput(load));
  };
  await time(small.url, SMALL);
  await time(large.url, LARGE);
  const idle = performance.eventLoopUtilization();
  const comparison = await compare(
    rounds,
    () => time(large.url, LARGE),
    () => time(small.url, SMALL),
  );
  const generatorBusy = performance.eventLoopUtilization(idle).utilization;
  const against = `the same of ${SMALL}`;
  return { name: `${name}, of ${LARGE}`, against, unit: 'ns an answer', comparison, generatorBusy, target };
}

/** When the mock's n-th company (from 0) was created: its clock moves 1 ms with each. */
function timeOf(n: number): string {
  return new Date(Date.UTC(2026, 0, 5, 8) + n).toISOString();
}

await runAlone(import.meta.url, mockGrowth);
