/** A pair of tenants as the tests of engines have it: with tokens that must never be seen anywhere. */
import type { Setting } from '../index.ts';
import { fixedToken } from '../../tenants/credentials.ts';
import { DEFAULT_PROFILE } from '../../tenants/profile.ts';

export const TOKENS = { a: 'secret-of-a-1f2e', b: 'secret-of-b-3d4c' };

/** Nobody listens at the tenants' URLs, and no record ever changes, unless `change` says otherwise. */
export function setting(change: Partial<Setting> = {}): Setting {
  return {
    tenants: {
      a: { url: 'http://127.0.0.1:1/a', credentials: fixedToken(TOKENS.a), profile: DEFAULT_PROFILE },
      b: { url: 'http://127.0.0.1:1/b', credentials: fixedToken(TOKENS.b), profile: DEFAULT_PROFILE },
    },
    topology: 'two-tenants',
    stateDir: '/nowhere',
    checklist: {
      path: '/somewhere/checklist.rst',
      dataflow: { title: 'T', left: 'L', right: 'R', generated: null, introduction: [], sections: [] },
    },
    passTimeoutMs: 20_000,
    observe: () => Promise.resolve(''),
    ...change,
  };
}
