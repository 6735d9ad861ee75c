/** `sign`: a person's signature under a pack that is as it was written, with a key of theirs. */
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { MANIFEST, SIGNATURE } from '../report/manifest.ts';
import { printable } from '../report/printable.ts';
import { signatureOf } from '../report/signature.ts';
import type { ExitStatus } from './conclude.ts';
import { verified } from './pack-again.ts';
import { readPack } from './pack-folder.ts';
import { signKeyOf } from './pack-options.ts';
import { UsageError } from './usage-error.ts';

export interface SignOptions {
  /** A file with a private key in PEM. */
  signKey: string;
  name: string;
  meaning: string;
}

/** Signatures stand beside each other: each is of the same manifest. @throws UsageError, KeyError */
export async function signCommand(folder: string, options: SignOptions): Promise<ExitStatus> {
  const { name, meaning } = options;
  if (name.trim() === '' || meaning.trim() === '')
    throw new UsageError('--name and --meaning: a signature says who signs, and what it means');
  const { files, others } = readPack(folder);
  const { alterations, another } = await verified(files, others);
  const [first] = alterations;
  if (another !== null)
    throw new UsageError(`${folder}: this pack was made by version ${another.madeBy}: sign it with that one`);
  const manifest = files.get(MANIFEST);
  if (first || manifest === undefined) {
    const why = first ? `${first.file} ${first.what}` : 'it has no manifest';
    throw new UsageError(`${folder}: this pack is not signed, as it is not as it was written: ${why}`);
  }
  const signedAt = new Date().toISOString();
  const line = await signatureOf(manifest, signKeyOf(options) ?? '', { name, meaning, signedAt });
  const file = path.join(folder, SIGNATURE);
  try {
    appendFileSync(file, line);
  } catch (error) {
    throw new UsageError(
      `${file}: cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  process.stdout.write(`${printable(`Signed by ${name} on ${signedAt}: ${file}`)}\n`);
  return 0;
}
