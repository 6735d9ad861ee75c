/** What a sign-off tells beside its run: files that the user gives, kept in the pack as they were. Pure. */
import { z } from 'zod';
import { Dataflow } from '../domain/dataflow.ts';
import { Detection } from './detection.ts';
import { GateSettings } from './gates.ts';
import { parseInputFile } from './input-file.ts';
import { KnownFailures } from './known-failures.ts';
import { Baseline } from './regression.ts';
import { XrayMapping } from './xray-mapping.ts';

/** Where each stands in a pack. */
export const INPUT_FILES = {
  known: 'inputs/known-failures.yaml',
  gates: 'inputs/gates.yaml',
  detection: 'inputs/detection.json',
  baseline: 'inputs/baseline.json',
  document: 'inputs/document.json',
  xray: 'inputs/xray.yaml',
} as const;
export type InputName = keyof typeof INPUT_FILES;
export const INPUT_NAMES = Object.keys(INPUT_FILES).filter((name): name is InputName => name in INPUT_FILES);

/** Texts of the files that are there. */
export type InputTexts = Partial<Record<InputName, string>>;

/** The document in force: of which rows does it say something else than in the run? */
export const DocumentInForce = z.strictObject({ sha256: z.string(), dataflow: Dataflow });
export type DocumentInForce = z.infer<typeof DocumentInForce>;

export interface Inputs {
  known: KnownFailures | null;
  gates: GateSettings;
  detection: Detection | null;
  baseline: Baseline | null;
  document: DocumentInForce | null;
  xray: XrayMapping | null;
}

/** `fileOf` names a file in messages. @throws InputFileError */
export function parseInputs(texts: InputTexts, fileOf: (name: InputName) => string): Inputs {
  const parse = <T>(name: InputName, schema: z.ZodType<T>): T | null => {
    const text = texts[name];
    return text === undefined ? null : parseInputFile(schema, text, fileOf(name));
  };
  return {
    known: parse('known', KnownFailures),
    gates: parse('gates', GateSettings) ?? GateSettings.parse({}),
    detection: parse('detection', Detection),
    baseline: parse('baseline', Baseline),
    document: parse('document', DocumentInForce),
    xray: parse('xray', XrayMapping),
  };
}
