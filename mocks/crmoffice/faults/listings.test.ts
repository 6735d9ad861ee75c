import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/domain/fault.ts';
import type { ServedTenant } from '../server.ts';
import { call, HARNESS_TOKEN, pageOf, serve } from '../test-client.ts';

/** So many companies, named 1, 2, 3 and so on in the order of the list, and this fault armed. */
async function armed(companies: number, fault: Fault, seed = 1): Promise<ServedTenant> {
  const tenant = await serve();
  for (let n = 1; n <= companies; n++) tenant.controls.create({ name: String(n) });
  tenant.controls.faults.arm([fault], seed);
  return tenant;
}

async function page(tenant: ServedTenant, query: string, token?: string) {
  const answer = await call(tenant, 'GET', `/companies?${query}`, { ...(token && { token }) });
  const { items, next } = pageOf(answer);
  return { names: items.map(({ name }) => name).join(' '), next, items };
}

/** Every page from the first to the last. */
async function walk(tenant: ServedTenant, query: string, token?: string): Promise<string[]> {
  const pages: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { names, next } = await page(tenant, query + (cursor && `&cursor=${cursor}`), token);
    pages.push(names);
    cursor = next;
  }
  return pages;
}

describe('page-drift', () => {
  test('a page that follows another begins one record later than its cursor says', async () => {
    const tenant = await armed(8, { name: 'page-drift' });
    expect(await walk(tenant, 'limit=3')).toEqual(['1 2 3', '5 6 7', '']);
    expect(tenant.controls.faults.met(), 'the first page cannot drift').toEqual([2]);
    expect(await walk(tenant, 'limit=3', HARNESS_TOKEN)).toEqual(['1 2 3', '4 5 6', '7 8']);
  });
});

describe('missing-item', () => {
  test('one record of the page is left out, which one the seed says; the next page is as if it were there', async () => {
    const pages = async (seed: number) => walk(await armed(5, { name: 'missing-item' }, seed), 'limit=3');
    const left = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(pages));
    for (const [first = '', second = ''] of left) {
      expect(['2 3', '1 3', '1 2']).toContain(first);
      expect(['4', '5']).toContain(second);
    }
    expect(new Set(left.map((one) => one.join('|'))).size).toBeGreaterThan(2);
    expect(await pages(1)).toEqual(left[0]);
  });

  test('an empty page lacks nothing, and is not met', async () => {
    const tenant = await armed(0, { name: 'missing-item' });
    expect(await walk(tenant, 'limit=3')).toEqual(['']);
    expect(tenant.controls.faults.met()).toEqual([0]);
  });
});

describe('duplicate-item', () => {
  test('a page repeats the last record of the one before, the first page its own first; none grows beyond its limit', async () => {
    const tenant = await armed(6, { name: 'duplicate-item' });
    expect(await walk(tenant, 'limit=3')).toEqual(['1 1 2', '2 3 4', '4 5 6']);
    expect(await walk(tenant, '')).toEqual(['1 1 2 3 4 5 6']);
    expect(tenant.controls.faults.met()).toEqual([4]);
  });

  test('pages of one record come to their end', async () => {
    expect(await walk(await armed(2, { name: 'duplicate-item' }), 'limit=1')).toEqual(['1', '2']);
  });
});

describe('list-lag', () => {
  test('a listing shows the tenant as it was before the last writes: changed, created and deleted records', async () => {
    const tenant = await armed(4, { name: 'list-lag', writes: 3 });
    const [one = '', two = ''] = (await page(tenant, '', HARNESS_TOKEN)).items.map(({ id }) => id);
    const before = await page(tenant, '', HARNESS_TOKEN);
    await call(tenant, 'PATCH', `/companies/${one}`, { body: { name: 'changed' } });
    await call(tenant, 'DELETE', `/companies/${two}`);
    await call(tenant, 'POST', '/companies', { body: { name: 'created' } });
    await call(tenant, 'PATCH', `/companies/${one}`, { body: { fax: 'refused, so it does not count' } });
    expect(await page(tenant, '')).toEqual(before);
    expect((await page(tenant, '', HARNESS_TOKEN)).names).toBe('3 4 changed created');
    expect((await call(tenant, 'GET', `/companies/${one}`)).text, 'a single record does not lag').toContain(
      '"changed"',
    );
    expect(await walk(tenant, 'limit=2')).toEqual(['1 2', '3 4']);
    const since = `modifiedSince=${before.items[1]?.modifiedAt ?? ''}&limit=2`;
    expect(await walk(tenant, since)).toEqual(['2 3', '4']);
  });

  test('each further write pushes an older one into view; several writes to one record count one by one', async () => {
    const tenant = await armed(1, { name: 'list-lag', writes: 2 });
    const { id } = tenant.controls.create({ name: 'a' });
    const shown: string[] = [];
    for (const name of ['b', 'c', 'd']) {
      tenant.controls.edit(id, { name });
      shown.push((await page(tenant, '')).names);
    }
    expect(shown).toEqual(['1', '1 a', '1 b']);
  });

  test('where nothing that a page shows is behind, it is not met', async () => {
    const tenant = await armed(3, { name: 'list-lag', writes: 1 });
    expect((await page(tenant, 'limit=2')).names).toBe('1 2');
    expect(tenant.controls.faults.met(), 'the page says that there is no more').toEqual([1]);
    expect((await page(tenant, 'limit=1')).names).toBe('1');
    expect(tenant.controls.faults.met()).toEqual([1]);
  });
});
