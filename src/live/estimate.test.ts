import { expect, it } from 'vitest';
import { ON_FRESH_TENANTS } from '../checks/batches.ts';
import { estimate } from './estimate.ts';

it('counts what is created, edited, looked at and removed, and how long that takes at the pace', () => {
  const draft = { orgNr: '2' };
  const batch = {
    ...ON_FRESH_TENANTS,
    id: 'main',
    title: 'main',
    furtherPasses: 1,
    scenarios: [
      {
        id: 's',
        title: 's',
        rounds: [
          [
            { do: 'create' as const, record: 'left', side: 'left' as const, draft },
            { do: 'create' as const, record: 'right', side: 'right' as const, draft },
          ],
          [{ do: 'edit' as const, record: 'left', patch: { name: 'n' } }],
        ],
      },
    ],
  };
  const options = {
    companies: 150,
    pageSize: 50,
    passes: 3,
    requestMs: 80,
    propagationMs: 1000,
    atOnce: 8,
    requestsAnEdit: 2,
  };
  // 2 created, 1 edited, 2 removed; all but the new ones read before that; 7 passes and 5 looks, of 2 pages each; 2 × 3 pages of all.
  const expected = { settles: 2, writes: 5, requests: 5 + 3 + 12 * 2 + 6 };
  expect(estimate({ ...options, batches: [batch], perSecond: 1000 })).toEqual({
    ...expected,
    milliseconds: 7000 + 380,
  });
  expect(estimate({ ...options, batches: [batch], perSecond: 1 }).milliseconds).toBe(7000 + 38_000);
});
