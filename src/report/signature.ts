/**
 * A detached signature of a manifest: JSON Web Signature in its compact form, without the payload (RFC 7515,
 * appendix F), by a key of the user's.
 */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { CompactSign, compactVerify } from 'jose';

/** A key that cannot be used; the message says why, and never has the key. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
}

/** `manifest.jws`: one line. `pem` is a private key, Ed25519, EC P-256 or RSA. @throws KeyError */
export async function signatureOf(manifest: Uint8Array, pem: string): Promise<string> {
  const key = keyOf(() => createPrivateKey(pem), 'a private key in PEM');
  const jws = await new CompactSign(manifest).setProtectedHeader({ alg: algorithmOf(key) }).sign(key);
  const [header, , signature] = jws.split('.');
  return `${header}..${signature}\n`;
}

/** Why the signature is none of this manifest by this key, or null where it is. @throws KeyError */
export async function whyNotSigned(manifest: Uint8Array, jws: string, pem: string): Promise<string | null> {
  const key = keyOf(() => createPublicKey(pem), 'a public key in PEM');
  const algorithms = [algorithmOf(key)];
  const [header = '', payload, signature = ''] = jws.trim().split('.');
  if (payload !== '' || header === '' || signature === '') return 'it is no detached JSON Web Signature';
  try {
    await compactVerify(`${header}.${Buffer.from(manifest).toString('base64url')}.${signature}`, key, {
      algorithms,
    });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function keyOf(read: () => KeyObject, expected: string): KeyObject {
  try {
    return read();
  } catch (error) {
    throw new KeyError(
      `this is not ${expected} (${error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'})`,
    );
  }
}

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  if (asymmetricKeyType === 'ed25519') return 'EdDSA';
  if (asymmetricKeyType === 'rsa') return 'PS256';
  if (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ES256';
  throw new KeyError(
    `keys can be Ed25519, EC P-256 or RSA; this one is ${asymmetricKeyType ?? 'of no such kind'}`,
  );
}
