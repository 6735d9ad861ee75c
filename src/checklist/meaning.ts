/**
 * Tells by its key phrases what a sentence of a section is about. The phrases are the fixed parts that
 * documents of this family share; everything else is `other`, and kept as text.
 */
import type { Meaning } from '../domain/dataflow.ts';

/** A sentence has a meaning when it holds all parts of one of its phrases, in this order. */
type Phrase = readonly [string, ...string[]];

/** The first meaning that fits is taken: the more telling phrases stand above the more common ones. */
const PHRASES: readonly { meaning: Meaning; phrases: readonly Phrase[] }[] = [
  { meaning: 'a link comes first', phrases: [['a link ', ' must be established']] },
  { meaning: 'introduces the merge rules', phrases: [['property combinations match']] },
  { meaning: 'keeps in sync', phrases: [['keep in sync'], ['keeps in sync'], ['kept in sync']] },
  {
    meaning: 'introduces the rows',
    phrases: [['properties are synchronized'], ['properties are synchronised']],
  },
  { meaning: 'a record is created', phrases: [[' will be created']] },
  { meaning: 'a record merges with one that is there', phrases: [[' will be merged with the existing']] },
  {
    meaning: 'some records are synchronised',
    phrases: [[', it will be synchronized with a'], [', it will be synchronised with a']],
  },
];

const EVERY = 'every ';
const EVERY_RECORD: readonly Phrase[] = [
  [EVERY, ' will be synchronized'],
  [EVERY, ' will be synchronised'],
];

/** Upper and lower case, and how much white space stands between two words, make no difference. */
export function meaningOf(sentence: string): Meaning {
  const text = sentence.trim().replace(/\s+/g, ' ').toLowerCase();
  // “No record will be created” says the contrary of what its key phrase stands for.
  if (text.startsWith('no ')) return 'other';
  const found = PHRASES.find(({ phrases }) => phrases.some((phrase) => holds(text, phrase)));
  if (found) return found.meaning;
  const every = text.startsWith(EVERY) && EVERY_RECORD.some((phrase) => holds(text, phrase));
  return every ? 'every record is synchronised' : 'other';
}

/** Plain searches instead of a pattern with gaps: these stay linear, whatever the text repeats. */
function holds(text: string, phrase: Phrase): boolean {
  let from = 0;
  for (const part of phrase) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    // Parts may share the blank between them: “a link must be established”.
    from = at + part.trimEnd().length;
  }
  return true;
}
