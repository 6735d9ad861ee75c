/** Companies as a Norwegian CRM holds them, from a seed: the same seed gives the same ones on every machine. */
import { faker } from '@faker-js/faker/locale/nb_NO';
import type { Address, CompanyDraft } from '../domain/company.ts';
import { arcticAddress, foreignAddress, norwegianAddress } from './addresses.ts';
import { testOrgNrs } from './org-nr.ts';

/** A draft with every property given. */
export type FullCompany = Required<{ [K in keyof CompanyDraft]: NonNullable<CompanyDraft[K]> }>;

export interface CompanySource {
  /** The next company: an `orgNr` of its own, and two addresses that differ in every leaf. */
  company(): FullCompany;
  /** An `orgNr` that no company of this source has. */
  orgNr(): string;
  /** A value for the leaf that occurs nowhere else among what this source gave out. */
  value(path: string): string;
}

/** `seed` is any safe integer. */
export function createCompanySource(seed: number): CompanySource {
  const orgNrs = testOrgNrs(seed);
  let drawn = 0;
  // The library's generator is one for the whole process: seeding it before each draw makes a draw a function
  // of (seed, number of the draw), whoever else uses it in between.
  const draw = <T>(make: (n: number) => T): T => {
    drawn++;
    faker.seed(mixed(seed, drawn));
    return make(drawn);
  };
  const orgNr = (): string => orgNrs.next().value;
  return {
    orgNr,
    company: () => draw((n) => companyNumber(n, orgNr())),
    value: (path) => draw((n) => valueNumber(n, path)),
  };
}

/** One 32-bit seed of two numbers (the finaliser of MurmurHash3): the library takes three times as long for a pair. */
function mixed(seed: number, n: number): number {
  let hash = Math.imul(seed ^ Math.floor(seed / 2 ** 32), 0x9e3779b1) ^ n;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function companyNumber(n: number, orgNr: string): FullCompany {
  const name = `${faker.company.name()} ${n}`;
  const host = `firma-${n}.example`;
  return {
    orgNr,
    name,
    phone: faker.phone.number({ style: 'international' }),
    email: `${faker.internet.username().toLowerCase()}@${host}`,
    website: `https://www.${host}/`,
    ...addresses(n),
  };
}

/** Two addresses of different countries and streets; which kinds they are changes from company to company. */
function addresses(n: number): { postAddress: Address; visitAddress: Address } {
  const home = n % 7 === 0 ? arcticAddress() : norwegianAddress();
  const away = foreignAddress(n);
  const [first, second] = n % 2 === 0 ? [home, away] : [away, home];
  return { postAddress: numbered(first, 2 * n), visitAddress: numbered(second, 2 * n + 1) };
}

function numbered(address: Address, number: number): Address {
  return { ...address, streetAddress: `${address.streetAddress} H${String(number).padStart(4, '0')}` };
}

/** Two letters are not enough to be told apart by the thousand, so a new country is a code with a number. */
function valueNumber(n: number, path: string): string {
  const leaf = path.slice(path.lastIndexOf('.') + 1);
  switch (leaf) {
    case 'country':
      return `${faker.location.countryCode()}-${n}`;
    case 'postCode':
      return `${faker.string.numeric({ length: 4, allowLeadingZeros: true })}-${n}`;
    case 'postalArea':
      return `${faker.location.city().toUpperCase()} ${n}`;
    case 'streetAddress':
      return `${faker.location.streetAddress()} L${n}`;
    case 'phone':
      return `${faker.phone.number({ style: 'international' })},${n}`;
    case 'email':
      return `${faker.internet.username().toLowerCase()}-${n}@firma.example`;
    case 'website':
      return `https://firma.example/${n}`;
    default:
      return `${faker.company.name()} ${n}`;
  }
}
