import { expect, test } from 'vitest';
import type { Edit, History } from '../src/histories/history.ts';
import { playBare } from './bare-history.ts';

const when = { amid: null, sameTime: false };
const both: Edit = {
  do: 'create',
  company: 'a',
  left: { name: 'A' },
  right: { name: 'B' },
  pass: 0,
  ...when,
};
const gone: Edit = { do: 'delete', company: 'a', side: 'left', pass: 1, ...when };
const atTheEnd: Edit = { do: 'edit', company: 'b', side: 'right', values: { name: 'C' }, pass: 9, ...when };

function history(edits: Edit[]): History {
  const pass = { how: 'pass', restart: false, stop: null } as const;
  return { topology: 'two-tenants', edits, passes: [pass, pass], faults: [], pace: 0 };
}

test('every edit is made, before its pass or the last settle', () => {
  expect([[], [both], [both, gone], [both, gone, atTheEnd]].map((edits) => playBare(history(edits)))).toEqual(
    [0, 2, 1, 2],
  );
});
