/** Settings of policies: what they are by default, and how they are read. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICIES, parsePolicies } from './policies.ts';

describe('settings of policies', () => {
  it('stand over the defaults, the last one over those before it', () => {
    expect(parsePolicies([])).toEqual(DEFAULT_POLICIES);
    expect(parsePolicies(['conflict=left', 'deletion=deleted', 'conflict=any'])).toEqual({
      ...DEFAULT_POLICIES,
      conflict: 'any',
      deletion: 'deleted',
    });
  });

  it('are the ones that the design states', () => {
    expect(DEFAULT_POLICIES).toEqual({
      conflict: 'newest',
      'first-link': 'newest',
      'first-link-empty': 'value',
      deletion: 'stays',
      duplicates: 'none-linked',
      spelling: 'verbatim',
      'id-row': 'correlation',
    });
  });

  it.each([
    [
      'konflikt=left',
      /^konflikt=left: there is no policy "konflikt"; there are conflict, first-link, first-link-empty, deletion, duplicates, spelling, id-row$/,
    ],
    ['conflict=middle', /^conflict=middle: policy conflict can be newest, left, right, any$/],
    ['conflict', /policy conflict can be/],
    ['conflict=', /policy conflict can be/],
    ['conflict=left=right', /policy conflict can be|conflict=left=right/],
    ['', /there is no policy ""/],
    ['__proto__=x', /there is no policy/],
  ])('that cannot be used say what can: %s', (setting, message) => {
    expect(() => parsePolicies([setting])).toThrow(message);
    expect(() => parsePolicies([setting])).toThrow(RangeError);
  });

  it('can be each of these', () => {
    const can = {
      conflict: ['newest', 'left', 'right', 'any'],
      'first-link': ['newest', 'left', 'right', 'any'],
      'first-link-empty': ['value', 'any'],
      deletion: ['stays', 'deleted', 'any'],
      duplicates: ['none-linked', 'any'],
      spelling: ['verbatim', 'any'],
      'id-row': ['correlation', 'copied'],
    };
    for (const [name, values] of Object.entries(can)) {
      for (const value of values) {
        expect(parsePolicies([`${name}=${value}`])).toEqual({ ...DEFAULT_POLICIES, [name]: value });
      }
      expect(() => parsePolicies([`${name}=`])).toThrow(`policy ${name} can be ${values.join(', ')}`);
    }
  });
});
