/** Looks for secrets in everything that a run leaves or shows: files, and the arguments of processes while it runs. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Where a secret stands in a text: `what`, once for each of them. */
export function foundIn(text: string, what: string, secrets: readonly string[]): string[] {
  return secrets
    .filter((secret) => formsOfSecret(secret).some((form) => text.includes(form)))
    .map((secret) => `${what}: ${secret}`);
}

/** All files below a folder, however they are named. A folder may go while it is read: what is gone has no files. */
export function filesBelow(folder: string): string[] {
  const entries = unlessGone([], () => readdirSync(folder, { withFileTypes: true }));
  return entries.flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(name);
    return entry.isFile() ? [name] : [];
  });
}

/** In files below a folder, their names too. What is gone by the time it is read was there for a moment only. */
export function foundBelow(folder: string, secrets: readonly string[]): string[] {
  return filesBelow(folder).flatMap((file) => [
    ...foundIn(file, `the name ${file}`, secrets),
    ...foundIn(
      unlessGone('', () => readFileSync(file, 'latin1')),
      file,
      secrets,
    ),
  ]);
}

/** The arguments of every process of this machine, by its id; empty where the system does not tell (no /proc). */
export function argumentsOfProcesses(): Map<number, string> {
  const found = new Map<number, string>();
  if (!existsSync('/proc/self/cmdline')) return found;
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    const line = unlessGone(null, () => readFileSync(`/proc/${name}/cmdline`, 'utf8'));
    if (line !== null) found.set(Number(name), line.replaceAll('\0', ' '));
  }
  return found;
}

/** What is read, or `otherwise` where the file, folder or process has gone since it was listed. */
function unlessGone<T>(otherwise: T, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code))) {
      return otherwise;
    }
    throw error;
  }
}

/** Each form in which a secret could stand somewhere: as it is, in a URL, in JSON, and in base64 wherever it begins. */
function formsOfSecret(secret: string): string[] {
  const inBase64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.from(`${' '.repeat(shift)}${secret}`).toString('base64');
    // The letters at both ends also depend on what stands beside it.
    return encoded.slice(shift === 0 ? 0 : shift + 1, -4);
  });
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, encodeURIComponent(secret), inJson, ...inBase64])];
}
