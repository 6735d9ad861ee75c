/** Reads a dataflow document into a `Dataflow`; `render.ts` writes the form that is read here. */
import type { Dataflow, Link, Unread } from '../domain/dataflow.ts';
import { blocksOf, firstLineOf } from './blocks.ts';
import type { Block } from './blocks.ts';
import { type ChecklistError, quote } from './checklist-error.ts';
import { headingAt } from './headings.ts';
import type { Heading } from './headings.ts';
import { systemsOf } from './names.ts';
import { readSection } from './section.ts';
import type { RawSection, ReadSection } from './section.ts';
import { faultAt, lineAt, lineCount, refuse, sourceOf, unlessRefused, unreadAt } from './source.ts';
import type { Source } from './source.ts';

const GENERATED = 'Generated:';

/** A document, and why some of it is kept as text (`unread`). */
export interface Reading {
  dataflow: Dataflow;
  refused: readonly ChecklistError[];
}

/**
 * The document as data; `file` only names it in messages. LF and CRLF read alike, and so does a byte order
 * mark. Throws one `ChecklistError`, for the first thing that is not of the known form.
 */
export function parseChecklist(text: string, file: string): Dataflow {
  return read(sourceOf(text, file));
}

/** As much of it as can be read. Throws `ChecklistError` only for what is no dataflow document at all. */
export function readDocument(text: string, file: string): Reading {
  const refused: ChecklistError[] = [];
  return { dataflow: read(sourceOf(text, file, refused)), refused };
}

function read(source: Source): Dataflow {
  refuseBinary(source);
  const title = titleOf(source);
  // What is refused within blocks is told first, and then what they mean: so it is noted by itself.
  const meant: Source = { ...source, refused: source.refused && [] };
  const front: Block[] = [];
  const sections = sectionsOf(blocksOf(source, title.next), front, lineCount(source));
  const unread: Unread[] = [];
  const links: Link[] = [];
  let right: string | null = null;
  for (const section of sections) {
    const one = sectionOf(meant, section, sections);
    if (one === null) unread.push(unreadAt(source, section.index, section.end));
    else links.push(one.link);
    right ??= one?.dataTypeSystem ?? null;
  }
  for (const error of meant.refused ?? []) source.refused?.push(error);
  const systems = systemsOf(title.text, { left: null, right });
  if (!systems) throw noTitle(source, title.index, `the heading ${quote(title.text)}`);
  const dataflow: Dataflow = {
    title: title.text,
    ...systems,
    ...frontMatter(source, front, unread),
    sections: links,
  };
  if (unread.length > 0) dataflow.unread = unread.toSorted((a, b) => a.line - b.line);
  return dataflow;
}

function refuseBinary(source: Source): void {
  const at = source.text.indexOf('\0');
  if (at === -1) return;
  throw faultAt(
    source,
    source.begins.findLastIndex((begin) => begin <= at),
    'this is binary data (a NUL character); expected a dataflow document as UTF-8 text. Give the .rst file itself.',
  );
}

/** Looked for by itself, so that what is no document ends here, however long it is. */
function titleOf(source: Source): Heading {
  const first = firstLineOf(source);
  if (first === lineCount(source)) throw noTitle(source, 0, 'nothing, as it is empty');
  const title = headingAt(source, first);
  if (!title) throw noTitle(source, first, quote(lineAt(source, first).trim()));
  if (systemsOf(title.text, { left: null, right: null })) return title;
  throw noTitle(source, title.index, `the heading ${quote(title.text)}`);
}

function noTitle(source: Source, index: number, found: string) {
  return faultAt(
    source,
    index,
    `the document has no title: it begins with ${found}; expected “X to Y Dataflow” with a line of “=” above and below. Give a dataflow document, or add its title.`,
  );
}

/** Null where it is to be kept as text. Where the reading ends here, what is refused within any block comes first. */
function sectionOf(source: Source, section: RawSection, others: Iterator<RawSection>): ReadSection | null {
  try {
    return unlessRefused(source, () => readSection(source, section));
  } catch (error) {
    while (others.next().done !== true);
    throw error;
  }
}

/**
 * Parts the blocks at their headings, each section once it is whole, so that not all blocks are kept; what stands
 * above the first is added to `front`.
 */
function* sectionsOf(blocks: Iterable<Block>, front: Block[], end: number): Generator<RawSection> {
  let section: (RawSection & { blocks: Block[] }) | null = null;
  for (const block of blocks) {
    if (block.kind === 'heading' && (section || !isIntroduction(block) || front.some(isIntroduction))) {
      if (section) yield { ...section, end: block.start };
      section = { heading: block.text, index: block.index, end, blocks: [] };
    } else {
      (section?.blocks ?? front).push(block);
    }
  }
  if (section) yield section;
}

function isIntroduction(block: Block): boolean {
  return block.kind === 'heading' && /^introduction\.?$/i.test(block.text);
}

/** Only a paragraph above the introduction's heading can tell when the document was generated. */
function frontMatter(
  source: Source,
  front: readonly Block[],
  unread: Unread[],
): Pick<Dataflow, 'generated' | 'introduction'> {
  let generated: string | null = null;
  let isIntroduced = false;
  const introduction: string[] = [];
  for (const block of front) {
    if (block.kind === 'table') {
      const { index, next } = block.table;
      refuse(source, faultAt(source, index, ABOVE_SECTIONS));
      unread.push(unreadAt(source, index, next));
    } else if (block.kind === 'unread') unread.push(unreadAt(source, block.index, block.end));
    else if (block.kind === 'heading') isIntroduced = true;
    else if (!isIntroduced && generated === null && block.text.startsWith(GENERATED)) {
      generated = block.text.slice(GENERATED.length).trim();
    } else introduction.push(block.text);
  }
  return { generated, introduction };
}

const ABOVE_SECTIONS =
  'this table stands above the first section; expected it below a heading “S to T”. Add the heading that it belongs to.';
