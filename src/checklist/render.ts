/**
 * Writes a `Dataflow` as a document of the family's form. What the parser reads from it is the same
 * `Dataflow` again, apart from line numbers.
 */
import { headingOf } from '../domain/dataflow.ts';
import type { Dataflow, Link, Sentence } from '../domain/dataflow.ts';
import { interrupts } from './blocks.ts';
import { dataTypeOf } from './cells.ts';
import { quote } from './checklist-error.ts';
import { SHORTEST_UNDERLINE } from './headings.ts';
import { dataTypeColumnOf, propertyColumnOf, systemsOf } from './names.ts';

/**
 * The document, with LF. Every section gets its table of rows, with a header alone where it has none, and
 * a table of merge rules where it has any or a sentence stands before them.
 * Throws `RangeError` for a text that the form cannot carry, such as a path with a line break.
 */
export function renderChecklist(dataflow: Dataflow): string {
  const title = titleOf(dataflow);
  const front = [`${ruler('=', title)}\n${title}\n${ruler('=', title)}`];
  const { generated } = dataflow;
  if (generated !== null) front.push(generated === '' ? 'Generated:' : `Generated: ${plain(generated)}`);
  front.push(underlined('Introduction'), ...dataflow.introduction.map(paragraph));
  const sections = dataflow.sections.flatMap((link) => section(link, dataflow.right));
  return `${[...front, ...sections].join('\n\n')}\n`;
}

/** Where there are sections, their tables tell the systems apart; otherwise the title's first ` to ` has to. */
function titleOf({ title, left, right, sections }: Dataflow): string {
  const systems = systemsOf(plain(title), { left: null, right: sections.length > 0 ? right : null });
  if (systems?.left === left && systems.right === right) return title;
  throw unwritable(title, `as a title it would not be read as ${quote(left)} to ${quote(right)}`);
}

function section(link: Link, right: string): string[] {
  const at = (place: Sentence['place']) =>
    link.sentences.filter((sentence) => sentence.place === place).map(({ text }) => paragraph(text));
  const columns = [link.source, link.target].map((name) => propertyColumnOf(name === '' ? '' : plain(name)));
  const beforeMerge = at('before merge rules');
  const merge = link.merge.map((rule) => [rule.left, rule.right]);
  const rows = link.rows.map((row) => [row.left, row.right, dataType(row.type)]);
  return [
    underlined(paragraph(headingOf(link).trimEnd())),
    ...beforeMerge,
    ...(merge.length > 0 || beforeMerge.length > 0 ? [listTable([columns, ...merge])] : []),
    ...at('before rows'),
    listTable([[...columns, dataTypeColumnOf(right)], ...rows]),
    ...at('after rows'),
  ];
}

function listTable(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells) => `   * - ${cells.map(plain).join('\n     - ')}`);
  return ['.. list-table::', '   :header-rows: 1', '', ...lines].join('\n');
}

/** One word is written in quotes, as the family does; any other type stands as it is. */
function dataType(type: string): string {
  const written = dataTypeOf(`"${type}"`) === type ? `"${type}"` : type;
  if (dataTypeOf(written) !== type) throw unwritable(type, 'its quotes would be taken for the cell’s own');
  return written;
}

function underlined(heading: string): string {
  return `${heading}\n${ruler('-', heading)}`;
}

function ruler(mark: string, text: string): string {
  return mark.repeat(Math.max(text.length, SHORTEST_UNDERLINE));
}

function paragraph(text: string): string {
  if (interrupts(text)) throw unwritable(text, 'it would be read as markup');
  return plain(text);
}

function plain(text: string): string {
  if (text === '' || text !== text.trim())
    throw unwritable(text, 'it is empty, or has white space around it');
  if (/[\0\r\n]/.test(text)) throw unwritable(text, 'it has a line break or a NUL character');
  return text;
}

function unwritable(text: string, why: string): RangeError {
  return new RangeError(`${quote(text)} cannot be written into a checklist: ${why}`);
}
