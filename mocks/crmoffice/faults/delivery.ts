/** What becomes of a request on its socket, as data: the server acts it out. */
import type { Answer, PlainResponse } from '../message.ts';

export type Delivery =
  | { by: 'answer'; response: Answer }
  /** The body in pieces of `bytes`, one each `everyMs`. */
  | { by: 'drip'; response: PlainResponse; bytes: number; everyMs: number }
  /** The head and `bytes` of the body, then a reset. */
  | { by: 'cut'; response: PlainResponse; bytes: number }
  /** The head, then `garbage` where a chunk should be, then the end. */
  | { by: 'broken chunk'; response: PlainResponse; garbage: Uint8Array }
  /** No length is announced: the body ends with the connection, `ms` after its last byte. */
  | { by: 'slow close'; response: PlainResponse; ms: number }
  | { by: 'reset' }
  /** The end in good order, behind bytes that are no HTTP, or none at all. */
  | { by: 'end'; garbage: Uint8Array }
  /** Nothing for `ms`, then a reset. */
  | { by: 'silence'; ms: number }
  /** Every connection is reset, and none is accepted for `ms`. */
  | { by: 'refusal'; ms: number };

/** `delayMs` goes before anything else. */
export interface Treatment {
  readonly delayMs: number;
  readonly delivery: Delivery;
}

/** What the client is told, or null where no answer is begun. */
export function answeredStatus(delivery: Delivery): number | null {
  return 'response' in delivery ? delivery.response.status : null;
}
