/** A pack made again from its own evidence and inputs, to be compared with what is there. */
import { lintChecklist } from '../checklist/lint/lint.ts';
import { parseEvidence } from '../checks/evidence.ts';
import { judge } from '../checks/judge.ts';
import { planOf } from '../checks/plan.ts';
import { INPUT_FILES, INPUT_NAMES, type InputTexts } from '../report/inputs.ts';
import { type Files, Manifest, MANIFEST } from '../report/manifest.ts';
import { EVIDENCE, packOf } from '../report/pack.ts';
import { againstEvidence, againstManifest, type Alteration, BESIDE } from '../report/verification.ts';
import { Signoff } from '../report/signoff.ts';
import { madeBy } from './made-by.ts';
import { rerunCommand } from './rerun.ts';

export interface Verification {
  alterations: Alteration[];
  /**
   * Where another version of this program has made the pack, which one: it may say the same in other words, so that
   * only the verdict and each status were compared with the evidence. Null where every byte was.
   */
  madeByAnother: string | null;
}

/** What about a pack's files is not as it was written. `others` are no files. */
export async function verified(files: Files, others: string[] = []): Promise<Verification> {
  const { manifest, alterations } = againstManifest(files);
  const madeByAnother = manifest !== null && manifest.madeBy !== madeBy() ? manifest.madeBy : null;
  const all = [
    ...alterations,
    ...others.filter((file) => !BESIDE.test(file)).map((file) => ({ file, what: 'is no file' })),
  ];
  // Of altered evidence everything would come out otherwise: that tells nothing of the other files.
  const isGround = ({ file }: Alteration): boolean =>
    file === EVIDENCE || Object.values(INPUT_FILES).some((input) => input === file);
  if (all.some(isGround)) return { alterations: all, madeByAnother };
  return { alterations: merged(all, await judgedAgain(files, madeByAnother)), madeByAnother };
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
async function judgedAgain(files: Files, madeByAnother: string | null): Promise<Alteration[]> {
  const text = Buffer.from(files.get(EVIDENCE) ?? []).toString('utf8');
  try {
    const evidence = parseEvidence(text, EVIDENCE);
    const { files: again } = await packOf({
      text,
      evidence,
      results: judge(planOf(evidence.header), evidence),
      lint: lintChecklist(evidence.header.checklist.dataflow),
      inputs: inputsIn(files),
      version: madeBy(),
      rerun: (check) => rerunCommand(check, evidence.header, {}),
    });
    return madeByAnother === null ? againstEvidence(files, again) : statusesAgainst(files, again);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ file: EVIDENCE, what: `cannot be judged: ${why}` }];
  }
}

/** Of what another version has made: what is no matter of words. */
function statusesAgainst(files: Files, again: Files): Alteration[] {
  return [
    ...differing(files, again, 'signoff.json', (json) => {
      const { data } = Signoff.safeParse(json);
      return data && [data.verdict, data.checks.map(({ id, status }) => [id, status])];
    }),
    ...differing(files, again, MANIFEST, (json) => {
      const { data } = Manifest.safeParse(json);
      return data && { ...data, madeBy: '', files: [] };
    }),
  ];
}

function differing(files: Files, again: Files, file: string, of: (json: unknown) => unknown): Alteration[] {
  const [found, expected] = [files, again].map((some) => JSON.stringify(of(jsonIn(some.get(file)))));
  return found !== undefined && found === expected
    ? []
    : [{ file, what: 'has another verdict, or other statuses, than its evidence gives here' }];
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
