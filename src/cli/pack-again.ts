/** A pack made again from its own evidence and inputs, to be compared with what is there. */
import { isDeepStrictEqual } from 'node:util';
import { lintChecklist } from '../checklist/lint/lint.ts';
import { parseEvidence } from '../checks/evidence.ts';
import { judge } from '../checks/judge.ts';
import { planOf } from '../checks/plan.ts';
import { INPUT_FILES, INPUT_NAMES, type InputTexts } from '../report/inputs.ts';
import { type Files, type Manifest, MANIFEST } from '../report/manifest.ts';
import { packOf } from '../report/pack.ts';
import { EVIDENCE } from '../report/pack-files.ts';
import { againstEvidence, againstManifest, type Alteration, BESIDE } from '../report/verification.ts';
import { Signoff } from '../report/signoff.ts';
import { madeBy } from './made-by.ts';
import { rerunCommand } from './rerun.ts';

const SIGNOFF = 'signoff.json';

export interface Verification {
  alterations: Alteration[];
  /**
   * Where another version of this program has made the pack: it may judge otherwise, and say the same in other words,
   * so that no byte was compared with what the evidence gives here. Null where every one was.
   */
  another: { madeBy: string; statuses: 'the same' | 'other' } | null;
}

/** What about a pack's files is not as it was written. `others` are no files. */
export async function verified(files: Files, others: string[] = []): Promise<Verification> {
  const { manifest, alterations } = againstManifest(files);
  const all = [
    ...alterations,
    ...others.filter((file) => !BESIDE.test(file)).map((file) => ({ file, what: 'is no file' })),
  ];
  if (manifest !== null && manifest.madeBy !== madeBy()) {
    const another = { madeBy: manifest.madeBy, statuses: await statusesHere(files) };
    return { alterations: [...all, ...manifestAgainstSignoff(files, manifest)], another };
  }
  // Of altered evidence everything would come out otherwise: that tells nothing of the other files.
  const isGround = ({ file }: Alteration): boolean =>
    file === EVIDENCE || Object.values(INPUT_FILES).some((input) => input === file);
  if (all.some(isGround)) return { alterations: all, another: null };
  return { alterations: merged(all, await judgedAgain(files)), another: null };
}

/** One entry for each file: what its hash says, and then what it says otherwise than the evidence. */
function merged(byHash: readonly Alteration[], byEvidence: readonly Alteration[]): Alteration[] {
  const details = new Map(byEvidence.map(({ file, what }) => [file, what]));
  const known = new Set(byHash.map(({ file }) => file));
  return [
    ...byHash.map(({ file, what }) => {
      const detail = details.get(file);
      return { file, what: detail === undefined || detail === what ? what : `${what}; it ${detail}` };
    }),
    ...byEvidence.filter(({ file }) => !known.has(file)),
  ];
}

/** Judges the evidence and renders the pack once more; what cannot be judged is an alteration too. */
async function judgedAgain(files: Files): Promise<Alteration[]> {
  try {
    return againstEvidence(files, await madeAgain(files));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ file: EVIDENCE, what: `cannot be judged: ${why}` }];
  }
}

/** @throws EvidenceError, InputFileError */
async function madeAgain(files: Files): Promise<Files> {
  const text = Buffer.from(files.get(EVIDENCE) ?? []).toString('utf8');
  const evidence = parseEvidence(text, EVIDENCE);
  const pack = await packOf({
    text,
    evidence,
    results: judge(planOf(evidence.header), evidence),
    lint: lintChecklist(evidence.header.checklist.dataflow),
    inputs: inputsIn(files),
    version: madeBy(),
    rerun: (check) => rerunCommand(check, evidence.header, {}),
  });
  return pack.files;
}

/** What the evidence of another version gives here; what cannot be read any more gives nothing. */
async function statusesHere(files: Files): Promise<'the same' | 'other'> {
  const statusesIn = (some: Files): string | null => {
    const { data } = Signoff.safeParse(jsonIn(some.get(SIGNOFF)));
    return data ? JSON.stringify([data.verdict, data.checks.map(({ id, status }) => [id, status])]) : null;
  };
  const found = statusesIn(files);
  try {
    return found !== null && found === statusesIn(await madeAgain(files)) ? 'the same' : 'other';
  } catch {
    // That it cannot be judged here is told as that it comes out otherwise: both say nothing against the pack.
    return 'other';
  }
}

/** What a pack says twice, it says alike, whatever has made it. */
function manifestAgainstSignoff(
  files: Files,
  { verdict, document, engine, topology, seed }: Manifest,
): Alteration[] {
  const { data } = Signoff.safeParse(jsonIn(files.get(SIGNOFF)));
  const said = data && [data.verdict, data.checklist.sha256, data.engine, data.topology, data.seed];
  return isDeepStrictEqual(said, [verdict, document.sha256, engine, topology, seed])
    ? []
    : [
        {
          file: MANIFEST,
          what: `says something else than ${SIGNOFF} of verdict, document, engine or settings`,
        },
      ];
}

function jsonIn(bytes: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(bytes ?? []).toString('utf8'));
  } catch {
    // No JSON has no statuses.
    return null;
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
