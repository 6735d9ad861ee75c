import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import {
  type Counterexample,
  counterexampleName,
  readCounterexample,
  writeCounterexample,
} from './counterexample.ts';
import { CounterexampleError } from './counterexample-error.ts';

const FILE = 'failing/later-edit-wins-17.json';
const WHEN = { pass: 0, amid: null, sameTime: false } as const;
const ONE: Counterexample = {
  version: 1,
  engine: 'reference',
  seed: 17,
  invariant: 'later-edit-wins',
  found: 'postAddress.country of acme on the right is not what was entered last',
  history: {
    topology: 'two-tenants',
    edits: [
      { do: 'create', company: 'acme', left: { orgNr: '1' }, right: null, ...WHEN },
      {
        do: 'edit',
        company: 'acme',
        side: 'left',
        values: { name: '\u0000\ud800"\u200b', postAddress: { country: null } },
        pass: 1,
        amid: { side: 'left', request: 3 },
        sameTime: true,
      },
      { do: 'delete', company: 'acme', side: 'left', ...WHEN },
    ],
    passes: [
      { how: 'settle', restart: true, stop: null },
      { how: 'pass', restart: false, stop: { how: 'kill', at: { side: 'right', request: 2 } } },
    ],
    faults: [{ pass: 1, at: { side: 'right', request: 1 }, times: 2, kind: 'lost' }],
    pace: 4,
  },
};

/** As it is written, with one thing replaced. */
function altered(from: string | RegExp, to: string): string {
  const text = writeCounterexample(ONE);
  const next = text.replace(from, to);
  if (next === text) throw new Error(`nothing to replace: ${from}`);
  return next;
}

describe('a counterexample', () => {
  it('is read as it was written', () => {
    expect(readCounterexample(writeCounterexample(ONE), FILE)).toEqual(ONE);
  });

  it('is written alike whatever the order of its keys, in the form that the project has', async () => {
    const { history, ...rest } = ONE;
    const { topology, ...more } = history;
    const text = writeCounterexample({ history: { ...more, topology }, ...rest });
    expect(text).toBe(writeCounterexample(ONE));
    expect(text).toMatch(/^\{\n {2}"version": 1,\n {2}"engine": "reference",[^]*\}\n$/);
    expect(await format(text, { parser: 'json', printWidth: 110 })).toBe(text);
  });

  it.each([
    ['', 'is no JSON: Unexpected end of JSON input'],
    ['{', 'is no JSON: '],
    ['{"a\u0007', 'is no JSON: '],
    ['{"a\\u0007": 1}', 'version: '],
    ['[]', 'Invalid input: expected object, received array'],
    [altered('"version": 1', '"version": 2'), 'is of version 2; this program reads version 1'],
    [altered('  "version": 1,\n', ''), 'version: Invalid input: expected 1'],
    [altered('"settle"', '"rest"'), 'history.passes.0.how: Invalid option'],
    [altered('"orgNr"', '"orgnr"'), 'history.edits.0.left: Unrecognized key: "orgnr"'],
    [altered('"request": 3', '"request": 0'), 'history.edits.1.amid.request: Too small'],
    [altered('"seed": 17', '"seed": 1.5'), 'seed: Invalid input: expected int'],
    [altered(/"found": .*\n/, ''), 'found: Invalid input: expected string'],
  ])('that cannot be played is told with its file and what is wrong: %#', (text, message) => {
    const read = (): Counterexample => readCounterexample(text, FILE);
    expect(read).toThrow(CounterexampleError);
    expect(read).toThrow(`${FILE}: ${message}`);
    expect(read).not.toThrow(/\p{Cc}/u);
  });

  it('has a name that every file system takes', () => {
    expect(counterexampleName(ONE)).toBe('later-edit-wins-17.json');
    expect(counterexampleName({ invariant: null, seed: null })).toBe('history-no-seed.json');
    expect(counterexampleName({ invariant: '../../Own row: ÆØ→*?', seed: -3 })).toBe('own-row--3.json');
    expect(counterexampleName({ invariant: '→', seed: 0 })).toBe('history-0.json');
    expect(counterexampleName({ invariant: 'x'.repeat(500), seed: 1 })).toHaveLength(107);
  });
});
