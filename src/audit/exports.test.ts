/** Exports as they come: what is read of them, and what is refused, in one message that names the file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readChecklist } from '../checklist/read.ts';
import { AuditError } from './audit-error.ts';
import { type Comparison, comparisonOf } from './comparison.ts';
import { openDatabase } from './database.ts';
import { audited, type Found } from './testing/audited.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'dataflow-qa-audit-'));
let companies: Comparison;
let firms: Comparison;
beforeAll(async () => {
  const read = async (name: string): Promise<Parameters<typeof comparisonOf>[0]> =>
    (await readChecklist(path.join('checklists', name))).dataflow;
  companies = comparisonOf(await read('crmoffice-crmoffice.rst'), null, 'two-tenants');
  firms = comparisonOf(await read('example.rst'), 'Firms', 'two-tenants');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
}

const NAMES = [
  'id',
  'orgNr',
  'modifiedAt',
  ...addresses('country', 'postCode', 'postalArea', 'streetAddress'),
];
function addresses(...leaves: string[]): string[] {
  return ['postAddress', 'visitAddress'].flatMap((address) => leaves.map((leaf) => `${address}.${leaf}`));
}
const HEADING = NAMES.join(',');
const LINE = '1,974760673,2026-01-01T00:00:00Z,NO,0150,OSLO,Veien 1,SE,111 22,STOCKHOLM,Gatan 2';
const MIRRORED = '9,974760673,2026-01-01T00:00:00Z,SE,111 22,STOCKHOLM,Gatan 2,NO,0150,OSLO,Veien 1';
const right = (): string => file('right.csv', `${HEADING}\n${MIRRORED}\n`);

async function compared(left: string, comparison = companies, other = right()): Promise<Found> {
  return audited(comparison, { left, right: other }, folder);
}

async function refusal(left: string, comparison = companies): Promise<string> {
  const error: unknown = await compared(left, comparison).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AuditError);
  return error instanceof AuditError ? error.message : '';
}

describe('are read', () => {
  const quoted = (line: string): string =>
    line
      .split(',')
      .map((cell) => `"${cell}"`)
      .join(',');
  it.each([
    ['a byte order mark', 'bom.csv', `\u{feff}${HEADING}\n${LINE}\n`],
    ['no line end at the end', 'end.csv', `${HEADING}\n${LINE}`],
    ['CRLF', 'crlf.csv', `${HEADING}\r\n${LINE}\r\n`],
    ['quoted headings', 'quoted.csv', `${quoted(HEADING)}\n${quoted(LINE)}\n`],
    ['semicolons', 'semicolons.csv', `${HEADING}\n${LINE}\n`.replaceAll(',', ';')],
    ['tabs', 'tabs.csv', `${HEADING}\n${LINE}\n`.replaceAll(',', '\t')],
    ['a delimiter in a heading', 'odd.csv', `${HEADING},"a;b;c;d;e;f;g;h;i;j;k;l;m"\n${LINE},x\n`],
    ['an ending in capitals', 'CAPITALS.CSV', `${HEADING}\n${LINE}\n`],
    ['gzip', 'zipped.csv.gz', gzipSync(`${HEADING}\n${LINE}\n`)],
    ['an apostrophe in the name', "it's.csv", `${HEADING}\n${LINE}\n`],
  ] as const)('CSV with %s', async (_what, name, content) => {
    const { findings, pairs, sides } = await compared(file(name, content));
    expect([findings, pairs, sides.left.missing]).toEqual([[], 1, []]);
  });

  it('files of one pattern, in any format', async () => {
    file('many-1.csv', `${HEADING}\n${LINE}\n`);
    file('many-2.csv', `${HEADING}\n${LINE.replace('1,', '2,').replace('974760673', '923609016')}\n`);
    const { sides, pairs } = await compared(path.join(folder, 'many-*.csv'));
    expect([sides.left.records, pairs]).toEqual([2, 1]);
  });

  it('numbers and booleans of Parquet and of JSON as one', async () => {
    const parquet = path.join(folder, 'typed.parquet');
    const database = await openDatabase({ folder, threads: 1, memoryMegabytes: 100, onDisk: false });
    await database.run(`COPY (SELECT 1 AS id, 'v' AS "vatNumber", 'e' AS email, 'n' AS name, 7::BIGINT AS employees,
      12.50::DECIMAL(10, 2) AS "creditLimit", true AS "isActive", TIMESTAMP '2026-01-01 00:00:00' AS "modifiedAt") TO '${parquet}' (FORMAT parquet)`);
    database.close();
    const json = file(
      'typed.json',
      JSON.stringify([
        {
          id: 2,
          vat: { number: 'v' },
          contact: null,
          displayName: 'm',
          size: { employees: '007.0' },
          credit: { limit: 12.5 },
          active: 'TRUE',
          modifiedAt: '2026-01-01T02:00:00+02:00',
        },
      ]),
    );
    const { findings } = await compared(parquet, firms, json);
    expect(findings).toEqual([
      expect.objectContaining({ left_value: 'n', right_value: 'm', changed_last: 'same time' }),
    ]);
  });

  it('the record that was modified last of those with one id, and the same one in each audit', async () => {
    const later = LINE.replace('2026-01-01', '2026-01-02').replace('0150', '0151');
    const { findings, sides } = await compared(
      file('repeated.csv', [HEADING, LINE, later, LINE, LINE.replace(/2026-.*Z/, '')].join('\n')),
    );
    expect([sides.left, findings]).toEqual([
      { records: 1, repeated: 3, missing: [] },
      [expect.objectContaining({ left_value: '0151', right_value: '0150', changed_last: 'left' })],
    ]);
  });

  it('without rows that they have no column of: nothing is said of these', async () => {
    const without = (line: string): string => line.split(',').toSpliced(7, 1).join(',');
    const left = file('lacking.csv', `${without(HEADING)}\n${without(LINE)}\n`);
    const { findings, sides, compared: rest } = await compared(left);
    expect([findings, sides.left.missing]).toEqual([[], ['visitAddress.country']]);
    expect([companies.rows.length - rest.rows.length, rest.crossing]).toEqual([
      1,
      [[1, 4], [2, 5], [3, 6]],
    ]); // prettier-ignore
  });
});

describe('are refused', () => {
  it.each([
    ['no such file', () => path.join(folder, 'none.csv'), /none\.csv: there is no such file/],
    ['a pattern of no file', () => path.join(folder, 'none-*.csv'), /none-\*\.csv: there is no such file/],
    ['a pattern of no Parquet', () => path.join(folder, 'none-*.parquet'), /none-\*\.parquet/],
    ['an unknown ending', () => file('records.xlsx', 'x'), /records\.xlsx: .*\.ndjson/],
    ['a folder', () => folder, /of what format/],
    ['an empty CSV', () => file('empty.csv', ''), /empty\.csv: has no line of headings/],
    [
      'a column twice',
      () => file('twice.csv', `${HEADING},id\n${LINE},1\n`),
      /twice\.csv: has two columns id/,
    ],
    ['a short line', () => file('short.csv', `${HEADING}\n${LINE}\n1,2\n`), /short\.csv.*Line: 3/s],
    ['a long line', () => file('long.csv', `${HEADING}\n${LINE},x\n`), /long\.csv.*Line: 2/s],
    ['an open quote', () => file('open.csv', `${HEADING}\n"${LINE}\n`), /open\.csv.*Line: 2/s],
    ['no key', () => file('no-key.csv', `id,name\n1,x\n`), /no-key\.csv: has no column orgNr/],
    ['no id', () => file('no-id.csv', `ID2,orgNr\n1,x\n`), /no-id\.csv: has no column id/],
    [
      'an empty id',
      () => file('nameless.csv', `${HEADING}\n${LINE}\n,${LINE.slice(2)}\n`),
      /nameless\.csv: 1 of 2 records have no id/,
    ],
    [
      'JSON without ids',
      () => file('nameless.ndjson', '{"orgNr":"1"}\n'),
      /nameless\.ndjson: 1 of 1 records/,
    ],
    [
      'malformed NDJSON',
      () => file('torn.ndjson', '{"id":"1"}\n{"id":"2"\n{"id":"3"}\n'),
      /torn\.ndjson.*line 2/s,
    ],
    ['no Parquet', () => file('no.parquet', 'x'.repeat(100)), /no\.parquet/],
    ['no gzip', () => file('no.csv.gz', HEADING), /no\.csv\.gz/],
    [
      'not UTF-8',
      () =>
        file(
          'latin.csv',
          Buffer.concat([Buffer.from(`${HEADING}\n`), Buffer.from(LINE.replace('OSLO', 'BÅ'), 'latin1')]),
        ),
      /latin\.csv/,
    ],
    [
      'other headings of one pattern',
      () => {
        file('mixed-1.csv', `${HEADING}\n${LINE}\n`);
        file('mixed-2.csv', `orgNr,${HEADING.replace(',orgNr', '')}\n${LINE}\n`);
        return path.join(folder, 'mixed-*.csv');
      },
      /mixed-2\.csv: has other headings/,
    ],
  ] as const)('%s', async (_what, left, message) => {
    const told = await refusal(left());
    expect(told).toMatch(message);
    expect(told).not.toMatch(/\n|\bat .*\.ts:/);
  });

  it('of which there are columns of no row in both', async () => {
    const told = await refusal(file('keys-only.csv', 'id,orgNr\n1,974760673\n'));
    expect(told).toMatch(/keys-only\.csv.*of no row/);
  });
});
