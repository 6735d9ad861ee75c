/** Where tests explore: the document of this project, in the simulation. */
import { readFileSync } from 'node:fs';
import { parseChecklist } from '../../checklist/parse.ts';
import type { Engine } from '../../engines/index.ts';
import { referenceEngine } from '../../engines/reference.ts';
import { cellsOf, topologiesFor } from '../cells.ts';
import { type Repertoire, WHOLE } from '../draw.ts';
import type { Ground } from '../exploration.ts';
import { createSimulatedWorld } from '../simulation/simulated-world.ts';

const PATH = 'checklists/crmoffice-crmoffice.rst';
export const CHECKLIST = { path: PATH, dataflow: parseChecklist(readFileSync(PATH, 'utf8'), PATH) };
const [SECTION] = CHECKLIST.dataflow.sections;
if (SECTION === undefined) throw new Error(`${PATH} has no section`);
const CELLS = cellsOf(SECTION);
export const REPERTOIRE: Repertoire = { ...WHOLE, cells: CELLS, topologies: topologiesFor(CELLS) };
export const REFERENCE = referenceEngine('test');

/** All that may be asked of the reference engine, or of another one. */
export function groundOf(engine: Engine = REFERENCE, repertoire: Partial<Repertoire> = {}): Ground {
  return {
    engine,
    repertoire: { ...REPERTOIRE, ...repertoire },
    kinds: new Set(['must', 'implied', 'policy', 'reference']),
    makeWorld: (topology, pace) => createSimulatedWorld({ checklist: CHECKLIST }, topology, pace),
  };
}
