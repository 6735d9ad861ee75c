/** Reads a dataflow document into a `Dataflow`; `render.ts` writes the form that is read here. */
import type { Dataflow } from '../domain/dataflow.ts';
import { blocksOf, firstLineOf } from './blocks.ts';
import type { Block } from './blocks.ts';
import { quote } from './checklist-error.ts';
import { headingAt } from './headings.ts';
import type { Heading } from './headings.ts';
import { systemsOf } from './names.ts';
import { readSection } from './section.ts';
import type { RawSection } from './section.ts';
import { faultAt, lineAt, sourceOf } from './source.ts';
import type { Source } from './source.ts';

const GENERATED = 'Generated:';

/**
 * The document as data; `file` only names it in messages. LF and CRLF read alike, and so does a byte order
 * mark. Throws one `ChecklistError`, for the first thing that is not of the known form.
 */
export function parseChecklist(text: string, file: string): Dataflow {
  const source = sourceOf(text, file);
  refuseBinary(source, text);
  const title = titleOf(source);
  const { front, sections } = outline(blocksOf(source, title.next));
  const read = sections.map((section) => readSection(source, section));

  const right = read.find(({ dataTypeSystem }) => dataTypeSystem !== null)?.dataTypeSystem ?? null;
  const systems = systemsOf(title.text, { left: null, right });
  if (!systems) throw noTitle(source, title.index, `the heading ${quote(title.text)}`);
  return {
    title: title.text,
    ...systems,
    ...frontMatter(source, front),
    sections: read.map(({ link }) => link),
  };
}

function refuseBinary(source: Source, text: string): void {
  if (!text.includes('\0')) return;
  throw faultAt(
    source,
    source.lines.findIndex((line) => line.includes('\0')),
    'this is binary data (a NUL character); expected a dataflow document as UTF-8 text. Give the .rst file itself.',
  );
}

/** Looked for by itself, so that what is no document ends here, however long it is. */
function titleOf(source: Source): Heading {
  const first = firstLineOf(source);
  if (first === source.lines.length) throw noTitle(source, 0, 'nothing, as it is empty');
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

/** Parts the blocks at their headings; what stands above the first section is the front matter. */
function outline(blocks: Iterable<Block>): { front: Block[]; sections: RawSection[] } {
  const front: Block[] = [];
  const sections: (RawSection & { blocks: Block[] })[] = [];
  for (const block of blocks) {
    const section = sections.at(-1);
    if (block.kind === 'heading' && (section || !isIntroduction(block) || front.some(isIntroduction))) {
      sections.push({ heading: block.text, index: block.index, blocks: [] });
    } else {
      (section?.blocks ?? front).push(block);
    }
  }
  return { front, sections };
}

function isIntroduction(block: Block): boolean {
  return block.kind === 'heading' && /^introduction\.?$/i.test(block.text);
}

/** Only a paragraph above the introduction's heading can tell when the document was generated. */
function frontMatter(source: Source, front: readonly Block[]): Pick<Dataflow, 'generated' | 'introduction'> {
  let generated: string | null = null;
  let isIntroduced = false;
  const introduction: string[] = [];
  for (const block of front) {
    if (block.kind === 'table') {
      throw faultAt(
        source,
        block.table.index,
        'this table stands above the first section; expected it below a heading “S to T”. Add the heading that it belongs to.',
      );
    }
    if (block.kind === 'heading') isIntroduced = true;
    else if (!isIntroduced && generated === null && block.text.startsWith(GENERATED)) {
      generated = block.text.slice(GENERATED.length).trim();
    } else introduction.push(block.text);
  }
  return { generated, introduction };
}
