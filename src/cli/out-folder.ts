/** The folder that `--out` names: made where it is missing, and refused where nothing can be written into it. */
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './usage-error.ts';

/** The folder's whole path. @throws UsageError that names the option and what is in the way */
export function outFolder(given: string): string {
  // An empty one would be the current folder.
  if (given === '') throw new UsageError('--out: names no folder');
  const out = path.resolve(given);
  try {
    makeFolder(out);
    accessSync(out, constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--out ${given}: nothing can be written there (${why}); name another folder`);
  }
  return out;
}

/** Folder by folder: `mkdir` with `recursive` never comes back where the system says of each that there is none (/proc). */
function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return;
  if (found !== undefined) throw new Error(`${folder} is no folder`);
  makeFolder(path.dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another run may have made it meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
