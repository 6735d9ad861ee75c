/**
 * The mock tenant beside other mock servers, throughput and p99 latency:
 * `node --import tsx bench/mock-peers.ts [--json] [--short]`. The ratio is mock / peer. The mock checks a token and
 * sends entity tags as ever; of the peers only http-middleware does, which serves the mock's own handlers.
 */
import { runAlone } from './alone.ts';
import { pathsOf } from './asked.ts';
import { type ChildServer, startChild } from './child-server.ts';
import { compareLoads, type Effort } from './compare-loads.ts';
import type { Measured } from './measured.ts';

const SIZES = [1_000, 100_000];
const SHORT_SIZES = [1_000];
/** Of another machine the peer makes something else: it is the bare server that the mock is held to closely. */
const MARGIN = 1;

const PEERS = [
  {
    name: '@mswjs/http-middleware',
    module: 'peer-http-middleware.ts',
    page: '/companies?limit=100',
    target: { atLeast: 8 },
  },
  {
    name: 'json-server',
    module: 'peer-json-server.ts',
    page: '/companies?_limit=100',
    target: null,
  },
  {
    name: 'mockttp',
    module: 'peer-mockttp.ts',
    page: '/companies?limit=100',
    target: null,
  },
];

export async function mockPeers(short: boolean): Promise<Measured[]> {
  const effort = short ? { rounds: 3, milliseconds: 200 } : { rounds: 5, milliseconds: 250 };
  const measured: Measured[] = [];
  for (const size of short ? SHORT_SIZES : SIZES) {
    const mock = await startChild('mock-server.ts', String(size));
    try {
      for (const peer of PEERS) {
        measured.push(...(await beside(peer, mock, size, effort)));
      }
    } finally {
      await mock.stop();
    }
  }
  return measured;
}

async function beside(
  { name, module, page, target }: (typeof PEERS)[number],
  mock: ChildServer,
  size: number,
  effort: Effort,
): Promise<Measured[]> {
  const peer = await startChild(module, String(size));
  try {
    const ids = await pathsOf('GET by id', mock.url, size);
    const pages = await pathsOf('the first page', mock.url, size);
    const asked = (of: ChildServer, paths: readonly string[]) => ({ url: of.url, paths });
    const about = (what: string) => ({
      name: `${what}, ${size} companies, beside ${name}`,
      against: name,
      margin: MARGIN,
    });
    return [
      ...(await compareLoads(
        about('GET by id'),
        'GET by id',
        [asked(mock, ids), asked(peer, ids)],
        effort,
        target,
      )),
      ...(await compareLoads(
        about('a page of 100'),
        'the first page',
        [asked(mock, pages), asked(peer, [page])],
        effort,
      )),
    ];
  } finally {
    await peer.stop();
  }
}

await runAlone(import.meta.url, mockPeers);
