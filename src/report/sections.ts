/** The document's sections, row by row, with what became of each in both directions. Pure. */
import type { Evidence } from '../checks/evidence.ts';
import type { Result } from '../checks/judge.ts';
import type { Side } from '../checks/scenario.ts';
import { headingOf, rowName } from '../domain/dataflow.ts';
import type { ReportSection } from './model.ts';
import { resultsOfRow, rowStatus } from './signoff.ts';

export function sectionsOf({ header }: Evidence, results: readonly Result[]): ReportSection[] {
  return header.checklist.dataflow.sections.map((section) => {
    const heading = headingOf(section);
    return {
      heading,
      line: section.line,
      left: section.source,
      right: section.target,
      merge: section.merge,
      rows: section.rows.map((row) => {
        const own = resultsOfRow(results, heading, rowName(row));
        const inDirection = (side: Side): Result[] =>
          own.filter(({ check }) => check.direction === side || check.direction === null);
        return {
          ...row,
          name: rowName(row),
          status: rowStatus(own),
          directions: { left: rowStatus(inDirection('left')), right: rowStatus(inDirection('right')) },
          passed: own.filter(({ status }) => status === 'passed').length,
          checks: own.map(({ check }) => check.id),
        };
      }),
    };
  });
}
