import { describe, expect, it } from 'vitest';
import type { Result } from '../../checks/judge.ts';
import { alarmsOf } from './alarms.ts';

const result = (id: string, status: Result['status'], reason: string | null = null): Result => ({
  check: {
    id: `section/${id}`,
    kind: 'implied',
    group: 'resilience',
    title: id,
    section: 'section',
    direction: null,
    lines: [1],
    rows: [],
    scenarios: [],
    judge: () => [],
  },
  status,
  reason,
  declaredLack: false,
  findings: [],
});

describe('what the checks say against a right engine', () => {
  const owning = { deviates: { checks: ['policy/a'], because: 'nobody could' } };

  it('is nothing where all passed, or was recorded', () => {
    expect(alarmsOf({}, [result('a', 'passed'), result('b', 'recorded')], null)).toEqual([]);
  });

  it.each(['failed', 'deviates', 'not verified'] as const)('is what is %s, with why', (status) => {
    expect(alarmsOf({}, [result('a', status, 'it is late')], null)).toEqual([`${status} a: it is late`]);
  });

  it('is no deviation that the engine owns to, and any other', () => {
    const results = [result('policy/a', 'deviates'), result('policy/b', 'deviates')];
    expect(alarmsOf(owning, results, null)).toEqual(['deviates policy/b: no reason given']);
  });

  it('is a failure, also of a check that the engine owns to deviate from', () => {
    expect(alarmsOf(owning, [result('policy/a', 'failed')], null)).toEqual([
      'failed policy/a: no reason given',
    ]);
  });

  it('is that the campaign ended early', () => {
    expect(alarmsOf({}, [result('a', 'passed')], 'no pass ended well')).toEqual([
      'the campaign ended early: no pass ended well',
    ]);
  });
});
