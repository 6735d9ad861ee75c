/** The checklist under a fault: what is arranged for a case, what is read, and what is said of a fault without any. */
import { describe, expect, it } from 'vitest';
import type { FaultCase } from '../fault-cases.ts';
import { evidenceOf } from '../testing/small-evidence.ts';
import { COUNTRY, groundOf, underTest } from '../testing/topic-under-test.ts';
import { faultMatrix } from './fault-matrix.ts';

const GARBAGE: FaultCase = {
  id: 'garbage-reads',
  title: 'some requests are answered with what is no HTTP',
  class: 'transport',
  faults: { left: [{ name: 'garbage' }], right: [{ name: 'garbage' }] },
  pairs: 2,
};

describe('what was asked for', () => {
  const names = (asked: Parameters<typeof faultMatrix>[1], cases: FaultCase[]): string[] =>
    faultMatrix(groundOf(), asked, cases).checks.map(({ id }) => id.slice('s-to-t/faults/'.length));

  it('and cannot be tried is said, as a lack', () => {
    expect(names(['garbage', 'clocks-apart'], [GARBAGE])).toEqual([
      ...['first-link', 'edits', 'clearings', 'nothing-else'].map((name) => `garbage-reads/${name}`),
      'clocks-apart',
    ]);
    const rightOnly = { ...GARBAGE, faults: { left: [], right: [{ name: 'garbage' as const }] } };
    expect(names(['garbage'], [rightOnly])).not.toContain('garbage');
    const untried = underTest(() => faultMatrix(groundOf(), ['clocks-apart'], []).checks);
    expect(untried.lackOf('faults/clocks-apart', evidenceOf([]))).toBe(
      'both sides are one tenant, which cannot differ from itself',
    );
    const [check] = faultMatrix(groundOf(), ['clocks-apart'], []).checks;
    expect(check).toMatchObject({
      kind: 'implied',
      group: 'resilience',
      title: 'the checklist holds under the fault clocks-apart',
      scenarios: [],
    });
  });

  it('is arranged: each pair is edited at once, and cleared on one side but for its key', () => {
    const KEY_ROW = { left: 'phone', right: 'orgNr', type: 'string', line: 40 };
    const ground = groundOf({ rows: [COUNTRY, KEY_ROW] });
    const [batch] = faultMatrix(ground, ['garbage'], [GARBAGE]).batches;
    const cleared = batch?.scenarios.map(({ rounds }) => rounds[3]?.[0]);
    expect(cleared).toEqual([
      { do: 'edit', record: 'left', patch: { postAddress: { country: null }, phone: null } },
      { do: 'edit', record: 'right', patch: { visitAddress: { country: null } } },
      undefined,
      undefined,
    ]);
  });

  it('is looked for in pairs, and that nothing else is written in what matches nothing too', () => {
    const reads = faultMatrix(groundOf(), ['garbage'], [GARBAGE]).checks[3]?.scenarios;
    expect(reads).toEqual(
      ['pair 1', 'pair 2', 'unmatched on the left', 'unmatched on the right'].map(
        (name) => `faults: garbage-reads/${name}`,
      ),
    );
  });
});
