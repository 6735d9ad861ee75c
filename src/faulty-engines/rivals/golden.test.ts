import { describe, expect, it } from 'vitest';
import { Company } from '../../domain/company.ts';
import { createCompanySource } from '../../generate/companies.ts';
import { differences, type Dump, keptOf } from './golden.ts';

const source = createCompanySource(1);
const company = (id: string): Company =>
  Company.parse({ id, ...source.company(), modifiedAt: '2026-01-01T00:00:00.000Z' });
const [one, other] = [company('1'), company('2')];
const dump = (run: string, companies: Company[]): Dump => ({
  run,
  cameToRest: true,
  kept: { left: keptOf(new Map(companies.map((each) => [each.id, each]))), right: [] },
});

describe('golden output', () => {
  const golden = [dump('cycle 1', [one, other])];

  it('finds no difference in ids, times and the order of the records', () => {
    const moved = [
      { ...other, id: '9' },
      { ...one, id: '8', modifiedAt: '2027-01-01T00:00:00.000Z' },
    ];
    expect(differences(golden, [dump('cycle 1', moved)])).toEqual([]);
  });

  it('names the run and the side where a record is missing, is one too many, or holds something else', () => {
    for (const companies of [[one], [one, other, company('3')], [one, { ...other, phone: null }]]) {
      expect(differences(golden, [dump('cycle 1', companies)])).toEqual(['cycle 1: left dump']);
    }
  });

  it('wants every run to take place and to come to rest', () => {
    expect(differences(golden, [])).toEqual(['cycle 1: did not take place']);
    expect(differences(golden, [{ ...dump('cycle 1', [one, other]), cameToRest: false }])).toEqual([
      'cycle 1: did not come to rest',
    ]);
  });
});
