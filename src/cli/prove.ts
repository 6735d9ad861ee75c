/** `prove`: runs the fault bank, or one of others, and tells what the checks would have caught. */
import { COMPANY, isCompany } from '../domain/record-type.ts';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ReadChecklist, readChecklist } from '../checklist/read.ts';
import { bankOf } from '../faulty-engines/bank.ts';
import { detectionOf, type Proof, type Tried } from '../faulty-engines/detection.ts';
import { detectionHtml } from '../faulty-engines/detection-html.ts';
import { detectionText } from '../faulty-engines/detection-text.ts';
import { CLASSES } from '../faulty-engines/faulty.ts';
import { shortId } from '../faulty-engines/score.ts';
import type { ExitStatus } from './conclude.ts';
import { outFolder } from './out-folder.ts';
import { wholePlan } from './prove-engine.ts';
import { readForeignBank, tryForeign } from './prove-foreign.ts';
import { inProcesses } from './prove-processes.ts';
import type { Task } from './prove-worker.ts';
import { defaultChecklist, seedOf } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface ProveOptions {
  checklist?: string;
  only?: string;
  class?: string;
  seed?: string;
  sockets?: boolean;
  thorough?: boolean;
  /** A file: a bank of engines of others. */
  engineCommand?: string;
  out: string;
}

type Given = Omit<ProveOptions, 'checklist' | 'seed'> & {
  file: string;
  checklist: ReadChecklist;
  seed: number;
};

export async function proveCommand(options: ProveOptions): Promise<ExitStatus> {
  const file = options.checklist ?? defaultChecklist();
  const given = { ...options, file, checklist: await readChecklist(file), seed: seedOf(options.seed) };
  refuseOtherRecords(file, given.checklist);
  const { checklist, seed } = given;
  const out = outFolder(options.out);
  const tried =
    options.engineCommand === undefined
      ? await tryBank(given)
      : await tryBankOfOthers(given, options.engineCommand);
  const detection = detectionOf({
    measuredAt: new Date().toISOString(),
    seed,
    checklist: { title: checklist.dataflow.title, sha256: checklist.sha256 },
    checks: wholePlan(checklist, seed).checks.map(({ id, title }) => ({ id: shortId(id), title })),
    ...tried,
  });
  writeFileSync(path.join(out, 'detection.json'), `${JSON.stringify(detection, null, 2)}\n`);
  writeFileSync(path.join(out, 'detection.html'), detectionHtml(detection));
  process.stdout.write(detectionText(detection));
  for (const name of ['detection.html', 'detection.json'])
    process.stdout.write(`${path.join(options.out, name)}\n`);
  return detection.proven ? 0 : 1;
}

/** The engines of the bank are wrong with companies, and right with none else. */
function refuseOtherRecords(file: string, { dataflow }: ReadChecklist): void {
  const other = dataflow.sections.find(({ source, target }) => !isCompany(source) || !isCompany(target));
  if (other === undefined) return;
  throw new UsageError(
    `--checklist ${file}:${other.line}: the fault bank knows ${COMPANY.name} only, and this section is about others`,
  );
}

type TriedBank = Pick<Proof, 'tried' | 'right' | 'whole' | 'thorough'>;

async function tryBank(given: Given): Promise<TriedBank> {
  const { file, checklist, seed, thorough = false, sockets = false } = given;
  const bank = bankOf(checklist.dataflow);
  if (given.class !== undefined && !CLASSES.some((name) => name === given.class)) {
    throw new UsageError(`--class: there is no class ${given.class}; there are ${CLASSES.join(', ')}`);
  }
  const chosen = chosenOf(bank, given);
  tellBegin(chosen.length, bank.length, given);
  const tasks = chosen.map((engine): Task => ({
    file,
    seed,
    place: bank.indexOf(engine),
    sockets,
    thorough,
  }));
  const told = tellProgress(tasks.length);
  const answers = await inProcesses(tasks, ({ place, killed }) =>
    told(bank[place]?.title ?? '', killed ? 'killed' : 'survived'),
  );
  const tried = answers
    .toSorted((a, b) => a.place - b.place)
    .flatMap(({ place, ...answer }): Tried[] => {
      const engine = bank[place];
      return engine === undefined ? [] : [{ engine, ...answer }];
    });
  return { tried, thorough, whole: chosen.length === bank.length };
}

/** They meet every scenario, on sockets, as in a run. What they leave untested of the checks is nothing against these. */
async function tryBankOfOthers(given: Given, file: string): Promise<TriedBank> {
  const bank = await readForeignBank(file);
  const chosen = chosenOf(bank, given);
  tellBegin(chosen.length, bank.length, given);
  const told = tellProgress(chosen.length);
  const all = await tryForeign(chosen, given, ({ engine, killed, stopped }) =>
    told(engine.title, killed ? 'red' : stopped === null ? 'accepted' : 'stopped'),
  );
  return {
    tried: all.filter(({ engine }) => engine.expect === 'red'),
    right: all.filter(({ engine }) => engine.expect === 'accepted'),
    thorough: true,
    whole: false,
  };
}

/** Those that the options ask for. Throws `UsageError` where there is none. */
function chosenOf<E extends { title: string; class: string }>(
  bank: readonly E[],
  { only, class: asked }: Pick<ProveOptions, 'only' | 'class'>,
): E[] {
  const chosen = bank.filter(
    (engine) =>
      (asked === undefined || engine.class === asked) &&
      (only === undefined || engine.title.toLowerCase().includes(only.toLowerCase())),
  );
  if (chosen.length > 0) return chosen;
  throw new UsageError(
    only === undefined
      ? `--class: the bank has no class ${asked ?? ''}`
      : `--only: no engine of the bank has ${JSON.stringify(only)} in its title`,
  );
}

function tellBegin(chosen: number, all: number, { file, seed }: Given): void {
  process.stderr.write(`${chosen} of the bank’s ${all} engines · ${file} · seed ${seed}\n`);
}

const TELL_EACH = 20;

function tellProgress(all: number): (title: string, became: string) => void {
  let done = 0;
  return (title, became) => {
    done += 1;
    const line = `${done}/${all} ${became.padEnd(8)} ${title}`;
    if (process.stderr.isTTY)
      process.stderr.write(`\r\u001b[K${line.slice(0, 100)}${done === all ? '\n' : ''}`);
    else if (became === 'survived' || done % TELL_EACH === 0 || done === all)
      process.stderr.write(`${line}\n`);
  };
}
