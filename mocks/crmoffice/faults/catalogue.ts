/** Every fault there is, by its name: the one list of units. */
import type { Fault, FaultName } from '../../../src/domain/fault.ts';
import { clocksApart, wholeSeconds } from './clocks.ts';
import { committedThen500, committedThenNoAnswer, committedThenReset } from './committed.ts';
import { emptyBody, malformedJson, truncatedJson, wrongContentType } from './hurt-body.ts';
import { malformedChunk, resetAmidBody, slowClose, slowDrip } from './hurt-delivery.ts';
import { latency } from './latency.ts';
import { listLag } from './list-lag.ts';
import { duplicateItem, missingItem, pageDrift } from './listings.ts';
import { droppedProperty, oldEtag } from './record.ts';
import { expiredToken, quota, serverError, tooManyRequests } from './refused.ts';
import { connectionRefused, emptyResponse, garbage, noAnswer, resetBeforeBody } from './severed.ts';
import type { Act, FaultOf, Met, Unit } from './unit.ts';

type Faults = { [N in FaultName]: FaultOf<N> };

const UNITS: { readonly [N in FaultName]: Unit<Faults[N]> } = {
  latency,
  'too-many-requests': tooManyRequests,
  quota,
  'server-error': serverError,
  'connection-refused': connectionRefused,
  'reset-before-body': resetBeforeBody,
  'empty-response': emptyResponse,
  garbage,
  'reset-amid-body': resetAmidBody,
  'no-answer': noAnswer,
  'empty-body': emptyBody,
  'truncated-json': truncatedJson,
  'malformed-json': malformedJson,
  'malformed-chunk': malformedChunk,
  'slow-drip': slowDrip,
  'slow-close': slowClose,
  'wrong-content-type': wrongContentType,
  'expired-token': expiredToken,
  'committed-then-500': committedThen500,
  'committed-then-reset': committedThenReset,
  'committed-then-no-answer': committedThenNoAnswer,
  'list-lag': listLag,
  'page-drift': pageDrift,
  'missing-item': missingItem,
  'duplicate-item': duplicateItem,
  'dropped-property': droppedProperty,
  'old-etag': oldEtag,
  'whole-seconds': wholeSeconds,
  'clocks-apart': clocksApart,
};

export function act(fault: Fault): Act {
  return armed(fault.name, fault);
}

/** Whether the fault can act on such a request, and its `on` lets it. */
export function canMeet({ name, on = {} }: Fault, request: Met): boolean {
  const { method = request.method, route = request.route } = on;
  return method === request.method && route === request.route && UNITS[name].meets(request);
}

/** For the type checker: a unit is looked up by the same name that its fault has. */
function armed<N extends FaultName>(name: N, fault: Faults[N]): Act {
  return UNITS[name].arm(fault);
}
