import { describe, expect, it } from 'vitest';
import type { Cells } from './cells.ts';
import { impossible } from './coverage-cells.ts';
import type { Edit, History, Pass } from './history.ts';
import { visitsIn } from './visits.ts';
import { playScripted, type Script } from './testing/scripted.ts';

const CELLS: Cells = {
  leaves: ['postAddress.country', 'visitAddress.country'],
  rows: [0, 1],
  mate: { left: [1, 0], right: [1, 0] },
  outside: ['name'],
  mirrored: true,
};
const SETTLE: Pass = { how: 'settle', restart: false, stop: null };
const PASS: Pass = { how: 'pass', restart: false, stop: null };
const WHEN = { pass: 0, amid: null, sameTime: false };
const COMPANY = 'acme';
const post = (country: string | null) => ({ postAddress: { country } });
const both: Edit = { do: 'create', company: COMPANY, left: { orgNr: '1' }, right: { orgNr: '1' }, ...WHEN };
const edit = (side: 'left' | 'right', values: Extract<Edit, { do: 'edit' }>['values'], pass = 1): Edit => ({
  do: 'edit',
  company: COMPANY,
  side,
  values,
  ...WHEN,
  pass,
});

async function visited(history: Partial<History>, scripts: readonly Script[] = []): Promise<string[]> {
  const whole: History = {
    topology: 'two-tenants',
    edits: [both],
    passes: [SETTLE],
    faults: [],
    pace: 0,
    ...history,
  };
  const visits = visitsIn(CELLS, whole, await playScripted(whole, scripts));
  for (const { state, event } of visits) expect(impossible(state, event), `${state}: ${event}`).toBeNull();
  return [...new Set(visits.map(({ state, event }) => `${state}: ${event}`))];
}

describe('a trace visits', () => {
  it('what a company comes from: nothing, a record on one side, candidates, a linked pair', async () => {
    expect(await visited({})).toEqual([
      'absent: create left',
      'left only: create right',
      'candidates: pass',
      'linked, agreeing: pass',
    ]);
  });

  it.each<[string, Edit[], string[]]>([
    [
      'an edit on the left',
      [edit('left', post('NO'))],
      ['linked, agreeing: edit left', 'linked, left ahead: pass'],
    ],
    [
      'edits on both sides',
      [edit('left', post('NO')), edit('right', post('SE'))],
      ['linked, left ahead: edit right', 'linked, both ahead: pass'],
    ],
    [
      'both leaves, one of which is cleared',
      [
        edit('right', { ...post('NO'), visitAddress: { country: 'SE' } }),
        edit('right', { ...post('DK'), visitAddress: null }),
      ],
      [
        'linked, agreeing: edit both leaves at once',
        'linked, right ahead: clear',
        'linked, right ahead: edit both leaves at once',
      ],
    ],
    ['an edit outside', [edit('left', { name: 'A' })], ['linked, agreeing: edit outside rows']],
    [
      'orgNr away and back',
      [edit('left', { orgNr: '2' }), edit('left', { orgNr: '1' }), edit('left', { orgNr: null })],
      [
        'linked, agreeing: orgNr to part',
        'parted: orgNr to match',
        'linked, agreeing: orgNr cleared',
        'parted: pass',
      ],
    ],
    [
      'a deletion',
      [{ do: 'delete', company: COMPANY, side: 'left', ...WHEN, pass: 1 }, edit('right', post('NO'))],
      ['linked, agreeing: delete left', 'bereft: edit right', 'bereft: pass'],
    ],
    [
      'the same millisecond',
      [{ ...edit('left', post('NO')), sameTime: true }],
      ['linked, agreeing: same millisecond'],
    ],
  ])('%s of a linked pair', async (_, edits, expected) => {
    expect(await visited({ edits: [both, ...edits] })).toEqual(expect.arrayContaining(expected));
  });

  it('strangers and crowds', async () => {
    const other: Edit = {
      do: 'create',
      company: 'birch',
      left: { orgNr: '3' },
      right: { orgNr: '2' },
      ...WHEN,
    };
    const collide: Edit = { ...edit('left', { orgNr: '1' }, 0), company: 'birch' };
    expect(await visited({ edits: [both, other, collide] })).toEqual(
      expect.arrayContaining(['strangers: orgNr to collide', 'crowded: pass']),
    );
  });

  it('how a pass ends, and that it was begun by a new process', async () => {
    const at = { side: 'left', request: 1 } as const;
    const passes: Pass[] = [
      { ...PASS, stop: { how: 'kill', at } },
      { ...PASS, stop: { how: 'close', at }, restart: true },
      PASS,
    ];
    const killed: Script = (asking) => {
      asking.get('left');
      return null;
    };
    const faults = [{ pass: 2, at, times: 1, kind: 'busy' as const }];
    expect(await visited({ passes, faults }, [killed, killed])).toEqual(
      expect.arrayContaining([
        'candidates: kill',
        'candidates: close',
        'candidates: restart',
        'candidates: pass with faults',
      ]),
    );
  });

  it('what is edited amid a pass', async () => {
    const amid: Edit = { ...edit('left', post('NO'), 0), amid: { side: 'left', request: 1 } };
    const script: Script = (asking) => {
      asking.get('left');
      return { ok: true };
    };
    expect(await visited({ edits: [both, amid], passes: [PASS] }, [script])).toEqual(
      expect.arrayContaining(['candidates: edit left', 'candidates: edit amid a pass']),
    );
  });

  it('nothing but passes where there are no companies', async () => {
    expect(await visited({ edits: [] })).toEqual(['absent: pass']);
  });
});
