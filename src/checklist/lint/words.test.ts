/** What each finding of the lint says, and each word by which a section is known to speak of something. */
import { describe, expect, it } from 'vitest';
import type { Link, Row } from '../../domain/dataflow.ts';
import { lintChecklist } from './lint.ts';

const row = (left: string, right: string, line: number, type = 'string'): Row => ({
  left,
  right,
  type,
  line,
});
const said = (text: string, line = 3, meaning: Link['sentences'][number]['meaning'] = 'keeps in sync') => ({
  text,
  line,
  meaning,
  place: 'before rows' as const,
});
/** Speaks of everything; its rows and its merge rule have nothing in common. */
const SOUND: Link = {
  source: 'S',
  target: 'T',
  line: 1,
  sentences: [said('A T is created. The latest edit wins. Deleted ones stay. Empty loses.')],
  merge: [{ left: 'key', right: 'number', line: 5 }],
  rows: [row('name', 'name', 9)],
};

function findings(change: Partial<Link>) {
  const document = { title: 'X to Y Dataflow', left: 'X', right: 'Y', generated: null, introduction: [] };
  return lintChecklist({ ...document, sections: [{ ...SOUND, ...change }] });
}

function codes(text: string): string[] {
  return findings({ sentences: [said(text)] }).map(({ code }) => code);
}

describe('a finding says what is open, and what to ask', () => {
  it.each<
    [
      code: string,
      change: Partial<Link>,
      finding: { line: number; severity: string; message: string; ask: string },
    ]
  >([
    [
      'merge-property-not-in-rows',
      {},
      {
        line: 5,
        severity: 'note',
        message:
          'records are linked by key → number, which no row keeps equal: after the link it can change on one side alone',
        ask: 'Does a link stay when key changes on one side afterwards, and is the change carried over?',
      },
    ],
    [
      'merge-property-in-rows',
      { rows: [row('a', 'a', 8), row('b', 'number', 9)] },
      {
        line: 5,
        severity: 'note',
        message:
          'records are linked by key → number, and the row b → number on line 9 carries changes of it over: an edit can make a record match a third one',
        ask: "What happens to a link when key is edited, and what when the new value is another record's?",
      },
    ],
    [
      'row-without-partner',
      { lone: [{ left: '', right: 'company', type: 'N/A', line: 10 }] },
      {
        line: 10,
        severity: 'warning',
        message: 'company stands in a row with nothing on the left: it is kept equal with no property',
        ask: 'With which property of the other side does company go?',
      },
    ],
    [
      'no-merge-rule',
      { merge: [] },
      {
        line: 1,
        severity: 'warning',
        message: 'no table says by which properties records are recognised as belonging together',
        ask: 'How does a link between two records come about?',
      },
    ],
    [
      'id-row-ambiguous',
      { rows: [row('_id', '$original_id', 9)] },
      {
        line: 9,
        severity: 'warning',
        message:
          '_id → $original_id can be read in two ways: the link ties one id to one id, and neither changes; or the value itself is copied, which most systems do not allow',
        ask: 'Is the value of the id copied, or does the row only say which records correspond?',
      },
    ],
    [
      'parity',
      { rows: [row('a', 'b', 8), row('b', 'a', 9)] },
      {
        line: 8,
        severity: 'note',
        message:
          'rows cross, such as a → b: two linked records settle, since a value that crosses back is where it was; three records that belong together, or a record linked with itself, settle only where a equals b',
        ask: 'Can more than two records belong together, or a record belong to itself, and what is to hold then?',
      },
    ],
    [
      'mirror-missing',
      { target: 'S', rows: [row('a', 'b', 8)] },
      {
        line: 8,
        severity: 'warning',
        message:
          'a → b crosses, and no row b → a crosses back, though both sides hold the same type of record',
        ask: 'Is b → a left out on purpose?',
      },
    ],
    [
      'types-differ',
      { rows: [row('a', 'b', 8), row('b', 'a', 9, 'list')] },
      {
        line: 9,
        severity: 'warning',
        message: 'b → a is of type list, yet its mirror on line 8 is of type string',
        ask: 'Which of the two data types is right?',
      },
    ],
    [
      'no-rows',
      { rows: [] },
      {
        line: 1,
        severity: 'warning',
        message: 'no row says which properties are kept equal, so nothing but the link itself can be tested',
        ask: 'Which properties are synchronised between these records?',
      },
    ],
    [
      'two-rows-one-target',
      { rows: [row('a', 'c', 8), row('b', 'c', 9)] },
      {
        line: 9,
        severity: 'error',
        message: 'b → c shares c with a → c on line 8: one property cannot follow two others',
        ask: 'Which of the two rows sets c?',
      },
    ],
    [
      'no-type',
      { rows: [row('a', 'b', 8, 'N/A'), row('c', 'c', 9, '["datetime-format","%Y","_."]')] },
      {
        line: 8,
        severity: 'warning',
        message: 'a → b has N/A in the place of a data type',
        ask: 'What values does a take?',
      },
    ],
    [
      'unknown-type',
      { rows: [row('a', 'a', 8, 'text')] },
      {
        line: 8,
        severity: 'warning',
        message:
          'a → a has the data type text; known are string, integer, float, decimal, boolean, list, and dates by their format',
        ask: 'What values does a take?',
      },
    ],
    [
      'unknown-type',
      { rows: [row('a', 'a', 8, '["lower","_."]')] },
      {
        line: 8,
        severity: 'warning',
        message:
          'a → a has an expression for its data type, ["lower","_."]; known are string, integer, float, decimal, boolean, list, and dates by their format',
        ask: 'What values does a take?',
      },
    ],
    [
      'free-reason',
      {
        sentences: [
          ...SOUND.sentences,
          said('When it rains, it  will be synchronized with a T.', 4, 'some records are synchronised'),
        ],
      },
      {
        line: 4,
        severity: 'warning',
        message:
          '“When it rains” stands in the place of a condition: it names no property and value by which the records that it holds for could be told from the others',
        ask: 'By which values of which property is it told whether a record is synchronised, and what becomes of one for which that changes?',
      },
    ],
    [
      'creation-type-without-section',
      {
        sentences: [
          ...SOUND.sentences,
          said(
            'A new T will be created from a S if it is connected to a X s, Wares, or Boats that is synchronized into Y.',
            4,
            'a record is created',
          ),
        ],
      },
      {
        line: 4,
        severity: 'warning',
        message:
          'a new T depends on what is synchronised into Y, and no section of this document is of Wares, Boats',
        ask: 'Which document synchronises Wares, Boats into Y?',
      },
    ],
    [
      'unread-sentence',
      { sentences: [...SOUND.sentences, said('Well.', 4, 'other')] },
      {
        line: 4,
        severity: 'note',
        message: 'this sentence says something that no check is derived from',
        ask: 'What is to hold, in terms of links, rows and records?',
      },
    ],
    [
      'no-creation-rule',
      { sentences: [] },
      {
        line: 1,
        severity: 'note',
        message: 'no sentence says that a record is created where the other side has none to link to',
        ask: 'Does a record without a counterpart stay alone, or is a counterpart created?',
      },
    ],
    [
      'silent-on-conflict',
      { sentences: [] },
      {
        line: 1,
        severity: 'note',
        message:
          'no sentence says which value holds when both sides changed one property, or differ when they are first linked',
        ask: 'Which side wins when both changed the same property, and which when two records are linked for the first time?',
      },
    ],
    [
      'silent-on-deletion',
      { sentences: [] },
      {
        line: 1,
        severity: 'note',
        message: 'no sentence says what becomes of a linked record when the other one is deleted',
        ask: 'When a linked record is deleted, is the other one deleted, kept, or the deleted one created again?',
      },
    ],
    [
      'silent-on-empty',
      { sentences: [] },
      {
        line: 1,
        severity: 'note',
        message:
          'no sentence says whether an empty value is carried over, or loses to a value on the other side',
        ask: 'Is a later change to empty carried over, and does an empty value lose when two records are first linked?',
      },
    ],
  ])('%s', (code, change, finding) => {
    const found = findings(change).filter((one) => one.code === code);
    expect(found).toEqual([{ code, section: `S to ${change.target ?? 'T'}`, ...finding }]);
  });

  it('of a document without sections', () => {
    const document = { title: 'X to Y Dataflow', left: 'X', right: 'Y', generated: null, introduction: [] };
    expect(lintChecklist({ ...document, sections: [] })).toEqual([
      {
        code: 'no-sections',
        severity: 'warning',
        line: 1,
        message: 'the document has no section, so there is nothing to check',
        ask: 'Which records of the two systems belong together?',
      },
    ]);
  });
});

describe('a word tells what a section speaks of', () => {
  it.each<[code: string, words: string[], others: string[]]>([
    [
      'no-creation-rule',
      ['create', 'creates', 'created', 'creating', 'creation', 'creations', 'CREATED'],
      ['procreate', 'creative', 'creatures'],
    ],
    [
      'silent-on-conflict',
      [
        'conflict',
        'conflicting',
        'both sides change',
        'both systems differ',
        'both records were edited',
        'both sides have been modified',
        'at the same time',
        'simultaneously',
        'the most recent',
        'the more recent',
        'the latest',
        'the new one, which is newer',
        'the newest',
        'last modified',
        'last edited',
        'the last write',
        'it wins',
        'one must win',
        'takes precedence',
        'overwritten',
        'overwrites',
      ],
      [
        'both sides agree',
        'preconflict',
        'at the same place',
        'recently',
        'new',
        'the last one',
        'window',
        'anew',
      ],
    ],
    [
      'silent-on-deletion',
      [
        'delete',
        'deletes',
        'deleted',
        'deleting',
        'deletion',
        'deletions',
        'erase',
        'erases',
        'erased',
        'erasing',
        'erasure',
        'erasures',
        'purge',
        'purges',
        'purged',
        'purging',
        'is removed',
        'are removed',
        'was removed',
        'were removed',
        'be removed',
        'been removed',
        'gets removed',
        'removes',
        'removing',
        'removal',
        'removals',
      ],
      ['removed', 'undeleted', 'eraser', 'spurges', 'remove', 'deleterious'],
    ],
    [
      'silent-on-empty',
      [
        'empty',
        'empties',
        'emptied',
        'emptying',
        'emptiness',
        'blank',
        'blanks',
        'blanked',
        'null',
        'nulls',
        'clears',
        'cleared',
        'clearing',
        'no value',
        'no values',
        'without a value',
        'absent value',
        'missing values',
      ],
      ['clear', 'clearly', 'nullify', 'blanket', 'a value', 'unclear', 'no valuer'],
    ],
  ])('%s', (code, words, others) => {
    expect(words.filter((word) => codes(`So ${word}.`).includes(code))).toEqual([]);
    expect(others.filter((word) => !codes(`So ${word}.`).includes(code))).toEqual([]);
  });

  it('but only near what both sides do', () => {
    expect(codes(`both sides ${'x'.repeat(38)} change`)).not.toContain('silent-on-conflict');
    expect(codes(`both sides ${'x'.repeat(40)} change`)).toContain('silent-on-conflict');
  });
});

describe('rows and rules', () => {
  const of = (code: string, change: Partial<Link>) =>
    findings(change)
      .filter((one) => one.code === code)
      .map(({ line }) => line);

  it('cross where a row has a mirror, or both sides are of one type', () => {
    expect(of('parity', { rows: [row('a', 'b', 8)] })).toEqual([]);
    expect(of('parity', { rows: [row('a', 'a', 7), row('a', 'b', 8), row('b', 'a', 9)] })).toEqual([8]);
    expect(of('parity', { target: 'S', rows: [row('a', 'a', 7)] })).toEqual([]);
    expect(of('parity', { target: 'S', rows: [row('a', 'a', 7), row('a', 'b', 8)] })).toEqual([8]);
  });

  it('lack a mirror only where both sides are of one type', () => {
    const crossing = [row('a', 'a', 7), row('a', 'b', 8), row('b', 'a', 9), row('c', 'd', 10)];
    expect(of('mirror-missing', { rows: crossing })).toEqual([]);
    expect(of('mirror-missing', { target: 'S', rows: crossing })).toEqual([10]);
  });

  it('differ in type from a mirror above', () => {
    expect(of('types-differ', { rows: [row('a', 'b', 8, 'list'), row('b', 'a', 9, 'list')] })).toEqual([]);
    expect(of('types-differ', { rows: [row('b', 'a', 9, 'list'), row('a', 'b', 8)] })).toEqual([9]);
    expect(of('types-differ', { rows: [row('a', 'a', 8)] })).toEqual([]);
  });

  it('compete for a property on either side, once a row', () => {
    const rows = [row('a', 'x', 6), row('b', 'y', 7), row('c', 'x', 8), row('b', 'z', 9), row('a', 'x', 10)];
    expect(of('two-rows-one-target', { rows })).toEqual([8, 9, 10]);
    const three = [
      row('a', 'x', 6),
      row('b', 'x', 7),
      row('c', 'x', 8),
      row('d', 'e', 9),
      row('d', 'f', 10),
      row('d', 'g', 11),
    ];
    const messages = findings({ rows: three }).filter(({ code }) => code === 'two-rows-one-target');
    expect(messages.map(({ message }) => message.split(':')[0])).toEqual([
      'b → x shares x with a → x on line 6',
      'c → x shares x with a → x on line 6',
      'd → f shares d with d → e on line 9',
      'd → g shares d with d → e on line 9',
    ]);
  });

  it('are of known types', () => {
    const types = ['string', 'integer', 'float', 'boolean', 'decimal', 'list', 'text', ''];
    const rows = types.map((type, i) => row(`l${i}`, `r${i}`, i + 10, type));
    expect(of('unknown-type', { rows })).toEqual([16, 17]);
  });

  it('are of ids only where both sides are', () => {
    const rows = [row('id', 'id', 8), row('id', 'number', 9), row('name', '_id', 10)];
    expect(of('id-row-ambiguous', { rows })).toEqual([8]);
  });

  it('carry a merge property on either side, or not', () => {
    expect(of('merge-property-in-rows', { rows: [row('key', 'a', 8)] })).toEqual([5]);
    expect(of('merge-property-in-rows', { rows: [row('a', 'number', 8)] })).toEqual([5]);
    expect(of('merge-property-in-rows', {})).toEqual([]);
    expect(of('merge-property-not-in-rows', { rows: [row('key', 'a', 8)] })).toEqual([]);
    expect(of('merge-property-not-in-rows', { rows: [row('a', 'number', 8)] })).toEqual([]);
  });
});
