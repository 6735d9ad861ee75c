import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { type ExploreOptions, sessionOf } from './explore-settings.ts';
import { UsageError } from './usage-error.ts';

const sessionBy = (options: Partial<ExploreOptions>) => sessionOf({ out: 'unused', ...options });

describe('a session', () => {
  it('is a minute of the reference engine from seed 0 on, one process a core', async () => {
    const { job, jobs, from, histories, milliseconds, scope } = await sessionBy({});
    expect({ jobs, from, histories, milliseconds, scope }).toEqual({
      jobs: availableParallelism(),
      from: 0,
      histories: null,
      milliseconds: 60_000,
      scope: null,
    });
    expect(job).toMatchObject({
      engine: 'reference',
      command: null,
      topologies: ['two-tenants', 'one-tenant'],
      sockets: false,
      invariants: null,
      canary: { title: 'a link ends where orgNr is changed on the right', isOfAsked: true },
    });
  });

  it.each<[Partial<ExploreOptions>, object]>([
    [{ engine: 'forget' }, { job: { engine: 'forgetful reference', topologies: ['two-tenants'] } }],
    [{ engineCommand: 'true' }, { job: { engine: 'command', command: 'true', sockets: true } }],
    [{ topology: 'one-tenant' }, { job: { topologies: ['one-tenant'] } }],
    [{ histories: '5' }, { histories: 5, milliseconds: null }],
    [{ minutes: '0.5' }, { histories: null, milliseconds: 30_000 }],
    [{ smallScope: true }, { histories: 696_576, scope: 696_576, milliseconds: null }],
    [
      { smallScope: true, minutes: '2' },
      { histories: 696_576, milliseconds: 120_000 },
    ],
    [
      { smallScope: true, histories: '7' },
      { histories: 7, scope: 696_576 },
    ],
    [
      { invariant: ['quiet,isolation', ' own-row'] },
      { job: { invariants: ['quiet', 'isolation', 'own-row'] } },
    ],
    [{ invariant: [''] }, { job: { invariants: null } }],
    [{ canary: 'name is kept' }, { job: { canary: { title: 'name is kept equal as well' } } }],
  ])('by %j', async (options, expected) => {
    expect(await sessionBy(options)).toMatchObject(expected);
  });

  it.each<[Partial<ExploreOptions>, string]>([
    [{ engine: 'every' }, 'Near ones: every row; every second pass'],
    [{ engine: 'zzzzzzzz' }, '--engine zzzzzzzz: there is no such engine'],
    [{ engine: 'webhook' }, '--engine webhook: a sync that runs elsewhere cannot be told of new tenants'],
    [{ engine: 'command' }, '--engine command needs --engine-command CMD'],
    [{ engineCommand: ' ' }, '--engine-command: names no command'],
    [
      { engine: 'hub', engineCommand: 'x' },
      '--engine-command goes with --engine command, not with --engine hub',
    ],
    [
      { engine: 'hub', invariant: ['conditional'] },
      'the reference engine alone promises it; hub is not asked',
    ],
    [{ engine: 'hub', topology: 'one-tenant' }, '--topology one-tenant: hub is for two-tenants'],
    [{ topology: 'three-tenants' }, '--topology three-tenants: it can be two-tenants, one-tenant'],
    [{ canary: 'hub' }, '--canary hub: it must be an engine of the fault bank'],
    [{ minutes: '0' }, '--minutes 0: it must be a number, more than 0'],
    [{ minutes: '1', histories: '1' }, '--minutes and --histories: give one of them, not both'],
    [{ histories: 'many' }, '--histories many: it must be a whole number'],
    [{ jobs: '0' }, '--jobs 0: it must be a whole number'],
    [{ seed: '-1' }, '--seed -1: it must be a whole number'],
    [{ seed: '1', smallScope: true }, '--seed: a small scope draws nothing'],
  ])('not by %j', async (options, message) => {
    const session = sessionBy(options);
    await expect(session).rejects.toBeInstanceOf(UsageError);
    await expect(session).rejects.toThrow(message);
  });
});
