/** `verify`: whether a sign-off pack is as it was written, and says what its evidence says. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type Files, MANIFEST, sha256Of, SIGNATURE } from '../report/manifest.ts';
import { EVIDENCE } from '../report/pack.ts';
import { type Signing, signingsBy } from '../report/signature.ts';
import type { ExitStatus } from './conclude.ts';
import { alterationsOf } from './pack-again.ts';
import { readPack } from './pack-folder.ts';
import { UsageError } from './usage-error.ts';

export interface VerifyOptions {
  /** A file with a public key in PEM. */
  publicKey?: string;
  json?: boolean;
}

/** 0 as it was written, 1 altered, 2 no pack. */
export async function verifyCommand(folder: string, { publicKey, json }: VerifyOptions): Promise<ExitStatus> {
  const { files, others } = readPack(folder);
  if (!files.has(MANIFEST) && !files.has(EVIDENCE))
    throw new UsageError(`${folder}: this is no sign-off pack: it has neither ${MANIFEST} nor ${EVIDENCE}`);
  const signings = publicKey === undefined ? null : await signingsIn(files, publicKey);
  const alterations = [
    ...(await alterationsOf(files, others)),
    ...(signings?.length === 0
      ? [{ file: SIGNATURE, what: `has no signature of ${MANIFEST} by the key of ${publicKey}` }]
      : []),
  ];
  const intact = alterations.length === 0;
  if (json) process.stdout.write(`${JSON.stringify({ folder, intact, alterations, signings }, null, 2)}\n`);
  else {
    for (const { file, what } of alterations) process.stdout.write(`${path.join(folder, file)}: ${what}\n`);
    process.stdout.write(intact ? intactness(files, signings) : `ALTERED: ${alterations.length} found.\n`);
  }
  return intact ? 0 : 1;
}

/** Who has signed a pack's manifest with a key. @throws UsageError, KeyError */
async function signingsIn(files: Files, publicKey: string): Promise<Signing[]> {
  const [manifest, lines] = [files.get(MANIFEST), files.get(SIGNATURE)];
  const key = readKey(publicKey);
  return signingsBy(key, manifest ?? Buffer.of(), Buffer.from(lines ?? []).toString('utf8'));
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--public-key ${file}: cannot be read: ${why}`);
  }
}

function intactness(files: Files, signings: Signing[] | null): string {
  const signed = files.has(SIGNATURE)
    ? 'Its signatures were not looked at: give --public-key.'
    : 'It is not signed: whoever makes evidence and pack anew is not found out.';
  return [
    `INTACT: ${files.size} files are as they were written, and say what the evidence says.`,
    ...(signings?.map(told) ?? [signed]),
    `SHA-256 of ${MANIFEST}: ${sha256Of(files.get(MANIFEST) ?? '')}`,
  ]
    .join('\n')
    .concat('\n');
}

/** What a signer wrote may hold control characters, which would steer the reader's terminal. */
function told({ name, meaning, signedAt }: Signing): string {
  const signer = name ?? 'a key without a name';
  return stripVTControlCharacters(
    `Signed by ${signer} on ${signedAt}${meaning === null ? '' : `: ${meaning}`}`,
  ).replaceAll(/\p{Cc}/gu, ' ');
}
