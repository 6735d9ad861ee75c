/** Rules on sections as a whole. */
import { headingOf } from '../../domain/dataflow.ts';
import type { Rule } from './finding.ts';

/** The later one is told, with the line of the first. */
export const duplicatedSection: Rule = (link, { first: firsts }) => {
  const first = firsts.get(headingOf(link));
  if (first === undefined || first === link) return [];
  return [
    {
      code: 'duplicated-section',
      severity: 'warning',
      line: link.line,
      message: `there is a section of the same name on line ${first.line}: what one says of these records, the other may say otherwise`,
      ask: 'Do both hold, or which of the two?',
    },
  ];
};
