/** Signatures are of one manifest, by one key, and carry who signed: none of it can be taken elsewhere. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signatureOf, signingsBy } from './signature.ts';
import { KeyError } from './signing-key.ts';

const MANIFEST = Buffer.from('{"format": 1}\n');
const SIGNING = {
  name: 'Kari Ødegård',
  meaning: 'I have looked through the evidence.',
  signedAt: '2026-01-01T00:00:00.000Z',
};

const KEYS = {
  ed25519: () => generateKeyPairSync('ed25519'),
  rsa: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'EC P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
};

function pem({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }) {
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

describe.each(Object.entries(KEYS))('a signature by a key of kind %s', (_, generate) => {
  const [own, another] = [pem(generate()), pem(generate())];

  it('is found with its public key, with who signed, when, and why', async () => {
    const line = await signatureOf(MANIFEST, own.privateKey, SIGNING);
    expect(line).toMatch(/^[\w-]+\.\.[\w-]+\n$/);
    expect(await signingsBy(own.publicKey, MANIFEST, line)).toEqual([SIGNING]);
  });

  it('is none of another manifest, and none by another key', async () => {
    const line = await signatureOf(MANIFEST, own.privateKey, SIGNING);
    expect(await signingsBy(own.publicKey, Buffer.from('{"format": 2}\n'), line)).toEqual([]);
    expect(await signingsBy(another.publicKey, MANIFEST, line)).toEqual([]);
  });

  it('is none where its signer is made another', async () => {
    const line = await signatureOf(MANIFEST, own.privateKey, SIGNING);
    const [header = '', rest = ''] = line.split('..');
    const altered = Buffer.from(header, 'base64url').toString('utf8').replace('Kari', 'Mari');
    expect(altered).toContain('Mari');
    const forged = `${Buffer.from(altered).toString('base64url')}..${rest}`;
    expect(await signingsBy(own.publicKey, MANIFEST, forged)).toEqual([]);
  });

  it('is found among others, and beside what is none', async () => {
    const lines = [
      await signatureOf(MANIFEST, another.privateKey, { ...SIGNING, name: 'Mari' }),
      'a..b\n\n...\n',
      await signatureOf(MANIFEST, own.privateKey, SIGNING),
      await signatureOf(MANIFEST, own.privateKey, { ...SIGNING, name: null }),
    ];
    expect((await signingsBy(own.publicKey, MANIFEST, lines.join(''))).map(({ name }) => name)).toEqual([
      'Kari Ødegård',
      null,
    ]);
  });
});

describe('a key that cannot be used', () => {
  const { publicKey } = pem(KEYS.ed25519());

  it.each([
    ['no key', 'this is not a private key in PEM'],
    [publicKey, 'this is not a private key in PEM'],
    [
      pem(generateKeyPairSync('ec', { namedCurve: 'P-384' })).privateKey,
      'keys can be Ed25519, EC P-256 or RSA of 2048 bits',
    ],
  ])('to sign with is refused without being told', async (key, message) => {
    const signing = signatureOf(MANIFEST, key, SIGNING);
    await expect(signing).rejects.toThrow(KeyError);
    await expect(signing).rejects.toThrow(message);
    await expect(signing).rejects.not.toThrow(key.slice(30, 60) || 'no key');
  });

  it('to verify with is refused', async () => {
    await expect(signingsBy('no key', MANIFEST, '')).rejects.toThrow('this is not a public key in PEM');
  });
});
