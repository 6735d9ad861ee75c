/** The fault bank: all engines that are wrong on purpose, for the rows of a document. */
import type { Dataflow } from '../domain/dataflow.ts';
import { answerFaults } from './bank/answers.ts';
import { combinedFaults } from './bank/combined.ts';
import { crossingFaults } from './bank/crossing.ts';
import { directionFaults } from './bank/direction.ts';
import { emptyFaults } from './bank/empty.ts';
import { leakFaults } from './bank/leaks.ts';
import { linkingFaults } from './bank/linking.ts';
import { lostEdits } from './bank/lost-edits.ts';
import { neighbourFaults } from './bank/neighbours.ts';
import { pagingFaults } from './bank/paging.ts';
import { policyFaults } from './bank/policies.ts';
import { recordFaults } from './bank/records.ts';
import { restlessFaults } from './bank/restless.ts';
import { rowFaults } from './bank/rows.ts';
import { stateFaults } from './bank/state.ts';
import { valueFaults } from './bank/values.ts';
import type { FaultyEngine } from './faulty.ts';

/** In an order that stays the same. Throws `RangeError` where two have one title. */
export function bankOf({ sections }: Dataflow): FaultyEngine[] {
  const rows = (sections[0]?.rows ?? []).filter(({ left, right }) => left !== 'id' && right !== 'id');
  const engines = [
    ...rowFaults(rows),
    ...directionFaults(rows),
    ...crossingFaults(rows),
    ...valueFaults(rows),
    ...emptyFaults(rows),
    ...linkingFaults(),
    ...recordFaults(),
    ...leakFaults(rows),
    ...restlessFaults(rows),
    ...lostEdits(rows),
    ...pagingFaults(),
    ...neighbourFaults(rows),
    ...answerFaults(),
    ...stateFaults(rows),
    ...policyFaults(),
    ...combinedFaults(rows),
  ];
  const twice = engines.find(({ title }, index) => engines.findIndex((one) => one.title === title) !== index);
  if (twice) throw new RangeError(`two engines of the bank have the title “${twice.title}”`);
  return engines;
}
