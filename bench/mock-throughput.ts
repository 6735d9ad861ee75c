/**
 * How much of a bare node:http server's throughput the mock tenant keeps, the same bytes answered to the same
 * requests: `node --import tsx bench/mock-throughput.ts [--json] [--short]`. The ratio is mock / bare.
 */
import { pathToFileURL } from 'node:url';
import { pathsOf, type Subject } from './asked.ts';
import { startChild } from './child-server.ts';
import { compareLoads } from './compare-loads.ts';
import { report, type Measured } from './table.ts';

const COMPANIES = 100_000;

const SUBJECTS: readonly { subject: Subject; target: Measured['target'] }[] = [
  { subject: 'GET by id', target: { atLeast: 0.8 } },
  { subject: 'the first page', target: { atLeast: 0.6 } },
  { subject: 'pages by cursor', target: { atLeast: 0.6 } },
  { subject: 'pages by time', target: { atLeast: 0.6 } },
  { subject: 'PATCH', target: null },
];

export async function mockThroughput(short = false): Promise<Measured[]> {
  const effort = short ? { rounds: 3, milliseconds: 200 } : { rounds: 9, milliseconds: 300 };
  const mock = await startChild('mock-server.ts', String(COMPANIES));
  const measured: Measured[] = [];
  try {
    for (const { subject, target } of SUBJECTS) {
      const paths = await pathsOf(subject, mock.url, COMPANIES);
      const asked = JSON.stringify({ origin: mock.url, subject, size: COMPANIES });
      const bare = await startChild('bare-server.ts', asked);
      const both = [
        { url: mock.url, paths },
        { url: bare.url, paths },
      ] as const;
      try {
        measured.push(...(await compareLoads(`${subject} / bare`, subject, both, effort, target)));
      } finally {
        await bare.stop();
      }
    }
  } finally {
    await mock.stop();
  }
  return measured;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  report(await mockThroughput(process.argv.includes('--short')), process.argv.includes('--json'));
}
