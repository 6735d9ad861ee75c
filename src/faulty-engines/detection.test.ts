import { describe, expect, it } from 'vitest';
import { Detection, detectionOf, type Proof, type Tried, unwitnessed } from './detection.ts';
import { detectionHtml } from './detection-html.ts';
import { detectionText } from './detection-text.ts';

function tried(title: string, more: Partial<Tried> = {}): Tried {
  return {
    engine: { title, class: 'rows', against: 'line 7' },
    killed: true,
    red: ['edit-left/a~b'],
    missing: [],
    wrongly: [],
    stopped: null,
    scenarios: 3,
    milliseconds: 10,
    ...more,
  };
}

const proof: Proof = {
  measuredAt: '2026-01-01T00:00:00.000Z',
  seed: 1,
  checklist: { title: 'A to B', sha256: '00' },
  checks: [{ id: 'edit-left/a~b', title: 'an edit arrives' }],
  tried: [
    tried('one'),
    tried('another', { engine: { title: 'another', class: 'values', against: 'line 8' } }),
  ],
  whole: true,
  thorough: false,
};
const survivor = tried('a survivor', { killed: false, red: [] });

describe('a detection', () => {
  it('is proven where each engine is killed and blamed rightly, and each check has a witness', () => {
    const detection = detectionOf(proof);
    expect(detection.proven).toBe(true);
    expect(detection.total).toEqual({ engines: 2, killed: 2, survived: 0, blamedRightly: 2 });
    expect(detection.classes.map((row) => row.class)).toEqual(['rows', 'values']);
    expect(detection.checks[0]?.engines).toEqual(['one', 'another']);
    expect(Detection.parse(JSON.parse(JSON.stringify(detection)))).toEqual(detection);
  });

  it('is not proven with a survivor, and names it', () => {
    const detection = detectionOf({ ...proof, tried: [...proof.tried, survivor] });
    expect(detection.proven).toBe(false);
    expect(detectionText(detection)).toMatch(/Survived[^\n]*\n {2}a survivor\n/);
    expect(detectionHtml(detection)).toContain('<span class="bad">survived</span>');
  });

  it('is not proven once a check is added that no engine turns red, and lists it', () => {
    const added = { id: 'new/check', title: 'nobody knows whether it can fail' };
    const detection = detectionOf({ ...proof, checks: [...proof.checks, added] });
    expect(detection.proven).toBe(false);
    expect(unwitnessed(detection).map(({ id }) => id)).toEqual(['new/check']);
    expect(detectionText(detection)).toContain('new/check: nobody knows');
    expect(detectionHtml(detection)).toContain('1 checks were turned red by no engine');
  });

  it('says nothing of checks without a witness where only a part of the bank was tried', () => {
    const detection = detectionOf({ ...proof, whole: false, checks: [{ id: 'other', title: 'other' }] });
    expect(detection.proven).toBe(true);
    expect(unwitnessed(detection)).toEqual([]);
    expect(detectionText(detection)).toContain('a part of the bank');
  });

  it('allows no more than 5 % to be blamed otherwise', () => {
    const wrongly = tried('blamed wrongly', { wrongly: ['x: it is about something else'] });
    const many = (rightly: number): Tried[] => Array.from({ length: rightly }, (_, n) => tried(`${n}`));
    expect(detectionOf({ ...proof, tried: [...many(19), wrongly] }).proven).toBe(true);
    expect(detectionOf({ ...proof, tried: [...many(18), wrongly] }).proven).toBe(false);
    expect(
      detectionOf({ ...proof, tried: [...many(18), tried('misses', { missing: ['edit'] })] }).proven,
    ).toBe(false);
  });

  it('is not proven where an engine that is right is not accepted, and names it', () => {
    const accepted = tried('right', { killed: false, red: [] });
    expect(detectionOf({ ...proof, right: [accepted] }).proven).toBe(true);
    expect(detectionText(detectionOf({ ...proof, right: [accepted] }))).toContain(
      '1 of 1 right engines accepted',
    );
    for (const not of [tried('alarming'), { ...accepted, stopped: 'it ended' }]) {
      const detection = detectionOf({ ...proof, right: [accepted, not] });
      expect(detection.proven).toBe(false);
      expect(detectionText(detection)).toContain('1 of 2 right engines accepted');
      expect(detectionText(detection)).toMatch(
        new RegExp(`not accepted:\n  ${not.engine.title}: .*(edit-left/a~b|it ended)`),
      );
    }
  });

  it('is not proven by nothing', () => {
    expect(detectionOf({ ...proof, tried: [], checks: [] }).proven).toBe(false);
  });

  it('shows titles as text in HTML', () => {
    const detection = detectionOf({ ...proof, tried: [tried('<script>"&')] });
    expect(detectionHtml(detection)).toContain('&lt;script&gt;&quot;&amp;');
    expect(detectionHtml(detection)).not.toContain('<script>');
  });
});
