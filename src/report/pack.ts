/** The sign-off pack: the files of one run, by name. Rendering is pure; writing them is the caller's. */
import type { Evidence } from '../checks/evidence.ts';
import type { Result } from '../checks/judge.ts';
import { ctrfOf } from './ctrf.ts';
import { junitOf } from './junit.ts';
import { signoffOf } from './signoff.ts';

export function packOf(evidence: Evidence, results: readonly Result[]): Record<string, string> {
  return {
    'signoff.json': `${JSON.stringify(signoffOf(evidence, results), null, 2)}\n`,
    'junit.xml': junitOf(evidence, results),
    'ctrf.json': ctrfOf(evidence, results),
  };
}
