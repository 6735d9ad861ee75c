/**
 * What somebody would write first: both exports read line by line into memory, and compared by a map, as a process.
 * `node --import tsx bench/audit-plain.ts FOLDER`
 */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { comparisonOf } from '../src/audit/comparison.ts';
import { comparePlainly, type PlainRecord } from '../src/audit/testing/plain-comparison.ts';
import { readChecklist } from '../src/checklist/read.ts';
import { DEFAULT_CHECKLIST } from '../src/cli/settings.ts';

const [folder = ''] = process.argv.slice(2);
const { dataflow } = await readChecklist(DEFAULT_CHECKLIST);
const comparison = comparisonOf(dataflow, null, 'two-tenants');
const left = await recordsIn(path.join(folder, 'left.ndjson'));
const right = await recordsIn(path.join(folder, 'right.ndjson'));
console.log(comparePlainly(comparison, left, right).disagreeing);

async function recordsIn(file: string): Promise<PlainRecord[]> {
  const records: PlainRecord[] = [];
  const Line = z.record(z.string(), z.unknown());
  for await (const line of createInterface({ input: createReadStream(file) }))
    records.push(Line.parse(JSON.parse(line)));
  return records;
}
