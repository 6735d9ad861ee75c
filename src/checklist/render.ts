/**
 * Writes a `Dataflow` as a document of the family's form. What the parser reads from it is the same
 * `Dataflow` again, apart from line numbers.
 */
import { headingOf } from '../domain/dataflow.ts';
import type { Dataflow, Link, LoneRow, Sentence, Unread } from '../domain/dataflow.ts';
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
  return wholeOf(partsOf(dataflow));
}

/** A thing that stands on lines of its own, with its line ends. What has no `line` in the model belongs to the one before. */
export interface Part {
  line: number | null;
  text: string;
}

export function wholeOf(parts: readonly Pick<Part, 'text'>[]): string {
  return `${parts
    .map(({ text }) => text)
    .join('')
    .trimEnd()}\n`;
}

/** In the document's order: the front matter, then each section's heading, sentences, rules and rows. */
export function partsOf(dataflow: Dataflow): Part[] {
  const title = titleOf(dataflow);
  const { generated } = dataflow;
  const front = [`${ruler('=', title)}\n${title}\n${ruler('=', title)}`];
  if (generated !== null) front.push(generated === '' ? 'Generated:' : `Generated: ${plain(generated)}`);
  front.push(underlined('Introduction'), ...dataflow.introduction.map(paragraph));
  const sections = dataflow.sections.flatMap((link) => section(link, dataflow.right));
  return [...front.map((text) => apart(null, text)), ...withUnread(sections, dataflow.unread)];
}

/** Where there are sections, their tables tell the systems apart; otherwise the title's first ` to ` has to. */
function titleOf({ title, left, right, sections }: Dataflow): string {
  const systems = systemsOf(plain(title), { left: null, right: sections.length > 0 ? right : null });
  if (systems?.left === left && systems.right === right) return title;
  throw unwritable(title, `as a title it would not be read as ${quote(left)} to ${quote(right)}`);
}

function section(link: Link, right: string): Part[] {
  const at = (place: Sentence['place']): Part[] =>
    link.sentences
      .filter((sentence) => sentence.place === place)
      .map(({ text, line }) => apart(line, paragraph(text)));
  const columns = [link.source, link.target].map((name) => propertyColumnOf(name === '' ? '' : plain(name)));
  const beforeMerge = at('before merge rules');
  const merge = link.merge.map(({ left, right: other, line }) => ({ line, text: tableRow([left, other]) }));
  const rows = [
    ...link.rows.map((row) => ({
      line: row.line,
      text: tableRow([row.left, row.right, dataType(row.type)]),
    })),
    ...(link.lone ?? []).map((row) => ({ line: row.line, text: loneRow(row) })),
  ].toSorted((one, other) => one.line - other.line);
  const parts: Part[] = [
    { line: link.line, text: `${underlined(paragraph(headingOf(link).trimEnd()))}\n` },
    ...beforeMerge,
    ...(merge.length > 0 || beforeMerge.length > 0 ? table(columns, merge) : []),
    ...at('before rows'),
    ...table([...columns, dataTypeColumnOf(right)], rows),
    ...at('after rows'),
  ];
  return withUnread(parts, link.unread);
}

function table(columns: readonly string[], rows: readonly { line: number; text: string }[]): Part[] {
  const head = ['.. list-table::', '   :header-rows: 1', '', tableRow(columns)].join('\n');
  return [
    { line: null, text: `${head}\n${rows.length > 0 ? '' : '\n'}` },
    ...rows.map(({ line, text }, at) => ({ line, text: `${text}\n${at < rows.length - 1 ? '' : '\n'}` })),
  ];
}

function tableRow(cells: readonly string[]): string {
  return `   * - ${cells.map(plain).join('\n     - ')}`;
}

/** One of its cells is empty, as it stands in the document. */
function loneRow({ left, right, type }: LoneRow): string {
  const cells = [left, right, dataType(type)].map((cell) => (cell === '' ? '' : ` ${plain(cell)}`));
  return `   * -${cells.join('\n     -')}`;
}

function apart(line: number | null, text: string): Part {
  return { line, text: `${text}\n\n` };
}

/** What was not understood stands where it stood: before the first thing that has a later line. */
function withUnread(parts: readonly Part[], unread: readonly Unread[] = []): Part[] {
  const all: Part[] = [];
  let told = 0;
  for (const part of parts) {
    for (const one of unread.slice(told)) {
      if (part.line === null || one.line > part.line) break;
      all.push(apart(one.line, one.text));
      told += 1;
    }
    all.push(part);
  }
  return [...all, ...unread.slice(told).map(({ line, text }) => apart(line, text))];
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
