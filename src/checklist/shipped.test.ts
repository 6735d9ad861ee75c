import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dataflow } from '../domain/dataflow.ts';
import { readChecklist } from './read.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SHIPPED = join(ROOT, 'checklists', 'crmoffice-crmoffice.rst');
const VENDORS = join(ROOT, '..', 'shared', 'checklist', 'crmoffice-crmoffice.rst');

const LEAVES = ['country', 'postCode', 'postalArea', 'streetAddress'];

describe('the shipped checklist', () => {
  it('has the facts of the document that the project exists for', async () => {
    const { dataflow, sha256 } = await readChecklist(SHIPPED);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(dataflow).toMatchObject({
      title: 'Crmoffice to Crmoffice Dataflow',
      left: 'Crmoffice',
      right: 'Crmoffice',
      generated: '2024-09-05 00:00:01',
    });
    expect(dataflow.sections).toHaveLength(1);
    const [link] = dataflow.sections;
    expect(link).toMatchObject({ source: 'Crmoffice Companies', target: 'Crmoffice Companies', line: 12 });
    expect(link?.merge).toEqual([{ left: 'orgNr', right: 'orgNr', line: 23 }]);
    const pairs = [
      ['id', 'id'],
      ...crossed('postAddress', 'visitAddress'),
      ...crossed('visitAddress', 'postAddress'),
    ];
    expect(link?.rows).toEqual(
      pairs.map(([left, right], position) => ({ left, right, type: 'string', line: 36 + 3 * position })),
    );
    expect(link?.sentences.map(({ meaning, place, line }) => [meaning, place, line])).toEqual([
      ['a link comes first', 'before merge rules', 14],
      ['introduces the merge rules', 'before merge rules', 16],
      ['keeps in sync', 'before rows', 26],
      ['introduces the rows', 'before rows', 28],
    ]);
  });

  it.skipIf(!existsSync(VENDORS))(
    'agrees with the vendor’s document in all but its prose (needs ../shared/checklist, which is not published)',
    async () => {
      const [ours, theirs] = await Promise.all([readChecklist(SHIPPED), readChecklist(VENDORS)]);
      expect(facts(ours.dataflow)).toEqual(facts(theirs.dataflow));
      const theirProse = new Set(prose(theirs.dataflow));
      expect(theirProse.size).toBe(5);
      expect(prose(ours.dataflow).filter((text) => theirProse.has(text))).toEqual([]);
      expect(generatedOn(ours.text)).toBe(generatedOn(theirs.text));
    },
  );
});

function crossed(from: string, to: string): string[][] {
  return LEAVES.map((leaf) => [`${from}.${leaf}`, `${to}.${leaf}`]);
}

function generatedOn(text: string): number {
  return text.split(/\r?\n/).findIndex((line) => line.startsWith('Generated:'));
}

function facts(dataflow: Dataflow) {
  return {
    ...dataflow,
    introduction: dataflow.introduction.length,
    sections: dataflow.sections.map((link) => ({
      ...link,
      sentences: link.sentences.map(({ meaning, place, line }) => ({ meaning, place, line })),
    })),
  };
}

function prose(dataflow: Dataflow): string[] {
  return [
    ...dataflow.introduction,
    ...dataflow.sections.flatMap((link) => link.sentences.map(({ text }) => text)),
  ];
}
