import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaOf } from './addresses.ts';
import { awkwardValues } from './awkward.ts';
import { createCompanySource } from './companies.ts';
import { nearMissesOf, otherSpellingsOf } from './near-misses.ts';
import { testOrgNrs, withCheckDigit } from './org-nr.ts';

const take = <T>(source: Iterator<T>, n: number): T[] => Array.from({ length: n }, () => source.next().value);

describe('organisation numbers', () => {
  it.each(['923609016', '995525828', '974760673'])('the check digit of %s is right', (orgNr) => {
    expect(withCheckDigit(orgNr.slice(0, 8))).toBe(orgNr);
  });

  it('a check digit of ten is not issued', () => {
    // 3·2 + 2·0 + 7·0 + 6·0 + 5·0 + 4·0 + 3·0 + 2·3 = 12, and 11 − 12 mod 11 = 10.
    expect(withCheckDigit('20000003')).toBeNull();
  });

  it('generated ones are valid by the sum over all nine digits, in the test range, and never repeat', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const orgNrs = take(testOrgNrs(seed), 500);
        for (const orgNr of orgNrs) {
          expect(orgNr).toMatch(/^[23]\d{8}$/);
          const sum = [3, 2, 7, 6, 5, 4, 3, 2, 1].reduce(
            (total, weight, i) => total + weight * Number(orgNr[i]),
            0,
          );
          expect(sum % 11).toBe(0);
        }
        expect(new Set(orgNrs).size).toBe(500);
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it('near misses and other spellings are never the number itself, nor another valid one', () => {
    for (const orgNr of take(testOrgNrs(3), 2_000)) {
      for (const [name, near] of Object.entries({ ...nearMissesOf(orgNr), ...otherSpellingsOf(orgNr) })) {
        expect(near, name).not.toBe(orgNr);
        const valid = /^\d{9}$/.test(near) && withCheckDigit(near.slice(0, 8)) === near;
        expect(valid, `${name}: ${near}`).toBe(false);
      }
    }
  });
});

describe('companies', () => {
  it('are the same for the same seed, whoever else draws in between', () => {
    const [a, b] = [createCompanySource(7), createCompanySource(7)];
    const first = [a.company(), a.value('postAddress.country'), a.company()];
    createCompanySource(8).company();
    expect([b.company(), b.value('postAddress.country'), b.company()]).toEqual(first);
    expect(createCompanySource(8).company()).not.toEqual(first[0]);
  });

  it('are pinned for seed 1, so that another machine or version that differs is seen', () => {
    expect(createCompanySource(1).company()).toMatchInlineSnapshot(`
      {
        "email": "hanna.pedersenlie@firma-1.example",
        "name": "Martinsen, Ryan Olsen og Nordskaug 1",
        "orgNr": "344357617",
        "phone": "+47 89 91 82 75",
        "postAddress": {
          "country": "SE",
          "postCode": "537 48",
          "postalArea": "STOCKHOLM",
          "streetAddress": "Klokkermoen 4 H0003",
        },
        "visitAddress": {
          "country": "NO",
          "postCode": "9329",
          "postalArea": "MOEN",
          "streetAddress": "Østre Eikestien 31 H0002",
        },
        "website": "https://www.firma-1.example/",
      }
    `);
  });

  it('have real post codes with their areas in Norway, and addresses that differ in every leaf', () => {
    const source = createCompanySource(2);
    let norwegian = 0;
    for (let i = 0; i < 500; i++) {
      const { postAddress, visitAddress } = source.company();
      for (const address of [postAddress, visitAddress]) {
        if (address.country !== 'NO' && address.country !== 'SJ') continue;
        norwegian++;
        expect(address.postalArea).toBe(areaOf(address.postCode ?? ''));
      }
      expect(postAddress.country).not.toBe(visitAddress.country);
      expect(postAddress.postCode).not.toBe(visitAddress.postCode);
      expect(postAddress.postalArea).not.toBe(visitAddress.postalArea);
      expect(postAddress.streetAddress).not.toBe(visitAddress.streetAddress);
    }
    expect(norwegian).toBe(500);
  });

  it.each([
    ['0001', 'OSLO'],
    ['0150', 'OSLO'],
    ['4950', 'RISØR'],
    ['8099', 'JAN MAYEN'],
    ['9170', 'LONGYEARBYEN'],
    ['9991', 'BÅTSFJORD'],
  ])('the register knows %s %s', (code, area) => {
    expect(areaOf(code)).toBe(area);
  });

  it('values never repeat', () => {
    const source = createCompanySource(5);
    const values = [
      'country',
      'postCode',
      'postalArea',
      'streetAddress',
      'phone',
      'email',
      'website',
      'name',
    ].flatMap((leaf) => Array.from({ length: 300 }, () => source.value(leaf)));
    expect(new Set(values).size).toBe(values.length);
  });
});

describe('awkward values', () => {
  const values = awkwardValues('string') ?? [];

  it('hold what a verbatim sync must keep', () => {
    const all = values.map(({ value }) => value);
    expect(all).toContain('0150');
    expect(all).toContain('NO');
    expect(all.some((v) => v !== v.normalize('NFC'))).toBe(true);
    expect(all.some((v) => v !== v.normalize('NFD') && v === v.normalize('NFC'))).toBe(true);
    expect(all.some((v) => v !== v.trim())).toBe(true);
    expect(all.some((v) => v.includes('\r\n'))).toBe(true);
    expect(all.some((v) => ['&', '<', '>', '"', "'"].every((sign) => v.includes(sign)))).toBe(true);
    expect(all.some((v) => v.length > 1_000)).toBe(true);
  });

  it('differ, are not empty, and survive UTF-8', () => {
    expect(new Set(values.map(({ value }) => value)).size).toBe(values.length);
    for (const { value } of values) {
      expect(value).not.toBe('');
      expect(Buffer.from(value, 'utf8').toString('utf8')).toBe(value);
    }
  });

  it('are not known for a type that no Crmoffice property has', () => {
    expect(awkwardValues('integer')).toBeNull();
  });
});
