import { describe, expect, it } from 'vitest';
import type { Check, Finding } from '../checks/check.ts';
import type { Result } from '../checks/judge.ts';
import { finding } from '../checks/view.ts';
import { score } from './score.ts';

const ROW = 'postAddress.country → visitAddress.country';

function result(
  id: string,
  status: Result['status'],
  more: { rows?: string[]; findings?: Finding[] } = {},
): Result {
  const check: Check = {
    id: `section/${id}`,
    kind: 'implied',
    group: 'properties',
    title: id,
    section: 'section',
    direction: null,
    lines: [1],
    rows: more.rows ?? [],
    scenarios: [],
    judge: () => [],
  };
  return { check, status, reason: null, declaredLack: false, findings: more.findings ?? [] };
}

const failed = (id: string, rows: string[] = [ROW], findings: Finding[] = []): Result =>
  result(id, 'failed', { rows, findings });

describe('what the checks made of a wrong engine', () => {
  it('is nothing where none is red: not verified and recorded are not', () => {
    const results = [result('a', 'not verified'), result('b', 'recorded'), result('c', 'passed')];
    expect(score({ red: ['a'] }, results)).toEqual({ killed: false, red: [], missing: ['a'], wrongly: [] });
  });

  it('is right where what should is red, by the beginning of its id', () => {
    const found = score({ red: ['edit-left/', 'clear'], rows: [ROW] }, [
      failed('edit-left/x'),
      failed('clear-left/x'),
    ]);
    expect(found).toEqual({ killed: true, red: ['edit-left/x', 'clear-left/x'], missing: [], wrongly: [] });
  });

  it('is wrong where a row is red that it does not break', () => {
    const { wrongly } = score({ red: [], rows: [ROW] }, [failed('edit-left/y', ['a → b'])]);
    expect(wrongly).toEqual(['edit-left/y: a row that it does not break']);
  });

  it('is wrong where a check of no row blames a leaf that is none of its rows', () => {
    const at = (path: string) => failed('neighbours', [], [finding('x', { path })]);
    expect(score({ red: [], rows: [ROW] }, [at('visitAddress.country')]).wrongly).toEqual([]);
    expect(score({ red: [], rows: [ROW] }, [at('name')]).wrongly).toEqual([
      'neighbours: name is no leaf of the rows that it breaks',
    ]);
  });

  it('is wrong where something else is red than what it says', () => {
    const { wrongly } = score({ red: [], within: /^edit/ }, [failed('edit-left/x'), failed('match/x')]);
    expect(wrongly).toEqual(['match/x: it is about something else']);
  });

  it('is wrong where the verdict is another one', () => {
    const deviates = [result('policy/x', 'deviates')];
    expect(score({ red: [], verdict: 'accepted with deviations' }, deviates).wrongly).toEqual([]);
    expect(score({ red: [] }, deviates).wrongly).toEqual([
      'it is accepted with deviations, and should be rejected',
    ]);
    expect(score({ red: [], verdict: 'accepted with deviations' }, [failed('x')]).wrongly).toEqual([
      'it is rejected, and should be accepted with deviations',
    ]);
    expect(score({ red: [], verdict: null }, deviates).wrongly).toEqual([]);
  });
});
