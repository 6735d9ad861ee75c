/**
 * Detached signatures of a manifest: JSON Web Signatures in their compact form, without the payload (RFC 7515,
 * appendix F), one a line. Who signs, when, and what it means are in the protected header: they cannot be
 * taken to another record, nor changed (21 CFR 11.50 and 11.70).
 */
import type { KeyObject } from 'node:crypto';
import { CompactSign, compactVerify, errors } from 'jose';
import { z } from 'zod';
import { algorithmOf, privateKeyOf, publicKeyOf } from './signing-key.ts';

export const Signing = z.object({
  /** The signer's name; null for a key that signs by itself, as in CI. */
  name: z.string().nullable(),
  meaning: z.string().nullable(),
  /** By the signer's clock. */
  signedAt: z.iso.datetime(),
});
export type Signing = z.infer<typeof Signing>;

/** A line of `manifest.jws`. `pem` is a private key: Ed25519, EC P-256 or RSA. @throws KeyError */
export async function signatureOf(manifest: Uint8Array, pem: string, signing: Signing): Promise<string> {
  const key = privateKeyOf(pem);
  const jws = await new CompactSign(manifest)
    .setProtectedHeader({ alg: algorithmOf(key), ...signing })
    .sign(key);
  const [header, , signature] = jws.split('.');
  return `${header}..${signature}\n`;
}

/** The signatures of this manifest by this key; `lines` are those of `manifest.jws`. @throws KeyError */
export async function signingsBy(pem: string, manifest: Uint8Array, lines: string): Promise<Signing[]> {
  const key = publicKeyOf(pem);
  const algorithms = [algorithmOf(key)];
  const found: Signing[] = [];
  for (const line of lines.split('\n')) {
    const [header, payload, signature] = line.split('.');
    if (header === undefined || payload !== '' || signature === undefined) continue;
    const whole = `${header}.${Buffer.from(manifest).toString('base64url')}.${signature}`;
    const signing = Signing.safeParse(await headerOf(whole, key, algorithms));
    if (signing.success) found.push(signing.data);
  }
  return found;
}

/** Null where it is a signature by another key, or of something else; what else goes wrong is no answer. */
async function headerOf(jws: string, key: KeyObject, algorithms: string[]): Promise<unknown> {
  try {
    return (await compactVerify(jws, key, { algorithms })).protectedHeader;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
