import { describe, expect, it } from 'vitest';
import type { CompanyPatch } from '../domain/company.ts';
import type { Kind } from './invariants/invariant.ts';
import { INVARIANTS, judge } from './judge.ts';
import { FEW_CELLS, post, Telling, visit } from './testing/telling.ts';

const ALL: ReadonlySet<Kind> = new Set(['must', 'implied', 'policy', 'reference']);

function broken(tell: (telling: Telling) => unknown, kinds: ReadonlySet<Kind> = ALL): string[] {
  const telling = new Telling();
  tell(telling);
  return judge(FEW_CELLS, telling.trace(), kinds).map(({ invariant }) => invariant);
}

type Tell = (telling: Telling) => unknown;
interface Tried {
  breaks: Tell;
  /** As near as can be, and right. */
  keeps: Tell;
}

/** Records `1` on the left and `2` on the right with one `orgNr`, the left one first. */
function couple(t: Telling, left: CompanyPatch, right: CompanyPatch): Telling {
  t.create('left', { orgNr: '1', ...left });
  t.create('right', { orgNr: '1', ...right });
  return t;
}
/** The same, with one value, linked and at rest. */
const linked = (t: Telling): Telling => couple(t, post('NO'), visit('NO')).settle();
const nobody = (t: Telling): Telling => linked(t).settle();
/** After an edit on the left. */
const edited = (t: Telling): Telling => linked(t).edit('left', '1', post('SE'));
const carried: Tell = (t) => edited(t).settle(() => t.write('right', '2', visit('SE')));
/** A write in an edited pair's settle, in the place of the right one. */
const instead =
  (write: Tell): Tell =>
  (t) =>
    edited(t).settle(() => write(t));
/** Both sides edited, the right one later. */
const contested = (t: Telling): Telling => edited(t).edit('right', '2', visit('DK'));
const tied = (t: Telling): Telling => edited(t).edit('right', '2', visit('DK'), 'same time');
const apart = (t: Telling): Telling => couple(t, post('NO'), visit('SE'));
function born(t: Telling): Telling {
  t.create('left', { orgNr: '1', ...post('NO') });
  t.create('right', { orgNr: '1', ...visit('SE') }, 'same time');
  return t;
}
const alike = (t: Telling): Telling => {
  t.create('left', { orgNr: '123', ...post('NO') });
  t.create('right', { orgNr: '1 23' });
  return t;
};
const crowd = (t: Telling): Telling => {
  t.create('left', { orgNr: '1', ...post('DK') });
  return couple(t, post('NO'), {});
};
const pairs = (t: Telling): Telling => {
  linked(t);
  t.create('left', { orgNr: '3', ...post('FI') });
  t.create('right', { orgNr: '3', ...visit('FI') });
  return t.settle();
};
const stranger = (t: Telling): Telling => {
  t.create('left', { orgNr: '1', ...post('NO') });
  t.create('right', { orgNr: '2' });
  return t;
};

const TRIED: Record<string, Tried> = {
  'no-lost-edit': { breaks: instead((t) => t.write('left', '1', post('NO'))), keeps: carried },
  'own-row': { breaks: instead((t) => t.write('right', '2', post('SE'))), keeps: carried },
  isolation: {
    breaks: (t) => pairs(t).settle(() => t.write('right', '2', visit('FI'))),
    keeps: (t) =>
      pairs(t)
        .edit('left', '1', post('FI'))
        .settle(() => t.write('right', '2', visit('FI'))),
  },
  provenance: { breaks: instead((t) => t.write('right', '2', visit('SE '))), keeps: carried },
  'unlinked-untouched': {
    breaks: (t) => stranger(t).settle(() => t.write('right', '2', visit('NO'))),
    keeps: (t) => stranger(t).settle(),
  },
  'bereft-untouched': {
    breaks: (t) =>
      linked(t)
        .remove('left', '1')
        .settle(() => t.write('right', '2', visit(null))),
    keeps: (t) => linked(t).remove('left', '1').settle(),
  },
  'orgNr-verbatim': {
    breaks: (t) => alike(t).settle(() => t.write('right', '2', visit('NO'))),
    keeps: (t) => alike(t).settle(),
  },
  'duplicates-not-linked': {
    breaks: (t) => crowd(t).settle(() => t.write('right', '3', visit('NO'))),
    keeps: (t) => crowd(t).settle(),
  },
  'orgNr-stays': {
    breaks: instead((t) => t.write('right', '2', { orgNr: '9', ...visit('SE') })),
    keeps: carried,
  },
  'nothing-leaks': {
    breaks: instead((t) => t.write('right', '2', { name: 'N', ...visit('SE') })),
    keeps: carried,
  },
  'no-creation': { breaks: (t) => t.settle(() => t.post('right', {})), keeps: (t) => t.settle() },
  'no-deletion': { breaks: (t) => nobody(t).settle(() => t.delete('right', '2')), keeps: nobody },
  'id-stays': {
    breaks: instead((t) => t.write('right', '2', {}, { status: 422 }).write('right', '2', visit('SE'))),
    keeps: instead((t) => t.write('right', '2', {}, { status: 412 }).write('right', '2', visit('SE'))),
  },
  'every-write-changes': { breaks: instead((t) => t.write('right', '2', visit('NO'))), keeps: carried },
  conditional: {
    breaks: instead((t) => t.write('right', '2', visit('SE'), { ifMatch: null })),
    keeps: carried,
  },
  convergence: { breaks: (t) => linked(t).settle(undefined, { atRest: false }), keeps: nobody },
  'linked-by-orgNr': {
    breaks: (t) => apart(t).settle(),
    keeps: (t) => apart(t).settle(() => t.write('left', '1', post('SE'))),
  },
  'link-outlives-orgNr': {
    breaks: (t) => edited(t).edit('right', '2', { orgNr: '9' }).settle(),
    keeps: (t) =>
      edited(t)
        .edit('right', '2', { orgNr: '9' })
        .settle(() => t.write('right', '2', visit('SE'))),
  },
  'left-edit-arrives': { breaks: (t) => edited(t).settle(), keeps: carried },
  'right-edit-arrives': {
    breaks: (t) => linked(t).edit('right', '2', visit('SE')).settle(),
    keeps: (t) =>
      linked(t)
        .edit('right', '2', visit('SE'))
        .settle(() => t.write('left', '1', post('SE'))),
  },
  'clearing-arrives': {
    breaks: (t) => linked(t).edit('left', '1', post(null)).settle(),
    keeps: (t) =>
      linked(t)
        .edit('left', '1', post(null))
        .settle(() => t.write('right', '2', visit(''))),
  },
  'both-edited-agree': {
    breaks: (t) => contested(t).settle(),
    keeps: (t) => contested(t).settle(() => t.write('left', '1', post('DK'))),
  },
  quiet: { breaks: (t) => linked(t).settle(() => t.write('right', '2', {})), keeps: nobody },
  'quiet-after-restart': {
    breaks: (t) => linked(t).settle(() => t.write('right', '2', {}), { restart: true }),
    keeps: (t) => linked(t).settle(undefined, { restart: true }),
  },
  'rows-alone-matter': {
    breaks: (t) =>
      linked(t)
        .edit('left', '1', { name: 'N' })
        .settle(() => t.write('right', '2', {})),
    keeps: (t) => linked(t).edit('left', '1', { name: 'N' }).settle(),
  },
  'later-edit-wins': {
    breaks: (t) => contested(t).settle(() => t.write('right', '2', visit('SE'))),
    keeps: (t) => contested(t).settle(() => t.write('left', '1', post('DK'))),
  },
  'tie-goes-left': {
    breaks: (t) => tied(t).settle(() => t.write('left', '1', post('DK'))),
    keeps: (t) => tied(t).settle(() => t.write('right', '2', visit('SE'))),
  },
  'first-link-later-wins': {
    breaks: (t) => apart(t).settle(() => t.write('right', '2', visit('NO'))),
    keeps: (t) => apart(t).settle(() => t.write('left', '1', post('SE'))),
  },
  'first-link-empty-loses': {
    breaks: (t) => couple(t, post('NO'), {}).settle(() => t.write('left', '1', post(null))),
    keeps: (t) => couple(t, post('NO'), {}).settle(() => t.write('right', '2', visit('NO'))),
  },
  'first-link-tie-goes-left': {
    breaks: (t) => born(t).settle(() => t.write('left', '1', post('SE'))),
    keeps: (t) => born(t).settle(() => t.write('right', '2', visit('NO'))),
  },
  'one-write-a-side': {
    breaks: (t) =>
      edited(t)
        .edit('left', '1', visit('DK'))
        .settle(() => t.write('right', '2', visit('SE')).write('right', '2', post('DK'))),
    keeps: (t) =>
      edited(t)
        .edit('left', '1', visit('DK'))
        .settle(() => t.write('right', '2', { ...visit('SE'), ...post('DK') })),
  },
  'links-one-to-one': {
    breaks: (t) => linked(t).settle(undefined, { links: [] }),
    keeps: (t) => linked(t).settle(undefined, { links: [{ left: '1', right: '2' }] }),
  },
};

describe('an invariant', () => {
  it('is never without a trace that breaks it and one that does not', () => {
    expect(Object.keys(TRIED).toSorted()).toEqual(INVARIANTS.map(({ name }) => name).toSorted());
  });

  it.each(INVARIANTS)('$name: $title', ({ name, kind }) => {
    const tried = TRIED[name];
    expect(broken(tried?.breaks ?? (() => {}))).toContain(name);
    expect(broken(tried?.keeps ?? (() => {}))).toEqual([]);
    // Whoever does not ask is not told.
    const others = new Set([...ALL].filter((other) => other !== kind));
    expect(broken(tried?.breaks ?? (() => {}), others)).not.toContain(name);
  });
});

describe('a judge', () => {
  it('tells each invariant once, where it broke first, with what was expected and found', () => {
    const telling = new Telling();
    edited(telling).settle(() => telling.write('right', '2', visit('x')).write('right', '2', visit('y')));
    const found = judge(FEW_CELLS, telling.trace(), new Set(['must'])).filter(
      ({ invariant }) => invariant === 'provenance',
    );
    expect(found).toMatchObject([{ entry: 7, expected: '"NO"', found: '"x"' }]);
    expect(telling.entries[7]).toMatchObject({ is: 'write' });
  });

  it('asks nothing of what policy says once a pass came between', () => {
    const wrong: Tell = (t) =>
      contested(t)
        .begins(false)
        .ends()
        .settle(() => t.write('right', '2', visit('SE')));
    expect(broken(wrong)).toEqual([]);
  });

  it('does not take for unasked what comes late, after a settle that found no rest', () => {
    const late: Tell = (t) =>
      edited(t)
        .settle(() => {}, { atRest: false })
        .settle(() => t.write('right', '2', visit('SE')));
    expect(broken(late)).toContain('convergence');
    expect(broken(late)).not.toContain('quiet');
  });
});
