import { describe, expect, it } from 'vitest';
import { whyNotAllowed } from './hosts.ts';

const none = { hosts: [], productionHosts: [] };

describe('a host', () => {
  it.each([
    'https://crm.example/api',
    'https://crm.example:8443/api',
    'https://staging.crm.example.evil.test/api',
  ])('that was not named is not asked: %s', (url) => {
    const named = { hosts: ['staging.crm.example', 'crm.example:443'], productionHosts: ['crm.example'] };
    expect(whyNotAllowed(url, named)).toContain(`--allow-host ${new URL(url).host}`);
  });

  it.each([
    'https://staging.crm.example',
    'https://crm-test.example',
    'http://localhost:81',
    'http://127.0.0.1:9',
    'https://qa2.crm.example',
    'https://qa.crm.dev',
    'http://[::1]:9',
  ])('that says what it is for needs to be named only: %s', (url) => {
    expect(whyNotAllowed(url, none)).toContain('--allow-host');
    expect(whyNotAllowed(url, { hosts: [new URL(url).host], productionHosts: [] })).toBeNull();
  });

  it.each([
    'https://crm.example',
    'https://live.crm.example',
    'https://prod.crm.example',
    'https://latest.crm.example',
    'https://devil.example',
    'https://10.0.0.7',
    'https://crm.bank.qa',
    'https://crm.dev:8443',
    'https://crm.un.int',
  ])('that may be production needs a second word: %s', (url) => {
    const { host } = new URL(url);
    expect(whyNotAllowed(url, { hosts: [host], productionHosts: [] })).toContain(`--production-host ${host}`);
    expect(whyNotAllowed(url, { hosts: [host], productionHosts: ['other.example'] })).not.toBeNull();
    expect(whyNotAllowed(url, { hosts: [], productionHosts: [host] })).toContain('--allow-host');
    expect(whyNotAllowed(url, { hosts: [host.toUpperCase()], productionHosts: [host] })).toBeNull();
  });
});
