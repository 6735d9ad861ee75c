/** The data types of rows: what values a property takes, as far as the document says it. */

/** Those that a document names by one word. */
export const PLAIN_TYPES = ['string', 'integer', 'float', 'decimal', 'boolean', 'list'] as const;
export type PlainType = (typeof PLAIN_TYPES)[number];

export type DataType =
  | { is: PlainType }
  /** Dates and times as text; `format` in the notation of `strftime`. */
  | { is: 'date'; format: string }
  /** An expression that makes the value, other than a plain cast: it does not say what is put into it. */
  | { is: 'expression' }
  /** `N/A`. */
  | { is: 'not given' }
  /** Any other text, and expressions of which a part is cut off. */
  | { is: 'unknown' };

/** What a property can hold as far as a tenant is concerned. */
export type LeafType = { is: PlainType } | { is: 'date'; format: string };

/** Of the text of a row's type, without the quotes of a single word: `string`, `["datetime-format","%Y","_."]`. */
export function dataTypeFrom(type: string): DataType {
  const plain = PLAIN_TYPES.find((name) => name === type);
  if (plain !== undefined) return { is: plain };
  if (type === 'N/A') return { is: 'not given' };
  const [name, format] = listFrom(type);
  if (typeof name !== 'string') return { is: 'unknown' };
  const cast = PLAIN_TYPES.find((one) => one === name);
  if (cast !== undefined) return { is: cast };
  const isOfDate = name === 'datetime-format' || name === 'datetime-parse';
  return isOfDate && typeof format === 'string' ? { is: 'date', format } : { is: 'expression' };
}

/** Empty where the text is no list in JSON. */
function listFrom(text: string): readonly unknown[] {
  if (!text.startsWith('[')) return [];
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
