import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../checklist/parse.ts';
import { familyDocuments } from '../checklist/testing/family-document.ts';
import { plan } from '../checks/plan.ts';
import { DEFAULT_POLICIES } from '../checks/policies.ts';
import { CheckChanges, checkChanges } from './diff-checks.ts';
import { PROJECT } from './testing/command-line.ts';

const SHIPPED = readFileSync(path.join(PROJECT, 'checklists', 'crmoffice-crmoffice.rst'), 'utf8');
const ROW = '   * - postAddress.country\n     - visitAddress.country\n     - "string"\n';

const MERGE_RULE = '   * - orgNr\n     - orgNr\n';

const NONE: CheckChanges = { new: [], gone: [], outdated: [], none: { old: null, new: null } };

function changes(from: string, to: string): CheckChanges {
  const next = SHIPPED.replace(from, to);
  expect(next).not.toBe(SHIPPED);
  const [old, is] = [SHIPPED, next].map((text) => readDocument(text, 'd.rst'));
  if (!old || !is) throw new Error('two documents');
  return CheckChanges.parse(checkChanges(old, is));
}

const { checks: PLANNED } = plan(readDocument(SHIPPED, 'd.rst').dataflow, {
  seed: 1,
  topology: 'two-tenants',
  policies: DEFAULT_POLICIES,
  faults: [],
});
const named = (text: string): string[] => PLANNED.map(({ id }) => id).filter((id) => id.includes(text));
const onLine = (line: number): string[] =>
  PLANNED.filter(({ lines }) => lines.includes(line)).map(({ id }) => id);

describe('checks', () => {
  it('none is touched by what is cosmetic, nor by the order', () => {
    expect(changes('Generated: 2024', 'Generated: 2025')).toEqual(NONE);
    expect(changes('\nIntroduction', '\n\n\n\nIntroduction')).toEqual(NONE);
    expect(changes('Crmoffice Companies to', 'CRMOFFICE Companies to')).toEqual(NONE);
    expect(changes(ROW, '').gone.length).toBeGreaterThan(0);
    const moved = SHIPPED.replace(ROW, '').replace('   * - visitAddress.country\n', `${ROW}$&`);
    expect(checkChanges(readDocument(SHIPPED, 'a'), readDocument(moved, 'b'))).toEqual(NONE);
  });

  it('of a row that is gone are gone, and the other way round new; others are as they were', () => {
    const { gone, outdated } = changes(ROW, '');
    expect(gone).toEqual(expect.arrayContaining(named('postAddress.country~visitAddress.country')));
    expect(outdated.filter((id) => id.includes('~'))).toEqual([]);
    const without = readDocument(SHIPPED.replace(ROW, ''), 'a');
    expect(checkChanges(without, readDocument(SHIPPED, 'b')).new).toEqual(expect.arrayContaining(gone));
  });

  it('of a row of another type are outdated, and no others', () => {
    const row = ROW.replace('"string"', '"list"');
    const { outdated, gone, new: added } = changes(ROW, row);
    // A list cannot be shown: its checks are one that says so.
    expect(added).toEqual(['crmoffice-companies/row/postAddress.country~visitAddress.country']);
    expect(gone).toEqual(expect.arrayContaining(named('postAddress.country~visitAddress.country')));
    expect(outdated).toEqual([]);
    const id = '   * - id\n     - id\n     - "string"\n';
    const ofIds = changes(id, id.replace('string', 'integer'));
    expect(ofIds).toEqual({ ...NONE, outdated: onLine(36) });
    expect(ofIds.outdated.length).toBeGreaterThan(0);
  });

  it('that rest on a sentence are outdated by it', () => {
    expect(changes('whichever of them', 'whichever of the two')).toEqual({ ...NONE, outdated: onLine(26) });
    expect(changes('a link of the one with', 'a link of the first with')).toEqual({
      ...NONE,
      outdated: onLine(14),
    });
  });

  it('all rest on the merge rule', () => {
    const { outdated, gone } = changes('   * - orgNr\n     - orgNr', '   * - orgNr\n     - name');
    expect(outdated).toEqual(PLANNED.map(({ id }) => id).filter((id) => !gone.includes(id)));
    expect(outdated.length).toBeGreaterThan(100);
  });

  it('of a section that cannot be run are the same on another line', () => {
    const second =
      '\nCrmoffice People to Crmoffice People\n------------------------------------\n\nNothing.\n';
    const [old, next] = [SHIPPED + second, SHIPPED.replace('\nIntroduction', '\n\nIntroduction') + second];
    const [was, is] = [old, next].map((text) => readDocument(text, 'd.rst'));
    expect(was && is && checkChanges(was, is)).toEqual(NONE);
    expect(was && is && checkChanges(readDocument(SHIPPED, 'd.rst'), is).new).toHaveLength(1);
  });
});

it('a section that cannot be run rests on its rows', () => {
  const people = SHIPPED.slice(SHIPPED.indexOf('Crmoffice Companies to'))
    .replaceAll('Companies', 'People')
    .replace(MERGE_RULE, '');
  const [old, next] = [people, people.replace('"string"', '"list"')].map((text) =>
    readDocument(`${SHIPPED}\n${text}`, 'd.rst'),
  );
  expect(old && next && checkChanges(old, next)).toEqual({
    ...NONE,
    outdated: [expect.stringMatching(/^crmoffice-people\/section-line-\d+$/)],
  });
});

describe('a document without checks', () => {
  it('says why: a run refuses it, or it has no section that can be run', () => {
    const { none, gone, ...others } = changes(ROW, ROW.replace('     - "string"\n', ''));
    expect(none).toEqual({
      old: null,
      new: expect.stringMatching(/^a run refuses it: line 39: this row is too short/),
    });
    expect(gone).toEqual(PLANNED.map(({ id }) => id));
    expect(others).toEqual({ new: [], outdated: [] });
    const people = readDocument(SHIPPED.replaceAll('Companies', 'People').replace(MERGE_RULE, ''), 'd.rst');
    expect(checkChanges(people, people)).toEqual({
      ...NONE,
      none: {
        old: 'it has no section that can be run',
        new: 'it has no section that can be run',
      },
    });
  });

  it('none of the family ends in an error', () => {
    const documents = [...familyDocuments(30)].map(({ text, name }) => readDocument(text, name));
    for (const document of documents)
      expect(checkChanges(document, document)).toMatchObject({ new: [], gone: [], outdated: [] });
  });
});
