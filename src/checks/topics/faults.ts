/** A 429 and a 500 on some of the engine's writes, not committed: once they end, the same end state is reached. */
import { type Check, type Finding, NotVerified } from '../check.ts';
import { termsOf } from '../batches.ts';
import type { Evidence } from '../evidence.ts';
import {
  checkOf,
  editAllRows,
  type Ground,
  linesSaying,
  matchedPair,
  type Topic,
  createBoth,
} from '../ground.ts';
import type { Scenario, Side } from '../scenario.ts';
import { overScenarios, type View } from '../view.ts';
import { holdsEdit, sidesAgree } from '../row-findings.ts';

const PAIRS = 6;

export function faults(ground: Ground): Topic {
  const scenarios = Array.from({ length: PAIRS }, (_, i) => scenario(ground, i + 1));
  const ids = scenarios.map(({ id }) => id);
  const check = (name: string, title: string, round: number, judge: (view: View) => Finding[]): Check =>
    checkOf(ground, {
      kind: 'implied',
      group: 'resilience',
      name: `faults/${name}`,
      title: `${title} once a 429 and a 500 on writes have ended`,
      lines: linesSaying(ground, 'keeps in sync'),
      scenarios: ids,
      judge: (evidence) => {
        const findings = overScenarios(ids, judge)(evidence);
        if (findings.length === 0) assertMet(evidence, round);
        return findings;
      },
    });
  const arrives = (round: number, side: Side) => (view: View) =>
    ground.rows.flatMap((row) => holdsEdit(view, round, row, side));
  return {
    scenarios: { faults: scenarios },
    checks: [
      check('first-link', 'pairs agree', 0, (view) => ground.rows.flatMap((row) => sidesAgree(view, 0, row))),
      check('edit-left', 'edits on the left have arrived', 1, arrives(1, 'left')),
      check('edit-right', 'edits on the right have arrived', 2, arrives(2, 'right')),
    ],
  };
}

/** Where a fault met no write, nothing was shown. */
function assertMet(evidence: Evidence, round: number): void {
  const settle = evidence.settles.find((one) => one.batch === 'faults' && one.round === round);
  const armed = termsOf('faults').faults.left;
  const met = armed.filter(({ name }) =>
    settle?.faults.some((one) => one.fault.name === name && one.met > 0),
  );
  if (met.length < armed.length) {
    throw new NotVerified(`${met.length} of ${armed.length} faults met a write of the engine`, {
      declaredLack: false,
    });
  }
}

function scenario(ground: Ground, n: number): Scenario {
  const pair = matchedPair(ground);
  return {
    id: `faults/pair ${n}`,
    title: 'a pair is linked and edited on both sides while some writes are answered 429 and 500',
    rounds: [
      createBoth(pair),
      [editAllRows(ground, 'left', 'left')],
      [editAllRows(ground, 'right', 'right')],
    ],
  };
}
