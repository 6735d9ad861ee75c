/** What cannot be used is told in one clear message on standard error, and the exit status is 2. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, type Ended, PROJECT, temporaryFolder } from './testing/command-line.ts';

const folder = temporaryFolder();
const shipped = readFileSync(path.join(PROJECT, 'checklists', 'crmoffice-crmoffice.rst'), 'utf8');

function file(name: string, content: string | Uint8Array): string {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
}

/** A copy of the shipped document with one thing wrong in it. */
function broken(name: string, wrong: string, right: string): string {
  const content = shipped.replace(right, wrong);
  if (content === shipped) throw new Error(`the shipped document has no ${right}`);
  return file(name, content);
}

/** What is amiss with how a command refused its input: none where it is one message that names all of these. */
function amiss({ status, stdout, stderr }: Ended, names: readonly (string | RegExp)[]): string[] {
  const lines = stderr
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('(dataflow-qa --help'));
  const found: [boolean, string][] = [
    [status !== 2, `exit status ${status}`],
    [stdout !== '', 'something on standard output'],
    [lines.length !== 1, `${lines.length} lines`],
    [/^\s+at /m.test(stderr), 'a stack trace'],
    [stderr.includes('unexpected:'), 'nobody foresaw it'],
    ...names.map((name): [boolean, string] => [
      typeof name === 'string' ? !stderr.includes(name) : !name.test(stderr),
      `no ${String(name)} in: ${stderr}`,
    ]),
  ];
  return found.flatMap(([is, what]) => (is ? [what] : []));
}

const inTheWay = file('in-the-way', 'x');
const run = ['run', '--specs', 'off', '--out', path.join(folder, 'out')];

describe.concurrent('documents', () => {
  const row = '   * - visitAddress.country\n     - postAddress.country\n     - "string"\n';
  const documents: [string, string, RegExp][] = [
    ['none', path.join(folder, 'none.rst'), /none\.rst: there is no such file/],
    ['a folder', folder, /: this is a directory/],
    ['binary', file('binary.rst', Uint8Array.from([0x41, 0x0a, 0xff, 0xfe, 0x00])), /binary\.rst:2: .*UTF-8/],
    ['noise', file('noise.rst', 'q7\nZ_%&!\n'.repeat(500)), /noise\.rst:1: /],
    ['empty', file('empty.rst', ''), /empty\.rst:1: /],
    [
      'a short row',
      broken('short.rst', row.replace('     - "string"\n', ''), row),
      /short\.rst:51: .*too short/,
    ],
    [
      'an unknown column',
      broken('column.rst', 'Crmoffice Colour', 'Crmoffice Data Type'),
      /column\.rst:35: .*Crmoffice Colour/,
    ],
    [
      'an empty cell',
      broken(
        'cell.rst',
        '   * -\n     - postAddress.country',
        '   * - visitAddress.country\n     - postAddress.country',
      ),
      /cell\.rst:51: .*empty/,
    ],
    [
      'an empty segment',
      broken('segment.rst', '   * - visitAddress..country\n', '   * - visitAddress.country\n'),
      /segment\.rst:51: .*empty segment/,
    ],
  ];
  it.each(documents)('%s', async (_, document, message) => {
    expect(amiss(await cli([...run, '--checklist', document]), [message])).toEqual([]);
  });
  it('diff refuses what is no document, and reads the others as far as it can', async () => {
    const [short, noise] = [path.join(folder, 'short.rst'), path.join(folder, 'noise.rst')];
    expect(amiss(await cli(['diff', short, noise]), [/noise\.rst:1: /])).toEqual([]);
    const { status, stdout, stderr } = await cli(['diff', short, short]);
    expect(stdout).toMatch(
      /^Nothing differs\.\nno checks: \S+short\.rst: a run refuses it: line 51: this row/,
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
  it('lint has it among its findings', async () => {
    const { status, stdout, stderr } = await cli(['lint', path.join(folder, 'short.rst')]);
    expect(stdout).toMatch(/short\.rst:51 error not-read this row is too short/);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  });
});

describe.concurrent('options', () => {
  const options: [string[], (string | RegExp)[]][] = [
    [
      ['--seed', '-1'],
      ['--seed -1', /whole number/],
    ],
    [['--seed', '1.5'], ['--seed 1.5']],
    [['--seed', 'abc'], ['--seed abc']],
    [
      ['--topology', 'ring'],
      ['--topology ring', 'two-tenants, one-tenant'],
    ],
    [
      ['--engine', 'steam'],
      ['--engine steam', 'reference, command'],
    ],
    [['--engine', 'command'], ['--engine-command']],
    [['--engine', 'command', '--engine-command', '  '], ['--engine-command']],
    [['--engine', 'reference', '--engine-command', 'true'], ['--engine-command']],
    [['--engine', 'webhook'], ['--webhook-url']],
    [['--engine', 'sesam', '--sesam-url', 'https://node.test/api', '--sesam-pipes', 'a'], ['SESAM_JWT']],
    [
      ['--engine', 'continuous', '--stable', '5'],
      ['--engine continuous', '--tenant-a'],
    ],
    [
      ['--stable', '5', '--pass-timeout', '5'],
      ['--stable 5', '--pass-timeout 5'],
    ],
    [
      ['--policy', 'foo=bar'],
      ['--policy foo=bar', 'first-link-empty'],
    ],
    [
      ['--policy', 'conflict=banana'],
      ['--policy conflict=banana', 'newest, left, right, any'],
    ],
    [
      ['--policy', 'conflict'],
      ['--policy conflict', 'NAME=VALUE'],
    ],
    [
      ['--policy', 'conflict='],
      ['--policy conflict=', 'NAME=VALUE'],
    ],
    [
      ['--policy', 'conflict=any=left'],
      ['--policy conflict=any=left', 'NAME=VALUE'],
    ],
    [
      ['--policy', 'conflict=any,deletion=never'],
      ['--policy deletion=never', 'stays, deleted, any'],
    ],
    [
      ['--max-passes', '1'],
      ['--max-passes 1', '--quiet-passes 2'],
    ],
    [['--quiet-passes', '0'], ['--quiet-passes 0']],
    [
      ['--pass-timeout', '0'],
      ['--pass-timeout 0', 'more than 0'],
    ],
    [['--specs', 'maybe'], [/--specs .*maybe/]],
    [['--out', inTheWay], [`--out ${inTheWay}`]],
    [['--out', path.join(inTheWay, 'below')], [`--out ${inTheWay}`]],
    [['--frobnicate'], ['--frobnicate']],
    [['more'], [/too many arguments/]],
  ];
  it.each(options)('run %j', async (args, names) => {
    expect(amiss(await cli([...run, ...args]), names)).toEqual([]);
  });
  it('an unknown command', async () => {
    expect(amiss(await cli(['frob']), [/unknown command 'frob'/])).toEqual([]);
  });
  it('a value in the environment that cannot be used', async () => {
    expect(amiss(await cli(run, { env: { QA_SEED: 'zz' } }), ['--seed zz'])).toEqual([]);
  });
});

describe.concurrent('judge', () => {
  const evidence: [string, string, RegExp][] = [
    ['none', path.join(folder, 'none.ndjson'), /none\.ndjson: cannot be read/],
    ['a folder', folder, /: cannot be read/],
    ['garbage', file('garbage.ndjson', 'not evidence\n'), /garbage\.ndjson:1: .*not JSON/],
    ['empty', file('empty.ndjson', ''), /empty\.ndjson:1: .*not evidence/],
    ['other JSON', file('other.ndjson', '{"kind":"other"}\n'), /other\.ndjson:1: .*not evidence/],
  ];
  it.each(evidence)('%s', async (_, given, message) => {
    const { status, stdout, stderr } = await cli(['judge', given, '--out', path.join(folder, 'judged')]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at |unexpected:/m);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});

describe.concurrent('mock and sync', () => {
  const blocker = createServer();
  let taken = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const address = blocker.address();
    if (address !== null && typeof address === 'object') taken = address.port;
  });
  afterAll(() => {
    blocker.close();
  });
  it.each([
    ['A', '--port-a'],
    ['B', '--port-b'],
  ])('the port of %s is in use', async (name, option) => {
    expect(
      amiss(await cli(['mock', option, String(taken)]), [`tenant ${name}: port ${taken}`, /in use/]),
    ).toEqual([]);
  });
  it.each([
    ['latecy=20', [/--fault latecy=20: there is no fault of that name/, /latency/]],
    ['list-lag=1;method=PATCH', ['--fault: list-lag meets no request of the kind {"method":"PATCH"}']],
  ])('a fault that is none: %s', async (fault, said) => {
    expect(amiss(await cli(['mock', '--fault', fault]), said)).toEqual([]);
    expect(amiss(await cli(['mock'], { env: { QA_FAULT: fault } }), said)).toEqual([]);
  });
  const tokens = { TENANT_A_TOKEN: 'token-of-a', TENANT_B_TOKEN: 'token-of-b' };
  const sync = (a: string, b: string): string[] => [
    'sync',
    '--tenant-a',
    a,
    '--tenant-b',
    b,
    '--state',
    path.join(folder, 'state'),
  ];
  it('no tokens', async () => {
    expect(amiss(await cli(sync('http://127.0.0.1:1', 'http://127.0.0.1:2')), ['TENANT_A_TOKEN'])).toEqual(
      [],
    );
  });
  it('nobody listens', async () => {
    expect(
      amiss(await cli(sync('http://127.0.0.1:1', 'http://127.0.0.1:2'), { env: tokens }), [
        '--tenant-a http://127.0.0.1:1',
        /ECONNREFUSED|bad port/i,
      ]),
    ).toEqual([]);
  });
  it.each<[string[], (string | RegExp)[]]>([
    [['--interval', '5'], ['--interval goes with --watch']],
    [
      ['--watch', '--interval', '0'],
      ['--interval 0', 'more than 0', 'at most 86400'],
    ],
    [['--watch', '--interval', '86401'], ['--interval 86401']],
    [['--log', 'xml'], [/--log .*xml/]],
  ])('%j', async (args, names) => {
    const ended = await cli([...sync('http://127.0.0.1:1', 'http://127.0.0.1:2'), ...args], { env: tokens });
    expect(amiss(ended, names)).toEqual([]);
  });
  it('no URL', async () => {
    expect(
      amiss(await cli(sync('http://127.0.0.1:1', 'nonsense'), { env: tokens }), [
        /^--tenant-b: .*"nonsense" is no URL/,
      ]),
    ).toEqual([]);
  });

  // Only Linux has a file that is always full.
  it.skipIf(process.platform !== 'linux')('a full disk under standard output', async () => {
    const full = openSync('/dev/full', 'w');
    const lint = ['lint', path.join(PROJECT, 'checklists', 'crmoffice-crmoffice.rst')];
    const child = spawn(process.execPath, [path.join(PROJECT, 'bin', 'dataflow-qa.js'), ...lint], {
      stdio: ['ignore', full, 'pipe'],
    });
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const [status] = await once(child, 'close');
    closeSync(full);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/^standard output: ENOSPC: [^\n]*\n$/),
    });
  });
});
