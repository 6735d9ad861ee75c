/** What happens at the n-th request of the engine to a mock tenant: somebody acts, or the request meets faults. */
import type { ArrivingRequest, MockTenant } from '../../mocks/crmoffice/index.ts';
import type { Fault as MockFault } from '../domain/fault.ts';
import type { Fault, Side } from '../histories/history.ts';
import type { PassPlan } from '../histories/world.ts';

export interface ArmedRequests {
  /** Nothing more is met: also not by the request that has just arrived. */
  end(): void;
  /** Takes all of it away. How many requests met a fault. */
  disarm(): number;
}

/**
 * Requests are counted from here on, whatever becomes of them; what the plan has for the other side never comes.
 * `onArrival` is called at each of them, before anything else.
 */
export function armRequests(
  tenant: MockTenant,
  side: Side,
  plan: PassPlan,
  onArrival: () => void,
): ArmedRequests {
  const { controls } = tenant;
  const here = plan.faults.filter(({ at }) => at.side === side);
  const moments = plan.moments.filter(({ at }) => at.side === side);
  const before = tenant.engineRequests();
  let met = 0;
  let armed = false;
  let ended = false;
  /** A mock counts the requests that a fault may meet, a history all of them: so each fault is armed for one alone. */
  const withdraw = (): void => {
    if (!armed) return;
    if (controls.faults.met().some((times) => times > 0)) met += 1;
    controls.faults.disarm();
    armed = false;
  };
  controls.beforeRequest((arriving) => {
    onArrival();
    withdraw();
    const number = arriving.number - before;
    for (const { at, happens } of moments) if (at.request === number) happens();
    const due = here.find(({ at, times }) => number >= at.request && number < at.request + times);
    if (due === undefined || ended) return;
    controls.faults.arm([mockFault(due.kind, arriving)], LEAVES_OUT_THE_LAST);
    armed = true;
  });
  return {
    end() {
      ended = true;
    },
    disarm() {
      withdraw();
      controls.beforeRequest(null);
      return met;
    },
  };
}

/** A client that waits as long as it may would be waited for: the connection is taken away instead. */
const NO_ANSWER_MS = 20;

/** Which record of a page is missing is drawn: with this seed it is always the last one. */
const LEAVES_OUT_THE_LAST = 4544;

function mockFault(kind: Fault['kind'], { method }: ArrivingRequest): MockFault {
  switch (kind) {
    case 'refused':
      return { name: 'server-error', status: 503 };
    case 'failed':
      return { name: 'server-error', status: 500 };
    case 'busy':
      return { name: 'too-many-requests' };
    case 'reset':
      return { name: 'reset-before-body' };
    case 'no answer':
      return { name: 'no-answer', ms: NO_ANSWER_MS };
    case 'lost':
      // Nothing is changed by a GET: that its answer does not come whole is all that can be seen of it.
      return method === 'GET' ? { name: 'reset-amid-body' } : { name: 'committed-then-reset' };
    case 'short':
      return { name: 'missing-item' };
    case 'twice':
      return { name: 'duplicate-item' };
  }
}
