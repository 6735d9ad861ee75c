/** Rules on what links two records: merge rules, and the `id` row. */
import { rowName } from '../../domain/dataflow.ts';
import type { Rule } from './finding.ts';

const IDENTIFIERS = new Set(['id', '_id', '$original_id']);

/** A record's id is the tenant's own key; whether its value is to be copied, the row does not say. */
export const idRowAmbiguous: Rule = (link) =>
  link.rows
    .filter((row) => IDENTIFIERS.has(row.left) && IDENTIFIERS.has(row.right))
    .map((row) => ({
      code: 'id-row-ambiguous',
      severity: 'warning',
      line: row.line,
      message: `${rowName(row)} can be read in two ways: the link ties one id to one id, and neither changes; or the value itself is copied, which most systems do not allow`,
      ask: 'Is the value of the id copied, or does the row only say which records correspond?',
    }));

export const noMergeRule: Rule = (link) =>
  link.merge.length > 0
    ? []
    : [
        {
          code: 'no-merge-rule',
          severity: 'warning',
          line: link.line,
          message: 'no table says by which properties records are recognised as belonging together',
          ask: 'How does a link between two records come about?',
        },
      ];

export const mergePropertyNotInRows: Rule = (link) =>
  link.merge
    .filter((rule) => !link.rows.some((row) => row.left === rule.left || row.right === rule.right))
    .map((rule) => ({
      code: 'merge-property-not-in-rows',
      severity: 'note',
      line: rule.line,
      message: `records are linked by ${rowName(rule)}, which no row keeps equal: after the link it can change on one side alone`,
      ask: `Does a link stay when ${rule.left} changes on one side afterwards, and is the change carried over?`,
    }));

export const mergePropertyInRows: Rule = (link) =>
  link.merge.flatMap((rule) => {
    const row = link.rows.find(({ left, right }) => left === rule.left || right === rule.right);
    if (!row) return [];
    return {
      code: 'merge-property-in-rows',
      severity: 'note',
      line: rule.line,
      message: `records are linked by ${rowName(rule)}, and the row ${rowName(row)} on line ${row.line} carries changes of it over: an edit can make a record match a third one`,
      ask: `What happens to a link when ${rule.left} is edited, and what when the new value is another record's?`,
    };
  });
