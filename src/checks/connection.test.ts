/** By which records of other types a section's creation rule is shown. */
import { describe, expect, it } from 'vitest';
import type { Dataflow, Link, Meaning, Sentence } from '../domain/dataflow.ts';
import { creationOf, holds } from '../domain/creation.ts';
import { type Patch, valueAt } from '../domain/record.ts';
import { recordTypesOf } from '../domain/record-type.ts';
import { type Connection, connectionOf } from './connection.ts';

const said = (meaning: Meaning, text: string): Sentence => ({ meaning, text, place: 'before rows', line: 1 });
const EVERY = said('every record is synchronised', 'Every S will be synchronized with a T.');
const WHEN = said('some records are synchronised', 'When big, it will be synchronized with a T.');
const created = (...types: string[]): Sentence =>
  said(
    'a record is created',
    `A new T will be created from a S if it is connected to a X ${types.join(', ')} that is synchronized into Y.`,
  );
const ROW = { left: 'name', right: 'title', type: 'string', line: 1 };
const RULE = { left: 'code', right: 'number', line: 1 };

function link(source: string, target: string, change: Partial<Link> = {}): Link {
  return { source, target, line: 10, sentences: [], merge: [RULE], rows: [ROW], ...change };
}

function connectionIn(first: Link, ...others: Link[]): Connection | null {
  const dataflow: Dataflow = {
    title: 'X to Y Dataflow',
    left: 'X',
    right: 'Y',
    generated: null,
    introduction: [],
    sections: [first, ...others],
  };
  return connectionOf(creationOf(first, dataflow), first, dataflow, recordTypesOf(dataflow), 1);
}

/** What is created, and what it is created with. */
function madeBy(actions: ReturnType<Connection['synchronised']> | undefined): [string, Patch][] {
  return (actions ?? []).map((action) => {
    if (action.do !== 'create') throw new Error(`nothing but creating was asked for: ${action.do}`);
    return [`${action.record}, ${action.side}, ${action.type}`, action.draft];
  });
}

const OWN = link('S', 'T', { sentences: [created('Firms', 'Shops')] });

describe('a section that creates by connections', () => {
  it('is shown with records that match, by the first section that is of one of the types', () => {
    const connection = connectionIn(OWN, link('Others', 'O'), link('X shops', 'Q'), link('X Firms', 'R'));
    expect(connection?.type).toBe('X shops');
    const [left, right, ...more] = madeBy(connection?.synchronised('shop'));
    expect([left?.[0], right?.[0], more]).toEqual(['shop, left, X shops', 'shop on the right, right, Q', []]);
    const keys = [valueAt(left?.[1] ?? {}, 'code'), valueAt(right?.[1] ?? {}, 'number')];
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).toMatch(/./);
    expect(valueAt(left?.[1] ?? {}, 'name')).not.toBe(valueAt(right?.[1] ?? {}, 'title'));
    const [again] = madeBy(connection?.synchronised('shop 2'));
    expect(valueAt(again?.[1] ?? {}, 'code')).not.toBe(keys[0]);
  });

  it('is shown with one that is linked with none, where the section of its type creates none for it', () => {
    const made = madeBy(connectionIn(OWN, link('X Firms', 'R'))?.alone?.('firm'));
    expect(made.map(([what]) => what)).toEqual(['firm, left, X Firms']);
    expect(connectionIn(OWN, link('X Firms', 'R', { sentences: [EVERY] }))?.alone).toBeNull();
  });

  it('is shown with one that is created, where its type has no merge rule', () => {
    const connection = connectionIn(OWN, link('X Firms', 'R', { merge: [], sentences: [EVERY] }));
    expect(madeBy(connection?.synchronised('firm')).map(([what]) => what)).toEqual(['firm, left, X Firms']);
    expect(connection?.alone).toBeNull();
  });

  it('is shown with one for which the condition holds, and with one for which it does not', () => {
    const connection = connectionIn(OWN, link('X Firms', 'R', { sentences: [WHEN] }));
    const drafts = [connection?.synchronised('firm'), connection?.alone?.('firm')].map((made) =>
      madeBy(made).map(([, draft]) => holds(draft, 'When big')),
    );
    expect(drafts).toEqual([[true, false], [false]]);
  });

  it('reads sections about the same types as one', () => {
    const twins = [link('X Firms', 'R'), link('X Firms', 'R', { line: 20, sentences: [EVERY] })];
    const connection = connectionIn(OWN, ...twins);
    expect(madeBy(connection?.synchronised('firm'))).toHaveLength(2);
    expect(connection?.alone).toBeNull();
  });

  it.each<[string, Link, Link]>([
    ['there is no section of the types', OWN, link('X Others', 'R')],
    ['their section neither links nor creates', OWN, link('X Firms', 'R', { merge: [] })],
    [
      'their section links by what cannot be arranged',
      OWN,
      link('X Firms', 'R', { merge: [{ ...RULE, right: '$original_id' }] }),
    ],
    ['their section is about records that are looked at, on the right', OWN, link('X Firms', 'T')],
    [
      'their section is about records that are looked at, on the left',
      link('X Firms', 'T', { sentences: [created('Firms')] }),
      link('X Firms', 'R'),
    ],
    [
      'they are companies, which do not say to what they are connected',
      link('S', 'T', { sentences: [created('Crmoffice Companies')] }),
      link('Crmoffice Companies', 'R', { merge: [{ ...RULE, left: 'orgNr' }] }),
    ],
    [
      'it creates for every record',
      link('S', 'T', { sentences: [EVERY, created('Firms')] }),
      link('X Firms', 'R'),
    ],
    ['it creates for none', link('S', 'T'), link('X Firms', 'R')],
  ])('is not where %s', (_, first, other) => {
    expect(connectionIn(first, other)).toBeNull();
  });

  it('goes on to the next section where one cannot be shown', () => {
    const next = link('X Shops', 'R');
    expect(connectionIn(OWN, link('X Firms', 'T'), next)?.type).toBe('X Shops');
    expect(connectionIn(OWN, link('X Firms', 'Q', { merge: [] }), next)?.type).toBe('X Shops');
  });
});
