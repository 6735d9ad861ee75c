/** Rules on rows that cross: a property on one side belongs to another property on the other side. */
import { rowName } from '../../domain/dataflow.ts';
import type { Link, Row } from '../../domain/dataflow.ts';
import type { Rule } from './finding.ts';

/**
 * A swap undone by a swap is the identity, so a pair of records settles. A third record on the way round,
 * or a record linked with itself, makes the number of swaps odd.
 */
export const parity: Rule = (link) => {
  const mirrorOf = mirrors(link);
  const first = link.rows.find(
    (row) => row.left !== row.right && (link.source === link.target || mirrorOf(row)),
  );
  if (!first) return [];
  return [
    {
      code: 'parity',
      severity: 'note',
      line: first.line,
      message: `rows cross, such as ${rowName(first)}: two linked records settle, since a value that crosses back is where it was; three records that belong together, or a record linked with itself, settle only where ${first.left} equals ${first.right}`,
      ask: 'Can more than two records belong together, or a record belong to itself, and what is to hold then?',
    },
  ];
};

/** Only where both sides hold the same kind of record can a row have a mirror. */
export const mirrorMissing: Rule = (link) => {
  const mirrorOf = mirrors(link);
  if (link.source !== link.target) return [];
  return link.rows
    .filter((row) => row.left !== row.right && !mirrorOf(row))
    .map((row) => ({
      code: 'mirror-missing',
      severity: 'warning',
      line: row.line,
      message: `${rowName(row)} crosses, and no row ${row.right} → ${row.left} crosses back, though both sides hold the same type of record`,
      ask: `Is ${row.right} → ${row.left} left out on purpose?`,
    }));
};

/** A row and its mirror speak of the same two properties. Reported once a pair, at the later row. */
export const typesDiffer: Rule = (link) => {
  const mirrorOf = mirrors(link);
  return link.rows.flatMap((row) => {
    const mirror = mirrorOf(row);
    if (!mirror || mirror.line >= row.line || mirror.type === row.type) return [];
    return {
      code: 'types-differ',
      severity: 'warning',
      line: row.line,
      message: `${rowName(row)} is of type ${row.type}, yet its mirror on line ${mirror.line} is of type ${mirror.type}`,
      ask: 'Which of the two data types is right?',
    };
  });
};

function mirrors(link: Link): (row: Row) => Row | undefined {
  const rows = new Map(link.rows.map((row) => [JSON.stringify([row.left, row.right]), row]));
  return (row) => rows.get(JSON.stringify([row.right, row.left]));
}
