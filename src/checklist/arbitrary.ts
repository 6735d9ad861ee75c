/** Any `Dataflow` that a document can carry, for property-based tests only; with the oddities of real documents. */
import fc from 'fast-check';
import type { Dataflow, Link, MergeRule, Meaning, Row, Sentence } from '../domain/dataflow.ts';

/** Lines are unknown before a document is written; every line of an arbitrary `Dataflow` is this one. */
export const NO_LINE = 1;

const word = fc.stringMatching(/^[A-Za-zÆØÅæøå][A-Za-z0-9æøå_]{0,8}$/);
const oddWord = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 1, arbitrary: fc.constantFrom('to', 'Property', '*', '-', '"x"', '==', '..', 'Dataflow', '😀') },
);

/** A name of a system or a record type; it may hold ` to `, and begins with a plain word. */
const name = fc
  .tuple(word, fc.array(oddWord, { maxLength: 3 }), fc.constantFrom('', ' (human data)', ' (location data)'))
  .map(([first, others, suffix]) => [first, ...others].join(' ') + suffix);

const nameWithoutTo = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((words) => words.join(' '))
  .filter((text) => !` ${text} `.includes(' to '));

const segment = fc.oneof(
  { weight: 5, arbitrary: word },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '$original_id',
      'ps:P297',
      '-',
      '*',
      'a b',
      '"q"',
      '$t (Dependant on having x in y)',
    ),
  },
);
const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => segments.join('.'));

const type = fc.oneof(
  fc.constantFrom('string', 'integer', 'float', 'boolean', 'decimal', 'list', 'N/A'),
  fc.constantFrom('["datetime-format","%Y-%m-%d","_."]', '"replace"," ","", "string"]', '*', '- x'),
  word,
);

/** Words of which no sentence with a meaning can be made. */
const idle = fc
  .array(fc.constantFrom('until', 'mapping', '*bold*', 'ærlig', 'Generated:', '``x``', 'a. b', '|', '10 %'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((words) => words.join(' '));

const spoken: fc.Arbitrary<{ text: string; meaning: Meaning }> = fc.oneof(
  told('a link comes first', (s, t) => `A link from ${s} to ${t} must be established first.`),
  told('introduces the merge rules', (s) => `One of these property combinations match for ${s}:`),
  told('keeps in sync', (s, t) => `Once ${s} and ${t} are linked, they keep in sync.`),
  told('introduces the rows', (s, t) => `For ${s} and ${t} these properties are synchronized:`),
  told('a record is created', (s, t) => `${t} will be created for lone ${s}.`),
  told('every record is synchronised', (s, t) => `Every ${s} will be synchronized with a ${t}.`),
  told('some records are synchronised', (s, t) => `When ${s} is new, it  will be synchronized with a ${t}.`),
  idle.map((text) => ({ text, meaning: 'other' as const })),
);

function told(meaning: Meaning, write: (source: string, target: string) => string) {
  return fc.tuple(word, word).map(([source, target]) => ({ text: write(source, target), meaning }));
}

function sentences(place: Sentence['place']): fc.Arbitrary<Sentence[]> {
  return fc
    .array(spoken, { maxLength: 3 })
    .map((all) => all.map((sentence) => ({ ...sentence, place, line: NO_LINE })));
}

const mergeRule: fc.Arbitrary<MergeRule> = fc.record({ left: path, right: path, line: fc.constant(NO_LINE) });
const row: fc.Arbitrary<Row> = fc.record({ left: path, right: path, type, line: fc.constant(NO_LINE) });

const arbitraryLink: fc.Arbitrary<Link> = fc.record({
  source: name,
  target: fc.oneof({ weight: 9, arbitrary: name }, { weight: 1, arbitrary: fc.constant('') }),
  line: fc.constant(NO_LINE),
  sentences: fc
    .tuple(sentences('before merge rules'), sentences('before rows'), sentences('after rows'))
    .map((parts) => parts.flat()),
  merge: fc.array(mergeRule, { maxLength: 3 }),
  rows: fc.array(row, { maxLength: 6 }),
});

const front = {
  generated: fc.constantFrom(null, '', '2024-09-05 00:00:01', 'yesterday'),
  introduction: fc.array(idle, { maxLength: 3 }),
};

/** Without a section nothing but the title tells its systems apart, so the left one holds no ` to ` there. */
export const arbitraryDataflow: fc.Arbitrary<Dataflow> = fc
  .oneof(
    fc.record({ left: nameWithoutTo, right: name, ...front, sections: fc.constant<Link[]>([]) }),
    fc.record({
      left: name,
      right: name,
      ...front,
      sections: fc.array(arbitraryLink, { minLength: 1, maxLength: 4 }),
    }),
  )
  .map((dataflow) => ({ title: `${dataflow.left} to ${dataflow.right} Dataflow`, ...dataflow }));
