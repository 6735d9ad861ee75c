/** An audit of whatever export finds what a plain comparison in JavaScript finds: nothing more, nothing else, nothing less. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readChecklist } from '../checklist/read.ts';
import { type Comparison, comparisonOf } from './comparison.ts';
import type { Side } from './reading.ts';
import { comparePlainly, type PlainRecord } from './testing/plain-comparison.ts';
import { audited } from './testing/audited.ts';
import { comparable, inOrder } from './testing/findings.ts';
import { randomTenants } from './testing/random-tenants.ts';
import { type Form, FORMS, writeExport } from './testing/written-export.ts';

// What fails is made smaller for so long at most.
const RUNS = { seed: 20261128, numRuns: 6, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true };

const COMPARISONS = [
  ['one merge rule', 'crmoffice-crmoffice.rst', null, 'two-tenants'],
  ['several merge rules', 'example.rst', 'Firms', 'two-tenants'],
  ['one tenant', 'crmoffice-crmoffice.rst', null, 'one-tenant'],
] as const;

const folder = mkdtempSync(path.join(tmpdir(), 'dataflow-qa-audit-'));
const comparisons = new Map<string, Comparison>();

beforeAll(async () => {
  for (const [name, file, section, topology] of COMPARISONS) {
    const { dataflow } = await readChecklist(path.join('checklists', file));
    comparisons.set(name, comparisonOf(dataflow, section, topology));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(COMPARISONS)('%s', async (name) => {
  const comparison = comparisons.get(name);
  if (comparison === undefined) throw new Error(name);
  const form = fc.constantFrom(...FORMS);
  await fc.assert(
    fc.asyncProperty(
      randomTenants(comparison),
      fc.record({ left: form, right: form }),
      fc.constantFrom(1, 2, 3),
      async (tenants, forms, parts) => {
        const write = (side: Side, records: PlainRecord[], as: Form): Promise<string> =>
          writeExport(comparison, side, records, as, folder);
        const left = await write('left', tenants.left, forms.left);
        const isOne = comparison.topology === 'one-tenant';
        const right = isOne ? left : await write('right', tenants.right, forms.right);
        const plain = comparePlainly(comparison, tenants.left, tenants.right);
        const { findings, pairs } = await audited(comparison, { left, right }, folder, parts);
        expect({ findings, pairs }).toEqual({
          findings: inOrder(plain.findings.map((finding) => comparable({ ...finding }))),
          pairs: plain.pairs,
        });
      },
    ),
    RUNS,
  );
});
