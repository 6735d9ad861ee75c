import { describe, expect, it } from 'vitest';
import { connectTenant } from '../../src/tenants/connect.ts';
import { fixedToken } from '../../src/tenants/credentials.ts';
import { createClock, createTenant, inProcess, startTenant } from './index.ts';

const TOKEN = 'engine-token';
const NOWHERE = 'http://tenant-a.invalid';
const draft = { orgNr: '212345678', postAddress: { streetAddress: 'Blåbærveien 3' } };

/** The same story over a socket and without one. */
async function story(within: boolean) {
  const options = { tokens: { engine: TOKEN }, clock: createClock() };
  const mock = within ? createTenant(options) : await startTenant({ ...options, name: 'A' });
  const place = 'url' in mock ? { url: mock.url } : { url: NOWHERE, within: inProcess(mock) };
  const tenant = connectTenant({ ...place, credentials: fixedToken(TOKEN) });
  const stranger = connectTenant({ ...place, credentials: fixedToken('another') });
  try {
    const { company, etag } = await tenant.create(draft);
    const patched = await tenant.patch(company.id, { name: 'Fjord AS' }, { ifMatch: etag ?? '' });
    const stale = await refusal(tenant.patch(company.id, { name: 'x' }, { ifMatch: etag ?? '' }));
    const unknown = await refusal(stranger.get(company.id));
    mock.controls.faults.arm([{ name: 'server-error', status: 503, when: { requests: [1] } }], 1);
    const faulty = await refusal(tenant.get(company.id));
    const listed = [];
    for await (const one of tenant.list({ modifiedSince: company.modifiedAt })) listed.push(one);
    await tenant.remove(company.id);
    return { company, patched, stale, unknown, faulty, listed, gone: await tenant.get(company.id) };
  } finally {
    await tenant.close();
    await stranger.close();
    if ('url' in mock) await mock.close();
  }
}

async function refusal(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => 'done',
    (error: unknown) => String(error),
  );
}

describe('a tenant asked in-process', () => {
  it('answers what it answers on a socket', async () => {
    const [onSocket, withoutOne] = [await story(false), await story(true)];
    expect(withoutOne).toEqual(onSocket);
    expect(withoutOne.stale).toContain('412');
    expect(withoutOne.unknown).toContain('401');
    expect(withoutOne.faulty).toContain('503');
    expect(withoutOne.listed).toHaveLength(1);
    expect(withoutOne.gone).toBeNull();
  });

  it('fails a request whose fault is done to a connection', async () => {
    const mock = createTenant({ tokens: { engine: TOKEN }, clock: createClock() });
    const tenant = connectTenant({
      url: NOWHERE,
      within: inProcess(mock),
      credentials: fixedToken(TOKEN),
    });
    mock.controls.faults.arm([{ name: 'reset-before-body', when: { requests: [1] } }], 1);
    expect(await refusal(tenant.get('1'))).toContain('a connection would be needed');
    expect(await refusal(tenant.get('1'))).toBe('done');
    await tenant.close();
  });
});
