import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BudgetSpent, Spending } from './budget.ts';

it('lets as many requests and writes through as were given, whatever they are asked in, and not one more', () => {
  const Method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE');
  fc.assert(
    fc.property(fc.array(Method), fc.nat(20), fc.nat(20), (methods, requests, writes) => {
      const spending = new Spending({ requests, writes });
      const through: string[] = [];
      for (const method of methods) {
        let refused = false;
        try {
          spending.spend(method);
          through.push(method);
        } catch (error) {
          refused = error instanceof BudgetSpent;
        }
        const written = through.filter((one) => one !== 'GET').length;
        const spent = through.length === requests || (method !== 'GET' && written === writes);
        expect(refused && !spent, 'refused too early').toBe(false);
        expect([through.length <= requests, written <= writes]).toEqual([true, true]);
      }
      const written = through.filter((one) => one !== 'GET').length;
      expect(spending.spent()).toEqual({ requests: through.length, writes: written });
    }),
  );
});

it('says which budget is used up, and which option sets it', () => {
  expect(() => new Spending({ requests: 0, writes: 9 }).spend('GET')).toThrow(
    '0 requests is used up: --max-requests',
  );
  expect(() => new Spending({ requests: 9, writes: 0 }).spend('PUT')).toThrow(
    '0 writes is used up: --max-writes',
  );
});
