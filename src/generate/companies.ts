/** Companies as a Norwegian CRM holds them, from a seed: the same seed gives the same ones on every machine. */
import { faker } from '@faker-js/faker/locale/nb_NO';
import { type Address, type CompanyDraft, setAt } from '../domain/company.ts';
import { arcticAddress, digits, foreignAddress, norwegianAddress, pick } from './addresses.ts';
import { testOrgNrs } from './org-nr.ts';
import { type Random, randomFrom } from './random.ts';

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

/**
 * `seed` is any safe integer. With a tag every name ends in it, in brackets, and the numbers are others than those
 * of any other tag.
 */
export function createCompanySource(seed: number, tag?: string): CompanySource {
  const orgNrs = testOrgNrs(seed, tag);
  const words = wordsFrom(seed);
  let drawn = 0;
  // Each draw has random numbers of its own, so that it depends on nothing but (seed, number of the draw).
  const draw = <T>(make: (n: number, random: Random) => T): T => {
    drawn++;
    return make(drawn, randomFrom(seed, drawn));
  };
  const orgNr = (): string => orgNrs.next().value;
  return {
    orgNr,
    company: () =>
      draw((n, random) => {
        const company = companyNumber(n, random, words, orgNr());
        return { ...company, name: tagged(company.name, tag) };
      }),
    value: (path) =>
      draw((n, random) => {
        const value = valueNumber(n, random, words, path);
        return path === 'name' ? tagged(value, tag) : value;
      }),
  };
}

/**
 * The same companies, but each with a value of its own at these properties, so that no two are alike there; `orgNr` is
 * of its own anyhow.
 */
export function withOwnKeys(source: CompanySource, paths: readonly string[]): CompanySource {
  const keys = [...new Set(paths)].filter((path) => path !== 'orgNr');
  if (keys.length === 0) return source;
  return {
    ...source,
    company() {
      const company = source.company();
      for (const path of keys) setAt(company, path, source.value(path));
      return company;
    },
  };
}

/** How a name bears a tag. */
export function tagged(name: string, tag: string | undefined): string {
  return tag === undefined ? name : `${name} [${tag}]`;
}

interface Words {
  companies: string[];
  people: string[];
  streets: string[];
  places: string[];
  countries: string[];
}

/** The library is slow enough to be felt in each of a run's processes, so it is asked once, for words to pick from. */
function wordsFrom(seed: number): Words {
  faker.seed(seed);
  const some = (make: () => string): string[] => Array.from({ length: 40 }, make);
  return {
    companies: some(() => faker.company.name()),
    people: some(() => faker.internet.username().toLowerCase()),
    streets: some(() => faker.location.streetAddress()),
    places: some(() => faker.location.city().toUpperCase()),
    countries: some(() => faker.location.countryCode()),
  };
}

function companyNumber(n: number, random: Random, words: Words, orgNr: string): FullCompany {
  const host = `firma-${n}.example`;
  return {
    orgNr,
    name: `${pick(words.companies, random)} ${n}`,
    phone: digits('+47 ## ## ## ##', random),
    email: `${pick(words.people, random)}@${host}`,
    website: `https://www.${host}/`,
    ...addresses(n, random, words),
  };
}

/** Two addresses of different countries and streets; which kinds they are changes from company to company. */
function addresses(n: number, random: Random, words: Words): { postAddress: Address; visitAddress: Address } {
  const street = (number: number): string =>
    `${pick(words.streets, random)} H${String(number).padStart(4, '0')}`;
  const home = n % 7 === 0 ? arcticAddress(random, street(2 * n)) : norwegianAddress(random, street(2 * n));
  const away = foreignAddress(random, street(2 * n + 1));
  const [postAddress, visitAddress] = n % 2 === 0 ? [home, away] : [away, home];
  return { postAddress, visitAddress };
}

/** Two letters are not enough to be told apart by the thousand, so a new country is a code with a number. */
function valueNumber(n: number, random: Random, words: Words, path: string): string {
  switch (path.slice(path.lastIndexOf('.') + 1)) {
    case 'country':
      return `${pick(words.countries, random)}-${n}`;
    case 'postCode':
      return `${digits('####', random)}-${n}`;
    case 'postalArea':
      return `${pick(words.places, random)} ${n}`;
    case 'streetAddress':
      return `${pick(words.streets, random)} L${n}`;
    case 'phone':
      return `${digits('+47########', random)},${n}`;
    case 'email':
      return `${pick(words.people, random)}-${n}@firma.example`;
    case 'website':
      return `https://firma.example/${n}`;
    default:
      return `${pick(words.companies, random)} ${n}`;
  }
}
