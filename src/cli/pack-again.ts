/** A pack made again from its own evidence and inputs, to be compared with what is there. */
import { lintChecklist } from '../checklist/lint/lint.ts';
import { parseEvidence } from '../checks/evidence.ts';
import { judge } from '../checks/judge.ts';
import { planOf } from '../checks/plan.ts';
import { INPUT_FILES, INPUT_NAMES, type InputTexts } from '../report/inputs.ts';
import type { Files, Manifest } from '../report/manifest.ts';
import { EVIDENCE, packOf } from '../report/pack.ts';
import { againstEvidence, againstManifest, type Alteration } from '../report/verification.ts';
import { rerunCommand } from './rerun.ts';
import { VERSION } from './settings.ts';

/** Everything about a pack's files that is not as it was written; nothing where they are. `others` are no files. */
export async function alterationsOf(files: Files, others: string[] = []): Promise<Alteration[]> {
  const { manifest, alterations } = againstManifest(files);
  const all = [...alterations, ...others.map((file) => ({ file, what: 'is no file' }))];
  // Of altered evidence everything would come out otherwise: that tells nothing of the other files.
  const isGround = ({ file }: Alteration): boolean =>
    file === EVIDENCE || Object.values(INPUT_FILES).some((input) => input === file);
  return all.some(isGround) ? all : merged(all, await judgedAgain(files, manifest));
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
async function judgedAgain(files: Files, manifest: Manifest | null): Promise<Alteration[]> {
  const text = Buffer.from(files.get(EVIDENCE) ?? []).toString('utf8');
  const madeBy = manifest?.madeBy ?? VERSION;
  try {
    const evidence = parseEvidence(text, EVIDENCE);
    const { files: again } = await packOf({
      text,
      evidence,
      results: judge(planOf(evidence.header), evidence),
      lint: lintChecklist(evidence.header.checklist.dataflow),
      inputs: inputsIn(files),
      version: madeBy,
      rerun: (check) => rerunCommand(check, evidence.header, {}),
    });
    const found = againstEvidence(files, again);
    if (madeBy === VERSION) return found;
    // Another version of this program may say the same in other words: what it says of the checks is compared.
    return found
      .filter(({ file }) => file === 'signoff.json')
      .map(({ file, what }) => ({
        file,
        what: `${what} (made by version ${madeBy}; this is ${VERSION}, which may judge otherwise)`,
      }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ file: EVIDENCE, what: `cannot be judged: ${why}` }];
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
