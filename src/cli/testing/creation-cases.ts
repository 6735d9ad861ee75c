/** Small documents of orders and companies, and engines each of which is wrong about created records in one way. */
import { parseChecklist } from '../../checklist/parse.ts';
import { smallDocument, type SmallSection } from '../../checklist/testing/small-document.ts';
import type { Dataflow } from '../../domain/dataflow.ts';
import type { Wrong } from './wrong-creator.ts';

/** The type that orders are connected to: created by nobody, linked by their code. */
const COMPANIES: SmallSection = {
  source: 'Companies',
  target: 'Companies',
  beginning: 'link first',
  merge: [['code', 'code']],
  rows: [['town', 'city', 'string']],
};
const REASON = { reason: 'When a Plim Orders is of type customer' };
/** The last two share a property with one before, so that each needs pairs of its own; the first is what created ones are known by. */
const ROWS = [
  ['title', 'name', 'string'],
  ['note', 'remark', 'string'],
  ['title', 'label', 'string'],
  ['note', 'comment', 'string'],
] as const;
const NUMBER = [['number', 'number']] as const;

export type Said = Partial<Omit<SmallSection, 'source' | 'target'>>;

/** What is said of orders; the rest is as it is for all. */
export function documentOf(said: Said): Dataflow {
  const orders: SmallSection = {
    source: 'Orders',
    target: 'Orders',
    beginning: 'every',
    merge: NUMBER,
    rows: ROWS,
    ...said,
  };
  return parseChecklist(smallDocument([COMPANIES, orders]), 'small.rst');
}

export const ALWAYS: Said = {};
export const CONNECTED: Said = { beginning: 'link first', whenConnectedTo: 'Companies' };
export const CONDITION: Said = { beginning: REASON };
/** Records cannot be arranged so that they match: rows by themselves are shown on records that are created. */
export const NO_RULE: Said = { merge: [] };
/** No row can be edited beside others, since each reaches the merge property. */
export const KEY_ALONE: Said = {
  beginning: 'link first',
  rows: [
    ['number', 'number', 'string'],
    ['number', 'digits', 'string'],
  ],
};
const NEVER: Said = { beginning: 'link first' };
const without = (path: string): Said => ({ rows: ROWS.filter(([, right]) => right !== path) });

const LABEL = 'title~label';
const COMMENT = 'note~comment';
const edits = (row: string, ...sides: string[]): string[] =>
  sides.flatMap((side) => ['edit', 'edit-back', 'clear', 'fill'].map((what) => `${what}-${side}/${row}`));
const emptyFirst = (row: string, ...sides: string[]): string[] =>
  sides.map((side) => `first-link/empty-${side}/${row}`);
const allOf = (row: string): string[] => [
  ...emptyFirst(row, 'left', 'right'),
  ...edits(row, 'left', 'right'),
];
const NONE_CREATED = [
  'creation/created',
  'creation/value/title~name',
  'creation/value/note~remark',
  'creation/linked-left',
];

type Sends = NonNullable<Wrong['sends']>;

/** Leaves a property out of what is sent to a side. */
const keepsBack =
  (side: 'left' | 'right', path: string): Sends =>
  (body, to) =>
    to === side ? Object.fromEntries(Object.entries(body).filter(([name]) => name !== path)) : body;
const keepsBackClearing =
  (side: 'left' | 'right', path: string): Sends =>
  (body, to) =>
    to === side
      ? Object.fromEntries(Object.entries(body).filter(([name, value]) => name !== path || value !== null))
      : body;

interface Case {
  name: string;
  planned: Said;
  wrong: Wrong;
  red: readonly string[];
  /** What else may fail: by what ends its names. An engine that never gets done with an edit confuses the next ones. */
  within?: string;
  /** What cannot be judged then, as no record is there to be edited. */
  unseen?: string[];
}

const reads = (said: Said): Wrong => ({ document: documentOf(said) });
export const CASES: readonly Case[] = [
  {
    name: 'creates none, of all',
    planned: ALWAYS,
    wrong: reads(NEVER),
    red: NONE_CREATED,
    unseen: ['creation/linked-right'],
  },
  {
    name: 'creates none, of those connected',
    planned: CONNECTED,
    wrong: reads(NEVER),
    red: [...NONE_CREATED, 'creation/later'],
    unseen: ['creation/linked-right'],
  },
  {
    name: 'creates for all, not for those connected',
    planned: CONNECTED,
    wrong: reads(ALWAYS),
    red: ['creation/later', 'creation/not', 'creation/not-synchronised'],
  },
  {
    name: 'creates and merges all, not on a condition',
    planned: CONDITION,
    wrong: reads(ALWAYS),
    red: ['creation/later', 'creation/not', 'creation/not-matched'],
  },
  {
    name: 'has no merge rule',
    planned: ALWAYS,
    wrong: reads(NO_RULE),
    red: ['match/number~number', 'creation/merged', ...allOf(LABEL), ...allOf(COMMENT)],
  },
  {
    name: 'has no merge rule, on a condition',
    planned: CONDITION,
    wrong: reads({ ...CONDITION, ...NO_RULE }),
    red: ['match/number~number', 'creation/merged', ...allOf(LABEL), ...allOf(COMMENT)],
  },
  {
    name: 'has another merge rule',
    planned: KEY_ALONE,
    wrong: reads({ ...KEY_ALONE, merge: [['other', 'other']] }),
    red: [
      'match/number~number',
      ...edits('number~number', 'left', 'right'),
      ...edits('number~digits', 'left', 'right'),
    ],
  },
  {
    name: 'lacks a row',
    planned: ALWAYS,
    wrong: reads(without('remark')),
    red: ['creation/value/note~remark', 'creation/linked-left', 'creation/linked-right'],
  },
  { name: 'lacks a row by itself', planned: ALWAYS, wrong: reads(without('label')), red: allOf(LABEL) },
  {
    name: 'lacks a row by itself, of created ones',
    planned: NO_RULE,
    wrong: reads({ ...NO_RULE, ...without('label') }),
    red: [...emptyFirst(LABEL, 'right'), ...edits(LABEL, 'left')],
    // It is by this property that the created one is known.
    unseen: edits(LABEL, 'right'),
  },
  {
    name: 'keeps what created ones are known by from the left',
    planned: NO_RULE,
    wrong: { sends: keepsBack('left', 'title') },
    red: ['creation/linked-right', ...edits(LABEL, 'right')],
    within: LABEL,
  },
  {
    name: 'forgets what it has created',
    planned: NO_RULE,
    wrong: { forgets: true },
    red: [
      'creation/linked-left',
      'creation/linked-right',
      'creation/once',
      ...edits(LABEL, 'left', 'right'),
      ...edits(COMMENT, 'left', 'right'),
    ],
  },
  {
    name: 'forgets what it has created, of those that came to be qualified',
    planned: { ...CONNECTED, ...NO_RULE },
    wrong: { forgets: true },
    red: [
      'creation/linked-left',
      'creation/linked-right',
      'creation/once',
      'creation/later',
      ...edits(LABEL, 'left', 'right'),
      ...edits(COMMENT, 'left', 'right'),
    ],
  },
  ...[ALWAYS, NO_RULE].flatMap((planned): Case[] => {
    const who = planned === NO_RULE ? 'of created ones' : 'of matched ones';
    return [
      {
        name: `keeps a property from the right, ${who}`,
        planned,
        wrong: { sends: keepsBack('right', 'comment') },
        red: [...emptyFirst(COMMENT, 'right'), ...edits(COMMENT, 'left')],
        within: COMMENT,
      },
      {
        name: `keeps a property from the left, ${who}`,
        planned,
        wrong: { sends: keepsBack('left', 'note') },
        red: [
          'creation/linked-right',
          ...(planned === NO_RULE ? [] : emptyFirst(COMMENT, 'left')),
          ...edits(COMMENT, 'right'),
        ],
      },
      {
        name: `keeps a clearing from the right, ${who}`,
        planned,
        wrong: { sends: keepsBackClearing('right', 'comment') },
        red: [`clear-left/${COMMENT}`],
        within: `fill-right/${COMMENT}`,
      },
      {
        name: `keeps a clearing from the left, ${who}`,
        planned,
        wrong: { sends: keepsBackClearing('left', 'note') },
        red: [`clear-right/${COMMENT}`],
      },
    ];
  }),
  {
    name: 'gives created ones a value of its own',
    planned: NO_RULE,
    wrong: { sends: (body, _, method) => (method === 'POST' ? { comment: 'a default', ...body } : body) },
    red: emptyFirst(COMMENT, 'left'),
  },
];
