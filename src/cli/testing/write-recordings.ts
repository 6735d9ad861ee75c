/** `npm run mutants:record`: writes the campaigns down that mutants are judged on, into the folder named. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderEvidenceLine } from '../../checks/evidence.ts';
import { record, RECORDING_NAMES } from './campaigns.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new RangeError('name the folder that the recordings go into');
await mkdir(folder, { recursive: true });
for (const name of RECORDING_NAMES) {
  const { lines } = await record(name);
  await writeFile(path.join(folder, `${name}.ndjson`), lines.map(renderEvidenceLine).join(''));
}
