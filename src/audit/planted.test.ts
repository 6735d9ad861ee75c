/** Discrepancies that are planted among 20,000 pairs that agree: each is found where it is, and nothing else. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readChecklist } from '../checklist/read.ts';
import { comparisonOf } from './comparison.ts';
import { audited } from './testing/audited.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'dataflow-qa-audit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PAIRS = 20_000;
const LEAVES = ['country', 'postCode', 'postalArea', 'streetAddress'] as const;
const [EARLIER, LATER] = ['2026-03-01T10:00:00.000Z', '2026-03-01T10:00:00.001Z'];

type Address = Record<(typeof LEAVES)[number], string | null>;
interface Company {
  id: string;
  orgNr: string | null;
  postAddress: Address | null;
  visitAddress: Address | null;
  modifiedAt: string;
}

function addressOf(n: number, which: string): Address {
  return {
    country: 'NO',
    postCode: String(n % 10_000).padStart(4, '0'),
    postalArea: `BØ ${n}`,
    streetAddress: `${which} ${n}`,
  };
}

/** A company, and the one that is in step with it. */
function pair(n: number): { left: Company; right: Company } {
  const [post, visit] = [n % 50 === 0 ? null : addressOf(n, 'Postveien'), addressOf(n, 'Åsveien')];
  const orgNr = String(200_000_000 + n);
  const left = { id: `L${n}`, orgNr, postAddress: post, visitAddress: visit, modifiedAt: EARLIER };
  return { left, right: { ...left, id: `R${n}`, postAddress: visit, visitAddress: post } };
}

it('each with its row and the side that changed last', async () => {
  const { dataflow } = await readChecklist(path.join('checklists', 'crmoffice-crmoffice.rst'));
  const comparison = comparisonOf(dataflow, null, 'two-tenants');
  const lineOf = (name: string): number => comparison.rows.find((row) => row.name === name)?.line ?? 0;
  const [left, right, expected]: [Company[], Company[], string[]] = [[], [], []];
  let pairs = PAIRS;
  for (let n = 1; n <= PAIRS; n += 1) {
    const both = pair(n);
    // What is planted in the n-th pair, by its last digits; most have nothing.
    const [place, leaf] = [n % 400, LEAVES[Math.floor(n / 400) % LEAVES.length] ?? 'country'];
    const visit = both.left.visitAddress ?? addressOf(n, '');
    if (place === 1) {
      both.left = { ...both.left, visitAddress: { ...visit, [leaf]: ` ${visit[leaf]}` }, modifiedAt: LATER };
      expected.push(`${lineOf(`visitAddress.${leaf} → postAddress.${leaf}`)} L${n} R${n} left`);
    } else if (place === 2) {
      both.right = { ...both.right, postAddress: { ...visit, [leaf]: null }, modifiedAt: LATER };
      expected.push(`${lineOf(`visitAddress.${leaf} → postAddress.${leaf}`)} L${n} R${n} right`);
    } else if (place === 3) {
      both.right = { ...both.right, visitAddress: { ...addressOf(n, 'Postveien'), [leaf]: 'X' } };
      expected.push(`${lineOf(`postAddress.${leaf} → visitAddress.${leaf}`)} L${n} R${n} same time`);
    } else if (place === 4) {
      both.right = { ...both.right, orgNr: `0${both.left.orgNr}` };
      expected.push(`unmatched ${both.left.orgNr} L${n}`, `unmatched 0${both.left.orgNr} R${n}`);
      pairs -= 1;
    } else if (place === 5) {
      left.push({ ...both.left, id: `M${n}` });
      expected.push(`ambiguous ${both.left.orgNr} 2:1 conflict`);
      pairs -= 1;
    } else if (place === 6) {
      const alike = { postAddress: visit, visitAddress: visit };
      both.left = { ...both.left, ...alike };
      both.right = { ...both.right, ...alike };
      right.push({ ...both.right, id: `S${n}` });
      expected.push(`ambiguous ${both.left.orgNr} 1:2`);
      pairs -= 1;
    } else if (place === 7) {
      both.right = { ...both.right, orgNr: null };
      both.left = { ...both.left, orgNr: '' };
      expected.push(`unmatched null L${n}`, `unmatched null R${n}`);
      pairs -= 1;
    }
    left.push(both.left);
    right.push(both.right);
  }
  const file = (name: string, records: readonly Company[]): string => {
    const at = path.join(folder, `${name}.ndjson`);
    writeFileSync(at, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    return at;
  };
  const files = { left: file('left', left), right: file('right', right.toReversed()) };
  const found = await audited(comparison, files, folder, 3);
  const told = found.findings.map(
    ({ kind, line, merge_key: key, left_id: l, right_id: r, changed_last: last, ...counts }) => {
      if (kind === 'disagrees') return `${line} ${l} ${r} ${last}`;
      if (kind === 'unmatched') return `unmatched ${key} ${l ?? r}`;
      return `ambiguous ${key} ${counts.left_records}:${counts.right_records}${counts.parity_conflict === 1 ? ' conflict' : ''}`;
    },
  );
  expect([new Set(told), told.length, found.pairs]).toEqual([new Set(expected), expected.length, pairs]);
});
