/** The summary of results made by hand: what stands in it, and that nothing of it is markup that was not meant. */
import { describe, expect, it } from 'vitest';
import { markdownOf } from './markdown.ts';
import type { Report } from './model.ts';
import { reportOf } from './report.ts';
import { summaryOf } from './trend.ts';
import { NOTHING_BESIDE } from './testing/beside.ts';
import { evidence, EVERY_STATUS, failing, result } from './testing/results.ts';

const bare = reportOf(evidence, EVERY_STATUS, NOTHING_BESIDE);
const linesOf = (report: Report): string[] => markdownOf(report).split('\n');

describe('the summary', () => {
  it('begins with the verdict, what it means, and how many checks came to what', () => {
    expect(linesOf(bare).slice(0, 3)).toEqual([
      '## REJECTED: A to B Dataflow',
      '',
      '1 failed: the engine does not do what the document says. 1 passed, 1 failed, 1 deviates, 1 recorded, 2 not verified of 6 checks.',
    ]);
  });

  it('has each row with both directions', () => {
    expect(linesOf(bare).filter((line) => line.startsWith('| 17'))).toEqual([
      '| 17 | phone → phone | ❌ failed | ❌ failed | 1/4 |',
    ]);
  });

  it('names what is not green, with line and reason', () => {
    const failed = markdownOf(
      reportOf(evidence, [result('failed', {}, failing('too late'))], NOTHING_BESIDE),
    );
    expect(failed).toContain('**Failed**\n\n- it is failed (document line 17): too late');
    const text = markdownOf(bare);
    expect(text).toContain('- it is not verified (document line 17): why it is not verified');
    expect(text).toContain('**Deviates from a policy**\n\n- it is deviates');
  });

  it('names ten of many', () => {
    const many = Array.from({ length: 13 }, (_, i) =>
      result('failed', { title: `the ${i}th` }, failing('x')),
    );
    const lines = linesOf(reportOf(evidence, many, NOTHING_BESIDE)).filter((line) => line.startsWith('- '));
    expect(lines.slice(0, 11).at(-1)).toBe('- … and 3 more');
    expect(lines[9]).toContain('the 9th');
  });

  it('tells gates, all of them, and what has changed since a baseline', () => {
    const gates = Array.from({ length: 12 }, (_, i) => ({
      name: `gate ${i}`,
      rule: 'a rule',
      status: i === 0 ? ('not judged' as const) : ('passed' as const),
      message: `found ${i}`,
    }));
    const regression: Report['regression'] = {
      baseline: summaryOf(bare.signoff),
      sameDocument: true,
      differences: [],
      rows: [
        { link: 'A', row: 'phone → phone', line: 17, was: 'passed', is: 'failed', change: 'newly red' },
        { link: 'A', row: 'fax → fax', line: 18, was: 'passed', is: null, change: 'gone' },
      ],
      checks: [],
    };
    const text = markdownOf({ ...bare, gates, regression });
    expect(text).toContain(
      '**Since the run of 2026-01-01T00:00:00.000Z**\n\n- phone → phone: newly red (passed → failed)\n- fax → fax: gone (passed → not there)',
    );
    expect(text).toContain('- ❔ **gate 0** (not judged): found 0');
    expect(text).toContain('- ✅ **gate 11** (passed): found 11');
  });

  it('has no markup, mention or line end of what an engine or a document said', () => {
    const awkward = '**x** `y` [z](http://e) <b>&amp; | a_b_c #12 @all \n# head\u0000\ud800';
    const report = reportOf(
      evidence,
      [result('failed', { title: awkward }, failing(awkward))],
      NOTHING_BESIDE,
    );
    const line = linesOf(report).find((one) => one.startsWith('- '));
    expect(line?.slice(0, line.indexOf(' (document'))).toBe(
      String.raw`- \*\*x\*\* \`y\` \[z\](http://e) &#60;b&#62;&#38;amp; \| a\_b\_c &#35;12 &#64;all &#35; head\\u0000\\ud800`,
    );
  });
});
