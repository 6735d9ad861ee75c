/** Bytes that are no HTTP, whatever is drawn: none of them is a letter, a digit or the end of a line. */
import type { Moment } from './unit.ts';

const LENGTH = 64;

export function garbage(moment: Moment): Uint8Array {
  return Uint8Array.from({ length: LENGTH }, (_, i) => 128 + Math.floor(moment.draw(`byte ${i}`) * 128));
}
