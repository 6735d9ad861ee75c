import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Address, Company, type CompanyPatch } from '../../src/domain/company.ts';
import { applyPatch, newCompany } from './merge-patch.ts';

const text = fc.oneof(fc.constant(null), fc.string());
const address = fc.record({ country: text, postCode: text, postalArea: text, streetAddress: text });
const own = { orgNr: text, name: text, phone: text, email: text, website: text };
const company: fc.Arbitrary<Company> = fc.record({
  id: fc.string({ minLength: 1 }),
  ...own,
  postAddress: fc.option(address),
  visitAddress: fc.option(address),
  modifiedAt: fc.constant('2026-01-05T08:00:00.000Z'),
});
const addressPatch = fc.option(
  fc.record({ country: text, postCode: text, postalArea: text, streetAddress: text }, { requiredKeys: [] }),
);
const patch: fc.Arbitrary<CompanyPatch> = fc.record(
  { ...own, postAddress: addressPatch, visitAddress: addressPatch },
  { requiredKeys: [] },
);

/** MergePatch as RFC 7396, section 2, writes it down; it knows nothing of companies. */
function mergePatch(target: unknown, changes: unknown): unknown {
  if (!isObject(changes)) return changes;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What RFC 7396 removes is null in a company, and an address has all of its leaves. */
function completed(merged: unknown): unknown {
  const none = { orgNr: null, name: null, phone: null, email: null, website: null };
  const result: Record<string, unknown> = { ...none, ...(isObject(merged) ? merged : {}) };
  for (const name of ['postAddress', 'visitAddress']) {
    const leaves = Object.fromEntries(Object.keys(Address.shape).map((leaf) => [leaf, null]));
    result[name] = isObject(result[name]) ? { ...leaves, ...result[name] } : null;
  }
  return result;
}

test('a patch does what RFC 7396 says, but for leaves that are null where it removes them', () => {
  fc.assert(
    fc.property(company, patch, (before, changes) => {
      const after = applyPatch(before, changes, '2026-01-05T08:00:00.001Z');
      const expected = completed(mergePatch(before, changes));
      expect(after).toEqual({ ...Object(expected), modifiedAt: '2026-01-05T08:00:00.001Z' });
      expect(Object.keys(after)).toEqual(Object.keys(Company.shape));
    }),
    { seed: 7396, numRuns: 500 },
  );
});

test('neither the company nor the patch is changed', () => {
  fc.assert(
    fc.property(company, patch, (before, changes) => {
      const copies = structuredClone([before, changes]);
      applyPatch(before, changes, '2026-01-05T08:00:00.001Z');
      expect([before, changes]).toEqual(copies);
    }),
    { seed: 7396 },
  );
});

test('a new company has null wherever its draft says nothing', () => {
  expect(newCompany({ name: 'A', visitAddress: {} }, '1', '2026-01-05T08:00:00.000Z')).toEqual({
    id: '1',
    orgNr: null,
    name: 'A',
    phone: null,
    email: null,
    website: null,
    postAddress: null,
    visitAddress: { country: null, postCode: null, postalArea: null, streetAddress: null },
    modifiedAt: '2026-01-05T08:00:00.000Z',
  });
});
