import { expect, it } from 'vitest';
import { acrossFrom, leavesOf, patchOf, pathsMapped, valuesMapped, without } from './leaves.ts';

const patch = { name: 'x', postAddress: { country: null, postCode: '0150' }, visitAddress: {} };

it('takes a patch apart and puts it together again', () => {
  expect(leavesOf(patch)).toEqual([
    ['name', 'x'],
    ['postAddress.country', null],
    ['postAddress.postCode', '0150'],
  ]);
  expect(patchOf(leavesOf(patch))).toEqual({ name: 'x', postAddress: { country: null, postCode: '0150' } });
  expect(patchOf([])).toBeNull();
});

it('leaves out, changes and moves leaves', () => {
  expect(without(patch, (path) => path.startsWith('postAddress'))).toEqual({ name: 'x' });
  expect(without({ name: 'x' }, () => true)).toBeNull();
  expect(valuesMapped({ name: 'x' }, (value) => `${value}!`)).toEqual({ name: 'x!' });
  expect(pathsMapped({ postAddress: { country: 'NO' } }, acrossFrom)).toEqual({
    visitAddress: { country: 'NO' },
  });
});
