/** Addresses: Norwegian ones with real post codes and their areas, foreign ones in their own shapes. */
import postalCodes from 'norway-postal-codes';
import { z } from 'zod';
import type { Address } from '../domain/company.ts';
import type { Random } from './random.ts';

/** Posten's register: four digits to the area's name. */
const AREAS = z.record(z.string().regex(/^\d{4}$/), z.string().min(1)).parse(postalCodes);
/** The register is an object, and JavaScript orders keys like `1001` before `0001`: sort them by hand. */
const CODES = Object.keys(AREAS).toSorted();

const FOREIGN: { country: string; postCode: string; areas: string[] }[] = [
  { country: 'SE', postCode: '### ##', areas: ['STOCKHOLM', 'GÖTEBORG', 'MALMÖ'] },
  { country: 'DK', postCode: '####', areas: ['KØBENHAVN', 'AARHUS', 'ODENSE'] },
  { country: 'DE', postCode: '0####', areas: ['DRESDEN', 'LEIPZIG', 'HALLE (SAALE)'] },
  { country: 'GB', postCode: 'EC# #NB', areas: ['LONDON', 'ST ANDREWS', 'STOW-ON-THE-WOLD'] },
  { country: 'US', postCode: '0####-####', areas: ['BOSTON, MA', "COEUR D'ALENE, ID"] },
  { country: 'PL', postCode: '##-###', areas: ['ŁÓDŹ', 'WROCŁAW'] },
  { country: 'IE', postCode: 'D## X#F#', areas: ['DUBLIN', 'DÚN LAOGHAIRE'] },
];

/** Jan Mayen and Svalbard bear a country code of their own in a Norwegian address. */
const ARCTIC_CODES = CODES.filter((code) => code === '8099' || code.startsWith('917'));
const MAINLAND_CODES = CODES.filter((code) => !ARCTIC_CODES.includes(code));

export function areaOf(postCode: string): string | undefined {
  return AREAS[postCode];
}

export function norwegianAddress(random: Random, streetAddress: string): Address {
  return norwegian(pick(MAINLAND_CODES, random), 'NO', streetAddress);
}

export function arcticAddress(random: Random, streetAddress: string): Address {
  return norwegian(pick(ARCTIC_CODES, random), 'SJ', streetAddress);
}

export function foreignAddress(random: Random, streetAddress: string): Address {
  const { country, postCode, areas } = pick(FOREIGN, random);
  return { country, postCode: digits(postCode, random), postalArea: pick(areas, random), streetAddress };
}

/** Each `#` becomes a digit. */
export function digits(pattern: string, random: Random): string {
  return pattern.replaceAll('#', () => String(random(10)));
}

/** @throws RangeError for an empty list */
export function pick<T>(list: readonly T[], random: Random): T {
  const found = list[random(list.length)];
  if (found === undefined) throw new RangeError('there is nothing to pick from');
  return found;
}

function norwegian(postCode: string, country: 'NO' | 'SJ', streetAddress: string): Address {
  return { country, postCode, postalArea: AREAS[postCode] ?? null, streetAddress };
}
