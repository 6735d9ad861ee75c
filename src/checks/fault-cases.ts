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
    ({ faults, oneSided }) =>
      // Tenants that are one have one clock.
      faults.every(({ name }) => names.includes(name)) && !(oneSided && topology === 'one-tenant'),
  );
  const alone = asked.map(({ id, title, faults, oneSided, pairs = FEW_PAIRS }): FaultCase => ({
    id,
    title,
    class: classOf(faults),
    faults: { left: oneSided ? [] : faults, right: topology === 'one-tenant' ? [] : faults },
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
  oneSided?: true;
  pairs?: number;
}

/** From the first request on: a fault that was not met had no request to meet. */
const reads = (fault: Fault): Fault => ({ ...fault, on: { method: 'GET' }, when: { requests: [1, 4, 5] } });
const lists = (fault: Fault): Fault => ({ ...fault, on: { route: 'list' }, when: { count: 3 } });
const writes = (fault: Fault): Fault => ({ ...fault, on: { method: 'PATCH' }, when: { requests: [1, 3] } });
/** Apart: an engine that stops at the first error would spend its passes on reading, and never come to write. */
const apart = (id: string, what: string, fault: Fault): Entry[] => [
  { id: `${id}-reads`, title: `some requests that read ${what}`, faults: [reads(fault)] },
  { id: `${id}-writes`, title: `some requests that write ${what}`, faults: [writes(fault)] },
];
/** The second page of a listing, twice. */
const secondPage = (id: string, what: string, fault: Fault): Entry => ({
  id: `${id}-second-page`,
  title: `the second page of a listing ${what}`,
  faults: [{ ...fault, on: { method: 'GET', route: 'list' }, when: { requests: [2, 4] } }],
  pairs: MORE_THAN_A_PAGE,
});
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
  ...apart('too-many-requests', 'are refused with 429', { name: 'too-many-requests' }),
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
  ...apart('status-500', 'are answered 500', { name: 'server-error', status: 500 }),
  ...apart('status-502', 'are answered 502', { name: 'server-error', status: 502 }),
  ...apart('status-503', 'are answered 503', { name: 'server-error', status: 503 }),
  {
    id: 'status-503-for-long',
    title: 'writes are answered 503 for so long that repeating them does not help',
    faults: [{ name: 'server-error', status: 503, on: { method: 'PATCH' }, when: { count: 30 } }],
  },
  secondPage('status-500', 'is answered 500', { name: 'server-error', status: 500 }),
  secondPage('truncated-json', 'is answered in part', { name: 'truncated-json' }),
  {
    id: 'connection-refused',
    title: 'no connection is accepted for a while',
    faults: [{ name: 'connection-refused', ms: 100, on: { method: 'PATCH' }, when: { requests: [2] } }],
  },
  ...apart('reset-before-body', 'are reset unanswered', { name: 'reset-before-body' }),
  ...apart('empty-response', 'end without an answer', { name: 'empty-response' }),
  ...apart('garbage', 'are answered with what is no HTTP', { name: 'garbage' }),
  ...apart('reset-amid-body', 'are reset amid the answer', { name: 'reset-amid-body' }),
  ...apart('no-answer', 'are never answered', { name: 'no-answer', ms: 150 }),
  ...apart('empty-body', 'are answered without a body', { name: 'empty-body' }),
  ...apart('truncated-json', 'are answered in part', { name: 'truncated-json' }),
  ...apart('malformed-json', 'are answered with what is no JSON', { name: 'malformed-json' }),
  ...apart('malformed-chunk', 'are answered up to bytes that are no chunk', { name: 'malformed-chunk' }),
  { id: 'slow-drip', title: 'answers drip', faults: some({ name: 'slow-drip', bytes: 500, everyMs: 2 }) },
  ...apart('slow-close', 'are closed long after the answer', { name: 'slow-close', ms: 50 }),
  ...apart('wrong-content-type', 'are answered with a page of HTML', { name: 'wrong-content-type' }),
  ...apart('expired-token', 'are refused for an expired token', { name: 'expired-token' }),
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
    oneSided: true,
  },
  {
    id: 'clocks-behind',
    title: 'the clock of the right tenant is two hours behind',
    faults: [{ name: 'clocks-apart', ms: -7_200_000 }],
    oneSided: true,
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
