/** A process of `histories.ts`: plays so many histories with the reference engine, one that does nothing, or none. */
import { readChecklist } from '../src/checklist/read.ts';
import type { Engine } from '../src/engines/index.ts';
import { referenceEngine } from '../src/engines/reference.ts';
import { cellsOf, topologiesFor } from '../src/histories/cells.ts';
import { WHOLE } from '../src/histories/draw.ts';
import { historyOf } from '../src/histories/exploration.ts';
import type { Kind } from '../src/histories/invariants/invariant.ts';
import { judge } from '../src/histories/judge.ts';
import { play } from '../src/histories/player.ts';
import { createSimulatedWorld } from '../src/histories/simulation/simulated-world.ts';
import { playBare } from './bare-history.ts';
import { type Played, Task } from './histories-task.ts';

const file = 'checklists/crmoffice-crmoffice.rst';
const { dataflow } = await readChecklist(file);
const checklist = { path: file, dataflow };
const [section] = dataflow.sections;
if (section === undefined) throw new RangeError(`${file} has no section`);
const cells = cellsOf(section);
const repertoire = { ...WHOLE, cells, topologies: topologiesFor(cells) };
const kinds: ReadonlySet<Kind> = new Set(['must', 'implied', 'policy', 'reference'] as const);
const idle: Engine = {
  name: 'idle',
  version: '1',
  lacks: [],
  severalAtOnce: true,
  start: () =>
    Promise.resolve({
      pass: () => Promise.resolve({ ok: true }),
      close: () => Promise.resolve(),
    }),
};
const engines = { reference: referenceEngine('bench'), idle };

process.on('message', (message) => {
  void playAll(Task.parse(message)).then((played) => process.send?.(played));
});
process.send?.('ready');

async function playAll({ engine, from, count }: Task): Promise<Played> {
  let bareRecords = 0;
  const took = { drawing: 0, playing: 0, judging: 0 };
  const before = process.cpuUsage();
  let last = performance.now();
  const lap = (what: keyof typeof took): void => {
    const now = performance.now();
    took[what] += now - last;
    last = now;
  };
  for (let seed = from; seed < from + count; seed += 1) {
    const history = historyOf(seed, repertoire);
    lap('drawing');
    if (engine === 'none') bareRecords += playBare(history);
    else {
      const world = createSimulatedWorld({ checklist }, history.topology, history.pace);
      const trace = await play(history, engines[engine], world);
      lap('playing');
      judge(cells, trace, kinds);
    }
    lap(engine === 'none' ? 'playing' : 'judging');
  }
  const { user, system } = process.cpuUsage(before);
  // The CPU is shared out by the clock: to ask for it three times a history would cost as much as to draw one.
  const whole = took.drawing + took.playing + took.judging;
  const share = (ms: number): number => ((user + system) * ms) / whole;
  if (engine === 'none' && bareRecords === 0) throw new Error('no history of the bare loop had a record');
  return {
    cpu: {
      drawing: share(took.drawing),
      playing: share(took.playing),
      judging: share(took.judging),
    },
  };
}
