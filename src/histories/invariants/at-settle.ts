/** What holds once the sync has settled. */
import { agree, isEmpty, valueAt } from '../../domain/company.ts';
import type { Disagreement } from '../model/disagreement.ts';
import type { Life } from '../model/life.ts';
import type { Policy } from './expected.ts';
import type { Finding, Invariant, SeenSettle } from './invariant.ts';

export const AT_SETTLE: readonly Invariant[] = [
  {
    name: 'convergence',
    title: 'the sync comes to rest',
    kind: 'implied',
    atSettle: ({ entry, writes, failed }) =>
      entry.atRest
        ? null
        : {
            message: `the sync did not come to rest: ${writes.length} writes, ${failed} failed passes, and no end`,
          },
  },
  {
    name: 'linked-by-orgNr',
    title: 'two companies with one orgNr, certain on both sides, agree on every row',
    kind: 'must',
    atSettle: (seen) => first(seen, ({ isFresh }) => isFresh, 'is not brought to agreement by the link'),
  },
  {
    name: 'link-outlives-orgNr',
    title: 'a link stays, whatever becomes of orgNr',
    kind: 'must',
    atSettle: (seen) =>
      first(seen, ({ isFresh, isParted }) => !isFresh && isParted, 'is not kept up once orgNr differs'),
  },
  {
    name: 'left-edit-arrives',
    title: 'an edit on the left arrives on the right',
    kind: 'must',
    atSettle: (seen) =>
      first(
        seen,
        (one) => isKept(one) && one.ahead === 'left' && !isEmpty(one.left),
        'does not get the edit of the left',
      ),
  },
  {
    name: 'right-edit-arrives',
    title: 'an edit on the right arrives on the left',
    kind: 'must',
    atSettle: (seen) =>
      first(
        seen,
        (one) => isKept(one) && one.ahead === 'right' && !isEmpty(one.right),
        'does not get the edit of the right',
      ),
  },
  {
    name: 'clearing-arrives',
    title: 'a value that is cleared on one side is cleared on the other',
    kind: 'must',
    atSettle: (seen) =>
      first(seen, (one) => isKept(one) && isClearing(one), 'is not cleared on the other side'),
  },
  {
    name: 'both-edited-agree',
    title: 'where both sides were edited, both hold one of the two values',
    kind: 'must',
    atSettle: (seen) =>
      first(
        seen,
        (one) => isKept(one) && one.ahead === 'neither',
        'was edited on both sides, and stays apart',
      ),
  },
  {
    name: 'quiet',
    title: 'nothing is written where nobody edited anything',
    kind: 'implied',
    atSettle: (seen) =>
      seen.edits === 'nothing' && !seen.isRestarted ? noWrites(seen, 'nobody edited anything') : null,
  },
  {
    name: 'quiet-after-restart',
    title: 'a new process writes nothing where nobody edited anything',
    kind: 'implied',
    atSettle: (seen) =>
      seen.edits === 'nothing' && seen.isRestarted ? noWrites(seen, 'only the process is new') : null,
  },
  {
    name: 'rows-alone-matter',
    title: 'an edit outside the rows leads to no write',
    kind: 'implied',
    atSettle: (seen) => (seen.edits === 'outside the rows' ? noWrites(seen, 'no row was edited') : null),
  },
  ...(
    [
      ['later-edit-wins', 'of two edits between two passes that of the later record wins', 'later edit wins'],
      ['tie-goes-left', 'of two edits at one time that of the left wins', 'same time: left wins'],
      [
        'first-link-later-wins',
        'at the first link the value of the later record wins',
        'first link: later wins',
      ],
      ['first-link-empty-loses', 'at the first link a value wins over none', 'first link: empty loses'],
      [
        'first-link-tie-goes-left',
        'at the first link of records of one time the left value wins',
        'first link, same time: left wins',
      ],
    ] as const
  ).map(([name, title, policy]): Invariant => ({
    name,
    title,
    kind: 'policy',
    atSettle: (seen) => winner(seen, policy),
  })),
  {
    name: 'one-write-a-side',
    title: 'a settle writes each record of a pair at most once',
    kind: 'reference',
    atSettle: ({ writes, isDirect }) => {
      if (!isDirect) return null;
      const keys = writes.map(({ place, id }) => `${id ?? ''} of the ${place} tenant`);
      const twice = keys.find((key, index) => keys.indexOf(key) !== index);
      return twice === undefined
        ? null
        : { message: `company ${twice} is written more than once in a settle` };
    },
  },
  {
    name: 'links-one-to-one',
    title: 'the links that the engine has are those that there must be, one to one',
    kind: 'reference',
    atSettle: ({ settled: { impossible, untold } }) => {
      const [wrong] = impossible;
      if (wrong !== undefined)
        return { message: `${wrong[0].id} is linked with ${wrong[1].id}, which cannot be` };
      const [missing] = untold;
      return missing === undefined
        ? null
        : { message: `${missing[0].id} is not linked with ${missing[1].id}` };
    },
  },
];

function isKept({ isFresh, isParted }: Disagreement): boolean {
  return !isFresh && !isParted;
}

function isClearing({ ahead, left, right }: Disagreement): boolean {
  return (ahead === 'left' && isEmpty(left)) || (ahead === 'right' && isEmpty(right));
}

/** A pair that is still written holds no value yet: what it disagrees on says nothing. */
function first(
  { entry, disagreements }: SeenSettle,
  concerns: (one: Disagreement) => boolean,
  what: string,
): Finding | null {
  const found = entry.atRest ? disagreements.find(concerns) : undefined;
  if (found === undefined) return null;
  const { row, pair, left, right, ahead } = found;
  const values = [`left ${JSON.stringify(left)}`, `right ${JSON.stringify(right)}`].join(', ');
  return {
    message: `${row} of ${pair[0].id} and ${pair[1].id} ${what}`,
    expected:
      ahead === 'neither'
        ? 'one value on both sides'
        : `${JSON.stringify(ahead === 'left' ? left : right)} on both sides`,
    found: values,
  };
}

/** When a deletion comes to be known is not said: what it sets free may be linked later. */
function noWrites({ model, writes, isDirect }: SeenSettle, because: string): Finding | null {
  if (!isDirect) return null;
  const unasked = writes.filter(({ place, id }) => id !== null && !isOfDeletion(model.find(place, id)));
  if (unasked.length === 0) return null;
  return { message: `writes though ${because}`, expected: 'no write', found: `${unasked.length}` };
}

/** What follows a deletion is policy, for whoever is linked by it as well: when that is noticed, nobody says. */
function isOfDeletion(life: Life | null): boolean {
  return life !== null && [life, life.mate, ...life.mates].some((one) => one?.isBereft === true);
}

function winner({ model, entry, expected }: SeenSettle, policy: Policy): Finding | null {
  if (!entry.atRest) return null;
  for (const { policy: of, life, leaf, value } of expected) {
    const path = model.cells.leaves[leaf];
    if (of !== policy || path === undefined || !life.isThere) continue;
    const found = valueAt(life.company, path);
    if (agree(found, value)) continue;
    return {
      message: `${path} of company ${life.id} should have the value that wins`,
      expected: JSON.stringify(value),
      found: JSON.stringify(found),
    };
  }
  return null;
}
