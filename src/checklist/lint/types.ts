/** Rules on the data types of rows. */
import { dataTypeFrom, PLAIN_TYPES } from '../../domain/data-type.ts';
import { rowName, type Row } from '../../domain/dataflow.ts';
import type { Rule } from './finding.ts';

export const noType: Rule = (link) =>
  link.rows
    .filter(({ type }) => dataTypeFrom(type).is === 'not given')
    .map((row) => ({
      code: 'no-type',
      severity: 'warning',
      line: row.line,
      message: `${rowName(row)} has ${row.type} in the place of a data type`,
      ask: askFor(row),
    }));

/** An expression says how a value is made of another one, and so does not say what may be entered. */
export const unknownType: Rule = (link) =>
  link.rows.flatMap((row) => {
    const { is } = dataTypeFrom(row.type);
    if (is !== 'unknown' && is !== 'expression') return [];
    const what = is === 'expression' ? 'an expression for its data type,' : 'the data type';
    return {
      code: 'unknown-type',
      severity: 'warning',
      line: row.line,
      message: `${rowName(row)} has ${what} ${row.type}; known are ${PLAIN_TYPES.join(', ')}, and dates by their format`,
      ask: askFor(row),
    };
  });

function askFor({ left }: Row): string {
  return `What values does ${left} take?`;
}
