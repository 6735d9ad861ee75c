/** Texts that a person can read, of the kind that a property's name suggests; a number makes each one of its own. */
import { pathIn, type PropertyPath } from '../domain/path.ts';
import { pick } from './addresses.ts';
import type { Random } from './random.ts';

const FIRMS = [
  'Nordvik Bygg',
  'Ålesund Fisk',
  'Café Åse',
  'Ærlig Regnskap',
  'Hansen & Sønn',
  'Kárášjoga Duodji',
];
const PEOPLE = ['anna.lie', 'bjorn-erik', 'ingvild', 'o.nordmann', 'sunniva', 'zoe.berg'];
const PLACES = ['Oslo', 'Bodø', 'Tromsø', 'Malmö', 'Łódź', 'Saint-Étienne'];
const STREETS = ['Storgata', 'Østre vei', 'Kirkegårdsalléen', "O'Briens gate", 'Rue de l’Église'];
const COUNTRIES = ['NO', 'SE', 'DK', 'GB', 'PL', 'SJ'];
/** From here on, a minute further for each number. */
const FIRST_TIME = Date.UTC(2000, 0, 1);

/** A kind of text by the words of a property's name that suggest it. */
interface Kind {
  words: readonly string[];
  write: (number: number, random: Random) => string;
}

/** The first that fits is taken: an `emailAddress` is no street. Behind the number nothing looks like another one. */
const KINDS: readonly Kind[] = [
  {
    words: ['email', 'mail', 'epost'],
    write: (number, random) => `${pick(PEOPLE, random)}.${number}@firma.example`,
  },
  { words: ['phone', 'telephone', 'mobile', 'tel', 'fax'], write: (number) => `+47 ${number}` },
  {
    words: ['url', 'uri', 'website', 'web', 'site', 'homepage', 'link', 'domain'],
    write: (number) => `https://www.firma.example/${number}`,
  },
  {
    words: ['postcode', 'postalcode', 'zip', 'zipcode'],
    write: (number, random) => `${String(random(10_000)).padStart(4, '0')}-${number}`,
  },
  {
    words: ['country', 'nation', 'nationality'],
    write: (number, random) => `${pick(COUNTRIES, random)}-${number}`,
  },
  {
    words: ['city', 'town', 'place', 'area', 'region', 'municipality', 'location'],
    write: (number, random) => `${pick(PLACES, random)} ${number}`,
  },
  { words: ['street', 'address'], write: (number, random) => `${pick(STREETS, random)} ${number}` },
  {
    words: [
      'date',
      'time',
      'datetime',
      'timestamp',
      'created',
      'modified',
      'updated',
      'birthday',
      'deadline',
    ],
    write: (number) => new Date(FIRST_TIME + number * 60_000).toISOString(),
  },
  {
    words: ['id', 'key', 'code', 'number', 'no', 'nr', 'ref', 'reference'],
    write: (number, random) => `${pick(COUNTRIES, random)}${number}`,
  },
];

/** A text for the property at the path. Another number makes another text. */
export function textFor(path: PropertyPath, number: number, random: Random): string {
  const words = wordsOf(path);
  const kind = KINDS.find((one) => words.some((word) => one.words.includes(word)));
  return kind?.write(number, random) ?? `${pick(FIRMS, random)} ${number}`;
}

/** Asked of a few paths, by the ten thousand. */
const known = new Map<PropertyPath, readonly string[]>();

/** `visit`, `date` and `visitdate` of `contact.visitDate`. */
function wordsOf(path: PropertyPath): readonly string[] {
  const words = known.get(path) ?? wordsIn(path);
  known.set(path, words);
  return words;
}

function wordsIn(path: PropertyPath): string[] {
  const name = pathIn(path).split('.').at(-1) ?? path;
  const words = name.split(/(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+/).map((word) => word.toLowerCase());
  return [...words, words.join('')];
}
