/** Random numbers that depend on nothing but what they are for, so that no order of events changes them. */
import { createHash } from 'node:crypto';

/** A number from 0 to 1 (not included), evenly spread over different `place`s. */
export function drawAt(seed: number, ...place: readonly (string | number)[]): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...place]))
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
