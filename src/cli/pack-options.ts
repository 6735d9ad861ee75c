/** What a sign-off is told beside its run: files that options name, read here and kept in the pack. */
import type { ReadChecklist } from '../checklist/read.ts';
import { parseEvidence } from '../checks/evidence.ts';
import type { InputName, InputTexts } from '../report/inputs.ts';
import { EVIDENCE } from '../report/pack-files.ts';
import type { Baseline } from '../report/regression.ts';
import { Signoff } from '../report/signoff.ts';
import { assertSigningKey } from '../report/signing-key.ts';
import { RunSummary } from '../report/trend.ts';
import { readPack } from './pack-folder.ts';
import { readTextFile } from './text-file.ts';
import { UsageError } from './usage-error.ts';

export interface PackOptions {
  knownFailures?: string;
  gates?: string;
  detection?: string;
  /** The folder of an earlier pack. */
  baseline?: string;
  /** What the exit status follows from. */
  exitBy: 'verdict' | 'gates' | 'share';
  /** A private key in PEM. */
  signKey?: string;
  /** Which tests of Jira the checks are. */
  xray?: string;
}

export interface GivenInputs {
  texts: InputTexts;
  /** The path that the user gave, for messages. */
  fileOf: (name: InputName) => string;
}

/** @throws UsageError that names the option and what is wrong with the file */
export async function inputsOf(options: PackOptions, inForce: ReadChecklist | null): Promise<GivenInputs> {
  const { knownFailures, gates, detection, xray, baseline } = options;
  const files = { known: knownFailures, gates, detection, xray };
  const texts: InputTexts = {
    ...(knownFailures === undefined ? {} : { known: read('--known-failures', knownFailures) }),
    ...(gates === undefined ? {} : { gates: read('--gates', gates) }),
    ...(detection === undefined ? {} : { detection: read('--detection', detection) }),
    ...(xray === undefined ? {} : { xray: read('--xray', xray) }),
    ...(baseline === undefined ? {} : { baseline: json(await baselineIn(baseline)) }),
    ...(inForce === null ? {} : { document: json({ sha256: inForce.sha256, dataflow: inForce.dataflow }) }),
  };
  const given = new Map<string, string | undefined>(Object.entries(files));
  const fileOf = (name: InputName): string => given.get(name) ?? name;
  // What is wrong with a file is told before a campaign, not after it. What reads them is loaded where there is one.
  if (Object.keys(texts).length > 0) (await import('../report/inputs.ts')).parseInputs(texts, fileOf);
  return { texts, fileOf };
}

/** The private key's text. @throws UsageError */
export function signKeyOf({ signKey }: Pick<PackOptions, 'signKey'>): string | null {
  if (signKey === undefined) return null;
  const pem = read('--sign-key', signKey);
  try {
    assertSigningKey(pem);
  } catch (error) {
    throw new UsageError(`--sign-key ${signKey}: ${messageOf(error)}`);
  }
  return pem;
}

function read(option: string, file: string): string {
  return readTextFile(file, `${option} ${file}`);
}

/** An earlier pack is compared with only as it was written. */
async function baselineIn(folder: string): Promise<Baseline> {
  if (folder === '') throw new UsageError('--baseline: names no folder');
  const { files, others } = readPack(folder, `--baseline ${folder}`);
  const { verified } = await import('./pack-again.ts');
  const { alterations } = await verified(files, others);
  const [first] = alterations;
  if (first) {
    throw new UsageError(
      `--baseline ${folder}: this pack is not as it was written: ${first.file} ${first.what}; dataflow-qa verify ${folder} tells more`,
    );
  }
  const text = (name: string): string => Buffer.from(files.get(name) ?? []).toString('utf8');
  try {
    const { header } = parseEvidence(text(EVIDENCE), EVIDENCE);
    return {
      header,
      signoff: Signoff.parse(JSON.parse(text('signoff.json'))),
      trend: RunSummary.array()
        .parse(JSON.parse(text('trend.json')))
        .slice(0, -1),
    };
  } catch (error) {
    throw new UsageError(`--baseline ${folder}: this is no pack of ours: ${messageOf(error)}`);
  }
}

function json(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
