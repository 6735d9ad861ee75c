import { describe, expect, it } from 'vitest';
import { Company } from '../../domain/company.ts';
import { createCompanySource } from '../../generate/companies.ts';
import { holdTheSame, touched } from './listing.ts';

const source = createCompanySource(1);
const company = (id: string): Company =>
  Company.parse({ id, ...source.company(), modifiedAt: '2026-01-01T00:00:00.000Z' });
const [a, b] = [company('a'), company('b')];
const later = { ...a, modifiedAt: '2026-01-02T00:00:00.000Z' };
const listing = (...companies: Company[]) => new Map(companies.map((one) => [one.id, one]));

describe('two listings', () => {
  it('differ by what came, went or was written, also where nothing else changed', () => {
    expect(touched(listing(a, b), listing(b, a))).toEqual([]);
    expect(touched(listing(a, b), listing(later, b))).toEqual(['a']);
    expect(touched(listing(a), listing(b))).toEqual(['a', 'b']);
  });

  it('hold the same whenever it was written and whatever the order, and not with another value', () => {
    expect(holdTheSame(listing(a, b), listing(b, later))).toBe(true);
    expect(holdTheSame(listing(a, b), listing(b))).toBe(false);
    expect(holdTheSame(listing(a), listing({ ...a, phone: null }))).toBe(false);
  });
});
