import { describe, expect, it } from 'vitest';
import type { Company } from '../../domain/company.ts';
import type { Both } from '../variation.ts';
import { blanksNulled, echoed } from './tidying.ts';

const ROWS = [
  { left: 'phone', right: 'email', type: 'string', line: 1 },
  { left: 'name', right: 'website', type: 'string', line: 2 },
];

function company(properties: Partial<Company> = {}): Company {
  const nothing = { orgNr: null, name: null, phone: null, email: null, website: null };
  const addresses = { postAddress: null, visitAddress: null };
  return { id: '1', ...nothing, ...addresses, modifiedAt: '2024-01-01T00:00:00.000Z', ...properties };
}

describe('what is still written on a pair that agrees', () => {
  it('is null for each "", on both sides, and nothing once that is done', () => {
    const tidying = blanksNulled(ROWS);
    const pair = { left: company({ phone: '', name: 'A' }), right: company({ email: '', website: 'A' }) };
    expect(tidying.due(pair)).toEqual({ left: [['phone', null]], right: [['email', null]] });
    expect(tidying.due({ left: company(), right: company() })).toEqual({ left: [], right: [] });
  });

  describe('is an echo of what was carried over', () => {
    const before: Both<Company> = {
      left: company({ phone: '7', name: 'A' }),
      right: company({ website: 'A' }),
    };
    const after: Both<Company> = { ...before, right: company({ email: '7', website: 'A' }) };

    it('once', () => {
      const tidying = echoed(ROWS);
      tidying.carried('right', [['email', '7']], before);
      expect(tidying.due(after)).toEqual({ left: [['phone', '7']], right: [] });
      expect(tidying.due(after)).toEqual({ left: [], right: [] });
    });

    it('unless the record was edited since', () => {
      const tidying = echoed(ROWS);
      tidying.carried('right', [['email', '7']], before);
      const edited = company({ phone: '7', modifiedAt: '2024-01-01T00:00:01.000Z' });
      expect(tidying.due({ ...after, left: edited })).toEqual({ left: [], right: [] });
    });
  });
});
