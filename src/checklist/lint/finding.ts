/** What a rule of the lint reports. */
import { withoutSuffix } from '../../domain/creation.ts';
import type { Dataflow, Link } from '../../domain/dataflow.ts';

/** An error cannot be carried out as written, a warning cannot be tested as written, a note leaves something open. */
export type Severity = 'error' | 'warning' | 'note';

/** `line` counts from 1, `section` is its heading, `message` explains, `ask` is what to ask the vendor. */
export interface Finding {
  code: string;
  severity: Severity;
  line: number;
  section?: string;
  message: string;
  ask: string;
}

/** What a rule may have to know of the whole document; found out once, as there may be many sections. */
export interface Document extends Pick<Dataflow, 'left'> {
  /** The first section of each heading. */
  first: ReadonlyMap<string, Link>;
  /** The types of left records that there is a section of, as `plainType` writes them. */
  sources: ReadonlySet<string>;
}

/** A rule looks at one section, and at the document that it stands in. */
export type Rule = (link: Link, document: Document) => Omit<Finding, 'section'>[];

/** A type as sentences and headings have it in common. */
export function plainType(type: string): string {
  return withoutSuffix(type).toLowerCase();
}
