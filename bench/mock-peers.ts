/**
 * The mock tenant beside other mock servers, throughput and p99 latency:
 * `node --import tsx bench/mock-peers.ts [--json] [--short]`. The ratio is mock / peer. The mock checks a token and
 * sends entity tags as ever; of the peers only http-middleware does, which serves the mock's own handlers.
 */
import { pathToFileURL } from 'node:url';
import { pathsOf } from './asked.ts';
import { type ChildServer, startChild } from './child-server.ts';
import { compareLoads, type Effort } from './compare-loads.ts';
import { report, type Measured } from './table.ts';

const SMALL = 1000;
const LARGE = 100_000;

const PEERS = [
  {
    name: 'http-middleware',
    module: 'peer-http-middleware.ts',
    page: '/companies?limit=100',
    sizes: [LARGE],
    target: { atLeast: 8 },
  },
  {
    name: 'json-server',
    module: 'peer-json-server.ts',
    page: '/companies?_limit=100',
    sizes: [SMALL, LARGE],
    target: null,
  },
  {
    name: 'mockttp',
    module: 'peer-mockttp.ts',
    page: '/companies?limit=100',
    sizes: [SMALL, LARGE],
    target: null,
  },
];

export async function mockPeers(short = false): Promise<Measured[]> {
  const effort = short ? { rounds: 1, milliseconds: 200 } : { rounds: 5, milliseconds: 250 };
  const measured: Measured[] = [];
  for (const size of [SMALL, LARGE]) {
    const mock = await startChild('mock-server.ts', String(size));
    try {
      for (const peer of PEERS) {
        if (peer.sizes.includes(size)) measured.push(...(await beside(peer, mock, size, effort)));
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
    const title = (what: string): string => `${what} / ${name}, ${size} companies`;
    return [
      ...(await compareLoads(
        title('GET by id'),
        'GET by id',
        [asked(mock, ids), asked(peer, ids)],
        effort,
        target,
      )),
      ...(await compareLoads(
        title('a page of 100'),
        'the first page',
        [asked(mock, pages), asked(peer, [page])],
        effort,
      )),
    ];
  } finally {
    await peer.stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  report(await mockPeers(process.argv.includes('--short')), process.argv.includes('--json'));
}
