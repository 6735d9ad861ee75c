/** The script, as it is printed, finds the same in Postgres: it is not DuckDB's alone. */
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { readChecklist } from '../checklist/read.ts';
import { type Comparison, comparisonOf } from './comparison.ts';
import type { Side } from './reading.ts';
import { KEY_TABLES, pairsQuery, renderScript, TABLES } from './script.ts';
import { comparable, inOrder } from './testing/findings.ts';
import { comparePlainly, latestOf, type PlainRecord, type ReadRecord } from './testing/plain-comparison.ts';
import { randomTenants } from './testing/random-tenants.ts';

// What fails is made smaller for so long at most.
const RUNS = { seed: 1128, numRuns: 6, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true };

let postgres: PGlite;
beforeAll(async () => {
  postgres = await PGlite.create();
});
afterAll(() => postgres.close());

async function fill(comparison: Comparison, side: Side, records: readonly PlainRecord[]): Promise<void> {
  const columns = [
    ...comparison.keys.map((_, n) => `key_${n + 1}`),
    ...comparison.rows.map((_, n) => `value_${n + 1}`),
  ];
  const typed = ['id text', ...columns.map((column) => `${column} text`), 'modified_at timestamptz'].join(
    ', ',
  );
  const rowOf = ({ id, keys, values, at }: ReadRecord): Record<string, string | null> => ({
    id,
    ...Object.fromEntries(keys.map((key, n) => [`key_${n + 1}`, key === '' ? null : key])),
    // Either way of being empty is allowed.
    ...Object.fromEntries(
      values.map((value, n) => [`value_${n + 1}`, value === '' && n % 2 === 0 ? null : value]),
    ),
    modified_at: at === null ? null : new Date(at).toISOString(),
  });
  await postgres.exec(`DROP TABLE IF EXISTS ${side}_records; CREATE TABLE ${side}_records (${typed})`);
  await postgres.query(
    `INSERT INTO ${side}_records SELECT * FROM json_to_recordset($1::json) AS r(${typed})`,
    [JSON.stringify(latestOf(comparison, side, records).map(rowOf))],
  );
}

const Count = z.tuple([z.object({ pairs: z.number() })]);
const Rows = z.array(z.record(z.string(), z.unknown()));

it.each([
  ['one merge rule', 'crmoffice-crmoffice.rst', null, 'two-tenants'],
  ['several merge rules', 'example.rst', 'Firms', 'two-tenants'],
  ['one tenant', 'crmoffice-crmoffice.rst', null, 'one-tenant'],
] as const)('%s', async (_name, file, section, topology) => {
  const { dataflow } = await readChecklist(path.join('checklists', file));
  const comparison = comparisonOf(dataflow, section, topology);
  await fc.assert(
    fc.asyncProperty(randomTenants(comparison), async ({ left, right }) => {
      await postgres.exec(`DROP TABLE IF EXISTS ${[...TABLES, ...KEY_TABLES].join(', ')}`);
      await fill(comparison, 'left', left);
      if (topology === 'two-tenants') await fill(comparison, 'right', right);
      await postgres.exec(renderScript(comparison));
      const { rows } = await postgres.query('SELECT * FROM findings');
      const [{ pairs }] = Count.parse((await postgres.query(pairsQuery(comparison))).rows);
      const plain = comparePlainly(comparison, left, right);
      expect({ findings: inOrder(Rows.parse(rows).map(comparable)), pairs }).toEqual({
        findings: inOrder(plain.findings.map((finding) => comparable({ ...finding }))),
        pairs: plain.pairs,
      });
    }),
    RUNS,
  );
});
