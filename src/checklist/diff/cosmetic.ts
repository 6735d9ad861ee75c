/** What is written otherwise in two documents and says the same. */
import type { Cosmetic, CosmeticKind, Thing } from './difference.ts';
import { groupBy } from './matching.ts';
import type { Placed, Version } from './things.ts';
import type { Wording } from './wording.ts';
import { hasMark, lineEndsOf, type Piece, textIn, trailing, writtenOf } from './written.ts';

export interface Compared {
  /** Things that say the same in both documents. */
  same: readonly (readonly [before: Placed, after: Placed])[];
  wording: Wording;
  /** Whether nothing else differs between the documents. */
  isAllSame: boolean;
}

/** First what is of the documents as a whole, then what is of a thing. None only where the texts are the same, or a meaning differs. */
export function cosmeticsOf(old: Version, next: Version, { same, wording, isAllSame }: Compared): Cosmetic[] {
  if (old.text === next.text) return [];
  const [was, is] = [writtenOf(old), writtenOf(next)];
  const isFrontSame = [old, next].every(
    ({ dataflow }) => same.filter(isInFront).length === 1 + dataflow.introduction.length,
  );
  const told = [
    ...ofDocuments(old, next),
    ...same.flatMap(([before, after]) => ofThing(before.thing, after.thing, wording)),
    ...(isFrontSame ? ofPieces(was.get(FRONT), is.get(FRONT), wording) : []),
    ...same.flatMap(([{ thing: before }, { thing: after }]) =>
      ofPieces(was.get(before.line ?? NOWHERE), is.get(after.line ?? NOWHERE), wording),
    ),
  ];
  // The same line can be told of twice: as the text of a heading, and as its lines.
  const distinct = [...groupBy(told, placeOf).values()].flatMap(([first]) => first ?? []);
  if (distinct.length > 0 || !isAllSame) return distinct;
  return [cosmetic('layout', null, null)];
}

/** What stands above the first thing that has a line: the title and the introduction. */
const FRONT = 1;
const NOWHERE = 0;

function isInFront([before, after]: readonly [Placed, Placed]): boolean {
  return before.thing.line === null && after.thing.line === null;
}

function placeOf({ kind, before, after }: Cosmetic): string {
  return JSON.stringify([kind, before.line, after.line, before.line === null ? before.text : null]);
}

function ofDocuments(old: Version, next: Version): Cosmetic[] {
  const compared: [CosmeticKind, (version: Version) => string | null][] = [
    ['generated date', ({ dataflow }) => dataflow.generated],
    ['line ends', ({ text }) => lineEndsOf(text)],
    ['byte order mark', ({ text }) => (hasMark(text) ? 'U+FEFF' : null)],
  ];
  return compared.flatMap(([kind, of]) => {
    const [before, after] = [of(old), of(next)];
    return before === after ? [] : [cosmetic(kind, before, after)];
  });
}

function ofThing(before: Thing, after: Thing, wording: Wording): Cosmetic[] {
  const [was, is] = [before.line, after.line];
  if (before.what === 'row' && after.what === 'row') {
    if ((before.typeLine === undefined) === (after.typeLine === undefined)) return [];
    return [cosmetic('type outside of the table', before.type, after.type, was, is)];
  }
  if (before.what === 'unread' && after.what === 'unread') {
    const [one, other] = [textIn(before.text.split('\n')), textIn(after.text.split('\n'))];
    return one === other ? [] : [cosmetic(kindOf(one, other, wording), before.text, after.text, was, is)];
  }
  const [one, other] = [textOf(before), textOf(after)];
  const kinds: CosmeticKind[] = [];
  if (wording.spaced(one) !== wording.spaced(other)) kinds.push('letter case of a system’s name');
  if (wording.caseless(one) !== wording.caseless(other)) kinds.push('white space');
  return kinds.map((kind) => cosmetic(kind, one, other, was, is));
}

function textOf(thing: Thing): string {
  switch (thing.what) {
    case 'systems':
      return `${thing.left} to ${thing.right}`;
    case 'section':
      return thing.section ?? '';
    case 'sentence':
      return thing.text;
    // These are the same to the letter, or compared by their lines.
    case 'merge rule':
    case 'row':
    case 'unread':
      return '';
  }
}

function ofPieces(before: Piece | undefined, after: Piece | undefined, wording: Wording): Cosmetic[] {
  if (!before || !after) return [];
  const [one, other] = [textIn(before.lines), textIn(after.lines)];
  const kinds: CosmeticKind[] = [];
  if (trailing(before) !== trailing(after)) kinds.push('trailing blanks');
  if (one !== other && !(before.isUsual && after.isUsual)) kinds.push(kindOf(one, other, wording));
  return kinds.map((kind) => cosmetic(kind, one, other, before.line, after.line));
}

function kindOf(one: string, other: string, { caseless }: Wording): CosmeticKind {
  return caseless(one) === caseless(other) ? 'letter case of a system’s name' : 'layout';
}

function cosmetic(
  kind: CosmeticKind,
  before: string | null,
  after: string | null,
  was: number | null = null,
  is: number | null = null,
): Cosmetic {
  return { kind, before: { line: was, text: before }, after: { line: is, text: after } };
}
