/** What of a document is compared between whole tenants: the merge rules of one section, and those rows whose values can be. Pure. */
import { dataTypeFrom } from '../domain/data-type.ts';
import { type Dataflow, headingOf, type Link, type Row, rowName } from '../domain/dataflow.ts';
import { dependenciesIn, type PropertyPath } from '../domain/path.ts';
import { isOwnKey } from '../domain/record-type.ts';
import type { Topology } from '../domain/tenant.ts';

/** How values are brought to one form before they are compared, after the row's data type. */
export type ValueKind = 'text' | 'number' | 'boolean';

export interface ComparedRow {
  /** `postAddress.country → visitAddress.country`. */
  name: string;
  left: PropertyPath;
  right: PropertyPath;
  kind: ValueKind;
  /** Where it stands in the document: what findings name it by. */
  line: number;
}

export interface UncomparedRow {
  name: string;
  line: number;
  reason: string;
}

export interface Comparison {
  /** The section's heading. */
  section: string;
  line: number;
  topology: Topology;
  /** At least one; records belong together by any of them. */
  keys: readonly { left: PropertyPath; right: PropertyPath; line: number }[];
  /** At least one. */
  rows: readonly ComparedRow[];
  uncompared: readonly UncomparedRow[];
  /**
   * Pairs of rows, by their places in `rows`, that are each other's mirror and cross. Where there are any, three records
   * that belong together can be in step only if in each of them both properties are equal.
   */
  crossing: readonly (readonly [number, number])[];
}

/** The document, or the section that was asked for, has nothing that an audit could compare. */
export class NothingToCompare extends Error {
  override readonly name = 'NothingToCompare';
}

/**
 * `section` is a part of the heading of the one that is meant; null where the document has but one that can be compared.
 * @throws NothingToCompare, with what there is
 */
export function comparisonOf(dataflow: Dataflow, section: string | null, topology: Topology): Comparison {
  const meant = named(dataflow.sections, section);
  if (meant.length === 0) {
    throw new NothingToCompare(
      section === null
        ? 'the document has no section'
        : `no section's heading has ${JSON.stringify(section)} in it; there are ${listed(dataflow.sections)}`,
    );
  }
  const [first, second] = meant.filter((link) => whyNot(link, topology) === null);
  if (first === undefined) {
    const reasons = meant.map((link) => `line ${link.line}, ${headingOf(link)}: ${whyNot(link, topology)}`);
    throw new NothingToCompare(`no section can be compared: ${reasons.join('; ')}`);
  }
  if (second !== undefined) {
    throw new NothingToCompare(
      `several sections can be compared; name one by a part of its heading: ${listed(meant)}`,
    );
  }
  return ofSection(dataflow, first, topology);
}

/** A heading that is the whole of what was asked for is meant, also where it is a part of others. */
function named(sections: readonly Link[], section: string | null): Link[] {
  const asked = (section ?? '').toLowerCase();
  const exactly = sections.filter((link) => headingOf(link).toLowerCase() === asked);
  return exactly.length > 0
    ? exactly
    : sections.filter((link) => headingOf(link).toLowerCase().includes(asked));
}

/** Without the rows on these lines. */
export function withoutRows(comparison: Comparison, lines: ReadonlySet<number>): Comparison {
  const rows = comparison.rows.filter(({ line }) => !lines.has(line));
  const place = (at: number): number => rows.findIndex((row) => row === comparison.rows[at]);
  const crossing = comparison.crossing
    .map(([one, other]) => [place(one), place(other)] as const)
    .filter(([one, other]) => one !== -1 && other !== -1);
  return { ...comparison, rows, crossing };
}

function ofSection({ left, right }: Dataflow, link: Link, topology: Topology): Comparison {
  const once = new Map(link.rows.map((row) => [rowName(row), row]));
  const judged = [...once.values()].map((row) => ({ row, kind: kindOf(row, link, topology) }));
  const rows = judged.flatMap(({ row, kind }) =>
    typeof kind === 'string'
      ? [{ name: rowName(row), left: row.left, right: row.right, kind, line: row.line }]
      : [],
  );
  const uncompared = judged.flatMap(({ row, kind }) =>
    typeof kind === 'string' ? [] : [{ name: rowName(row), line: row.line, reason: kind.reason }],
  );
  const isOneType = left.toLowerCase() === right.toLowerCase() && link.source === link.target;
  const crossing = rows.flatMap((row, at): [number, number][] => {
    const mirror = rows.findIndex((other) => other.left === row.right && other.right === row.left);
    return isOneType && mirror > at ? [[at, mirror]] : [];
  });
  return {
    section: headingOf(link),
    line: link.line,
    topology,
    keys: link.merge.map((rule) => ({ left: rule.left, right: rule.right, line: rule.line })),
    rows,
    uncompared,
    crossing,
  };
}

function whyNot(link: Link, topology: Topology): string | null {
  if (link.merge.length === 0) return 'no properties say which records belong together';
  if (link.merge.some((rule) => dependenciesIn(rule.left).length + dependenciesIn(rule.right).length > 0))
    return 'records belong together by a property that is there only where another has a value';
  if (topology === 'one-tenant' && (link.source !== link.target || link.merge.length > 1))
    return 'within one tenant only records of one type are compared, that belong together by one property';
  const [rule] = link.merge;
  if (topology === 'one-tenant' && rule?.left !== rule?.right)
    return 'within one tenant only records that belong together by one and the same property are compared';
  const rows = link.rows.filter((row) => typeof kindOf(row, link, topology) === 'string');
  return rows.length === 0 ? 'none of its rows can be compared' : null;
}

function kindOf(row: Row, link: Link, topology: Topology): ValueKind | { reason: string } {
  if (isOwnKey(row.left) || isOwnKey(row.right)) {
    return { reason: "a record's own key: which belong together, one reading of the tenants cannot tell" };
  }
  if (dependenciesIn(row.left).length > 0 || dependenciesIn(row.right).length > 0) {
    return {
      reason: 'the property is there only where another has a value, which an audit does not look at',
    };
  }
  const isMirrored = link.rows.some((other) => other.left === row.right && other.right === row.left);
  if (topology === 'one-tenant' && !isMirrored) {
    return {
      reason:
        'within one tenant nobody can tell which of two records is the left one, and the row has no mirror',
    };
  }
  const type = dataTypeFrom(row.type);
  switch (type.is) {
    case 'string':
    case 'not given':
      return 'text';
    case 'integer':
    case 'float':
    case 'decimal':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'list':
    case 'date':
      return { reason: `values of the type ${type.is} are not brought to one form by an audit` };
    case 'expression':
    case 'unknown':
      return { reason: `the type ${row.type} does not say in a known form what is held` };
  }
}

function listed(sections: readonly Link[]): string {
  return sections.map((link) => JSON.stringify(headingOf(link))).join(', ') || 'none';
}
