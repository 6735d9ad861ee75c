/**
 * What `prove` takes for each engine of the fault bank, against one whole campaign of the reference engine in the same
 * process: `node --import tsx bench/prove.ts [--json] [--short]`. An engine that is stopped early, or is tried by a
 * part of the scenarios, is cheaper than a campaign. Engines are taken from all over the bank, a new part each round;
 * they are tried one after the other, where `prove` has several processes.
 */
import { type ReadChecklist, readChecklist } from '../src/checklist/read.ts';
import type { Plan } from '../src/checks/plan.ts';
import { inProcessEnvironment } from '../src/cli/mock-tenants.ts';
import { tryEngine, wholePlan } from '../src/cli/prove-engine.ts';
import { DEFAULT_CHECKLIST } from '../src/cli/settings.ts';
import type { Engine } from '../src/engines/index.ts';
import { referenceEngine } from '../src/engines/reference.ts';
import { bankOf } from '../src/faulty-engines/bank.ts';
import { scenariosFor } from '../src/faulty-engines/trial.ts';
import { variedEngine } from '../src/faulty-engines/varied-engine.ts';
import { runAlone } from './alone.ts';
import type { Measured } from './measured.ts';
import { compare } from './rounds.ts';

const SEED = 1;

interface Ground {
  checklist: ReadChecklist;
  whole: Plan;
}

export async function prove(short: boolean): Promise<Measured[]> {
  const checklist = await readChecklist(DEFAULT_CHECKLIST);
  const ground = { checklist, whole: wholePlan(checklist, SEED) };
  const bank = bankOf(checklist.dataflow);
  const { rounds, each } = short ? { rounds: 3, each: 6 } : { rounds: 7, each: 20 };
  const apart = Math.floor(bank.length / each);
  // What is compiled as it runs is compiled by now.
  await campaignOf(ground);
  let round = 0;
  const comparison = await compare(
    rounds,
    async () => {
      // The short form has the same engines each time: with so few, others would be another figure.
      const first = short ? 0 : round;
      round += 1;
      const share = Array.from({ length: each }, (_, n) => bank[(first + n * apart) % bank.length]);
      const began = performance.now();
      for (const engine of share) if (engine !== undefined) await tried(engine, ground);
      return (performance.now() - began) / each;
    },
    () => campaignOf(ground),
  );
  return [
    {
      name: 'an engine of the fault bank',
      against: 'a whole campaign of the reference engine',
      unit: 'ms',
      comparison,
      generatorBusy: null,
      target: null,
    },
  ];
}

async function tried(engine: ReturnType<typeof bankOf>[number], { checklist, whole }: Ground): Promise<void> {
  const only = scenariosFor(engine, whole.checks, { seed: SEED, thorough: false });
  const trial = await tryEngine({
    ...trialOf(variedEngine(engine.title, engine.vary), checklist),
    whole,
    only,
  });
  if (trial.results.length === 0 && trial.stopped === null)
    throw new Error(`nothing was asked of ${engine.title}`);
}

/** In milliseconds. */
async function campaignOf({ checklist, whole }: Ground): Promise<number> {
  const began = performance.now();
  const engine = referenceEngine('bench');
  const { stopped } = await tryEngine({ ...trialOf(engine, checklist), whole, only: () => true });
  if (stopped !== null) throw new Error(`the campaign of the reference engine was stopped: ${stopped}`);
  return performance.now() - began;
}

function trialOf(engine: Engine, checklist: ReadChecklist) {
  const environment = inProcessEnvironment('two-tenants');
  return { engine, checklist, file: DEFAULT_CHECKLIST, seed: SEED, environment };
}

await runAlone(import.meta.url, prove);
