/** The folder that `--out` names: made where it is missing, and refused where nothing can be written into it. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './usage-error.ts';

/** The folder's whole path. @throws UsageError that names the option and what is in the way */
export function outFolder(given: string): string {
  const out = path.resolve(given);
  try {
    mkdirSync(out, { recursive: true });
    accessSync(out, constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--out ${given}: nothing can be written there (${why}); name another folder`);
  }
  return out;
}
