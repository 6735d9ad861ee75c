/** Rules on the rows by themselves: none, doubled and malformed ones, and those that name one side. */
import { rowName } from '../../domain/dataflow.ts';
import type { Row } from '../../domain/dataflow.ts';
import type { Rule } from './finding.ts';

export const noRows: Rule = (link) =>
  link.rows.length > 0
    ? []
    : [
        {
          code: 'no-rows',
          severity: 'warning',
          line: link.line,
          message:
            'no row says which properties are kept equal, so nothing but the link itself can be tested',
          ask: 'Which properties are synchronised between these records?',
        },
      ];

/** Rows work both ways, so either side can be the target that two values compete for. */
export const twoRowsOneTarget: Rule = (link) => {
  const lefts = new Map<string, Row>();
  const rights = new Map<string, Row>();
  return link.rows.flatMap((row) => {
    const [first, shared] = rights.has(row.right)
      ? [rights.get(row.right), row.right]
      : [lefts.get(row.left), row.left];
    if (!rights.has(row.right)) rights.set(row.right, row);
    if (!lefts.has(row.left)) lefts.set(row.left, row);
    if (!first) return [];
    return {
      code: 'two-rows-one-target',
      severity: 'error',
      line: row.line,
      message: `${rowName(row)} shares ${shared} with ${rowName(first)} on line ${first.line}: one property cannot follow two others`,
      ask: `Which of the two rows sets ${shared}?`,
    };
  });
};

export const malformedRow: Rule = (link) =>
  [...link.rows, ...(link.lone ?? [])].flatMap(({ type, typeLine }) =>
    typeLine === undefined
      ? []
      : {
          code: 'malformed-row',
          severity: 'warning',
          line: typeLine,
          message: `the data type ${type} stands outside of the table, and was read as that of the row above it`,
          ask: 'Is the row meant as it was read?',
        },
  );

export const rowWithoutPartner: Rule = (link) =>
  (link.lone ?? []).map(({ left, right, line }) => {
    const named = left || right;
    return {
      code: 'row-without-partner',
      severity: 'warning',
      line,
      message:
        named === ''
          ? 'this row names no property, on neither side'
          : `${named} stands in a row with nothing on the ${left === '' ? 'left' : 'right'}: it is kept equal with no property`,
      ask:
        named === ''
          ? 'Which properties is this row of?'
          : `With which property of the other side does ${named} go?`,
    };
  });
