/** Addresses: Norwegian ones with real post codes and their areas, foreign ones in their own shapes. */
import { faker } from '@faker-js/faker/locale/nb_NO';
import postalCodes from 'norway-postal-codes';
import { z } from 'zod';
import type { Address } from '../domain/company.ts';

/** Posten's register: four digits to the area's name. */
const AREAS = z.record(z.string().regex(/^\d{4}$/), z.string().min(1)).parse(postalCodes);
/** The register is an object, and JavaScript orders keys like `1001` before `0001`: sort them by hand. */
const CODES = Object.keys(AREAS).toSorted();

const FOREIGN: { country: string; postCode: string; areas: string[] }[] = [
  { country: 'SE', postCode: '### ##', areas: ['STOCKHOLM', 'GÖTEBORG', 'MALMÖ'] },
  { country: 'DK', postCode: '####', areas: ['KØBENHAVN', 'AARHUS', 'ODENSE'] },
  { country: 'DE', postCode: '0####', areas: ['DRESDEN', 'LEIPZIG', 'HALLE (SAALE)'] },
  { country: 'GB', postCode: '??# #??', areas: ['LONDON', 'ST ANDREWS', 'STOW-ON-THE-WOLD'] },
  { country: 'US', postCode: '0####-####', areas: ['BOSTON, MA', "COEUR D'ALENE, ID"] },
  { country: 'PL', postCode: '##-###', areas: ['ŁÓDŹ', 'WROCŁAW'] },
  { country: 'IE', postCode: 'D## ?#??', areas: ['DUBLIN', 'DÚN LAOGHAIRE'] },
];

/** Jan Mayen and Svalbard bear a country code of their own in a Norwegian address. */
const ARCTIC_CODES = CODES.filter((code) => code === '8099' || code.startsWith('917'));
const MAINLAND_CODES = CODES.filter((code) => !ARCTIC_CODES.includes(code));

export function areaOf(postCode: string): string | undefined {
  return AREAS[postCode];
}

/** Draws from the shared generator: the caller seeds it. */
export function norwegianAddress(): Address {
  return norwegian(faker.helpers.arrayElement(MAINLAND_CODES), 'NO');
}

export function arcticAddress(): Address {
  return norwegian(faker.helpers.arrayElement(ARCTIC_CODES), 'SJ');
}

/** `pick` chooses the country, so that two addresses of one company can be kept apart. */
export function foreignAddress(pick: number): Address {
  const shape = FOREIGN[pick % FOREIGN.length];
  if (!shape) throw new RangeError(`no foreign address shape number ${pick}`);
  return {
    country: shape.country,
    postCode: faker.helpers.replaceSymbols(shape.postCode),
    postalArea: faker.helpers.arrayElement(shape.areas),
    streetAddress: faker.location.streetAddress(),
  };
}

function norwegian(postCode: string, country: 'NO' | 'SJ'): Address {
  return {
    country,
    postCode,
    postalArea: AREAS[postCode] ?? null,
    streetAddress: faker.location.streetAddress(),
  };
}
