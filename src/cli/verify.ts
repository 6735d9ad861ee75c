/** `verify`: whether a sign-off pack is as it was written, and says what its evidence says. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { lintChecklist } from '../checklist/lint/lint.ts';
import { parseEvidence } from '../checks/evidence.ts';
import { judge } from '../checks/judge.ts';
import { planOf } from '../checks/plan.ts';
import { INPUT_FILES, INPUT_NAMES, type InputTexts } from '../report/inputs.ts';
import { type Files, type Manifest, MANIFEST, sha256Of, SIGNATURE } from '../report/manifest.ts';
import { EVIDENCE, packOf } from '../report/pack.ts';
import { type Signing, signingsBy } from '../report/signature.ts';
import { againstEvidence, againstManifest, type Alteration } from '../report/verification.ts';
import type { ExitStatus } from './conclude.ts';
import { readPack } from './pack-folder.ts';
import { rerunCommand } from './rerun.ts';
import { VERSION } from './settings.ts';
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

/** Everything about a pack's files that is not as it was written; nothing where they are. `others` are no files. */
export async function alterationsOf(files: Files, others: string[] = []): Promise<Alteration[]> {
  const { manifest, alterations } = againstManifest(files);
  const known = new Set(alterations.map(({ file }) => file));
  const judged = await judgedAgain(files, manifest);
  return [
    ...alterations,
    ...others.map((file) => ({ file, what: 'is no file' })),
    ...judged.filter(({ file }) => !known.has(file)),
  ];
}

/** Who has signed a pack's manifest with a key. @throws UsageError, KeyError */
export async function signingsIn(files: Files, publicKey: string): Promise<Signing[]> {
  const [manifest, lines] = [files.get(MANIFEST), files.get(SIGNATURE)];
  const key = readKey(publicKey);
  return signingsBy(key, manifest ?? Buffer.of(), Buffer.from(lines ?? []).toString('utf8'));
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
      rerun: (check) => rerunCommand(check, evidence.header, {}),
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

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--public-key ${file}: cannot be read: ${messageOf(error)}`);
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
