/** What invented documents of the family once came to grief over, each as small as it can be: run whole, and accepted. */
import { expect, it } from 'vitest';
import { parseChecklist } from '../checklist/parse.ts';
import { smallDocument, type SmallSection } from '../checklist/testing/small-document.ts';
import { judge, verdictOf } from '../checks/judge.ts';
import { referenceEngine } from '../engines/reference.ts';
import { recordCampaign } from './testing/record.ts';

const ORDERS: SmallSection = {
  source: 'Orders',
  target: 'Orders',
  beginning: 'link first',
  merge: [['number', 'number']],
  rows: [
    ['title', 'name', 'string'],
    ['note', 'remark', 'string'],
  ],
};

it.each<[string, SmallSection[]]>([
  [
    'a row goes from a merge property to another one, and its mirror as well',
    [
      {
        ...ORDERS,
        rows: [
          ['note', 'remark', 'string'],
          ['number', 'code', 'string'],
          ['code', 'number', 'string'],
        ],
      },
    ],
  ],
  [
    'another section has rows that bring together what it alone speaks of',
    [
      ORDERS,
      {
        source: 'Orders',
        target: 'Invoices',
        beginning: 'every',
        rows: [
          ['city', 'total', 'string'],
          ['address', 'total', 'string'],
          ['title', 'total', 'string'],
        ],
      },
    ],
  ],
  [
    'another section has rows that bring together what this one speaks of, too',
    [
      ORDERS,
      {
        source: 'Orders',
        target: 'Invoices',
        beginning: 'every',
        rows: [
          ['title', 'total', 'string'],
          ['note', 'total', 'string'],
        ],
      },
    ],
  ],
  [
    'a merge property has two values, and is in a row',
    [
      {
        ...ORDERS,
        merge: [['active', 'active'], ...(ORDERS.merge ?? [])],
        rows: [...ORDERS.rows, ['active', 'active', 'boolean'], ['marked', 'active', 'boolean']],
      },
    ],
  ],
  [
    'a merge property has two values, and only its left one is in a row',
    [
      {
        ...ORDERS,
        merge: [['active', 'active'], ...(ORDERS.merge ?? [])],
        rows: [...ORDERS.rows, ['active', 'marked', 'boolean']],
      },
    ],
  ],
  [
    'a record must be connected to one that is linked, of which nothing is kept equal',
    [
      {
        source: 'Companies',
        target: 'Companies',
        beginning: 'link first',
        merge: [['code', 'code']],
        rows: [],
      },
      { ...ORDERS, whenConnectedTo: 'Companies' },
    ],
  ],
])('%s', async (_, sections) => {
  const dataflow = parseChecklist(smallDocument(sections), 'small.rst');
  const { plan, evidence } = await recordCampaign({
    engine: referenceEngine('0'),
    change: () => dataflow,
  });
  const results = judge(plan, evidence);
  const wrong = results.filter(({ status }) => status === 'failed' || status === 'deviates');
  expect(wrong.map(({ check, findings }) => [check.id, ...findings.map(({ message }) => message)])).toEqual(
    [],
  );
  expect(verdictOf(results, evidence)).toBe('accepted');
});
