import { describe, expect, it, test } from 'vitest';
import type { EngineChoice } from '../engines/index.ts';
import { ENGINE_NAMES } from '../engines/index.ts';
import {
  assertKnowsTenants,
  engineEnvironment,
  engineOf,
  engineOptionsFrom,
  type EngineOptions,
} from './engine-option.ts';
import { UsageError } from './usage-error.ts';

const SECRETS = { SESAM_JWT: 'ey.the-jwt', WEBHOOK_TOKEN: 'the-token' };

const choices: [EngineOptions, EngineChoice][] = [
  [{}, { name: 'reference' }],
  [
    { engine: 'command', 'engine-command': 'node x.mjs' },
    { name: 'command', command: 'node x.mjs' },
  ],
  [{ 'engine-command': 'node x.mjs' }, { name: 'command', command: 'node x.mjs' }],
  [
    { engine: 'webhook', 'webhook-url': 'https://sync.test/start' },
    { name: 'webhook', url: 'https://sync.test/start', statusUrl: null, token: 'the-token' },
  ],
  [
    { 'webhook-url': 'https://sync.test/start', 'webhook-status-url': 'https://sync.test/status' },
    {
      name: 'webhook',
      url: 'https://sync.test/start',
      statusUrl: 'https://sync.test/status',
      token: 'the-token',
    },
  ],
  [
    { engine: 'sesam', 'sesam-url': 'https://node.test/api' },
    { name: 'sesam', url: 'https://node.test/api', pipes: [], jwt: 'ey.the-jwt' },
  ],
  [
    { 'sesam-url': 'https://node.test/api', 'sesam-pipes': 'crm-a, crm-b,,crm-a' },
    { name: 'sesam', url: 'https://node.test/api', pipes: ['crm-a', 'crm-b'], jwt: 'ey.the-jwt' },
  ],
  [
    { engine: 'continuous', stable: '2.5' },
    { name: 'continuous', stableMs: 2_500 },
  ],
];

describe('an engine', () => {
  it.each(choices)('is chosen by %j', (options, choice) => {
    expect(engineOf(options, SECRETS)).toEqual(choice);
  });

  it.each(choices)(
    'goes to another process as it was chosen, and its secrets do not: %j',
    (options, choice) => {
      const environment = engineEnvironment(engineOf(options, SECRETS));
      expect(engineOf(engineOptionsFrom(environment), SECRETS)).toEqual(choice);
      for (const secret of Object.values(SECRETS))
        expect(Object.values(environment).join()).not.toContain(secret);
    },
  );

  test('of each name is chosen above', () => {
    expect(new Set(choices.map(([, { name }]) => name))).toEqual(new Set(ENGINE_NAMES));
  });

  it('does without a webhook token', () => {
    expect(engineOf({ 'webhook-url': 'http://localhost:1' }, {})).toMatchObject({ token: null });
  });

  it.each<[EngineOptions, NodeJS.ProcessEnv, RegExp]>([
    [{ engine: 'steam' }, {}, /^--engine steam: it can be reference, command, webhook, sesam, continuous$/],
    [{ engine: 'command' }, {}, /^--engine command needs --engine-command CMD/],
    [{ engine: 'webhook' }, {}, /^--engine webhook needs --webhook-url URL/],
    [{ 'webhook-status-url': 'https://x.test' }, {}, /^--engine webhook needs --webhook-url URL/],
    [{ engine: 'webhook', 'webhook-url': 'sync.test' }, {}, /^--webhook-url: "sync\.test" is no URL$/],
    [{ 'webhook-url': 'ftp://sync.test' }, {}, /^--webhook-url: .* neither http nor https$/],
    [{ 'webhook-url': 'https://me:pass-9@sync.test:99999' }, {}, /^--webhook-url: .* is no URL$/],
    [{ 'webhook-url': 'ftp://sync.test/x?code=pass-9' }, {}, /^--webhook-url: ftp:\/\/sync\.test\/x.* http/],
    [
      { 'webhook-url': 'https://me:pass-9@sync.test' },
      {},
      /^--webhook-url: .*sync\.test has credentials in it; the token goes in WEBHOOK_TOKEN$/,
    ],
    [{ 'webhook-url': 'https://x.test' }, { WEBHOOK_TOKEN: 'pass-9\n' }, /^WEBHOOK_TOKEN has characters/],
    [{ engine: 'sesam' }, SECRETS, /^--engine sesam needs --sesam-url URL/],
    [{ engine: 'sesam', 'sesam-url': 'https://n.test/api' }, {}, /^SESAM_JWT is not set/],
    [{ 'sesam-url': 'https://n.test/api' }, { SESAM_JWT: 'pass 9' }, /^SESAM_JWT has characters/],
    [{ engine: 'continuous' }, {}, /^--engine continuous needs --stable SECONDS/],
    [{ stable: '-1' }, {}, /^--stable -1: it must be a number of seconds, more than 0$/],
    [{ engine: 'reference', stable: '5' }, {}, /^--stable goes with --engine continuous, not .* reference$/],
    [{ 'sesam-pipes': 'a', 'engine-command': 'x' }, {}, /^--sesam-pipes goes with --engine sesam, not .*$/],
  ])('cannot be chosen by %j', (options, env, message) => {
    const choose = (): EngineChoice => engineOf(options, env);
    expect(choose).toThrow(UsageError);
    expect(choose).toThrow(message);
    expect(choose).not.toThrow(/pass.9/);
  });
});

describe('the tenants', () => {
  const of = (name: string): EngineChoice[] =>
    choices.map(([, one]) => one).filter((one) => one.name === name);

  it.each(['reference', 'command'])('may be mocks for %s, which is told of them', (name) => {
    for (const choice of of(name)) expect(() => assertKnowsTenants(choice, false)).not.toThrow();
  });

  it.each(['webhook', 'sesam', 'continuous'])('must be told with %s, which cannot know mocks', (name) => {
    for (const choice of of(name)) {
      expect(() => assertKnowsTenants(choice, true)).not.toThrow();
      expect(() => assertKnowsTenants(choice, false)).toThrow(
        new RegExp(`^--engine ${name} needs --tenant-a URL and --tenant-b URL`),
      );
    }
  });
});
