/** What is known to fail: put up with until its day, and red when it passes, has expired, or means nothing. */
import { describe, expect, it } from 'vitest';
import type { Check } from '../checks/check.ts';
import type { Result, Status } from '../checks/judge.ts';
import { parseInputFile } from './input-file.ts';
import { InputFileError } from './input-file-error.ts';
import { KnownFailures, knownFailuresOf, putUpWith } from './known-failures.ts';

function result(id: string, status: Status): Result {
  const check: Check = {
    id,
    kind: 'checklist',
    group: 'properties',
    title: id,
    section: 'S to T',
    lines: [1],
    rows: [],
    direction: null,
    scenarios: [],
    judge: () => [],
  };
  return { check, status, reason: null, declaredLack: false, findings: [] };
}

const RESULTS = [
  result('s/edit-left/a~b', 'failed'),
  result('s/edit-right/a~b', 'passed'),
  result('s/edit-left/a.b', 'not verified'),
  result('s/edit-left/axb', 'passed'),
];
const entry = (check: string, expires = '2026-12-31') => ({ check, reason: 'a ticket is open', expires });
const stateOf = (check: string, today: string, expires?: string) =>
  knownFailuresOf([entry(check, expires)], RESULTS, today)[0]?.state;

describe('a known failure', () => {
  it.each([
    ['expected', 's/edit-left/a~b', '2026-12-30'],
    ['expected', 's/edit-left/a~b', '2026-12-31'],
    ['expired', 's/edit-left/a~b', '2027-01-01'],
    ['expired', 's/edit-right/a~b', '2027-01-01'],
    ['does not fail', 's/edit-right/a~b', '2026-12-30'],
    ['not verified', 's/edit-left/a.b', '2026-12-30'],
    ['no such check', 's/edit-left/a', '2026-12-30'],
    ['no such check', 's/edit-left/a~b', '2026-12-30', 'edit-left/a~b'],
    ['does not fail', 's/*', '2026-12-30'],
    ['expected', '*/edit-left/a~b', '2026-12-30'],
    ['no such check', 's/edit-left/a?b', '2026-12-30'],
  ])('is %s: %s on %s', (state, check, today, other = check) => {
    expect(stateOf(other, today)).toBe(state);
  });

  it.each([
    ['s/edit-left/*x*b', 1],
    ['*', 4],
    ['**b', 4],
    ['s/edit-left/a~b*b', 0],
    ['s*t/a~b', 2],
    [`${'*'.repeat(200)}Z`, 0],
  ])('may have any number of stars: %s', (check, howMany) => {
    expect(knownFailuresOf([entry(check)], RESULTS, '2026-01-01')[0]?.means).toHaveLength(howMany);
  });

  it('means what its pattern means, and no more', () => {
    const [one] = knownFailuresOf([entry('s/*/a~b')], RESULTS, '2026-01-01');
    expect(one?.means).toEqual([
      { id: 's/edit-left/a~b', status: 'failed' },
      { id: 's/edit-right/a~b', status: 'passed' },
    ]);
  });

  it('is put up with only while it is expected', () => {
    const known = knownFailuresOf(
      [entry('s/edit-left/a~b'), entry('s/*'), entry('s/edit-*/a~b', '2020-01-01')],
      RESULTS,
      '2026-01-01',
    );
    expect([...putUpWith(known).keys()]).toEqual(['s/edit-left/a~b']);
    expect([...putUpWith(known.slice(1)).keys()]).toEqual([]);
  });
});

describe('the file', () => {
  const parse = (text: string) => parseInputFile(KnownFailures, text, 'known.yaml');

  it('is YAML, a list of entries', () => {
    expect(parse('- check: a/b\n  reason: slow vendor\n  expires: 2026-12-31\n  ticket: X-1\n')).toEqual([
      { check: 'a/b', reason: 'slow vendor', expires: '2026-12-31', ticket: 'X-1' },
    ]);
  });

  it('may be empty', () => {
    expect(parse('# none left\n')).toEqual([]);
  });

  it.each([
    ['known.yaml:3: 0.expires: Invalid ISO date', '- check: a/b\n  reason: r\n  expires: soon\n'],
    [
      'known.yaml:4: 1.reason: ',
      '- {check: a, reason: r, expires: 2026-12-31}\n\n\n- {check: b, expires: 2026-12-31}\n',
    ],
    [
      'known.yaml:1: 0: Unrecognized key: "until"',
      '- {check: a, reason: r, expires: 2026-12-31, until: x}\n',
    ],
    ['known.yaml:2: Map keys must be unique', '- check: a\n  check: b\n'],
    ['known.yaml: Invalid input: expected array', 'check: a\n'],
  ])('says where it is wrong: %s', (message, text) => {
    expect(() => parse(text)).toThrow(InputFileError);
    expect(() => parse(text)).toThrow(message);
  });
});
