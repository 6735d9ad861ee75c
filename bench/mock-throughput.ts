/**
 * How much of a bare node:http server's throughput the mock tenant keeps, the same bytes answered:
 * `node --import tsx bench/mock-throughput.ts [--json]`. The ratio is mock / bare.
 */
import { startChild } from './child-server.ts';
import { httpRequest, TOKEN } from './http-request.ts';
import { measureThroughput } from './load.ts';
import { compare } from './rounds.ts';
import { report, type Measured } from './table.ts';

const CONNECTIONS = 20;
const MILLISECONDS = 400;
const ROUNDS = 7;
const COMPANIES = 1000;

const SUBJECTS = [
  { name: 'GET by id', method: 'GET', path: '/companies/0001500', target: { atLeast: 0.5 } },
  { name: 'GET a page of 100', method: 'GET', path: '/companies?limit=100', target: null },
  {
    name: 'PATCH',
    method: 'PATCH',
    path: '/companies/0001500',
    body: '{"phone":"22 11 00 00"}',
    target: null,
  },
];

const measured: Measured[] = [];
for (const subject of SUBJECTS) measured.push(await against(subject));
report(measured, process.argv.includes('--json'));

async function against(subject: (typeof SUBJECTS)[number]): Promise<Measured> {
  const mock = await startChild('mock-server.ts', String(COMPANIES));
  const bare = await startChild('bare-server.ts', await answerOf(mock.url, subject));
  const bytes = httpRequest(subject.method, subject.path, subject.body);
  const load = (url: string, milliseconds: number) =>
    measureThroughput({ url, connections: CONNECTIONS, milliseconds, request: () => bytes });
  try {
    for (const url of [mock.url, bare.url]) await load(url, MILLISECONDS);
    const idle = performance.eventLoopUtilization();
    const comparison = await compare(
      ROUNDS,
      () => load(mock.url, MILLISECONDS),
      () => load(bare.url, MILLISECONDS),
    );
    const generatorBusy = performance.eventLoopUtilization(idle).utilization;
    return { name: subject.name, unit: 'answers/s', comparison, generatorBusy, target: subject.target };
  } finally {
    await Promise.all([mock.stop(), bare.stop()]);
  }
}

/** The mock's own answer, which the bare server then gives: its status, headers and body. */
async function answerOf(url: string, subject: (typeof SUBJECTS)[number]): Promise<string> {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const { method, path, body } = subject;
  const response = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
  const kept = [...response.headers].filter(([name]) => name === 'content-type' || name === 'etag');
  return JSON.stringify({
    status: response.status,
    headers: Object.fromEntries(kept),
    body: await response.text(),
  });
}
