import { describe, expect, it } from 'vitest';
import { Fault, FAULT_NAMES, type FaultName } from '../domain/fault.ts';
import { faultCases } from './fault-cases.ts';

const ALL = [...FAULT_NAMES.keys()];
const TWO = { seed: 7, topology: 'two-tenants' } as const;

describe('the cases of all faults', () => {
  const cases = () => faultCases(ALL, TWO);
  const alone = () => cases().filter(({ id }) => !id.startsWith('mix'));
  const mixes = () => cases().filter(({ id }) => id.startsWith('mix'));

  it('have every fault of the catalogue alone', () => {
    const names = alone().map(({ faults }) => new Set(faults.right.map(({ name }) => name)));
    expect(names.every(({ size }) => size === 1)).toBe(true);
    expect(new Set(names.flatMap((own) => [...own]))).toEqual(new Set(ALL));
  });

  it('are told apart by their ids', () => {
    expect(new Set(cases().map(({ id }) => id)).size).toBe(cases().length);
  });

  it('are what a mock takes', () => {
    for (const { faults } of cases()) {
      for (const fault of [...faults.left, ...faults.right]) expect(Fault.parse(fault)).toEqual(fault);
    }
  });

  it('are mixed anew by each seed, and alike by the same', () => {
    expect(mixes()).toHaveLength(3);
    expect(faultCases(ALL, TWO)).toEqual(cases());
    expect(faultCases(ALL, { ...TWO, seed: 8 }).filter(({ id }) => id.startsWith('mix'))).not.toEqual(
      mixes(),
    );
  });

  it('have clocks apart in one tenant of two, and not where there is one', () => {
    const apart = (topology: 'one-tenant' | 'two-tenants') =>
      faultCases(['clocks-apart'], { seed: 7, topology }).map(({ faults }) => [
        faults.left.length,
        faults.right.length,
      ]);
    expect(apart('two-tenants')).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(apart('one-tenant')).toEqual([]);
  });

  it('lie where one of their faults does', () => {
    const classOf = (id: string) => cases().find((one) => one.id === id)?.class;
    expect(classOf('status-503-writes')).toBe('transport');
    expect(classOf('dropped-property')).toBe('lie');
    expect(classOf('whole-seconds')).toBe('clock');
    for (const { class: of, faults } of mixes()) {
      const classes = faults.left.map(({ name }) => FAULT_NAMES.get(name));
      expect(of).toBe(classes.includes('lie') ? 'lie' : 'transport');
    }
  });
});

it('has nothing where nothing is asked for', () => {
  expect(faultCases([], TWO)).toEqual([]);
});

it('does not mix what is too little', () => {
  expect(faultCases(['latency', 'no-answer'], TWO).map(({ id }) => id)).toEqual([
    'latency-fixed',
    'latency-uniform',
    'latency-lognormal',
    'no-answer-reads',
    'no-answer-writes',
  ]);
});

it('mixes as soon as there are twice as many as a mix has', () => {
  const mixed = (names: FaultName[]) =>
    faultCases(names, TWO).filter(({ id }) => id.startsWith('mix')).length;
  expect(mixed(['garbage', 'empty-body', 'no-answer', 'empty-response'])).toBe(3);
  expect(mixed(['garbage', 'empty-body', 'no-answer', 'quota'])).toBe(0);
});

it('has a tenant that is both sides meet a fault once', () => {
  const both = (topology: 'one-tenant' | 'two-tenants') =>
    faultCases(['quota'], { seed: 7, topology }).map(({ faults }) => [
      faults.left.length,
      faults.right.length,
    ]);
  expect(both('one-tenant')).toEqual([[1, 0]]);
  expect(both('two-tenants')).toEqual([[1, 1]]);
});
