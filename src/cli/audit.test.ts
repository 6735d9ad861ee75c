/** The command `audit` as its users have it: what it prints, writes, refuses and leaves alone. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AuditReport } from '../audit/report.ts';
import { type AuditOptions, auditSettingsOf } from './audit-settings.ts';
import { auditedHere } from './testing/audited-here.ts';
import { cli, type Ended, temporaryFolder, text } from './testing/command-line.ts';
import { UsageError } from './usage-error.ts';

const folder = temporaryFolder();

interface Company {
  id: string;
  orgNr: string | null;
  postAddress?: Record<string, string | null> | null;
  visitAddress?: Record<string, string | null> | null;
  modifiedAt?: string;
}

function put(name: string, companies: readonly Company[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, companies.map((one) => `${JSON.stringify(one)}\n`).join(''));
  return file;
}

const leaves = (word: string): Record<string, string> => ({
  country: 'NO',
  postCode: '0150',
  postalArea: word,
  streetAddress: `${word} 1`,
});
const both = (n: number): { left: Company; right: Company } => ({
  left: { id: `l${n}`, orgNr: `${n}`, postAddress: leaves('post'), visitAddress: leaves('visit') },
  right: { id: `r${n}`, orgNr: `${n}`, postAddress: leaves('visit'), visitAddress: leaves('post') },
});
const pairs = [1, 2, 3].map(both);
const left = put(
  'left.ndjson',
  pairs.map((pair) => pair.left),
);
const inStep = put(
  'in-step.ndjson',
  pairs.map((pair) => pair.right),
);

/** In a process of its own; nobody who calls it is shown how it is made. */
async function audited(...args: string[]): Promise<Ended> {
  const ended = await cli(['audit', ...args]);
  expect(ended.stdout + ended.stderr).not.toMatch(/^\s+at |unexpected:/m);
  return ended;
}

const REPORT = ['audit.json', 'audit.sql', 'findings.ndjson', 'findings.parquet'];
const Findings = z.array(
  z.object({
    kind: z.string(),
    row: z.string().nullable(),
    left_id: z.string().nullable(),
    since_last: z.string().nullable(),
  }),
);
function findingsIn(file: string): z.infer<typeof Findings> {
  const lines = readFileSync(file, 'utf8').split('\n');
  return Findings.parse(lines.filter((line) => line !== '').map((line): unknown => JSON.parse(line)));
}

describe('the command', () => {
  it('ends with 0 where all agree, and leaves alone what is not its own', async () => {
    const out = path.join(folder, 'agrees');
    for (const name of ['reading', '.work', '.audit-reading'])
      mkdirSync(path.join(out, name), { recursive: true });
    writeFileSync(path.join(out, 'reading', 'mine.txt'), 'mine');
    writeFileSync(path.join(out, 'gone.txt'), 'mine');
    const { status, stdout } = await auditedHere({ exportA: left, exportB: inStep, out });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^AGREES: 3 pairs, none disagrees\n/)]);
    expect(readdirSync(out)).toEqual(expect.arrayContaining([...REPORT, 'reading', '.work', 'gone.txt']));
    // A reading that was interrupted is that of tenants: exports have nothing to do with it.
    expect(readdirSync(out).filter((name) => name.startsWith('.audit'))).toEqual(['.audit-reading']);
    expect(text(out, 'reading', 'mine.txt')).toBe('mine');
  });

  it('ends with 1 where a pair disagrees, and tells what is new, still there and gone since then', async () => {
    const out = path.join(folder, 'since');
    const changed = (n: number, leaf: string): Company => {
      const { right } = both(n);
      return {
        ...right,
        postAddress: { ...right.postAddress, [leaf]: 'other' },
        modifiedAt: '2026-02-01T00:00:00Z',
      };
    };
    const before = put('before.ndjson', [changed(1, 'country'), changed(2, 'country'), both(3).right]);
    const after = put('after.ndjson', [both(1).right, changed(2, 'country'), changed(3, 'postCode')]);
    const first = await auditedHere({ exportA: left, exportB: before, out, json: true });
    const report = AuditReport.parse(JSON.parse(first.stdout));
    expect([first.status, report.verdict, report.pairs, report.since]).toEqual([
      1,
      'disagrees',
      { compared: 3, agree: 1, disagree: 2 },
      null,
    ]);
    expect(JSON.parse(text(out, 'audit.json'))).toEqual(report);
    const second = await auditedHere({ exportA: left, exportB: after, out, since: out });
    expect([second.status, second.stdout]).toEqual([
      1,
      expect.stringContaining(`since ${report.finishedAt}: 1 new, 1 still there, 1 gone`),
    ]);
    const again = findingsIn(path.join(out, 'findings.ndjson'));
    expect(again.map(({ row, left_id: id, since_last: since }) => [row, id, since])).toEqual([
      ['visitAddress.country → postAddress.country', 'l2', 'still'],
      ['visitAddress.postCode → postAddress.postCode', 'l3', 'new'],
    ]);
    expect(findingsIn(path.join(out, 'gone.ndjson')).map(({ left_id: id }) => id)).toEqual(['l1']);
  });

  it('ends with 2 where there is nothing to compare: that is never called agreement', async () => {
    const out = path.join(folder, 'empty');
    const empty = put('empty.ndjson', []);
    const { status, stdout } = await auditedHere({ exportA: left, exportB: empty, out });
    expect([status, stdout]).toEqual([
      2,
      expect.stringMatching(/^INCONCLUSIVE.*\n.*empty\.ndjson has no record/),
    ]);
  });

  it('prints the SQL, and reads and writes nothing', async () => {
    const out = path.join(folder, 'never-made');
    const { status, stdout } = await auditedHere({ sql: true, out });
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/^-- left_records, [^]*\nCREATE TABLE left_keys AS/),
    ]);
    expect(existsSync(out)).toBe(false);
  });

  it('tells in one message what it cannot read, keeps the audit before, and leaves nothing of its work', async () => {
    const out = path.join(folder, 'refused');
    mkdirSync(out);
    writeFileSync(path.join(out, 'audit.json'), 'of yesterday');
    const torn = path.join(folder, 'torn.ndjson');
    writeFileSync(torn, '{"id":"1"}\n{"id":');
    const { status, stdout, stderr } = await audited('--export-a', left, '--export-b', torn, '--out', out);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/torn\.ndjson", at byte \d+ in line 2/);
    expect([readdirSync(out), text(out, 'audit.json')]).toEqual([['audit.json'], 'of yesterday']);
  });
});

describe('a folder that has something else by the name of a result', () => {
  it.each([
    ['a folder', (name: string) => mkdirSync(name), /holds audit\.html, which is no file/],
    [
      'a file of no audit',
      (name: string) => writeFileSync(name, 'mine'),
      /holds audit\.html, which is of no audit/,
    ],
  ] as const)('%s: refused before anything is read, and it stays as it is', async (_what, make, message) => {
    const out = mkdtempSync(path.join(folder, 'taken-'));
    make(path.join(out, 'audit.html'));
    const refused = auditedHere({ exportA: left, exportB: 'never-read.ndjson', out });
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(message);
    expect(readdirSync(out)).toEqual(['audit.html']);
  });
});

describe('settings that cannot be', () => {
  const exported = { exportA: left, exportB: inStep, out: path.join(folder, 'out') };
  const noAudit = path.join(folder, 'no-audit');
  mkdirSync(noAudit);
  const example = path.join('checklists', 'example.rst');
  it.each([
    ['nothing', { out: 'out' }, /--tenant-a and --tenant-b, or --export-a and --export-b/],
    ['one export', { exportA: left, out: 'out' }, /--export-b is missing/],
    ['the other export', { exportB: left, out: 'out' }, /--export-a is missing/],
    ['exports and tenants', { ...exported, tenantA: 'http://127.0.0.1:1' }, /give one or the other/],
    [
      'exports and the guard of tenants',
      { ...exported, allowHost: 'a.test' },
      /--allow-host goes with --tenant-a/,
    ],
    ['an unknown section', { ...exported, section: 'Persons' }, /no section's heading has "Persons"/],
    [
      'one of several sections',
      { ...exported, checklist: example },
      /several sections.*"Fjordkart Persons to Husbok Contacts"/,
    ],
    ['too little memory', { ...exported, memory: '1' }, /memory/],
    ['no thread', { ...exported, threads: '0' }, /threads/],
    ['more threads than any machine has', { ...exported, threads: '100000' }, /1 to 1024/],
    ['a folder that is no audit', { ...exported, since: noAudit }, /no audit: there is no audit\.json in it/],
    [
      'tenants of which only companies are known',
      {
        tenantA: 'http://127.0.0.1:1',
        tenantB: 'http://127.0.0.1:2',
        allowHost: '127.0.0.1:1,127.0.0.1:2',
        checklist: example,
        section: 'Firms',
        out: 'out',
      },
      /only companies can be read/,
    ],
  ] as [string, AuditOptions, RegExp][])('%s', async (_what, options, message) => {
    const env = { TENANT_A_TOKEN: 'a', TENANT_B_TOKEN: 'b' };
    const refused = auditSettingsOf(options, env);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(message);
  });

  it('an earlier audit of another section, and one that cannot be read', async () => {
    const since = path.join(folder, 'earlier');
    mkdirSync(since);
    writeFileSync(path.join(since, 'findings.parquet'), '');
    writeFileSync(path.join(since, 'audit.json'), '{"format":');
    const refused = (): Promise<unknown> => auditSettingsOf({ ...exported, since }, {});
    await expect(refused()).rejects.toThrow(/its audit\.json cannot be read/);
    writeFileSync(path.join(since, 'audit.json'), '{"format":2}');
    await expect(refused()).rejects.toThrow(/not of an audit that this version can compare with/);
  });
});
