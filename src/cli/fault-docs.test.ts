import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkFaults } from '../../mocks/crmoffice/index.ts';
import { FAULT_NAMES } from '../domain/fault.ts';
import { parseFaults } from './fault-option.ts';
import { ROOT } from './settings.ts';

const text = readFileSync(path.join(ROOT, 'docs', 'faults.md'), 'utf8');

/** The cells of the rows that begin with a fault's name and its class. */
const catalogue = text
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, name = '', kind = '']) => /^`[a-z0-9-]+`$/.test(name) && /^(transport|lie|clock)$/.test(kind));

describe('docs/faults.md', () => {
  test('has every fault, with its class, in the order of the vocabulary', () => {
    expect(catalogue.map(([, name = '', kind]) => [name.slice(1, -1), kind])).toEqual([...FAULT_NAMES]);
  });

  test.each(catalogue.map((cells) => [cells[1] ?? '', cells[5] ?? '']))(
    '%s: its example is one of it, and can be armed',
    (name, example) => {
      const given = /^`--fault (\S+)`$/.exec(example)?.[1] ?? '';
      const { a, b } = parseFaults([given]);
      expect(checkFaults([...a, ...b]).map((fault) => `\`${fault.name}\``)).toContain(name);
    },
  );

  test('every key that it explains can be given, as it is written there', () => {
    const keys = text.match(/^\| `[a-z]+=[^`]+`/gm)?.map((cell) => cell.slice(3, -1)) ?? [];
    expect(keys).toHaveLength(8);
    for (const key of keys) expect(() => parseFaults([`latency=1;${key}`]), key).not.toThrow();
  });

  test('every name in the right column of the comparison is a fault, a key or a value', () => {
    const comparison = text.slice(text.indexOf('## Beside other tools'), text.indexOf('None of the three'));
    const ours = comparison.split('\n').flatMap((line) => line.split('|')[2]?.match(/`[^`]+`/g) ?? []);
    const known = [...FAULT_NAMES.keys(), 'probability', 'skip', 'count', 'window', 'ramp', 'status'];
    const theirs = ['quotaName', 'method', 'route', 'down', 'timeout', 'uniform:', 'lognormal:'];
    const unknown = ours
      .map((name) => name.slice(1, -1).split('=')[0] ?? '')
      .filter((name) => ![...known, ...theirs].includes(name));
    expect(unknown).toEqual([]);
    expect(ours.length).toBeGreaterThan(40);
  });
});
