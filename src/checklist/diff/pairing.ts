/** Which thing of the old document is which of the new one: the same, or changed. */
import { type DocumentThings, inOrder, type Placed, type SectionThings } from './things.ts';
import { groupBy, matchAlike, matchBy, type Matches, sharedBy, withRest } from './matching.ts';
import { matchInOrder } from './order.ts';
import type { Wording } from './wording.ts';

/** Both versions of a section, or of what stands outside of them; one that is only in one document is empty in the other. */
export interface Stretch {
  before: readonly Placed[];
  after: readonly Placed[];
  matches: Matches<Placed>;
}

/** The document's own things, with its sections among them, and then each section's. */
export function stretchesOf(old: DocumentThings, next: DocumentThings, wording: Wording): Stretch[] {
  const sections = matchSections(old.sections, next.sections);
  const front = matchThings(old.front, next.front, wording);
  const [before, after] = [old, next].map((one) =>
    inOrder([...one.front, ...one.sections.map(({ self }) => self)]),
  );
  const selves = sections.pairs.map(([was, is]): [Placed, Placed] => [was.self, is.self]);
  const inside = ([was, is]: readonly [readonly Placed[], readonly Placed[]]): Stretch => ({
    before: was,
    after: is,
    matches: matchThings(was, is, wording),
  });
  return [
    {
      before: before ?? [],
      after: after ?? [],
      matches: withRest([...front.pairs, ...selves], before ?? [], after ?? []),
    },
    ...sections.pairs.map(([was, is]) => inside([was.things, is.things])),
    ...sections.before.map(({ things }) => inside([things, []])),
    ...sections.after.map(({ things }) => inside([[], things])),
  ];
}

/** From here on two things have more in common than not, so that they are taken for one that was changed. */
const ALIKE = 0.5;

/**
 * By their headings; where several have one heading, by what they say. A section whose heading changed is known by the
 * rest of it.
 */
function matchSections(
  old: readonly SectionThings[],
  next: readonly SectionThings[],
): Matches<SectionThings> {
  const isUnique = uniqueIn(old, next, ({ self }) => self.key);
  const unique = matchBy(old, next, (section) => (isUnique(section) ? section.self.key : null));
  const alike = matchAlike(unique.before, unique.after, (one, other) => {
    const shared = sharedBy(keysOf(one), keysOf(other));
    if (one.self.key === other.self.key) return 1 + shared;
    return one.things.length === 0 || shared < ALIKE ? 0 : shared;
  });
  const rest = matchBy(alike.before, alike.after, ({ self }) => self.key);
  return { ...rest, pairs: [...unique.pairs, ...alike.pairs, ...rest.pairs] };
}

function keysOf({ things }: SectionThings): string[] {
  return things.map(({ key }) => key);
}

/** The same first; then rows of other types, rows and rules that lead elsewhere, and texts that are worded otherwise. */
function matchThings(before: readonly Placed[], after: readonly Placed[], wording: Wording): Matches<Placed> {
  const isUnique = uniqueIn(before, after, leftOf);
  const steps = [
    matchInOrder,
    by(({ key }) => key),
    by(bothOf),
    by((one) => (isUnique(one) ? leftOf(one) : null)),
    by(({ thing }) => (thing.what === 'systems' ? thing.what : null)),
    (was: readonly Placed[], is: readonly Placed[]) => matchAlike(was, is, likenessBy(wording)),
  ];
  return steps.reduce<Matches<Placed>>(
    (so, step) => {
      const found = step(so.before, so.after);
      return { ...found, pairs: [...so.pairs, ...found.pairs] };
    },
    { pairs: [], before: [...before], after: [...after] },
  );
}

function by(keyOf: (one: Placed) => string | null) {
  return (before: readonly Placed[], after: readonly Placed[]) => matchBy(before, after, keyOf);
}

function bothOf({ thing }: Placed): string | null {
  return thing.what === 'row' ? JSON.stringify([thing.left, thing.right]) : null;
}

/** Of a row without a left side nothing is left to know it by. */
function leftOf({ thing }: Placed): string | null {
  const isPair = thing.what === 'row' || thing.what === 'merge rule';
  return isPair && thing.left !== '' ? JSON.stringify([thing.what, thing.left]) : null;
}

/** Whether a thing's key names that thing, and no other, in either list. */
function uniqueIn<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (one: T) => string | null,
): (one: T) => boolean {
  const [was, is] = [groupBy(before, keyOf), groupBy(after, keyOf)];
  return (one) => {
    const key = keyOf(one);
    return key !== null && was.get(key)?.length === 1 && is.get(key)?.length === 1;
  };
}

/** Sentences of one meaning are versions of each other, however they are worded. */
function likenessBy({ plain }: Wording): (one: Placed, other: Placed) => number {
  return ({ thing: one }, { thing: other }) => {
    if (one.what !== other.what || !('text' in one) || !('text' in other)) return 0;
    const shared = sharedBy(...wordsOf(one.text, other.text, plain));
    const isOneMeaning =
      one.what === 'sentence' &&
      other.what === 'sentence' &&
      one.meaning === other.meaning &&
      one.meaning !== null &&
      one.meaning !== 'other';
    if (isOneMeaning) return 1 + shared;
    return shared < ALIKE ? 0 : shared;
  };
}

function wordsOf(one: string, other: string, plain: (text: string) => string): [string[], string[]] {
  return [plain(one).toLowerCase().split(' '), plain(other).toLowerCase().split(' ')];
}
