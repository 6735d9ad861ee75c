import { describe, expect, it } from 'vitest';
import type { Company } from '../../domain/company.ts';
import type { LeafValue } from '../leaves.ts';
import { clearedByBlank, everyRow, leavesAlone, oneLeafEach, wholeAddresses } from './writing.ts';

const RECORD: Company = {
  id: '7',
  orgNr: '212345674',
  name: 'A',
  phone: null,
  email: null,
  website: null,
  postAddress: { country: 'NO', postCode: '0150', postalArea: 'OSLO', streetAddress: null },
  visitAddress: { country: 'NO', postCode: null, postalArea: null, streetAddress: null },
  modifiedAt: '2024-01-01T00:00:00.000Z',
};
const LEAVES: LeafValue[] = [
  ['postAddress.postCode', '4950'],
  ['visitAddress.country', null],
];

describe('the bodies in which leaves are written', () => {
  it('are one patch of just these leaves', () => {
    expect(leavesAlone(LEAVES, RECORD, 'left')).toEqual([
      { postAddress: { postCode: '4950' }, visitAddress: { country: null } },
    ]);
  });

  it('are a patch for each leaf', () => {
    expect(oneLeafEach(LEAVES, RECORD, 'left')).toEqual([
      { postAddress: { postCode: '4950' } },
      { visitAddress: { country: null } },
    ]);
  });

  it('clear with ""', () => {
    expect(clearedByBlank(LEAVES, RECORD, 'left')).toEqual([
      { postAddress: { postCode: '4950' }, visitAddress: { country: '' } },
    ]);
  });

  it('are whole addresses, null where nothing is left in one', () => {
    expect(wholeAddresses(LEAVES, RECORD, 'left')).toEqual([
      { postAddress: { ...RECORD.postAddress, postCode: '4950' }, visitAddress: null },
    ]);
    expect(wholeAddresses(LEAVES.slice(0, 1), RECORD, 'left')).toEqual([
      { postAddress: { ...RECORD.postAddress, postCode: '4950' } },
    ]);
  });

  it('are all leaves of this side that some row names, and no others', () => {
    const rows = [
      { left: 'postAddress.postCode', right: 'phone', type: 'string', line: 1 },
      { left: 'postAddress.country', right: 'email', type: 'string', line: 2 },
    ];
    expect(everyRow(rows)(LEAVES.slice(0, 1), RECORD, 'left')).toEqual([
      { postAddress: { postCode: '4950', country: 'NO' } },
    ]);
  });
});
