/** Keys in PEM that sign packs, or verify them; whether one can be used is known without what signs. Pure. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** A key that cannot be used; the message says why, and never has the key. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
}

/** @throws KeyError where it is no private key, or of no kind that signs */
export function assertSigningKey(pem: string): void {
  algorithmOf(privateKeyOf(pem));
}

/** @throws KeyError */
export function privateKeyOf(pem: string): KeyObject {
  return keyOf(() => createPrivateKey(pem), 'a private key in PEM');
}

/** @throws KeyError */
export function publicKeyOf(pem: string): KeyObject {
  return keyOf(() => createPublicKey(pem), 'a public key in PEM');
}

/** How a key of its kind signs. @throws KeyError where keys of its kind do not */
export function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  if (asymmetricKeyType === 'ed25519') return 'EdDSA';
  if (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) return 'PS256';
  if (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ES256';
  throw new KeyError(
    `keys can be Ed25519, EC P-256 or RSA of 2048 bits or more; this one is ${asymmetricKeyType ?? 'of no such kind'}`,
  );
}

function keyOf(read: () => KeyObject, expected: string): KeyObject {
  try {
    return read();
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new KeyError(`this is not ${expected} without a passphrase (${why})`);
  }
}
