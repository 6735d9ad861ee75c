/** `verify`: whether a sign-off pack is as it was written, and says what its evidence says. */
import path from 'node:path';
import { type Files, MANIFEST, sha256Of, SIGNATURE } from '../report/manifest.ts';
import { EVIDENCE } from '../report/pack-files.ts';
import { printable } from '../report/printable.ts';
import { type Signing, signingsBy } from '../report/signature.ts';
import { KeyError } from '../report/signing-key.ts';
import { ofThePack } from '../report/verification.ts';
import type { ExitStatus } from './conclude.ts';
import { type Verification, verified } from './pack-again.ts';
import { readPack } from './pack-folder.ts';
import { readTextFile } from './text-file.ts';
import { UsageError } from './usage-error.ts';

export interface VerifyOptions {
  /** A file with a public key in PEM. */
  publicKey?: string;
  json?: boolean;
}

/** 0 as it was written, 1 altered or not signed by the key, 2 no pack, or one that another version has made. */
export async function verifyCommand(folder: string, { publicKey, json }: VerifyOptions): Promise<ExitStatus> {
  const { files, others } = readPack(folder);
  if (!files.has(MANIFEST) && !files.has(EVIDENCE))
    throw new UsageError(`${folder}: this is no sign-off pack: it has neither ${MANIFEST} nor ${EVIDENCE}`);
  const signings = publicKey === undefined ? null : await signingsIn(files, publicKey);
  const verification = await verified(files, others);
  const { alterations, another } = verification;
  const isSigned = signings?.length !== 0;
  const outcome =
    alterations.length > 0
      ? 'altered'
      : !isSigned
        ? 'not signed'
        : another === null
          ? 'intact'
          : 'not compared';
  if (json) {
    process.stdout.write(`${JSON.stringify({ folder, outcome, ...verification, signings }, null, 2)}\n`);
  } else {
    for (const { file, what } of alterations)
      process.stdout.write(`${printable(`${path.join(folder, file)}: ${what}`)}\n`);
    process.stdout.write(`${printable(OUTCOMES[outcome]({ verification, files, publicKey }))}\n`);
    for (const line of signatureLines(files, signings)) process.stdout.write(`${line}\n`);
    process.stdout.write(`SHA-256 of ${MANIFEST}: ${sha256Of(files.get(MANIFEST) ?? '')}\n`);
  }
  if (outcome === 'intact') return 0;
  return outcome === 'not compared' ? 2 : 1;
}

type Outcome = 'intact' | 'altered' | 'not signed' | 'not compared';

interface Verified {
  verification: Verification;
  files: Files;
  publicKey: string | undefined;
}

const OUTCOMES: Record<Outcome, (of: Verified) => string> = {
  altered: ({ verification: { alterations } }) =>
    `ALTERED: ${alterations.length === 1 ? '1 file is' : `${alterations.length} files are`} not as written.`,
  'not signed': ({ publicKey }) => `NOT SIGNED by the key of ${publicKey}.`,
  intact: ({ files }) =>
    `INTACT: ${ofThePack(files).length} files and ${MANIFEST} are as they were written, and say what the evidence says.`,
  'not compared': ({ verification: { another } }) =>
    `NOT COMPARED: this pack was made by version ${another?.madeBy}. Its files have the hashes of the manifest; judged here, its evidence gives ${another?.statuses} statuses. Whether page, PDF and the other forms say what the evidence says can be told by the version that made it.`,
};

function signatureLines(files: Files, signings: Signing[] | null): string[] {
  if (signings !== null) return signings.map(told);
  return [
    files.has(SIGNATURE)
      ? 'Its signatures were not looked at: give --public-key.'
      : 'It is not signed: whoever makes evidence, inputs or the whole pack anew is not found out.',
  ];
}

/** Who has signed a pack's manifest with a key. @throws UsageError */
async function signingsIn(files: Files, publicKey: string): Promise<Signing[]> {
  const [manifest, lines] = [files.get(MANIFEST), files.get(SIGNATURE)];
  const pem = readTextFile(publicKey, `--public-key ${publicKey}`);
  try {
    return await signingsBy(pem, manifest ?? Buffer.of(), Buffer.from(lines ?? []).toString('utf8'));
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    throw new UsageError(`--public-key ${publicKey}: ${error.message}`);
  }
}

function told({ name, meaning, signedAt }: Signing): string {
  const signer = name ?? 'a key without a name';
  return printable(`Signed by ${signer} on ${signedAt}${meaning === null ? '' : `: ${meaning}`}`);
}
