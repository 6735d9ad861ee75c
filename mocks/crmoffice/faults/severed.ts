/** Faults of the connection: no answer is begun, and nothing is done. */
import { garbage as bytes } from './garbage.ts';
import { ANY, type FaultOf, type Unit } from './unit.ts';

/** For `ms` nothing listens at the tenant's address; connections that are open, idle ones too, are reset. */
export const connectionRefused: Unit<FaultOf<'connection-refused'>> = {
  meets: ANY,
  arm: ({ ms }) => ({ kind: 'instead', treat: () => ({ by: 'refusal', ms }) }),
};

/** A reset (TCP RST) where the answer would begin. */
export const resetBeforeBody: Unit<FaultOf<'reset-before-body'>> = {
  meets: ANY,
  arm: () => ({ kind: 'instead', treat: () => ({ by: 'reset' }) }),
};

/** An end in good order (TCP FIN) where the answer would begin. */
export const emptyResponse: Unit<FaultOf<'empty-response'>> = {
  meets: ANY,
  arm: () => ({ kind: 'instead', treat: () => ({ by: 'end', garbage: new Uint8Array() }) }),
};

export const garbage: Unit<FaultOf<'garbage'>> = {
  meets: ANY,
  arm: () => ({ kind: 'instead', treat: (moment) => ({ by: 'end', garbage: bytes(moment) }) }),
};

/** The request is taken and never answered. */
export const noAnswer: Unit<FaultOf<'no-answer'>> = {
  meets: ANY,
  arm: ({ ms }) => ({ kind: 'instead', treat: () => ({ by: 'silence', ms }) }),
};
