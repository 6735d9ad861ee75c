/** What a rule of the lint reports. */
import type { Link } from '../../domain/dataflow.ts';

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

/** A rule looks at one section. */
export type Rule = (link: Link) => Omit<Finding, 'section'>[];
