/** `verify`: whether a sign-off pack is as it was written, and says what its evidence says. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { lintChecklist } from '../checklist/lint/lint.ts';
import { parseEvidence } from '../checks/evidence.ts';
import { judge } from '../checks/judge.ts';
import { planOf } from '../checks/plan.ts';
import { INPUT_FILES, INPUT_NAMES, type InputTexts } from '../report/inputs.ts';
import { type Files, type Manifest, MANIFEST, sha256Of, SIGNATURE } from '../report/manifest.ts';
import { EVIDENCE, packOf } from '../report/pack.ts';
import { whyNotSigned } from '../report/signature.ts';
import { againstEvidence, againstManifest, type Alteration } from '../report/verification.ts';
import type { ExitStatus } from './conclude.ts';
import { readPack } from './pack-folder.ts';
import { VERSION } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface VerifyOptions {
  /** A public key in PEM. */
  publicKey?: string;
  json?: boolean;
}

/** 0 as it was written, 1 altered, 2 no pack. */
export async function verifyCommand(folder: string, { publicKey, json }: VerifyOptions): Promise<ExitStatus> {
  const { files, others } = readPack(folder);
  if (!files.has(MANIFEST) && !files.has(EVIDENCE))
    throw new UsageError(`${folder}: this is no sign-off pack: it has neither ${MANIFEST} nor ${EVIDENCE}`);
  const alterations = await alterationsOf(files, others, publicKey);
  const isSigned = files.has(SIGNATURE);
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ folder, intact: alterations.length === 0, signature: signatureState(isSigned, publicKey), alterations }, null, 2)}\n`,
    );
  } else {
    for (const { file, what } of alterations) process.stdout.write(`${path.join(folder, file)}: ${what}\n`);
    process.stdout.write(`${conclusionOf(files, alterations, isSigned, publicKey)}\n`);
  }
  return alterations.length === 0 ? 0 : 1;
}

/** Everything about a pack that is not as it was written; nothing where it is intact. @throws UsageError, KeyError */
export async function alterationsOf(
  files: Files,
  others: string[] = [],
  publicKey?: string,
): Promise<Alteration[]> {
  const { manifest, alterations } = againstManifest(files);
  const known = new Set(alterations.map(({ file }) => file));
  const judged = (await judgedAgain(files, manifest)).filter(({ file }) => !known.has(file));
  return [
    ...alterations,
    ...others.map((file) => ({ file, what: 'is no file' })),
    ...judged,
    ...(await againstSignature(files, publicKey)),
  ];
}

/** Judges the evidence and renders the pack once more; what cannot be judged any more is an alteration too. */
async function judgedAgain(files: Files, manifest: Manifest | null): Promise<Alteration[]> {
  const bytes = files.get(EVIDENCE);
  if (bytes === undefined) return [];
  const text = Buffer.from(bytes).toString('utf8');
  try {
    const evidence = parseEvidence(text, EVIDENCE);
    const { files: again } = await packOf({
      text,
      evidence,
      results: judge(planOf(evidence.header), evidence),
      lint: lintChecklist(evidence.header.checklist.dataflow),
      inputs: inputsIn(files),
      version: manifest?.madeBy ?? VERSION,
    });
    const found = againstEvidence(files, again);
    if (manifest === null || manifest.madeBy === VERSION || found.length === 0) return found;
    // Another version of this program may say the same in other words: what it says of the checks is compared.
    return found.filter(({ file }) => file === 'signoff.json');
  } catch (error) {
    return [{ file: EVIDENCE, what: `cannot be judged: ${messageOf(error)}` }];
  }
}

function inputsIn(files: Files): InputTexts {
  return Object.fromEntries(
    INPUT_NAMES.flatMap((name) => {
      const bytes = files.get(INPUT_FILES[name]);
      return bytes === undefined ? [] : [[name, Buffer.from(bytes).toString('utf8')]];
    }),
  );
}

async function againstSignature(files: Files, publicKey?: string): Promise<Alteration[]> {
  if (publicKey === undefined) return [];
  const [manifest, jws] = [files.get(MANIFEST), files.get(SIGNATURE)];
  if (jws === undefined) return [{ file: SIGNATURE, what: 'is missing: the pack is not signed' }];
  if (manifest === undefined) return [];
  const why = await whyNotSigned(manifest, Buffer.from(jws).toString('utf8'), readKey(publicKey));
  return why === null
    ? []
    : [{ file: SIGNATURE, what: `is no signature of ${MANIFEST} by the key of ${publicKey}: ${why}` }];
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--public-key ${file}: cannot be read: ${messageOf(error)}`);
  }
}

function signatureState(isSigned: boolean, publicKey?: string): 'none' | 'not looked at' | 'looked at' {
  if (publicKey !== undefined) return 'looked at';
  return isSigned ? 'not looked at' : 'none';
}

function conclusionOf(
  files: Files,
  alterations: Alteration[],
  isSigned: boolean,
  publicKey?: string,
): string {
  if (alterations.length > 0)
    return `ALTERED: ${alterations.length === 1 ? '1 finding' : `${alterations.length} findings`}.`;
  const hash = sha256Of(files.get(MANIFEST) ?? '');
  const signed =
    publicKey !== undefined
      ? `It is signed by the key of ${publicKey}.`
      : isSigned
        ? 'Its signature was not looked at: give --public-key.'
        : 'It is not signed: whoever makes evidence and pack anew is not found out.';
  return `INTACT: ${files.size} files are as they were written, and say what the evidence says. ${signed}\nSHA-256 of ${MANIFEST}: ${hash}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
