/** `run` and `judge` as their users have them: what they write, show and end with. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Signoff } from '../report/signoff.ts';
import { cli, ended, type Ended, PROJECT, startCli, temporaryFolder, text } from './testing/command-line.ts';
import { twoRows } from './testing/two-rows.ts';

const folder = temporaryFolder();
const ESCAPE = '\u001b[';
const out = (name: string): string => path.join(folder, name);

function run(name: string, args: readonly string[] = [], env: Record<string, string> = {}): Promise<Ended> {
  return cli(['run', '--specs', 'off', '--out', out(name), ...args], { env });
}

function signoff(name: string): Signoff {
  return Signoff.parse(JSON.parse(text(out(name), 'signoff.json')));
}

/** The files of the pack, those of its folders too. */
function filesIn(name: string): string[] {
  return readdirSync(out(name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(out(name), path.join(entry.parentPath, entry.name)))
    .toSorted();
}

/**
 * Evidence without what differs from one run to the next: times. Those that the mock gives follow the order of the
 * engine's concurrent requests. Tokens and URLs are never in it.
 */
function timeless(name: string): string {
  return (
    text(out(name), 'evidence.ndjson')
      .replaceAll(/"milliseconds":\d+/g, '"milliseconds":0')
      .replaceAll(/"arrivals":\[[\d,]*\]/g, '"arrivals":[]')
      .replaceAll(/,"arrival":\d+/g, '')
      // What is asked again after a fault depends on what else was under way.
      .replaceAll(/"requests":\d+/g, '"requests":0')
      .replaceAll(/"(startedAt|finishedAt|modifiedAt|at)":"[^"]+"/g, '"$1":""')
  );
}

/** Which pair meets one of the faults of every run follows the order of the engine's concurrent requests. */
function orderless(line: string): string {
  if (!line.includes('"batch":"faults"')) return line;
  const order = new Set(['writes', 'passes', 'faultyPasses', 'met']);
  return JSON.stringify(JSON.parse(line), (key, value: unknown) => (order.has(key) ? undefined : value));
}

describe('one seed', () => {
  let first: Ended;
  beforeAll(async () => {
    first = await run('seed-7', ['--seed', '7']);
  });

  it('is accepted, and shows a line a row without colours where nobody asked for them', () => {
    expect(first.status).toBe(0);
    expect(first.stdout).toMatch(/ACCEPTED: (\d+) of \1 checks passed/);
    expect(first.stdout.match(/^ +\d+ {2}\S+ → \S+ +✓ passed +✓ passed/gm)).toHaveLength(9);
    expect(first.stdout + first.stderr).not.toContain('\u001b');
  });

  it('is judged alike, byte for byte, from its evidence, with colours where they are forced', async () => {
    const evidence = path.join(out('seed-7'), 'evidence.ndjson');
    const judged = await cli(['judge', evidence, '--out', out('judged')], {
      env: { FORCE_COLOR: '1', QA_ENGINE_COMMAND: 'another', TZ: 'Asia/Tokyo' },
      cwd: folder,
    });
    expect(judged.status).toBe(0);
    expect(judged.stdout).toContain(ESCAPE);
    const files = filesIn('seed-7');
    expect(files).toEqual(
      expect.arrayContaining([
        'signoff.json',
        'junit.xml',
        'ctrf.json',
        'evidence.ndjson',
        'allure-results/environment.properties',
      ]),
    );
    expect(files.filter((name) => name.endsWith('-result.json'))).toHaveLength(
      signoff('seed-7').checks.length,
    );
    expect(filesIn('judged')).toEqual(files);
    for (const file of files) {
      expect(text(out('judged'), file)).toBe(text(out('seed-7'), file));
    }
  });

  it('gives the same evidence again but for times, from the environment and in another folder', async () => {
    const env = {
      QA_SEED: '7',
      QA_OUT: out('again'),
      QA_SPECS: 'off',
      QA_POLICY: 'conflict=newest,deletion=stays',
    };
    const again = await cli(['run'], { env, cwd: folder });
    expect(again.status).toBe(0);
    const lines = (name: string): string[] =>
      timeless(name).replaceAll(path.join(PROJECT, 'checklists'), 'checklists').split('\n').map(orderless);
    expect(lines('again')).toEqual(lines('seed-7'));
  });

  it('gives other data than another one for the same checks; the option wins over the environment', async () => {
    const other = await run('seed-8', ['--seed', '8'], { QA_SEED: '7' });
    expect(other.status).toBe(0);
    const [a, b] = [signoff('seed-7'), signoff('seed-8')];
    expect(b.seed).toBe(8);
    const named = ({ checks }: Signoff): string[][] => checks.map(({ id, title }) => [id, title]);
    expect(named(b)).toEqual(named(a));
    expect(timeless('seed-8').replace('"seed":8', '"seed":7')).not.toBe(timeless('seed-7'));
  });

  it('cut off at a line is inconclusive, and within one it is no evidence', async () => {
    const whole = text(out('seed-7'), 'evidence.ndjson');
    const lines = whole.trimEnd().split('\n');
    writeFileSync(out('cut.ndjson'), `${lines.slice(0, -1).join('\n')}\n`);
    writeFileSync(out('torn.ndjson'), whole.slice(0, -20));
    const cut = await cli(['judge', out('cut.ndjson'), '--out', out('cut')]);
    expect(cut.status).toBe(2);
    expect(cut.stdout).toContain('INCONCLUSIVE');
    expect(cut.stdout).toContain('The evidence was cut off.');
    expect(signoff('cut').verdict).toBe('inconclusive');
    expect(signoff('cut').rows.map(({ status }) => status)).toEqual(Array(9).fill('not verified'));
    const torn = await cli(['judge', out('torn.ndjson'), '--out', out('torn')]);
    expect(torn.status).toBe(2);
    expect(torn.stderr).toContain(`torn.ndjson:${lines.length}: `);
  });
});

it('tests a row that is added to a copy of the document, and none that is removed', async () => {
  const shipped = text(PROJECT, 'checklists', 'crmoffice-crmoffice.rst');
  const removed = '   * - visitAddress.country\n     - postAddress.country\n     - "string"\n';
  expect(shipped).toContain(removed);
  const document = out('other.rst');
  writeFileSync(
    document,
    `${shipped.replace(removed, '').trimEnd()}\n   * - phone\n     - phone\n     - "string"\n`,
  );
  const { status } = await run('other-rows', ['--checklist', document]);
  expect(status).toBe(0);
  const { rows, checks } = signoff('other-rows');
  const phone = rows.find(({ left, right }) => left === 'phone' && right === 'phone');
  expect(phone).toMatchObject({ status: 'passed', line: 60 });
  expect(
    checks.filter(({ row, status: of }) => row === 'phone → phone' && of === 'passed').length,
  ).toBeGreaterThan(8);
  const gone = 'visitAddress.country → postAddress.country';
  expect(rows.map(({ left, right }) => `${left} → ${right}`)).not.toContain(gone);
  expect(checks.filter(({ row }) => row === gone)).toEqual([]);
});

describe('an engine that', () => {
  const engine = (name: string, command: string, ...more: string[]): Promise<Ended> =>
    run(name, ['--engine', 'command', '--engine-command', command, '--checklist', twoRows(folder), ...more]);

  it('does nothing is rejected', async () => {
    const { status, stdout } = await engine('nothing', 'true');
    expect(stdout).toMatch(/REJECTED: .* failed: the engine does not do what the document says/);
    expect(status).toBe(1);
    // Of `id → id` it says nothing wrong: who links nothing ties no id to two.
    const { rows } = signoff('nothing');
    expect(rows.filter(({ left }) => left !== 'id').map((row) => row.status)).toEqual(
      Array(2).fill('failed'),
    );
  });

  it('prints megabytes and exits 0 without work is rejected', async () => {
    const { status } = await engine('loud', 'head -c 3000000 /dev/zero | tr "\\0" x');
    expect(status).toBe(1);
  });

  it('cannot be found, or crashes after telling its tokens in red, is inconclusive and tells no token', async () => {
    const none = await engine('none', 'no-such-command-here');
    expect(none.status).toBe(2);
    expect(none.stdout).toMatch(/INCONCLUSIVE: .*none of 8 passes ended well: .*exit status 127.*not found/);
    const tells = String.raw`printf 'TOKEN %s %s\n' "$TENANT_A_TOKEN" "$TENANT_B_TOKEN" >&2; printf '\033[31mred %s\033[0m\n' "$TENANT_A_TOKEN" >&2; printf %s "$TENANT_A_TOKEN" >> ${out('token')}; echo >> ${out('token')}; exit 3`;
    const crashed = await engine('crash', tells);
    expect(crashed.status).toBe(2);
    expect(crashed.stdout).toMatch(/none of 8 passes ended well: .*exit status 3: red \[token\]\./);
    expect(crashed.stdout + crashed.stderr.split('\n').slice(1).join('\n')).not.toContain('\u001b');
    const [token = ''] = text(out('token')).split('\n');
    expect(token.length).toBeGreaterThan(16);
    const written = filesIn('crash').map((file) => text(out('crash'), file));
    for (const place of [...written, crashed.stdout, crashed.stderr]) expect(place).not.toContain(token);
  });

  it('hangs is killed at the time limit, with its children, and is inconclusive', async () => {
    const { status, stdout } = await engine(
      'hang',
      `sh -c 'echo $$ >> ${out('pids')}; sleep 1000'; true`,
      '--pass-timeout',
      '1.5',
      '--max-passes',
      '3',
    );
    expect(status).toBe(2);
    expect(stdout).toContain('the pass took longer than 1.5 s and was killed');
    const pids = text(out('pids')).trim().split('\n').map(Number);
    expect(pids).toHaveLength(3);
    expect(pids.filter(isAlive)).toEqual([]);
  });
});

it('stopped by Ctrl-C it ends with its engine, which would go on for long, and keeps what it saw', async () => {
  const temporary = out('tmp');
  mkdirSync(temporary);
  const command = `echo $$ > ${out('engine-pid')}; echo started >&2; node docs/engines/sync.mjs && exec sleep 1000`;
  const child = startCli(['run', '--specs', 'off', '--out', out('stopped'), '--engine-command', command], {
    env: { TMPDIR: temporary },
  });
  const end = ended(child);
  await fileAppears(out('engine-pid'));
  child.kill('SIGINT');
  const { status, stderr } = await end;
  expect(status).toBe(130);
  const kept = path.join(out('stopped'), 'evidence.ndjson.unfinished');
  expect(stderr).toContain(kept);
  expect(
    z.object({ kind: z.literal('campaign') }).safeParse(JSON.parse(text(kept).split('\n')[0] ?? '')).success,
  ).toBe(true);
  expect(readdirSync(temporary).filter((name) => name.startsWith('dataflow-qa-'))).toEqual([]);
  // SIGKILL is sent before the command ends, and takes effect when the system gets to it.
  await expect.poll(() => isAlive(Number(text(out('engine-pid')))), { timeout: 20_000 }).toBe(false);
});

it('goes on to its end where the reader of its output has gone', async () => {
  const child = startCli(['run', '--specs', 'off', '--checklist', twoRows(folder), '--out', out('unread')]);
  child.stdout?.destroy();
  child.stderr?.destroy();
  const status = await new Promise((resolve) => child.once('exit', resolve));
  expect(status).toBe(0);
  expect(signoff('unread').verdict).toBe('accepted');
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that has ended, and whose parent has not asked yet, is a zombie: its state is Z.
    return !/^State:\s+Z/m.test(text('/proc', String(pid), 'status'));
  } catch {
    return false;
  }
}

async function fileAppears(file: string): Promise<void> {
  await expect.poll(() => text(file).trim(), { timeout: 20_000 }).not.toBe('');
}
