/** Faults on the way back: what was asked is done, and a right answer comes slowly, or not whole. */
import { garbage } from './garbage.ts';
import { type FaultOf, type Unit, WITH_BODY } from './unit.ts';

export const slowDrip: Unit<FaultOf<'slow-drip'>> = {
  meets: WITH_BODY,
  arm: ({ bytes, everyMs }) => ({
    kind: 'afterwards',
    treat: (response) => (response.body === null ? null : { by: 'drip', response, bytes, everyMs }),
  }),
};

/** Without a length, a client cannot know that the body is whole before the connection is closed. */
export const slowClose: Unit<FaultOf<'slow-close'>> = {
  meets: WITH_BODY,
  arm: ({ ms }) => ({
    kind: 'afterwards',
    treat: (response) => (response.body === null ? null : { by: 'slow close', response, ms }),
  }),
};

/** The whole length is announced, and never comes: at least the last byte is missing. */
export const resetAmidBody: Unit<FaultOf<'reset-amid-body'>> = {
  meets: WITH_BODY,
  arm: ({ bytes }) => ({
    kind: 'afterwards',
    treat: (response) => {
      if (response.body === null) return null;
      const length = Buffer.byteLength(response.body);
      return { by: 'cut', response, bytes: Math.min(bytes ?? Math.floor(length / 2), length - 1) };
    },
  }),
};

export const malformedChunk: Unit<FaultOf<'malformed-chunk'>> = {
  meets: WITH_BODY,
  arm: () => ({
    kind: 'afterwards',
    treat: (response, moment) =>
      response.body === null ? null : { by: 'broken chunk', response, garbage: garbage(moment) },
  }),
};
