import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readChecklist } from '../checklist/read.ts';
import type { Engine } from '../engines/index.ts';
import { referenceEngine } from '../engines/reference.ts';
import { selectEngine } from '../engines/select.ts';
import type { Edit, Fault, History, Pass } from '../histories/history.ts';
import { play } from '../histories/player.ts';
import { type EngineWrite, type Entry, isAccepted, type Trace } from '../histories/trace.ts';
import { openSocketWorlds, type SocketWorlds } from './socket-worlds.ts';
import { DEFAULT_CHECKLIST, ROOT } from './settings.ts';
import path from 'node:path';

const CHECKLIST = path.join(ROOT, DEFAULT_CHECKLIST);
const REFERENCE = referenceEngine('under test');
let worlds: SocketWorlds;

beforeAll(async () => {
  const { dataflow } = await readChecklist(CHECKLIST);
  worlds = await openSocketWorlds({ checklist: { path: CHECKLIST, dataflow }, passTimeoutMs: 10_000 });
});
afterAll(() => worlds.close());

const at = { pass: 0, amid: null, sameTime: false };
const PASS: Pass = { how: 'pass', restart: false, stop: null };
const country = (value: string): { postAddress: { country: string } } => ({
  postAddress: { country: value },
});
/** One company on both sides; the left one's post address is the right one's visit address. */
const BOTH: Edit = {
  do: 'create',
  company: 'a',
  left: { orgNr: '1', ...country('NO') },
  right: { orgNr: '1' },
  ...at,
};
const EDIT: Edit = { do: 'edit', company: 'a', side: 'left', values: country('SE'), ...at, pass: 1 };
const PLAIN: History = {
  topology: 'two-tenants',
  edits: [BOTH, EDIT],
  passes: [PASS, PASS],
  faults: [],
  pace: 0,
};

async function played(history: Partial<History>, engine: Engine = REFERENCE): Promise<Trace> {
  const whole = { ...PLAIN, ...history };
  return play(whole, engine, await worlds.makeWorld(whole.topology, whole.pace));
}

const fault = (
  kind: Fault['kind'],
  request: number,
  side: Fault['at']['side'] = 'right',
  times = 1,
): Fault => ({
  pass: 0,
  at: { side, request },
  times,
  kind,
});

/** What happened, a line each. */
function told({ entries, error }: Trace): string[] {
  return [...entries.map(line), ...(error === null ? [] : [error])];
}

function line(entry: Entry): string {
  switch (entry.is) {
    case 'edit':
      return `${entry.before === null ? 'create' : 'edit'} ${entry.place} ${entry.id}`;
    case 'write':
      return `${entry.method} ${entry.place} ${entry.id} ${entry.status} ${entry.after?.visitAddress?.country}`;
    case 'begins':
      return `pass ${entry.pass}`;
    case 'ends':
      return `${entry.ended}${entry.faults === 0 ? '' : ` ${entry.faults} met`}`;
    case 'settled':
      return entry.atRest ? 'at rest' : 'not at rest';
  }
}

const SETTLED = ['pass 2', 'done', 'pass 2', 'done', 'at rest'];
const CREATED = ['create left 0001001', 'create right 0001001'];
const NO = 'PATCH right 0001001 200 NO';
const SE = 'PATCH right 0001001 200 SE';

function writes({ entries }: Trace): EngineWrite[] {
  return entries.filter((entry) => entry.is === 'write');
}

function rightCountry(trace: Trace): string | null | undefined {
  return writes(trace).findLast(isAccepted)?.after?.visitAddress?.country;
}

describe('a history behind sockets', () => {
  it('is users’ edits, passes of the engine and its writes, in order', async () => {
    expect(told(await played({}))).toEqual([
      ...CREATED,
      'pass 0',
      NO,
      'done',
      'edit left 0001001',
      'pass 1',
      SE,
      'done',
      ...SETTLED,
    ]);
  });

  it('is the same again, in tenants that were used before', async () => {
    const history = { edits: [BOTH, { ...EDIT, amid: { side: 'right', request: 1 } } satisfies Edit] };
    expect(await played(history)).toEqual(await played(history));
  });

  it('in one tenant has both records in it, and what is for the right side never comes', async () => {
    const trace = await played({ topology: 'one-tenant', faults: [fault('refused', 1, 'right', 50)] });
    expect(told(trace)).toEqual([
      'create left 0001001',
      'create left 0001002',
      'pass 0',
      'PATCH left 0001002 200 NO',
      'done',
      'edit left 0001001',
      'pass 1',
      'PATCH left 0001002 200 SE',
      'done',
      ...SETTLED,
    ]);
  });

  it('knows no record that is not there, and removes one that is', async () => {
    const world = await worlds.makeWorld('two-tenants', 0);
    const { id } = world.create('right', { name: 'A' });
    expect(world.edit('left', id, { name: 'B' })).toBeNull();
    expect(world.remove('left', id)).toBeNull();
    expect(world.edit('right', id, { name: 'B' })).toMatchObject({
      before: { name: 'A' },
      after: { name: 'B' },
    });
    expect(world.remove('right', id)).toMatchObject({ before: { name: 'B' }, after: null });
    expect(world.remove('right', id)).toBeNull();
    await world.close();
  });

  it('may repeat the time before, in either tenant, once', async () => {
    const world = await worlds.makeWorld('two-tenants', 0);
    const first = world.create('left', {}).after?.modifiedAt;
    world.repeatTime();
    const again = world.create('right', {});
    expect(again.after?.modifiedAt).toBe(first);
    expect(world.edit('right', again.id, { name: 'B' })?.after?.modifiedAt).not.toBe(first);
    await world.close();
  });
});

describe('amid a pass', () => {
  it('an edit comes before the request that it is to come before', async () => {
    // The right tenant is asked for its list, for the record, and to change it.
    const amid = { side: 'right', request: 3 } as const;
    const edit: Edit = { ...EDIT, side: 'right', values: { visitAddress: { country: 'DK' } }, pass: 0, amid };
    const trace = await played({ edits: [BOTH, edit], passes: [PASS] });
    expect(told(trace).slice(2, 5)).toEqual(['pass 0', 'edit right 0001001', 'PATCH right 0001001 412 DK']);
  });

  // The pass after it finds the link not yet made, and whatever was written.
  it.each<[NonNullable<Pass['stop']>['how'], string[]]>([
    ['kill', ['killed', 'pass 1', NO, 'done', 'pass 1', 'done', 'pass 1', 'done', 'at rest']],
    ['kill after', [NO, 'killed', 'pass 1', 'done', 'pass 1', 'done', 'at rest']],
    ['close', [NO, 'closed', 'pass 1', 'done', 'pass 1', 'done', 'at rest']],
  ])('a %s at the request that writes', async (how, expected) => {
    const stop = { how, at: { side: 'right', request: 3 } } as const;
    const refused = fault('refused', 3);
    const trace = await played({
      edits: [BOTH],
      passes: [{ ...PASS, stop }],
      faults: how === 'close' ? [] : [refused],
    });
    expect(told(trace).slice(3)).toEqual(expected);
  });

  it('a kill leaves the state as it was saved: what was linked stays so', async () => {
    const stop = { how: 'kill', at: { side: 'right', request: 2 } } as const;
    const trace = await played({ passes: [PASS, { ...PASS, stop }] });
    expect(told(trace).slice(5)).toEqual([
      'edit left 0001001',
      'pass 1',
      'killed',
      'pass 2',
      SE,
      'done',
      ...SETTLED,
    ]);
  });
});

describe('a fault at the n-th request', () => {
  // The client asks again: a GET always, a PATCH where nothing was done or its condition would not hold again.
  it.each<[Fault['kind'], string[]]>([
    ['refused', [NO]],
    ['busy', [NO]],
    ['reset', [NO]],
    ['no answer', [NO]],
    ['lost', [NO, 'PATCH right 0001001 412 NO']],
  ])('a PATCH that is %s', async (kind, expected) => {
    const trace = await played({ edits: [BOTH], passes: [PASS], faults: [fault(kind, 3)] });
    expect(told(trace).slice(3, 3 + expected.length)).toEqual(expected);
    expect(told(trace)[3 + expected.length]).toMatch(/^\w+ 1 met$/);
    expect(rightCountry(trace)).toBe('NO');
  });

  it.each<Fault['kind']>(['refused', 'busy', 'reset', 'no answer', 'lost'])(
    'a listing that is %s is asked for again, or the pass fails',
    async (kind) => {
      const over = told(await played({ edits: [BOTH], passes: [PASS], faults: [fault(kind, 1)] }));
      expect(over.slice(2, 5)).toEqual(['pass 0', NO, 'done 1 met']);
      const failed = told(
        await played({ edits: [BOTH], passes: [PASS], faults: [fault(kind, 1, 'right', 4)] }),
      );
      expect(failed.slice(2, 6)).toEqual(['pass 0', 'failed 4 met', 'pass 1', NO]);
    },
  );

  it('a listing that is short leaves out its last record', async () => {
    const second: Edit = {
      ...BOTH,
      company: 'b',
      left: { orgNr: '2', ...country('SE') },
      right: { orgNr: '2' },
    };
    const trace = await played({ edits: [BOTH, second], passes: [PASS], faults: [fault('short', 1)] });
    expect(told(trace).slice(4, 7)).toEqual(['pass 0', NO, 'done 1 met']);
    expect(rightCountry(trace)).toBe('SE');
  });

  it('a listing has a record twice; what is no listing is not met', async () => {
    const faults = [fault('twice', 1), fault('twice', 2), fault('short', 3)];
    const trace = await played({ edits: [BOTH], passes: [PASS], faults });
    expect(told(trace).slice(2, 5)).toEqual(['pass 0', NO, 'done 1 met']);
  });
});

describe('an engine that is a command', () => {
  const command = `${process.execPath} ${path.join(ROOT, 'docs', 'engines', 'sync.mjs')}`;

  it('plays the same histories, and is killed where they say so', async () => {
    const engine = worlds.ownProcess(selectEngine({ name: 'command', command }, 'under test'));
    const stop = { how: 'kill', at: { side: 'right', request: 3 } } as const;
    const trace = await played({ passes: [{ ...PASS, stop }, PASS] }, engine);
    expect(told(trace)).toEqual([
      ...CREATED,
      'pass 0',
      'killed',
      'edit left 0001001',
      'pass 1',
      SE,
      'done',
      ...SETTLED,
    ]);
  });
});
