/** Records of other people, from a seed: ordinary ones, odd ones, and some that look as if a test run had made them. */
import { createHash } from 'node:crypto';
import { faker } from '@faker-js/faker/locale/nb_NO';
import { Fields, type FieldsGiven } from './record.ts';
import type { Store } from './store.ts';

export interface Foreign {
  /** Whether a record of this key was there from the beginning. */
  has(key: string): boolean;
  /** SHA-256, in hex, over every foreign record that is there, byte for byte as it is answered, by key. */
  digest(): string;
}

interface ForeignOptions {
  readonly foreign: number;
  readonly seed: number;
  readonly alsoForeign: readonly Fields[];
}

/** Puts them into the store; the kinds take turns, so that any seven in a row have one of each. */
export function plantForeign(store: Store, { foreign, seed, alsoForeign }: ForeignOptions): Foreign {
  // The library's numbers are shared in the process: they are drawn here and now, right after the seed.
  faker.seed(seed);
  const made = Array.from({ length: foreign }, (_, n) => fieldsOf(n));
  const keys = new Set<string>();
  for (const fields of [...made, ...alsoForeign]) {
    const { record } = store.plant(fields, {
      updated: new Date(PAST + faker.number.int(YEAR)).toISOString(),
      updatedBy: faker.internet.username().toLowerCase(),
      gap: faker.number.int(3),
    });
    keys.add(record.key);
  }
  return {
    has: (key) => keys.has(key),
    digest() {
      const hash = createHash('sha256');
      for (const { record, json } of store.all()) if (keys.has(record.key)) hash.update(`${json}\n`);
      return hash.digest('hex');
    },
  };
}

/** The foreign records were last edited in 2024, long before any test. */
const PAST = Date.UTC(2024, 0, 1);
const YEAR = 365 * 24 * 60 * 60 * 1000;

const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2];

/** The check digit of eight digits, 0 to 9; null where the number is not issued (modulus 11). */
export function checkDigit(eight: string): number | null {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(eight[at]), 0);
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? null : digit;
}

const KINDS: readonly ((n: number) => FieldsGiven)[] = [
  () => ({ ...ordinary(), organisation: { number: testNumber() } }),
  () => ({ ...ordinary(), addresses: { postal: null, visiting: null } }),
  (n) => ({
    ...ordinary(),
    title: ['QA test company', 'Test AS – may be deleted', 'dataflow-qa sweep me', 'zz_tmp_e2e'][
      ((n / 7) % 4) | 0
    ],
    organisation: { number: testNumber() },
    labels: ['qa', 'test', 'delete-me'],
  }),
  () => ({
    ...ordinary(),
    organisation: { number: `NO ${testNumber().replace(/(\d{3})(?=\d)/g, '$1 ')} MVA` },
    title: '  A\u030asga\u030ard & Sønner <"Æøå">\u00a0 ',
    telephone: '',
    addresses: {
      postal: {
        countryCode: 'SJ',
        zip: '0099',
        city: ' ',
        lines: "c/o O'Neil\r\nPostboks 7\n\n\tSvalbard 🧭",
      },
      visiting: { zip: '0150' },
    },
    labels: ['', 'VIP', 'VIP', 'æ', '0150'],
  }),
  () => ({ ...ordinary(), organisation: { number: null }, labels: [] }),
  () => ({ ...ordinary(), organisation: { number: '' }, mail: null, web: null }),
  () => ordinary(),
];

function fieldsOf(n: number): Fields {
  const kind = KINDS[n % KINDS.length];
  return Fields.parse(kind === undefined ? {} : kind(n));
}

function ordinary(): FieldsGiven {
  return {
    organisation: { number: unissuedNumber() },
    title: faker.company.name(),
    // No number in the country begins with 0, and nothing is delivered to .example.
    telephone: `+47 0${faker.string.numeric(7)}`,
    mail: faker.internet.email({ provider: 'firma.example' }),
    web: `https://${faker.internet.domainWord()}.example`,
    addresses: { postal: place(), visiting: place() },
    labels: faker.helpers.arrayElements(['customer', 'supplier', 'prospect', 'do-not-call']),
  };
}

function place() {
  return {
    countryCode: 'NO',
    zip: faker.string.numeric(4),
    city: faker.location.city().toUpperCase(),
    lines: faker.location.streetAddress(),
  };
}

/** A number of the range that the authorities issue for tests: it begins with 2 or 3. */
function testNumber(): string {
  for (;;) {
    const eight = faker.helpers.arrayElement(['2', '3']) + faker.string.numeric(7);
    const digit = checkDigit(eight);
    if (digit !== null) return `${eight}${digit}`;
  }
}

/** Begins as a real company's number does, but has a wrong check digit, so that it is nobody's. */
function unissuedNumber(): string {
  const eight = `9${faker.string.numeric(7)}`;
  return `${eight}${((checkDigit(eight) ?? 0) + 1) % 10}`;
}
