/** A document taken apart into the things that it says, each with a key: what has the same key says the same. */
import { type Dataflow, headingOf, type Link, type Sentence } from '../../domain/dataflow.ts';
import type { Thing } from './difference.ts';
import type { Wording } from './wording.ts';

/** A document's text, and all that could be read of it. */
export interface Version {
  text: string;
  dataflow: Dataflow;
}

/**
 * `place` tells between which tables it stands: a thing is moved where that differs, or its order among those of one
 * place. The sections of a document are for this as the rows of a table are.
 */
export interface Placed {
  thing: Thing;
  key: string;
  place: number;
}

/** A section as a thing of the document, and the things in it, in their order. */
export interface SectionThings {
  self: Placed;
  things: Placed[];
}

export interface DocumentThings {
  /** The systems, the introduction, and what could not be read outside of the sections. */
  front: Placed[];
  sections: SectionThings[];
}

export const PLACES = { beforeMerge: 0, merge: 1, beforeRows: 2, rows: 3, afterRows: 4 } as const;

const PLACE_OF: Record<Sentence['place'], number> = {
  'before merge rules': PLACES.beforeMerge,
  'before rows': PLACES.beforeRows,
  'after rows': PLACES.afterRows,
};

export function thingsOf(dataflow: Dataflow, wording: Wording): DocumentThings {
  const { left, right, introduction, sections, unread = [] } = dataflow;
  const first = sections[0]?.line ?? Infinity;
  const front = { section: null, line: null };
  const things: { thing: Thing; place: number }[] = [
    { thing: { what: 'systems', left, right, ...front }, place: PLACES.beforeRows },
    ...introduction.map((text) => ({
      thing: { what: 'sentence', text, meaning: null, ...front } as const,
      place: PLACES.beforeRows,
    })),
    ...unread.map(({ text, line }) => ({
      thing: { what: 'unread', text, section: null, line } as const,
      place: line < first ? PLACES.beforeRows : PLACES.rows,
    })),
  ];
  const keyed = keyedBy(wording);
  return { front: things.map(keyed), sections: sections.map((link) => sectionThings(link, keyed)) };
}

/** By their place, and within one by their lines. */
export function inOrder(things: readonly Placed[]): Placed[] {
  return things.toSorted((a, b) => a.place - b.place || (a.thing.line ?? 0) - (b.thing.line ?? 0));
}

type Keyed = (one: { thing: Thing; place: number }) => Placed;

function keyedBy(wording: Wording): Keyed {
  return ({ thing, place }) => ({ thing, place, key: JSON.stringify([thing.what, ...said(thing, wording)]) });
}

function said(thing: Thing, { plain, unread }: Wording): string[] {
  switch (thing.what) {
    case 'systems':
      return [plain(thing.left), plain(thing.right)];
    case 'section':
      return [plain(thing.source), plain(thing.target)];
    case 'merge rule':
      return [thing.left, thing.right];
    case 'row':
      return [thing.left, thing.right, thing.type];
    case 'sentence':
      return [plain(thing.text)];
    case 'unread':
      return [unread(thing.text)];
  }
}

function sectionThings(link: Link, keyed: Keyed): SectionThings {
  const section = headingOf(link);
  const { source, target, line, sentences, merge, rows, lone = [], unread = [] } = link;
  const things: { thing: Thing; place: number }[] = [
    ...sentences.map(({ place, ...sentence }) => ({
      thing: { what: 'sentence', section, ...sentence } as const,
      place: PLACE_OF[place],
    })),
    ...merge.map((rule) => ({
      thing: { what: 'merge rule', section, ...rule } as const,
      place: PLACES.merge,
    })),
    ...[...rows, ...lone].map((row) => ({
      thing: { what: 'row', section, ...row } as const,
      place: PLACES.rows,
    })),
    ...unread.map((one) => ({
      thing: { what: 'unread', section, ...one } as const,
      place: placeOf(one.line, link),
    })),
  ];
  return {
    self: keyed({ thing: { what: 'section', source, target, section, line }, place: PLACES.rows }),
    things: inOrder(things.map(keyed)),
  };
}

/** A row that cannot be read stands among the rows, unless it is the first or the last of them. */
function placeOf(line: number, { merge, rows, lone = [] }: Link): number {
  const ofRows = [...rows, ...lone].map((row) => row.line);
  if (ofRows.some((row) => row < line)) {
    return ofRows.some((row) => row > line) ? PLACES.rows : PLACES.afterRows;
  }
  if (!merge.some((rule) => rule.line > line)) return PLACES.beforeRows;
  return merge.some((rule) => rule.line < line) ? PLACES.merge : PLACES.beforeMerge;
}
