import { describe, expect, test } from 'vitest';
import { agreeingReport, row, sampleReport } from './testing/sample-report.ts';
import { type Colours, laterIn, terminalText } from './terminal.ts';

const wrapped = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
const named: Colours = { green: wrapped('g'), red: wrapped('r'), yellow: wrapped('y'), dim: wrapped('d') };
const plain: Colours = { green: same, red: same, yellow: same, dim: same };

function same(text: string): string {
  return text;
}

describe('the text', () => {
  test('disagrees: rows, records, what is in no pair, what is new', () => {
    expect(terminalText(sampleReport(), named).split('\n')).toEqual([
      '<r>DISAGREES: 13 of 11,999 pairs disagree</r>',
      '',
      'Crmoffice Companies to Crmoffice Companies',
      '    36  id → id                                       <d>? not verified: a record’s own key</d>',
      '    39  postAddress.country → visitAddress.country    <r>✗ 13 pairs</r>  left modified last 11, right modified last 1, time not told 1',
      '    42  postAddress.postCode → visitAddress.postCode  <g>✓ agrees</g>',
      '',
      '12,005 records left, 12,002 right: 11,999 pairs by orgNr',
      'without a partner: 2 left, 1 right (1 of them without orgNr)',
      'ambiguous, so not compared: 2 values of orgNr, on 4 records left, 2 right; 1 could never settle',
      'since 2026-11-27T09:00:00.000Z: 2 new, 14 still there, 5 gone',
      'exports/a-*.parquet: 3 records came again with the same id; of each the one modified last counts',
    ]);
  });

  test('agrees: what there is none of takes no line', () => {
    expect(terminalText(agreeingReport(), named).split('\n')).toEqual([
      '<g>AGREES: 11,999 pairs, none disagrees</g>',
      '',
      'Crmoffice Companies to Crmoffice Companies',
      '    39  postAddress.country → visitAddress.country  <g>✓ agrees</g>',
      '',
      '11,999 records left, 12,002 right: 11,999 pairs by orgNr',
    ]);
  });

  test('inconclusive: the reason is the second line', () => {
    const report = agreeingReport({ verdict: 'inconclusive', reason: 'a.csv has no record' });
    expect(terminalText(report, named).split('\n').slice(0, 2)).toEqual([
      '<y>INCONCLUSIVE: nothing can be said of the whole</y>',
      '<y>a.csv has no record</y>',
    ]);
  });

  test('one tenant has no left and right', () => {
    const text = terminalText(sampleReport({ topology: 'one-tenant' }), plain);
    expect(text).toContain('12,005 records: 11,999 pairs by orgNr');
    expect(text).toContain('without a partner: 2 (1 of them');
    expect(text).toContain('2 values of orgNr, on 4 records; 1 could never settle');
  });

  test('a document and a file name move no cursor', () => {
    const left = { name: 'a\u001b[2J.csv', records: 1, repeated: 1 };
    const text = terminalText(sampleReport({ left, rows: [row({ name: 'a\u202e → b' })] }), plain);
    expect(text).toContain(String.raw`a\u001b[2J.csv`);
    expect(text).toContain(String.raw`a\u202e → b`);
  });
});

test.each([
  [{ left: 3, right: 0, sameTime: 0, notTold: 0 }, 'left modified last'],
  [{ left: 0, right: 0, sameTime: 0, notTold: 0 }, ''],
  [{ left: 0, right: 1, sameTime: 2, notTold: 0 }, 'right modified last 1, both at the same time 2'],
])('%j: %s', (later, told) => {
  expect(laterIn(later)).toBe(told);
});
