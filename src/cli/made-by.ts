/** What makes a pack what it is beside its evidence: this program, by its version and by what it consists of. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, VERSION } from './settings.ts';

/** Everything that a status or a rendered byte may come of; tests do not. */
const PARTS = ['domain', 'generate', 'checklist', 'checks', 'report'];

/** The version and a hash of the judging and rendering parts, with the lock file: `0.1.0+3f2a9c41d7e0`. */
export function madeBy(): string {
  const hash = createHash('sha256').update(readFileSync(path.join(ROOT, 'package-lock.json')));
  for (const part of PARTS) {
    const folder = path.join(ROOT, 'src', part);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const name of names.filter(isOfPart).toSorted((a, b) => (a < b ? -1 : 1)))
      hash.update(`\n${part}/${name}\n`).update(readFileSync(path.join(folder, name)));
  }
  return `${VERSION}+${hash.digest('hex').slice(0, 12)}`;
}

function isOfPart(name: string): boolean {
  return /\.(ts|js|css)$/.test(name) && !/\.test\.ts$|(^|[/\\])testing[/\\]/.test(name);
}
