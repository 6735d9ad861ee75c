/**
 * What a generated document of the family says, noted by its writer line by line. Of the project's reader
 * it knows nothing, so that the two can be held against each other. Lines count from 1.
 */

export interface Facts {
  title: string;
  left: string;
  right: string;
  generated: string;
  introduction: string;
  lineEnd: '\r\n' | '\n';
  sections: SectionFacts[];
}

/** The heading's two names and its line; the sentences in their order, as they stand; the rows of both tables. */
export interface SectionFacts {
  source: string;
  /** The empty string where the heading names none. */
  target: string;
  line: number;
  sentences: SentenceFacts[];
  merge: MergeFacts[];
  rows: RowFacts[];
}

export interface SentenceFacts {
  text: string;
  line: number;
}

/** Both cells without white space around them; the line is that of the row's `* - `. */
export interface MergeFacts {
  left: string;
  right: string;
  line: number;
}

/** The cells without white space around them, the type with its quotes. */
export interface RowFacts extends MergeFacts {
  type: string;
  /** The row was written with two cells, and its type stands in the first column of the line behind them. */
  malformed?: true;
}
