import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Link } from '../../domain/dataflow.ts';
import { parseChecklist } from '../parse.ts';
import { readChecklist } from '../read.ts';
import { formatFindings, lintChecklist } from './lint.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', '..', 'checklists', 'crmoffice-crmoffice.rst');

/** A section of which the lint has nothing to say: the heading stands on line 1, a row of nothing special on 9. */
const SOUND: Link = {
  source: 'S',
  target: 'T',
  line: 1,
  sentences: [said('A new T will be created.'), said('The latest edit wins, empty loses, deletions stay.')],
  merge: [{ left: 'key', right: 'key', line: 5 }],
  rows: [row('key', 'key', 8), row('name', 'name', 9)],
};

function row(left: string, right: string, line: number, type = 'string'): Link['rows'][number] {
  return { left, right, type, line };
}

function said(text: string, line = 3): Link['sentences'][number] {
  return { text, line, meaning: 'keeps in sync', place: 'before rows' };
}

/** The codes and lines of what is found in a sound section with these changes. */
function found(change: Partial<Link>): string[] {
  return lintChecklist({
    title: 'X to Y Dataflow',
    left: 'X',
    right: 'Y',
    generated: null,
    introduction: [],
    sections: [{ ...SOUND, ...change }],
  }).map(({ code, line }) => `${code}@${line}`);
}

const onlyMerge = 'merge-property-in-rows@5';
const sentence = (text: string) => ({ sentences: [said(text)] });
const crossing = [row('key', 'key', 8), row('a', 'b', 9)];
const mirrored = [...crossing, row('b', 'a', 10)];

describe('the shipped checklist', () => {
  it('has the findings that its document deserves, each with its line and section', async () => {
    const findings = lintChecklist((await readChecklist(SHIPPED)).dataflow);
    expect(findings.map(({ code, line }) => [code, line])).toEqual([
      ['no-creation-rule', 12],
      ['silent-on-conflict', 12],
      ['silent-on-deletion', 12],
      ['silent-on-empty', 12],
      ['merge-property-not-in-rows', 23],
      ['id-row-ambiguous', 36],
      ['parity', 39],
    ]);
    for (const finding of findings) {
      expect(finding.section).toBe('Crmoffice Companies to Crmoffice Companies');
      expect(finding.ask).toMatch(/\?$/);
    }
    const lines = formatFindings(findings, 'c.rst').split('\n');
    expect(lines).toHaveLength(8);
    expect(lines[5]).toMatch(/^c\.rst:36 warning id-row-ambiguous id → id can be read in two ways: /);
  });
});

describe('each rule finds its own matter, and nothing else', () => {
  it.each<[string, Partial<Link>, string[]]>([
    ['a sound section, but for its merge property', {}, [onlyMerge]],
    [
      'an id row',
      { rows: [...SOUND.rows, row('$original_id', 'id', 10)] },
      [onlyMerge, 'id-row-ambiguous@10'],
    ],
    [
      'an id that goes with another property',
      { rows: [...SOUND.rows, row('id', 'foreignId', 10)] },
      [onlyMerge],
    ],
    [
      'a merge property that no row has',
      { rows: [row('name', 'name', 9)] },
      ['merge-property-not-in-rows@5'],
    ],
    ['a merge property in a row with another', { rows: [row('key', 'name', 9)] }, [onlyMerge]],
    ['rows that cross between different types', { rows: crossing }, [onlyMerge]],
    ['rows that cross and cross back', { rows: mirrored }, [onlyMerge, 'parity@9']],
    ['rows that cross within one type', { target: 'S', rows: mirrored }, [onlyMerge, 'parity@9']],
    ['a row without mirror', { target: 'S', rows: crossing }, [onlyMerge, 'parity@9', 'mirror-missing@9']],
    [
      'mirrors of two types',
      { rows: [...crossing, row('b', 'a', 10, 'list')] },
      [onlyMerge, 'parity@9', 'types-differ@10'],
    ],
    [
      'two rows to one right',
      { rows: [...SOUND.rows, row('a', 'name', 10)] },
      [onlyMerge, 'two-rows-one-target@10'],
    ],
    [
      'two rows from one left',
      { rows: [...SOUND.rows, row('name', 'a', 10)] },
      [onlyMerge, 'two-rows-one-target@10'],
    ],
    [
      'a row twice',
      { rows: [...SOUND.rows, row('name', 'name', 10)] },
      [onlyMerge, 'two-rows-one-target@10'],
    ],
    ['no merge rule', { merge: [] }, ['no-merge-rule@1']],
    ['no row', { rows: [] }, ['no-rows@1', 'merge-property-not-in-rows@5']],
    [
      'silence without rows',
      { rows: [], merge: [], sentences: [] },
      ['no-creation-rule@1', 'no-merge-rule@1', 'no-rows@1'],
    ],
    [
      'an unknown type',
      { rows: [row('key', 'key', 8), row('a', 'a', 9, 'text'), row('b', 'b', 10, 'N/A')] },
      [onlyMerge, 'unknown-type@9', 'no-type@10'],
    ],
    [
      'a sentence that was not understood',
      { sentences: [...SOUND.sentences, { ...said('Well.', 4), meaning: 'other' }] },
      ['unread-sentence@4', onlyMerge],
    ],
  ])('%s', (_, change, codes) => {
    expect(found(change).toSorted()).toEqual(codes.toSorted());
  });
});

describe('silence is the absence of words', () => {
  const silences = [
    'no-creation-rule@1',
    'silent-on-conflict@1',
    'silent-on-deletion@1',
    'silent-on-empty@1',
  ];
  it.each<[text: string, spokenOf: string[]]>([
    ['They keep in sync, regardless of where they are edited.', []],
    ['Both systems are in Norway.', []],
    ['The mapping of phone is removed for now.', ['silent-on-deletion@1']],
    ['Removed for now until the phone is mapped.', []],
    ['A T will be created.', ['no-creation-rule@1']],
    ['The creation of a T is left to people.', ['no-creation-rule@1']],
    ['In a conflict the left one is taken.', ['silent-on-conflict@1']],
    ['The most recent edit is kept.', ['silent-on-conflict@1']],
    ['If both sides were changed, somebody decides.', ['silent-on-conflict@1']],
    ['A DELETED record stays away.', ['silent-on-deletion@1']],
    ['After the removal of a T its S stays.', ['silent-on-deletion@1']],
    ['An empty property is ignored.', ['silent-on-empty@1']],
    ['A cleared property is cleared on the other side.', ['silent-on-empty@1']],
  ])('%s', (text, spokenOf) => {
    expect(found(sentence(text))).toEqual([
      ...silences.filter((code) => !spokenOf.includes(code)),
      onlyMerge,
    ]);
  });

  it('a section that synchronises every record promises counterparts', () => {
    const text = 'Every S will be synchronized with a T.';
    const every = { ...said(text), meaning: 'every record is synchronised' as const };
    expect(found({ sentences: [every] })).not.toContain('no-creation-rule@1');
  });
});

it('a document without sections has nothing to check, and that is said', () => {
  const dataflow = parseChecklist('====\nX to Y Dataflow\n====\n', 'x.rst');
  expect(formatFindings(lintChecklist(dataflow), 'x.rst')).toMatch(/^x\.rst:1 warning no-sections [^\n]+\n$/);
  expect(lintChecklist(dataflow)[0]).not.toHaveProperty('section');
});

it('a section of a heading that there is already is told, with the line of the first', () => {
  const dataflow = {
    title: 'X to Y Dataflow',
    left: 'X',
    right: 'Y',
    generated: null,
    introduction: [],
    sections: [1, 20, 40].map((line) => ({ ...SOUND, line })),
  };
  const twice = lintChecklist(dataflow).filter(({ code }) => code === 'duplicated-section');
  expect(twice.map(({ line, message }) => [line, message.split(':')[0]])).toEqual([
    [20, 'there is a section of the same name on line 1'],
    [40, 'there is a section of the same name on line 1'],
  ]);
});
