/** Faults of the body: what was asked is done, the answer's status and tag are right, its body is not. */
import type { PlainResponse } from '../message.ts';
import type { Act } from './unit.ts';
import { type FaultOf, type Unit, WITH_BODY } from './unit.ts';

export const emptyBody: Unit<FaultOf<'empty-body'>> = {
  meets: WITH_BODY,
  arm: () => hurt((response) => ({ ...response, body: '' })),
};

/** Cut, and announced with the length that is left: only the JSON tells. */
export const truncatedJson: Unit<FaultOf<'truncated-json'>> = {
  meets: WITH_BODY,
  arm: ({ fraction = 0.5 }) =>
    hurt((response, body) => ({ ...response, body: body.slice(0, Math.floor(body.length * fraction)) })),
};

/** Whole, with a piece of another document behind it. */
export const malformedJson: Unit<FaultOf<'malformed-json'>> = {
  meets: WITH_BODY,
  arm: () => hurt((response, body) => ({ ...response, body: `${body},{"malformed":` })),
};

/** The page of some proxy in between. */
export const wrongContentType: Unit<FaultOf<'wrong-content-type'>> = {
  meets: WITH_BODY,
  arm: () =>
    hurt((response) => ({
      ...response,
      headers: { ...response.headers, 'content-type': 'text/html; charset=utf-8' },
      body: '<!doctype html><title>Welcome</title><p>A fault on purpose: this is no JSON.</p>',
    })),
};

/** What has no body cannot be hurt. */
function hurt(how: (response: PlainResponse, body: string) => PlainResponse): Act {
  return {
    kind: 'afterwards',
    treat: (response) =>
      response.body === null ? null : { by: 'answer', response: how(response, response.body) },
  };
}
