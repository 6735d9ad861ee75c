import { describe, expect, it } from 'vitest';
import { bankOf } from '../faulty-engines/bank.ts';
import { variedEngine } from '../faulty-engines/varied-engine.ts';
import { COMPARISONS } from './comparisons.ts';
import { type Ground, playAndJudge } from './exploration.ts';
import type { Edit, History, Pass } from './history.ts';
import { CHECKLIST, groundOf, REFERENCE } from './testing/ground.ts';

const wrong = bankOf(CHECKLIST.dataflow).find(
  ({ title }) => title === 'postAddress.country → visitAddress.country is left out',
);
if (wrong === undefined) throw new Error('the bank has no such engine any more');
const WRONG = variedEngine(wrong.title, wrong.vary);

const when = { pass: 0, amid: null, sameTime: false };
const created = (company: string, orgNr: string): Edit => ({
  do: 'create',
  company,
  left: { orgNr, postAddress: { country: 'v1' }, visitAddress: { country: 'v2' } },
  right: { orgNr },
  ...when,
});
const PASS: Pass = { how: 'pass', restart: false, stop: null };
/** With something in it for each comparison to leave out, or to do otherwise. */
const HISTORY: History = {
  topology: 'two-tenants',
  edits: [created('acme', '210503277'), created('birch', '284191145')],
  passes: [{ ...PASS, stop: { how: 'kill', at: { side: 'left', request: 3 } } }, PASS],
  faults: [{ pass: 1, at: { side: 'right', request: 1 }, times: 4, kind: 'refused' }],
  pace: 0,
};
/** Without the others nothing may hang on the number of a request. */
const CALM: History = { ...HISTORY, passes: [PASS], faults: [] };

/** An engine that is right the first time that a history is played, and another one the second time. */
function changing(second: Ground['engine']): Ground {
  let plays = 0;
  const ground = groundOf(REFERENCE);
  return {
    ...ground,
    kinds: new Set(),
    engine: { ...REFERENCE, start: (setting) => (plays < 2 ? REFERENCE : second).start(setting) },
    makeWorld: (topology, pace) => {
      plays += 1;
      return ground.makeWorld(topology, pace);
    },
  };
}

describe.each(COMPARISONS.map((comparison) => [comparison.name, comparison] as const))(
  '%s',
  (name, comparison) => {
    const history = name === 'neighbours-change-nothing' ? CALM : HISTORY;

    it('fails where the other way comes to something else', async () => {
      const { violations } = await playAndJudge(history, changing(WRONG), [comparison]);
      expect(violations.map(({ invariant }) => invariant)).toEqual([name]);
    });

    it('holds where it comes to the same', async () => {
      expect(comparison.otherWay(history, groundOf().repertoire.cells)).not.toBeNull();
      expect((await playAndJudge(history, changing(REFERENCE), [comparison])).violations).toEqual([]);
    });
  },
);
