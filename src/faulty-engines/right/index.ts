/**
 * Engines that are right, each built in another way: what the checks must not turn red.
 *
 * None of them is without memory, for no such engine is right. A record's own properties must not be used to
 * remember anything in, so the tenants hold the present alone, and from the present it cannot be told: that two
 * records were linked, once `orgNr` is changed on one side; whether a value was cleared on one side or given on the
 * other; which side's edit of two different rows is the newer state of which row. Each is a must. What has to be
 * remembered is the link and, of each row, enough to know the agreed value again; the least here are digests.
 */
import { eventEngine } from './events.ts';
import { forgetfulEngine } from './forgetful.ts';
import { hubEngine } from './hub.ts';
import { digests } from './memory.ts';
import type { RightEngine } from './right-engine.ts';
import { snapshotEngine } from './snapshot.ts';
import { blanksNulled, echoed } from './tidying.ts';
import { clearedByBlank, everyRow, oneLeafEach, wholeAddresses } from './writing.ts';

export const RIGHT_ENGINES: readonly RightEngine[] = [
  {
    engine: snapshotEngine('plain'),
    how: 'lists both tenants whole in each pass, and compares each pair with the values that it last agreed on',
  },
  {
    engine: snapshotEngine('other way round', {
      order: (items) => items.toReversed(),
      sides: () => ['right', 'left'],
    }),
    how: 'deals with the pairs and the rows from the last to the first, and writes the right side before the left',
  },
  {
    engine: snapshotEngine('whole addresses', { bodies: () => wholeAddresses }),
    how: 'writes each address that changes as a whole, and null where no value is left in it',
  },
  {
    engine: snapshotEngine('one leaf a PATCH', { bodies: () => oneLeafEach }),
    how: 'sends a PATCH for each leaf, conditional on the version that the one before it made',
  },
  {
    engine: snapshotEngine('every row', { bodies: everyRow }),
    how: 'writes all leaves that rows name whenever one of them changes, as a PUT would',
  },
  {
    engine: snapshotEngine('blank clearings', { bodies: () => clearedByBlank }),
    how: 'clears with "" and never with null',
  },
  {
    engine: snapshotEngine('every second pass', {
      sides: (pass) => (pass % 2 === 0 ? ['left', 'right'] : []),
    }),
    how: 'does nothing at all in each other pass',
  },
  {
    engine: snapshotEngine('one direction a pass', {
      sides: (pass) => (pass % 2 === 0 ? ['left'] : ['right']),
    }),
    how: 'writes only the right side in one pass and only the left side in the next, like two pipes',
  },
  {
    engine: snapshotEngine('all at once', { pairsAtOnce: 16, looks: 4 }),
    how: 'deals with sixteen pairs at the same time, and looks again within the pass until it has nothing left to write',
  },
  {
    engine: snapshotEngine('digests', { memory: digests }),
    how: 'remembers no value of any record, only digests by which it knows a value again',
  },
  {
    engine: hubEngine('hub'),
    how: 'keeps a record of its own between the two, in a file that it reads anew in each pass: changes come in, what it holds goes out',
  },
  {
    engine: eventEngine('events', 40),
    how: 'asks only for what was modified since, queues it, and works off forty writes a pass on records that it asks for again',
  },
  {
    engine: forgetfulEngine('forgetful reference', { page: 30, pairsAtOnce: 1 }),
    how: 'is the reference engine as a new process for each pass, with pages of thirty, one pair at a time and no overlap',
  },
  {
    engine: snapshotEngine('echo', { tidying: echoed }),
    how: 'sends what it carried over back to where it came from, once and in the next pass, as a PATCH that changes nothing',
  },
  {
    engine: snapshotEngine('no blanks', { tidying: blanksNulled }),
    how: 'makes each "" of a linked pair null, on the side that was edited too',
  },
  {
    engine: snapshotEngine('unconditional', { ifMatch: false }),
    how: 'writes without If-Match, only the leaves that changed',
    deviates: {
      checks: ['policy/at-work/same-row-left', 'policy/at-work/same-row-right'],
      because:
        'between reading a record and writing it another may edit the same leaf, and without a condition nobody can tell: the write replaces the newer edit',
    },
  },
];
