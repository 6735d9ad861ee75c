/**
 * Values that a sync tends to change on the way, by data type of a row. A sync that keeps them, code unit by
 * code unit, keeps ordinary ones too.
 */
import type { LeafType } from '../domain/data-type.ts';
import { AWKWARD_OF_PLAIN, NEARLY_EQUAL_OF_PLAIN } from './awkward-plain.ts';
import { awkwardDates, nearlyEqualDates } from './awkward-dates.ts';

export interface AwkwardValue {
  /** What is awkward about it, as a report names it. */
  name: string;
  value: string;
}

const STRINGS: Record<string, string> = {
  'leading zero': '0150',
  'only zeros': '0000',
  'looks like an integer': '1234567890123456789012',
  'looks like a decimal': '1.50',
  'looks like an exponent': '1e3',
  'looks like a boolean': 'false',
  'looks like null': 'null',
  'looks like a date': '2026-02-03',
  'looks like JSON': '{"a":[1]}',
  'country code NO': 'NO',
  'lower case': 'no',
  'mixed letter case': 'McDonald VEIEN',
  'Norwegian letters': 'Ærfuglvegen 5 B, Ålesund, Østre',
  'Sami letters': 'Kárášjohka čáŋ đŧž',
  'composed (NFC)': 'Café Åse'.normalize('NFC'),
  'decomposed (NFD)': 'Café Åse'.normalize('NFD'),
  'Turkish dotted I': 'İstanbul ıspanak',
  'sharp s': 'Straße',
  ligature: 'ﬁrma Ⅷ ½',
  'another script': 'Ελλάδα Київ 東京 שלום',
  emoji: 'Kontor 👩‍👩‍👧 🇳🇴',
  'a blank': ' ',
  'blanks before': '  Storgata 1',
  'blanks behind': 'Storgata 1  ',
  'blanks within': 'Storgata   1',
  'no-break space': 'Storgata\u00a01',
  'zero-width space': 'Stor\u200bgata 1',
  tab: 'Storgata\t1',
  'line feed': 'c/o Hansen\nStorgata 1',
  'carriage return and line feed': 'c/o Hansen\r\nStorgata 1',
  'markup characters': '& < > " \' <b>Storgata</b>',
  'escaped markup': '&amp; &lt;b&gt; &#230;',
  backslashes: 'C:\\post\\new \\u00e6',
  'percent escapes': '100%25 %C3%A6 +',
  'comma, semicolon, quote': '"Storgata 1", 2; 3',
  apostrophe: "O'Briens gate '; --",
  formula: '=1+1',
  'template signs': '${x} {{x}} %s',
  'N/A': 'N/A',
  'a dash': '-',
  'long text': 'Langveien åøæ '.repeat(150).trimEnd(),
};

/** Values that a careless comparison takes for one: an edit from the first to the second must be carried over. */
const NEARLY_EQUAL_STRINGS: Record<string, [before: string, after: string]> = {
  'a leading zero': ['150', '0150'],
  'a trailing zero': ['1.5', '1.50'],
  'a number written otherwise': ['1000', '1e3'],
  'letter case': ['Storgata', 'STORGATA'],
  'a blank behind': ['Storgata 2', 'Storgata 2 '],
  'a blank before': ['Storgata 3', ' Storgata 3'],
  'a blank within': ['Storgata 4', 'Storgata  4'],
  'a no-break space': ['Storgata 5', 'Storgata\u00a05'],
  'normal form': ['Café Å'.normalize('NFC'), 'Café Å'.normalize('NFD')],
  'line ends': ['c/o Lie\nStorgata 6', 'c/o Lie\r\nStorgata 6'],
  'a zero-width space': ['Storgata 7', 'Stor\u200bgata 7'],
  accents: ['Alesund', 'Ålesund'],
  'only blanks': [' ', '  '],
};

export interface NearlyEqual {
  /** In what the two differ, as a report names it. */
  name: string;
  before: string;
  after: string;
}

const AWKWARD_STRINGS = asValues(STRINGS);
const NEARLY_EQUAL = asPairs(NEARLY_EQUAL_STRINGS);

/** The catalogue for what a leaf can hold; empty for dates that cannot be written at all. */
export function awkwardOf(type: LeafType): readonly AwkwardValue[] {
  if (type.is === 'date') return asValues(awkwardDates(type.format));
  return type.is === 'string' ? AWKWARD_STRINGS : asValues(AWKWARD_OF_PLAIN[type.is]);
}

/** Pairs that a leaf can hold one after the other; none for booleans, whose two values nobody takes for one. */
export function nearlyEqualOf(type: LeafType): readonly NearlyEqual[] {
  if (type.is === 'date') return asPairs(nearlyEqualDates(type.format));
  return type.is === 'string' ? NEARLY_EQUAL : asPairs(NEARLY_EQUAL_OF_PLAIN[type.is]);
}

/** The catalogue for a row's data type, or null for a type that no Crmoffice property has. */
export function awkwardValues(type: string): readonly AwkwardValue[] | null {
  return type === 'string' ? AWKWARD_STRINGS : null;
}

/** Pairs for a row's data type, or null for a type that no Crmoffice property has. */
export function nearlyEqualValues(type: string): readonly NearlyEqual[] | null {
  return type === 'string' ? NEARLY_EQUAL : null;
}

function asValues(values: Readonly<Record<string, string>>): AwkwardValue[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

function asPairs(pairs: Readonly<Record<string, readonly [string, string]>>): NearlyEqual[] {
  return Object.entries(pairs).map(([name, [before, after]]) => ({ name, before, after }));
}
