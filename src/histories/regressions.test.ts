/**
 * Histories that are kept, played again: the reference engine must break nothing in them, an engine that is wrong on
 * purpose must break the same invariant as then. In `regressions/` are those that once broke something, in `shown/` one
 * for each invariant, made by `npm run explore:bank`. A file is put into a folder and that is all.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readChecklist } from '../checklist/read.ts';
import { cellsOf } from './cells.ts';
import { COMPARISONS } from './comparisons.ts';
import { INVARIANTS } from './judge.ts';
import { readCounterexample } from './counterexample.ts';
import { playAndJudge, type Played } from './exploration.ts';
import type { History } from './history.ts';
import { createSimulatedWorld } from './simulation/simulated-world.ts';
import { COMMAND, type Subject, subjectsOf, unfitFor } from './subjects.ts';

const CHECKLIST = 'checklists/crmoffice-crmoffice.rst';
const { dataflow } = await readChecklist(CHECKLIST);
const [section] = dataflow.sections;
if (section === undefined) throw new Error('the checklist has no section');
const cells = cellsOf(section);
const subjects = subjectsOf(dataflow, 'under test');
/**
 * What no engine of the bank is known to break before it breaks something else: judge.test.ts and comparisons.test.ts
 * show each of these fail.
 */
const NOT_SHOWN = [
  'id-stays',
  'stops-change-nothing',
  'order-changes-nothing',
  'pace-changes-nothing',
  'neighbours-change-nothing',
  'sides-change-nothing',
  'crossing-twice-is-none',
];
const filesIn = (folder: string): string[] =>
  readdirSync(path.join(import.meta.dirname, folder)).map((file) => path.join(folder, file));
const files = [...filesIn('regressions'), ...filesIn('shown')];

function played(history: History, { engine, limits, kinds }: Subject): Promise<Played> {
  const ground = {
    engine: engine(),
    repertoire: { ...limits, cells },
    kinds,
    makeWorld: (topology: History['topology'], pace: number) =>
      createSimulatedWorld({ checklist: { path: CHECKLIST, dataflow } }, topology, pace),
  };
  return playAndJudge(history, ground, kinds.has('implied') ? COMPARISONS : []);
}

function named(name: string): Subject {
  const found = subjects.find((subject) => subject.name === name);
  if (found === undefined)
    throw new Error(`there is no engine ${name} any more: choose another, or remove the file`);
  return found;
}

it('there are some, and nothing else', () => {
  expect(filesIn('regressions').length).toBeGreaterThan(0);
  expect(files.filter((file) => !file.endsWith('.json'))).toEqual([]);
});

it('each invariant is shown to fail by an engine of the bank', () => {
  const shown = new Set(filesIn('shown').map((file) => path.basename(file, '.json')));
  const names = [...INVARIANTS, ...COMPARISONS].map(({ name }) => name);
  expect(names.filter((name) => !shown.has(name))).toEqual(NOT_SHOWN);
});

describe.each(files)('%s', (file) => {
  const { engine, invariant, history } = readCounterexample(
    readFileSync(path.join(import.meta.dirname, file), 'utf8'),
    file,
  );

  it('breaks nothing of the reference engine', async () => {
    expect((await played(history, named('reference'))).violations).toEqual([]);
  });

  // Of the reference engine all is said by the first test; a command of somebody's is not here to be asked.
  if (engine === 'reference' || engine === COMMAND) return;
  it(`breaks with the engine that it was found with, if that one is wrong: ${engine}`, async () => {
    const subject = named(engine);
    expect(unfitFor(subject, history)).toBeNull();
    const { violations } = await played(history, subject);
    // One that is right was found with a judge that was wrong. Of a wrong one the file has to name what it breaks.
    const isRight = subject.is === 'right';
    const broken = violations.map((one) => one.invariant);
    expect(isRight ? broken : broken.filter((name) => name === invariant)).toEqual(
      isRight ? [] : [invariant ?? 'an invariant'],
    );
  });
});
