import { describe, expect, it } from 'vitest';
import { type Company, type CompanyPatch, patchAt, patched } from '../../domain/company.ts';
import { lifeOf } from '../testing/lives.ts';
import { FEW_CELLS, post, visit } from '../testing/telling.ts';
import { explain, type ExplainedWrite } from './explain.ts';
import { type Life, link } from './life.ts';

function explained(lives: readonly Life[], life: Life, patch: CompanyPatch): ExplainedWrite {
  const after: Company = patched(life.company, patch);
  return explain(FEW_CELLS, false, lives, life, after);
}

/** What a user makes of a leaf of a record. */
function edit(life: Life, leaf: number, value: string): void {
  const [held, path] = [life.held[leaf], FEW_CELLS.leaves[leaf]];
  if (held === undefined || path === undefined) throw new RangeError(`there is no leaf ${leaf}`);
  life.company = patched(life.company, patchAt(path, value));
  life.held[leaf] = { value, at: held.at, replaced: [held] };
}

function couple(): { left: Life; right: Life; other: Life } {
  const left = lifeOf('left', 'a', { orgNr: '1', ...post('NO'), ...visit('DK') });
  const right = lifeOf('right', 'b', { orgNr: '1', ...visit('SE'), ...post('FI') });
  link(left, right);
  return { left, right, other: lifeOf('left', 'c', post('IS')) };
}

const originsOf = ({ leaves }: ExplainedWrite): string[] =>
  leaves.map(({ path, origin }) => `${path} ${origin}`);

describe('a value that the engine writes', () => {
  it('is carried where the leaf that goes with it holds it, and is nothing older', () => {
    const { left, right } = couple();
    const write = explained([left, right], right, visit('NO'));
    expect(write).toMatchObject({ life: right, mate: left });
    expect(write.leaves).toEqual([
      { path: 'visitAddress.country', leaf: 1, from: 'SE', to: 'NO', origin: 'carried', event: left.held[0] },
    ]);
  });

  it('is carried as well where it was the mate’s until just now', () => {
    const { left, right } = couple();
    const was = left.held[0];
    edit(left, 0, 'XX');
    expect(explained([left, right], right, visit('NO')).leaves).toMatchObject([
      { origin: 'carried', event: was },
    ]);
  });

  it('is older where what it replaces had replaced it', () => {
    const { left, right } = couple();
    const was = right.held[1];
    edit(right, 1, 'new');
    expect(explained([left, right], right, visit('SE')).leaves).toMatchObject([
      { origin: 'older', event: was },
    ]);
  });

  it('is crossed where another leaf of the pair holds it, of either record', () => {
    const { left, right } = couple();
    expect(originsOf(explained([left, right], right, visit('DK')))).toEqual(['visitAddress.country crossed']);
    expect(originsOf(explained([left, right], right, visit('FI')))).toEqual(['visitAddress.country crossed']);
  });

  it('is foreign where only another record holds it, or did', () => {
    const { left, right, other } = couple();
    expect(originsOf(explained([left, right, other], right, visit('IS')))).toEqual([
      'visitAddress.country foreign',
    ]);
    edit(other, 0, 'new');
    expect(originsOf(explained([left, right, other], right, visit('IS')))).toEqual([
      'visitAddress.country foreign',
    ]);
  });

  it('is invented where nobody entered it, and where nothing was cleared', () => {
    const { left, right, other } = couple();
    expect(originsOf(explained([left, right, other], right, visit('no')))).toEqual([
      'visitAddress.country invented',
    ]);
    expect(originsOf(explained([left, right, other], right, visit(null)))).toEqual([
      'visitAddress.country invented',
    ]);
  });

  it('is none where it says the same: null for nothing, or a leaf of no row', () => {
    const { left, right } = couple();
    expect(explained([left, right], left, { name: 'N', postAddress: { postCode: '' } }).leaves).toEqual([]);
  });

  it('is explained leaf by leaf', () => {
    const { left, right } = couple();
    expect(originsOf(explained([left, right], right, { ...visit('NO'), ...post('x') }))).toEqual([
      'postAddress.country invented',
      'visitAddress.country carried',
    ]);
  });
});

describe('whose values they are', () => {
  it('of several who may be linked: whose the most of them are', () => {
    const { left, right, other } = couple();
    right.mate = null;
    right.mates = [left, other];
    expect(explained([left, right, other], right, visit('IS'))).toMatchObject({ mate: other });
    expect(explained([left, right, other], right, { ...visit('NO'), ...post('DK') })).toMatchObject({
      mate: left,
    });
  });

  it('may be one that was deleted while the pass is under way', () => {
    const { left, right } = couple();
    right.mate = null;
    right.lost = [left];
    expect(originsOf(explained([left, right], right, visit('NO')))).toEqual(['visitAddress.country carried']);
  });

  it('is nobody’s where it is linked with none, whatever it got', () => {
    const { left, right } = couple();
    right.mate = null;
    const write = explained([left, right], right, visit('NO'));
    expect(write.mate).toBeNull();
    expect(originsOf(write)).toEqual(['visitAddress.country foreign']);
  });
});
