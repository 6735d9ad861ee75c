import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineWrite, TenantPair } from '../../campaign/environment.ts';
import { readChecklist } from '../../checklist/read.ts';
import { inProcessCompanies } from '../../cli/mock-tenants.ts';
import { type CompanyDraft, WRITABLE_LEAVES } from '../../domain/company.ts';
import { valueAt } from '../../domain/record.ts';
import type { RunningEngine } from '../../engines/index.ts';
import type { Both } from '../variation.ts';
import { eventEngine } from './events.ts';
import { RIGHT_ENGINES } from './index.ts';

const FILE = 'checklists/crmoffice-crmoffice.rst';
const VISIT = { country: 'NO', postCode: '0150', postalArea: 'OSLO', streetAddress: 'Gate 1' };

let pair: TenantPair;
let stateDir: string;
let running: RunningEngine;

beforeEach(async () => {
  pair = await inProcessCompanies('two-tenants').open();
  stateDir = await mkdtemp(path.join(tmpdir(), 'right-engine-'));
});

afterEach(async () => {
  await running.close();
  await pair.close();
  await rm(stateDir, { recursive: true });
});

async function start(name: string): Promise<void> {
  const named = RIGHT_ENGINES.find(({ engine }) => engine.name === name)?.engine;
  const engine = name === 'events' ? eventEngine(name, 1) : named;
  if (engine === undefined) throw new RangeError(`there is no engine ${name}`);
  const { dataflow } = await readChecklist(FILE);
  running = await engine.start({
    tenants: pair.access,
    topology: 'two-tenants',
    stateDir,
    checklist: { path: FILE, dataflow },
    passTimeoutMs: 10_000,
    observe: () => pair.controls.observe(),
  });
}

async function create(left: CompanyDraft, right: CompanyDraft): Promise<Both<string>> {
  const one = await pair.tenants.left.create(left);
  const other = await pair.tenants.right.create(right);
  return { left: one.company.id, right: other.company.id };
}

/** What each pass wrote: the side, and how many leaves changed. */
async function passes(count: number): Promise<string[][]> {
  const all: string[][] = [];
  for (let n = 0; n < count; n += 1) {
    expect(await running.pass()).toEqual({ ok: true });
    all.push((await pair.controls.newEngineWrites()).map(told));
  }
  return all;
}

function told({ side, before, after }: EngineWrite): string {
  const changed = WRITABLE_LEAVES.filter(
    (leaf) => before && after && valueAt(before, leaf) !== valueAt(after, leaf),
  );
  return `${side} ${changed.length}`;
}

/** Of one pair, of which only the left one has a visiting address. */
const OF_ONE_PAIR: [name: string, passes: string[][]][] = [
  ['plain', [['right 4'], [], []]],
  ['whole addresses', [['right 4'], [], []]],
  ['one leaf a PATCH', [['right 1', 'right 1', 'right 1', 'right 1'], [], []]],
  ['every row', [['right 4'], [], []]],
  ['every second pass', [[], ['right 4'], []]],
  ['one direction a pass', [['right 4'], [], []]],
  ['all at once', [['right 4'], [], []]],
  ['digests', [['right 4'], [], []]],
  ['hub', [['right 4'], [], []]],
  ['events', [['right 4'], [], []]],
  ['echo', [['right 4'], ['left 0'], []]],
  ['no blanks', [['right 4'], [], []]],
  ['unconditional', [['right 4'], [], []]],
  ['forgetful reference', [['right 4'], [], []]],
];

describe('right engines differ in what they write when', () => {
  it.each(OF_ONE_PAIR)('%s', async (name, expected) => {
    await create({ orgNr: '212345674', visitAddress: VISIT }, { orgNr: '212345674' });
    await start(name);
    expect(await passes(3)).toEqual(expected);
  });

  it('one direction a pass: what is to go to the left waits for the second one', async () => {
    await create({ orgNr: '212345674' }, { orgNr: '212345674', visitAddress: VISIT });
    await start('one direction a pass');
    expect(await passes(4)).toEqual([[], ['left 4'], [], []]);
  });

  it('events: a few writes a pass', async () => {
    await create({ orgNr: '212345674', visitAddress: VISIT }, { orgNr: '212345674' });
    await create({ orgNr: '312345676', visitAddress: VISIT }, { orgNr: '312345676' });
    await start('events');
    expect(await passes(3)).toEqual([['right 4'], ['right 4'], []]);
  });

  it.each([
    ['plain', ''],
    ['no blanks', null],
  ])('%s: what was cleared with "" is then %j', async (name, expected) => {
    const { left } = await create({ orgNr: '212345674', visitAddress: VISIT }, { orgNr: '212345674' });
    await start(name);
    await passes(2);
    await pair.tenants.left.patch(left, { visitAddress: { postCode: '' } });
    await passes(3);
    const company = (await pair.tenants.left.get(left))?.company;
    expect(company && valueAt(company, 'visitAddress.postCode')).toBe(expected);
  });

  it('blank clearings: clears with ""', async () => {
    const { left, right } = await create({ orgNr: '212345674', visitAddress: VISIT }, { orgNr: '212345674' });
    await start('blank clearings');
    await passes(2);
    await pair.tenants.left.patch(left, { visitAddress: null });
    await passes(2);
    const blank = { country: '', postCode: '', postalArea: '', streetAddress: '' };
    expect((await pair.tenants.right.get(right))?.company['postAddress']).toEqual(blank);
  });

  it('unconditional alone writes without a condition', async () => {
    await create({ orgNr: '212345674', visitAddress: VISIT }, { orgNr: '212345674' });
    await start('unconditional');
    await running.pass();
    expect((await pair.controls.newEngineWrites()).map(({ ifMatch }) => ifMatch)).toEqual([false]);
    await running.close();
    await pair.tenants.left.create({ orgNr: '312345676', visitAddress: VISIT });
    await pair.tenants.right.create({ orgNr: '312345676' });
    await start('plain');
    await running.pass();
    expect((await pair.controls.newEngineWrites()).map(({ ifMatch }) => ifMatch)).toEqual([true]);
  });
});
