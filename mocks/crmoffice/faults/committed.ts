/** Lies about writes: done, and yet not answered so. The log has the status that the write came to. */
import type { PlainResponse } from '../message.ts';
import { problemResponse, Refusal } from '../problem.ts';
import type { Delivery } from './delivery.ts';
import { type Act, type FaultOf, type Unit, WRITES } from './unit.ts';

export const committedThen500: Unit<FaultOf<'committed-then-500'>> = {
  meets: WRITES,
  arm: () => {
    const refusal = new Refusal(500, 'a fault on purpose: what was asked is done all the same');
    return onceDone({ by: 'answer', response: problemResponse(refusal) });
  },
};

export const committedThenReset: Unit<FaultOf<'committed-then-reset'>> = {
  meets: WRITES,
  arm: () => onceDone({ by: 'reset' }),
};

export const committedThenNoAnswer: Unit<FaultOf<'committed-then-no-answer'>> = {
  meets: WRITES,
  arm: ({ ms }) => onceDone({ by: 'silence', ms }),
};

/** A write that is refused was not committed: that is answered as it is. */
function onceDone(delivery: Delivery): Act {
  const accepted = ({ status }: PlainResponse): boolean => status >= 200 && status < 300;
  return { kind: 'afterwards', treat: (response) => (accepted(response) ? delivery : null) };
}
