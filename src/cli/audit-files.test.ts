/** `audit` as its users have it: which files there are afterwards, what they are compared with, and what is not judged. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { AuditReport } from '../audit/report.ts';
import { cli } from './testing/command-line.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'dataflow-qa-audit-'));
const OUT = path.join(folder, 'out');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADINGS = [
  'id',
  'orgNr',
  ...['postAddress', 'visitAddress'].flatMap((address) =>
    ['country', 'postCode', 'postalArea', 'streetAddress'].map((leaf) => `${address}.${leaf}`),
  ),
  'modifiedAt',
];

function csv(name: string, records: readonly Record<string, string>[], headings = HEADINGS): string {
  const lines = [headings, ...records.map((record) => headings.map((heading) => record[heading] ?? ''))];
  const file = path.join(folder, name);
  writeFileSync(file, lines.map((line) => `${line.join(',')}\n`).join(''));
  return file;
}

/** Its post code crosses to the other side's visiting address. */
const left = (postCode: string) => ({
  id: '1',
  orgNr: '200000004',
  'postAddress.postCode': postCode,
  'postAddress.country': 'NO',
});
const RIGHT = {
  id: '9',
  orgNr: '200000004',
  'visitAddress.postCode': '4950',
  'visitAddress.country': 'NO',
};
const b = csv('b.csv', [RIGHT]);

function reportIn(out: string): AuditReport {
  return AuditReport.parse(JSON.parse(readFileSync(path.join(out, 'audit.json'), 'utf8')));
}

describe('the files', () => {
  test('a second audit in the same folder is held against the first, a third has no gone.ndjson any more', async () => {
    const audit = (name: string, postCode: string, ...more: string[]) =>
      cli(['audit', '--export-a', csv(name, [left(postCode)]), '--export-b', b, '--out', OUT, ...more]);
    const first = await audit('a1.csv', '0150');
    expect(first.status, first.stderr).toBe(1);
    expect(first.stdout.trimEnd().split('\n').at(-1)).toMatch(/^Audit: .*out\/audit\.html$/);
    const names = ['audit.html', 'audit.json', 'audit.sql', 'findings.ndjson', 'findings.parquet'];
    expect(readdirSync(OUT).toSorted()).toEqual(names);
    const page = readFileSync(path.join(OUT, 'audit.html'), 'utf8');
    expect(page).toContain('1 of 1 pairs disagrees');

    const second = await audit('a2.csv', '4950', '--since', OUT);
    expect(second.status, second.stderr).toBe(0);
    expect(readdirSync(OUT).toSorted()).toEqual([...names, 'gone.ndjson'].toSorted());
    expect(reportIn(OUT).since).toMatchObject({ new: 0, still: 0, gone: 1 });
    expect(readFileSync(path.join(OUT, 'gone.ndjson'), 'utf8')).toContain('"left_value":"0150"');

    expect((await audit('a3.csv', '4950')).status).toBe(0);
    expect(readdirSync(OUT).toSorted()).toEqual(names);
  });
});

describe('what could not be looked at', () => {
  test('a column that one side lacks is no disagreement of the other', async () => {
    const without = csv(
      'c.csv',
      [RIGHT],
      HEADINGS.filter((heading) => heading !== 'visitAddress.country'),
    );
    const out = path.join(folder, 'lacking');
    const a = csv('a4.csv', [left('4950')]);
    const { status, stdout } = await cli(['audit', '--export-a', a, '--export-b', without, '--out', out]);
    expect(status).toBe(2);
    expect(stdout).toContain('c.csv has no visitAddress.country');
    const report = reportIn(out);
    expect(report).toMatchObject({ verdict: 'inconclusive', pairs: { compared: 1, agree: 1, disagree: 0 } });
    expect(report.samples).toEqual([]);
  });

  test('where no pair was compared no row agrees', async () => {
    const out = path.join(folder, 'apart');
    const other = csv('d.csv', [{ ...RIGHT, orgNr: '200000012' }]);
    const a = csv('a5.csv', [left('4950')]);
    const { status } = await cli(['audit', '--export-a', a, '--export-b', other, '--out', out]);
    expect(status).toBe(2);
    expect(new Set(reportIn(out).rows.map((row) => row.status))).toEqual(new Set(['not verified']));
  });
});
