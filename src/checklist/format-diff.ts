/** Writes the difference of two checklists as lines for people. */
import { rowName } from '../domain/dataflow.ts';
import type { Row } from '../domain/dataflow.ts';
import type { ChecklistDiff } from './diff.ts';

/** One line a difference: `+` added, `-` removed, `~` changed. Line numbers are the document's that has it. */
export function formatDiff({ sections, merge, rows }: ChecklistDiff): string {
  const lines = [
    ...sections.removed.map(({ section, line }) => `- section ${section} (line ${line})`),
    ...sections.added.map(({ section, line }) => `+ section ${section} (line ${line})`),
    ...merge.removed.map((rule) => `- merge rule ${rowName(rule)} in ${rule.section} (line ${rule.line})`),
    ...merge.added.map((rule) => `+ merge rule ${rowName(rule)} in ${rule.section} (line ${rule.line})`),
    ...rows.removed.map((row) => `- row ${typed(row)} in ${row.section} (line ${row.line})`),
    ...rows.added.map((row) => `+ row ${typed(row)} in ${row.section} (line ${row.line})`),
    ...rows.changed.map(
      ({ section, before, after }) =>
        `~ row ${typed(before)} (line ${before.line}) is now ${typed(after)} (line ${after.line}) in ${section}`,
    ),
  ];
  return lines.length === 0
    ? 'No section, merge rule or row differs.\n'
    : lines.map((line) => `${line}\n`).join('');
}

function typed(row: Row): string {
  return `${rowName(row)}, ${row.type}`;
}
