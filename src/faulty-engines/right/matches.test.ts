import { describe, expect, it } from 'vitest';
import type { Company } from '../../domain/company.ts';
import { matchesAmong } from './matches.ts';

const RULE = { left: 'orgNr', right: 'orgNr', line: 1 };

function company(id: string, orgNr: string | null): Company {
  const nothing = { name: null, phone: null, email: null, website: null };
  return { id, orgNr, ...nothing, postAddress: null, visitAddress: null, modifiedAt: '2024-01-01T00:00:00Z' };
}

function matched(left: Company[], right: Company[], linked: string[] = []): string[] {
  const isLinked = (side: string, id: string): boolean => linked.includes(`${side} ${id}`);
  return matchesAmong(RULE, { left, right }, isLinked).map((pair) => `${pair.left.id}-${pair.right.id}`);
}

describe('records without a link belong together', () => {
  it('where both are the only ones of their side with a key, verbatim', () => {
    const left = [company('1', '1'), company('2', '2'), company('3', 'NO 3'), company('4', '4')];
    const right = [company('1', '2'), company('2', '1'), company('3', '3')];
    expect(matched(left, right)).toEqual(['1-2', '2-1']);
  });

  it('not where a key is empty, or several have it on a side', () => {
    expect(matched([company('1', null), company('2', '')], [company('1', null), company('2', '')])).toEqual(
      [],
    );
    expect(matched([company('1', '1'), company('2', '1')], [company('1', '1')])).toEqual([]);
    expect(matched([company('1', '1')], [company('1', '1'), company('2', '1')])).toEqual([]);
  });

  it('whatever linked records have that key', () => {
    const [left, right] = [[company('1', '1'), company('2', '1')], [company('1', '1')]];
    expect(matched(left, right, ['left 2', 'right 9'])).toEqual(['1-1']);
    expect(matched(left, right, ['right 1'])).toEqual([]);
  });
});
