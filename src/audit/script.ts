/**
 * The comparison as SQL, a statement a step, in what DuckDB, Postgres, Spark, Trino and BigQuery have in common. Pure.
 *
 * It begins with two tables, `left_records` and `right_records`, of one record a line: `id`, not null; `key_1`, `key_2`, …
 * the merge properties, null where empty; `value_1`, `value_2`, … the property of each compared row, null or '' where
 * empty; `modified_at`, a timestamp or null. In one tenant there is only `left_records`. It ends with `findings`.
 */
import type { Comparison } from './comparison.ts';
import { findings } from './script-findings.ts';
import { byAnyKey } from './script-any-key.ts';
import { byOneKey, keysAlone } from './script-one-key.ts';
import { contractOf } from './script-contract.ts';
import type { Statement } from './script-parts.ts';
import { withinOneTenant } from './script-one-tenant.ts';

/** The tables that the script makes, in the order in which they can be dropped again. */
export const TABLES = [
  'findings',
  'differing',
  'ambiguous_records',
  'ambiguous_keys',
  'paired',
  'contested',
  'candidates',
  'repeated_keys',
] as const;

/** Those that it begins with where records belong together by one property: `id` and `key_1` of each record. */
export const KEY_TABLES = ['left_keys', 'right_keys'] as const;

/** Without the tables of keys, which whoever reads the records may have made on the way. */
export function scriptOf(comparison: Comparison): Statement[] {
  return [...linking(comparison), findings(comparison)];
}

/** Whether all that is asked of records, beside their keys, is asked in one go. */
export function readsOnce({ topology, keys }: Comparison): boolean {
  return topology === 'two-tenants' && keys.length === 1;
}

/** How many pairs the script has compared, as `pairs`; asked while its tables are there. */
export function pairsQuery(comparison: Comparison): string {
  if (!readsOnce(comparison)) return 'SELECT COUNT(*) AS pairs FROM paired';
  return 'SELECT (SELECT COUNT(*) FROM left_keys) - (SELECT COUNT(*) FROM differing WHERE right_id IS NULL) AS pairs';
}

/** As text that can be run: what it begins with, and each statement with its purpose above it. */
export function renderScript(comparison: Comparison): string {
  const statements = [...(readsOnce(comparison) ? keysAlone() : []), ...scriptOf(comparison)]
    .map(({ purpose, sql }) => `-- ${purpose}\n${sql};\n`)
    .join('\n');
  return `${contractOf(comparison)}\n${statements}`;
}

function linking(comparison: Comparison): Statement[] {
  if (comparison.topology === 'one-tenant') return withinOneTenant(comparison);
  return readsOnce(comparison) ? byOneKey(comparison) : byAnyKey(comparison);
}
