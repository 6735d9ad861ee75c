import { describe, expect, it } from 'vitest';
import { parseTenantUrl, withoutSecrets } from './url.ts';

describe('a URL that cannot be used', () => {
  it.each([
    'https://qa:hush@staging host/api',
    'https://qa:hush@staging.test:99999/api',
    'qa:hush@staging.test',
    'ftp://qa:hush@staging.test',
    'https://staging.test/api?key=hush',
    'https://staging.test/api#hush',
    'ftp://staging.test/api?key=hush',
    'staging.test/api?key=hush',
  ])('is told of without what is secret in it: %s', (text) => {
    expect(() => parseTenantUrl(text)).toThrow(/staging|host/);
    expect(() => parseTenantUrl(text)).not.toThrow(/hush/);
  });

  it('is recognised by what is left of it', () => {
    expect(withoutSecrets('https://qa:hush@staging.test:99999/api?key=hush')).toBe(
      'https://…@staging.test:99999/api?…',
    );
    expect(withoutSecrets('staging.test')).toBe('staging.test');
  });
});
