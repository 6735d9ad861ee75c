/**
 * How much of a bare node:http server's throughput the mock tenant keeps, the same bytes answered to the same
 * requests: `node --import tsx bench/mock-throughput.ts [--json] [--short]`. The ratio is mock / bare.
 */
import { runAlone } from './alone.ts';
import { pathsOf, type Subject } from './asked.ts';
import { startChild } from './child-server.ts';
import { compareLoads, type Effort } from './compare-loads.ts';
import type { Measured } from './measured.ts';

const SIZES = [1_000, 100_000];
/** The short form leaves the growth to mock-growth.ts. */
const SHORT_SIZES = [1_000];

const SUBJECTS: readonly { subject: Subject; target: Measured['target'] }[] = [
  { subject: 'GET by id', target: { atLeast: 0.8 } },
  { subject: 'the first page', target: { atLeast: 0.6 } },
  { subject: 'pages by cursor', target: { atLeast: 0.6 } },
  { subject: 'pages by time', target: { atLeast: 0.6 } },
  { subject: 'PATCH', target: null },
];

export async function mockThroughput(short: boolean): Promise<Measured[]> {
  const effort = short ? { rounds: 3, milliseconds: 200 } : { rounds: 9, milliseconds: 300 };
  const measured: Measured[] = [];
  for (const size of short ? SHORT_SIZES : SIZES) measured.push(...(await besideBare(size, effort)));
  return measured;
}

async function besideBare(size: number, effort: Effort): Promise<Measured[]> {
  const mock = await startChild('mock-server.ts', String(size));
  const measured: Measured[] = [];
  try {
    for (const { subject, target } of SUBJECTS) {
      const paths = await pathsOf(subject, mock.url, size);
      const asked = JSON.stringify({ origin: mock.url, subject, size });
      const bare = await startChild('bare-server.ts', asked);
      const about = { name: `${subject}, ${size} companies`, against: 'bare node:http' };
      const both = [
        { url: mock.url, paths },
        { url: bare.url, paths },
      ] as const;
      try {
        measured.push(...(await compareLoads(about, subject, both, effort, target)));
      } finally {
        await bare.stop();
      }
    }
  } finally {
    await mock.stop();
  }
  return measured;
}

await runAlone(import.meta.url, mockThroughput);
