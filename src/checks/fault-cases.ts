/** The faults that an engine is put to, each alone and some together: which, in which tenant, how often. */
import { type Fault, FAULT_NAMES, type FaultClass, type FaultName } from '../domain/fault.ts';
import type { Topology } from '../domain/tenant.ts';
import { randomFrom } from '../generate/random.ts';
import type { Side } from './scenario.ts';

export interface FaultCase {
  /** Made of what goes wrong. */
  id: string;
  title: string;
  /** `lie` or `clock` where one of its faults is. */
  class: FaultClass;
  faults: Record<Side, Fault[]>;
  /** How many pairs it is shown with: some faults need listings of more than one page. */
  pairs: number;
}

const MIXES = 3;
const FAULTS_IN_A_MIX = 4;
const FEW_PAIRS = 6;
/** A page of a listing has 100 records at most. */
const MORE_THAN_A_PAGE = 104;

/**
 * The cases of the faults that are asked for, and mixes where there are enough to mix. The same seed gives the
 * same mixes.
 */
export function faultCases(
  names: readonly FaultName[],
  { seed, topology }: { seed: number; topology: Topology },
): FaultCase[] {
  const asked = ALONE.filter(
    ({ faults, apart }) =>
      // Tenants that are one have one clock.
      faults.every(({ name }) => names.includes(name)) && !(apart && topology === 'one-tenant'),
  );
  const alone = asked.map(({ id, title, faults, apart, pairs = FEW_PAIRS }): FaultCase => ({
    id,
    title,
    class: classOf(faults),
    faults: { left: apart ? [] : faults, right: topology === 'one-tenant' ? [] : faults },
    pairs,
  }));
  const mixable = alone.filter(({ pairs, class: of }) => pairs === FEW_PAIRS && of !== 'clock');
  if (mixable.length < 2 * FAULTS_IN_A_MIX) return alone;
  // Mixes take longest, so that they begin first.
  return [...Array.from({ length: MIXES }, (_, i) => mix(mixable, seed, i + 1)), ...alone];
}

interface Entry {
  id: string;
  title: string;
  faults: Fault[];
  /** In the right tenant only: both tenants the same would be no fault. */
  apart?: true;
  pairs?: number;
}

/** From the first request on: a fault that was not met had no request to meet. */
const reads = (fault: Fault): Fault => ({ ...fault, on: { method: 'GET' }, when: { requests: [1, 4, 5] } });
const lists = (fault: Fault): Fault => ({ ...fault, on: { route: 'list' }, when: { count: 3 } });
const writes = (fault: Fault): Fault => ({ ...fault, on: { method: 'PATCH' }, when: { requests: [1, 3] } });
const both = (fault: Fault): Fault[] => [reads(fault), writes(fault)];
const some = (fault: Fault): Fault[] => [{ ...fault, when: { count: 30 } }];

const ALONE: readonly Entry[] = [
  {
    id: 'latency-fixed',
    title: 'answers come late',
    faults: some({ name: 'latency', delay: { distribution: 'fixed', ms: 5 } }),
  },
  {
    id: 'latency-uniform',
    title: 'answers come more or less late',
    faults: some({ name: 'latency', delay: { distribution: 'uniform', fromMs: 0, toMs: 20 } }),
  },
  {
    id: 'latency-lognormal',
    title: 'some answers come very late',
    faults: some({ name: 'latency', delay: { distribution: 'lognormal', medianMs: 4, sigma: 1 } }),
  },
  {
    id: 'too-many-requests',
    title: 'some requests are refused with 429',
    faults: both({ name: 'too-many-requests' }),
  },
  {
    id: 'too-many-requests-retry-after',
    title: 'a request is refused with 429 and Retry-After',
    faults: [{ name: 'too-many-requests', retryAfter: 1, on: { method: 'PATCH' }, when: { requests: [1] } }],
  },
  {
    id: 'quota',
    title: 'more than 3 requests in a third of a second are refused with 429',
    faults: [{ name: 'quota', requests: 3, perMs: 333, when: { count: 10 } }],
  },
  {
    id: 'status-500',
    title: 'some requests are answered 500',
    faults: both({ name: 'server-error', status: 500 }),
  },
  {
    id: 'status-502',
    title: 'some requests are answered 502',
    faults: both({ name: 'server-error', status: 502 }),
  },
  {
    id: 'status-503',
    title: 'some requests are answered 503',
    faults: both({ name: 'server-error', status: 503 }),
  },
  {
    id: 'connection-refused',
    title: 'no connection is accepted for a while',
    faults: [{ name: 'connection-refused', ms: 100, on: { method: 'PATCH' }, when: { requests: [2] } }],
  },
  {
    id: 'reset-before-body',
    title: 'connections are reset unanswered',
    faults: both({ name: 'reset-before-body' }),
  },
  {
    id: 'empty-response',
    title: 'connections are closed unanswered',
    faults: both({ name: 'empty-response' }),
  },
  { id: 'garbage', title: 'some answers are no HTTP', faults: both({ name: 'garbage' }) },
  {
    id: 'reset-amid-body',
    title: 'connections are reset amid the answer',
    faults: both({ name: 'reset-amid-body' }),
  },
  {
    id: 'no-answer',
    title: 'some requests are never answered',
    faults: both({ name: 'no-answer', ms: 150 }),
  },
  { id: 'empty-body', title: 'some answers have no body', faults: both({ name: 'empty-body' }) },
  { id: 'truncated-json', title: 'some answers are cut off', faults: both({ name: 'truncated-json' }) },
  { id: 'malformed-json', title: 'some answers are no JSON', faults: both({ name: 'malformed-json' }) },
  {
    id: 'malformed-chunk',
    title: 'some answers break off in bytes that are no chunk',
    faults: both({ name: 'malformed-chunk' }),
  },
  { id: 'slow-drip', title: 'answers drip', faults: some({ name: 'slow-drip', bytes: 500, everyMs: 2 }) },
  {
    id: 'slow-close',
    title: 'connections are closed long after the answer',
    faults: both({ name: 'slow-close', ms: 50 }),
  },
  {
    id: 'wrong-content-type',
    title: 'some answers are a page of HTML',
    faults: both({ name: 'wrong-content-type' }),
  },
  {
    id: 'expired-token',
    title: 'the token expires for some requests',
    faults: both({ name: 'expired-token' }),
  },
  {
    id: 'committed-then-500',
    title: 'writes are done and answered 500',
    faults: [writes({ name: 'committed-then-500' })],
  },
  {
    id: 'committed-then-reset',
    title: 'writes are done and the connection is reset',
    faults: [writes({ name: 'committed-then-reset' })],
  },
  {
    id: 'committed-then-no-answer',
    title: 'writes are done and never answered',
    faults: [writes({ name: 'committed-then-no-answer', ms: 150 })],
  },
  {
    id: 'list-lag',
    title: 'listings lag behind the last writes',
    faults: [lists({ name: 'list-lag', writes: 4 })],
  },
  {
    id: 'page-drift',
    title: 'a page drifts while it is read',
    faults: [lists({ name: 'page-drift' })],
    pairs: MORE_THAN_A_PAGE,
  },
  {
    id: 'missing-item',
    title: 'a record is missing from a listing',
    faults: [lists({ name: 'missing-item' })],
  },
  {
    id: 'duplicate-item',
    title: 'a record comes twice in a listing',
    faults: [lists({ name: 'duplicate-item' })],
  },
  {
    id: 'dropped-property',
    title: 'a write is accepted and one of its properties is not written',
    faults: [writes({ name: 'dropped-property' })],
  },
  {
    id: 'old-etag',
    title: 'records are answered with an old entity tag',
    faults: [{ name: 'old-etag', on: { method: 'GET', route: 'company' }, when: { requests: [1, 2, 3] } }],
  },
  { id: 'whole-seconds', title: 'modifiedAt has whole seconds only', faults: [{ name: 'whole-seconds' }] },
  {
    id: 'clocks-ahead',
    title: 'the clock of the right tenant is two hours ahead',
    faults: [{ name: 'clocks-apart', ms: 7_200_000 }],
    apart: true,
  },
  {
    id: 'clocks-behind',
    title: 'the clock of the right tenant is two hours behind',
    faults: [{ name: 'clocks-apart', ms: -7_200_000 }],
    apart: true,
  },
];

/** Each of its faults is met by a third of the requests that it is for, until it was met six times. */
function mix(cases: readonly FaultCase[], seed: number, n: number): FaultCase {
  const random = randomFrom(seed, n);
  const rest = [...cases];
  const chosen = Array.from({ length: FAULTS_IN_A_MIX }, () => rest.splice(random(rest.length), 1)).flat();
  const mixed = (faults: readonly Fault[]): Fault[] =>
    faults.map((fault) => ({ ...fault, when: { probability: 0.33, count: 6 } }));
  const faults = {
    left: chosen.flatMap((one) => mixed(one.faults.left)),
    right: chosen.flatMap((one) => mixed(one.faults.right)),
  };
  const ids = chosen.map(({ id }) => id).toSorted();
  return {
    id: `mix-${n}`,
    title: `together: ${ids.join(', ')}`,
    class: classOf(faults.left),
    faults,
    pairs: FEW_PAIRS,
  };
}

function classOf(faults: readonly Fault[]): FaultClass {
  const classes = new Set(faults.map(({ name }) => FAULT_NAMES.get(name)));
  if (classes.has('clock')) return 'clock';
  return classes.has('lie') ? 'lie' : 'transport';
}
