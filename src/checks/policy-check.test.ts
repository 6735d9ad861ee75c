import { describe, expect, it } from 'vitest';
import { type Company, patchAt, type Value } from '../domain/company.ts';
import type { Link } from '../domain/dataflow.ts';
import { COMPANY } from '../domain/record-type.ts';
import type { Topology } from '../domain/tenant.ts';
import { NotVerified } from './check.ts';
import type { Ground } from './ground.ts';
import { DEFAULT_POLICIES, type Policies } from './policies.ts';
import { policyCheck, type PolicyDraft } from './policy-check.ts';
import { companySource } from './source.ts';
import { CITY, company, evidenceOf, round, scenario } from './testing/small-evidence.ts';

const rule = { left: 'orgNr', right: 'orgNr', line: 20 };
const PHONE = { left: 'phone', right: 'phone', type: 'string', line: 31 };
const link: Link = { source: 'S', target: 'T', line: 10, sentences: [], merge: [rule], rows: [CITY, PHONE] };

function checkWith(
  draft: Partial<PolicyDraft>,
  policies: Partial<Policies> = {},
  topology: Topology = 'two-tenants',
) {
  const ground: Ground = {
    link,
    rule,
    rows: link.rows,
    byThemselves: [],
    copied: link.rows,
    linked: link.rows,
    creation: { merges: 'all', creates: 'never' },
    connection: null,
    echoes: { left: new Set(), right: new Set() },
    idRows: [],
    topology,
    policies: { ...DEFAULT_POLICIES, ...policies },
    types: { left: COMPANY, right: COMPANY },
    source: companySource({ seed: 1, tag: undefined, merge: [rule] }),
    tag: undefined,
  };
  return policyCheck(ground, {
    policy: 'conflict',
    group: 'resilience',
    name: 'who-wins',
    title: 'who wins',
    scenarios: ['a pair'],
    cases: () => [{ round: 0, row: CITY, expected: 'NO' }],
    ...draft,
  });
}

const held = (left: Value, right: Value, phones: [Value, Value] = ['1', '1']) => {
  const on = (id: string, path: string, value: Value, phone: Value): Company =>
    company(id, { ...patchAt(path, value), phone });
  const observed = {
    left: on('left', CITY.left, left, phones[0]),
    right: on('right', CITY.right, right, phones[1]),
  };
  return evidenceOf([scenario('a pair', [round([], observed)])]);
};

function reasonOf(act: () => unknown): [message: string, declaredLack: boolean] {
  try {
    act();
  } catch (error) {
    if (error instanceof NotVerified) return [error.message, error.declaredLack];
    throw error;
  }
  throw new Error('it was verified');
}

it('names the policy and what it is set to', () => {
  expect(checkWith({})).toMatchObject({
    id: 's-to-t/policy/who-wins',
    kind: 'policy',
    title: 'who wins: policy conflict=newest',
    group: 'resilience',
    scenarios: ['a pair'],
  });
  expect(checkWith({}, { conflict: 'any' }).title).toBe('who wins: policy conflict=any');
});

describe('which value stays', () => {
  it('is as expected where both sides hold it, or both hold nothing', () => {
    expect(checkWith({}).judge(held('NO', 'NO'))).toEqual([]);
    const cleared = checkWith({ cases: () => [{ round: 0, row: CITY, expected: null }] });
    expect(cleared.judge(held('', null))).toEqual([]);
  });

  it('is another one: one finding, of the left side', () => {
    expect(checkWith({}).judge(held('SE', 'SE'))).toEqual([
      {
        scenario: 'a pair',
        round: 0,
        record: 'left',
        path: CITY.left,
        expected: '"NO"',
        received: '"SE"',
        message: 'left postAddress.country: expected "NO", received "SE"',
      },
    ]);
  });

  it('cannot be told where the sides disagree', () => {
    const reason = `the sides do not agree on ${CITY.left} → ${CITY.right} in a pair`;
    expect(reasonOf(() => checkWith({}).judge(held('NO', 'SE')))).toEqual([reason, false]);
    expect(reasonOf(() => checkWith({}, { conflict: 'any' }).judge(held('SE', 'NO')))).toEqual([
      reason,
      false,
    ]);
  });

  const both: PolicyDraft['cases'] = () => [
    { round: 0, row: CITY, expected: 'NO' },
    { round: 0, row: PHONE, expected: '1' },
  ];

  it('is asked of every case: a finding counts though another row cannot be told', () => {
    const check = checkWith({ cases: both });
    expect(check.judge(held('NO', 'NO'))).toEqual([]);
    expect(check.judge(held('NO', 'SE', ['2', '2']))).toMatchObject([{ path: 'phone' }]);
    expect(check.judge(held('SE', 'SE', ['2', '2']))).toHaveLength(2);
    const reason = 'the sides do not agree on phone → phone in a pair';
    expect(reasonOf(() => check.judge(held('NO', 'NO', ['1', '2'])))).toEqual([reason, false]);
  });

  it('is only recorded where the policy is any', () => {
    const check = checkWith({ cases: both }, { conflict: 'any' });
    expect(check.judge(held('NO', 'NO'))).toEqual({ recorded: 'as the default says' });
    expect(check.judge(held('SE', 'SE', ['2', '2']))).toEqual({
      recorded:
        'left postAddress.country: expected "NO", received "SE"; left phone: expected "1", received "2"',
    });
  });
});

describe('a tie', () => {
  it('is not verified in one tenant, where the engine chooses which record is the left one', () => {
    const check = checkWith({ isTie: true }, {}, 'one-tenant');
    expect(reasonOf(() => check.judge(held('NO', 'NO')))).toEqual([
      'in one tenant the engine chooses which record is the left one',
      true,
    ]);
  });

  it('is judged in two, and what is no tie in one', () => {
    expect(checkWith({ isTie: true }).judge(held('NO', 'NO'))).toEqual([]);
    expect(checkWith({}, {}, 'one-tenant').judge(held('NO', 'NO'))).toEqual([]);
  });
});
