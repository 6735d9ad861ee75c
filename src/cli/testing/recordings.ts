/**
 * Campaigns that several test files judge. Each is recorded where it is asked for; with `QA_RECORDINGS`, the folder
 * that `npm run mutants:record` fills, it is read, so that a mutant of the plan cannot alter what was observed.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEvidence } from '../../checks/evidence.ts';
import { planOf } from '../../checks/plan.ts';
import type { RecordingName } from './campaigns.ts';
import type { Recording } from './record.ts';

export type Recorded = Pick<Recording, 'plan' | 'evidence'>;

const read = new Map<RecordingName, Promise<Recorded>>();

export async function recorded(name: RecordingName): Promise<Recorded> {
  const folder = process.env['QA_RECORDINGS'];
  if (folder === undefined) {
    // Only here, as mocks and engines take longer to load than a mutant takes to be judged.
    const { record } = await import('./campaigns.ts');
    return record(name);
  }
  const known = read.get(name) ?? readRecording(folder, name);
  read.set(name, known);
  return known;
}

async function readRecording(folder: string, name: RecordingName): Promise<Recorded> {
  const file = path.join(folder, `${name}.ndjson`);
  const evidence = parseEvidence(await readFile(file, 'utf8'), file);
  return { plan: planOf(evidence.header), evidence };
}
