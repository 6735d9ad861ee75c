import { describe, expect, it } from 'vitest';
import { refusal } from './refusal.ts';

describe('a refusal on purpose', () => {
  it('says what was asked, and has no stack; what is thrown after it has one', () => {
    const refused = refusal({ method: 'GET', path: '/companies/7' }, 404, 'there is no such company');
    expect(refused.stack).toBe('TenantError: GET /companies/7: 404 there is no such company');
    expect(new Error('other').stack).toContain('refusal.test.ts');
  });
});
