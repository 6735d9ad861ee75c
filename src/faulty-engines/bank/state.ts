/** What is remembered between passes is lost, or out of date. */
import type { Row } from '../../domain/dataflow.ts';
import type { FaultyEngine } from '../faulty.ts';
import type { Core } from '../../sync/core.ts';
import type { Agreed } from '../../sync/decide.ts';
import { slugOf } from './ground.ts';

const AGAINST = 'it keeps in sync for ever, in whatever process a pass is run';

export function stateFaults(rows: readonly Row[]): FaultyEngine[] {
  const clearings = rows.map((row) => `clear-left/${slugOf(row)}`);
  return [
    forgets('all is forgotten after each pass', (pass) => pass > 1, clearings),
    forgets('all is forgotten after each second pass', (pass) => pass % 2 === 0, clearings),
    forgets('all is forgotten after each third pass', (pass) => pass % 3 === 0, []),
    forgets('all is forgotten once, after the fifth pass', (pass) => pass === 5, []),
    {
      title: 'what was agreed last is not remembered',
      class: 'state',
      against: AGAINST,
      red: clearings,
      vary: () => ({
        core: (core) => ({
          ...core,
          decide: (groups, records, _, edited) => core.decide(groups, records, {}, edited),
        }),
      }),
    },
    {
      title: 'what was agreed at the first link is remembered for ever',
      class: 'state',
      against: AGAINST,
      red: rows.map((row) => `alternate/${slugOf(row)}`),
      vary: () => ({ core: (core) => ({ ...core, decide: remembering(core.decide, (_, first) => first) }) }),
    },
    {
      title: 'what was agreed is remembered a pass too late',
      class: 'state',
      against: AGAINST,
      red: [],
      vary: () => ({ core: (core) => ({ ...core, decide: remembering(core.decide, (before) => before) }) }),
    },
    ...rows.map((row): FaultyEngine => {
      const name = `${row.left} → ${row.right}`;
      return {
        title: `what was agreed on ${name} is not remembered`,
        class: 'state',
        against: AGAINST,
        red: [`clear-left/${slugOf(row)}`, `clear-right/${slugOf(row)}`],
        rows: [name],
        vary: () => ({
          core: (core) => ({
            ...core,
            decide: (groups, records, agreed, edited) =>
              core.decide(
                groups,
                records,
                Object.fromEntries(Object.entries(agreed).filter(([of]) => of !== name)),
                edited,
              ),
          }),
        }),
      };
    }),
  ];
}

function forgets(title: string, inPass: (pass: number) => boolean, red: readonly string[]): FaultyEngine {
  return {
    title,
    class: 'state',
    against: AGAINST,
    red,
    vary: () => ({ begin: (pass) => (inPass(pass) ? 'forget' : 'work') }),
  };
}

type Decide = Core['decide'];

/** Decides on what was agreed at another time: by what was known of the pair when it was last decided on, and at first. */
function remembering(decide: Decide, chosen: (before: Agreed, first: Agreed) => Agreed): Decide {
  const memory = new Map<string, { first: Agreed; before: Agreed }>();
  return (groups, records, agreed, edited) => {
    const known = memory.get(records.left.id);
    const isLinked = Object.keys(agreed).length > 0;
    if (isLinked) memory.set(records.left.id, { first: known?.first ?? agreed, before: agreed });
    return decide(groups, records, known && isLinked ? chosen(known.before, known.first) : agreed, edited);
  };
}
