import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClock } from './clock.ts';
import type { ServedTenant } from './server.ts';
import { call, pageOf, problemOf, serve } from './test-client.ts';

const at = (milliseconds: number): string => new Date(Date.UTC(2026, 0, 5, 8) + milliseconds).toISOString();

async function page(tenant: ServedTenant, query: Record<string, string> = {}) {
  const answer = await call(tenant, 'GET', `/companies?${new URLSearchParams(query).toString()}`);
  expect(answer.status).toBe(200);
  return pageOf(answer);
}

/** All ids that a client sees that follows `next`; `between` runs after each page. */
async function readAll(tenant: ServedTenant, query: Record<string, string>, between = (): void => {}) {
  const ids: string[] = [];
  let { items, next } = await page(tenant, query);
  for (;;) {
    ids.push(...items.map(({ id }) => id));
    if (next === null) return ids;
    between();
    ({ items, next } = await page(tenant, { ...query, cursor: next }));
  }
}

function fill(tenant: ServedTenant, count: number): string[] {
  return Array.from({ length: count }, (_, n) => tenant.controls.create({ name: `Company ${n}` }).id);
}

describe('GET /companies/{id}', () => {
  test('answers the company, or 404', async () => {
    const tenant = await serve();
    const company = tenant.controls.create({ orgNr: '310000000', postAddress: { country: 'NO' } });
    const answer = await call(tenant, 'GET', `/companies/${company.id}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(answer.text)).toEqual(company);
    expect(problemOf(await call(tenant, 'GET', '/companies/1001')).status).toBe(404);
  });

  test('an id is percent-decoded; a bad encoding is 400', async () => {
    const tenant = await serve({ ids: (n) => `æ %/${n}` });
    const { id } = tenant.controls.create({});
    expect((await call(tenant, 'GET', `/companies/${encodeURIComponent(id)}`)).status).toBe(200);
    for (const bad of ['%', '%zz', '%E0%A4%A']) {
      expect(problemOf(await call(tenant, 'GET', `/companies/${bad}`)).status, bad).toBe(400);
    }
  });
});

describe('other paths and methods', () => {
  test.each(['/', '/company', '/companies/', '/companies/1/notes', '/Companies', '/companiesx'])(
    '%s is 404',
    async (path) => {
      expect(problemOf(await call(await serve(), 'GET', path)).status).toBe(404);
    },
  );

  test.each([
    ['PUT', '/companies', 'GET, POST'],
    ['DELETE', '/companies', 'GET, POST'],
    ['POST', '/companies/1', 'GET, PATCH, DELETE'],
    ['PUT', '/companies/1', 'GET, PATCH, DELETE'],
  ])('%s %s is 405, with what is allowed', async (method, path, allow) => {
    const answer = await call(await serve(), method, path);
    expect(problemOf(answer).status).toBe(405);
    expect(answer.headers.get('allow')).toBe(allow);
  });
});

describe('GET /companies', () => {
  test('an empty tenant has one empty page', async () => {
    expect(await page(await serve())).toEqual({ items: [], next: null });
  });

  test('answers companies ascending by modifiedAt, then id', async () => {
    const clock = createClock();
    const ids = ['30', '4', '200', '1'];
    const tenant = await serve({ clock, ids: (n) => ids[n - 1] ?? 'none' });
    clock.freeze();
    for (const _ of ids) tenant.controls.create({});
    expect((await page(tenant)).items.map(({ id }) => id)).toEqual(['1', '200', '30', '4']);
    clock.unfreeze();
    tenant.controls.edit('200', {});
    expect((await page(tenant)).items.map(({ id }) => id)).toEqual(['1', '30', '4', '200']);
    expect(await readAll(tenant, { limit: '1' })).toEqual(['1', '30', '4', '200']);
  });

  test('limit is 1 to 100, 100 by default, and a larger one means 100', async () => {
    const tenant = await serve();
    fill(tenant, 101);
    const sizes = [];
    for (const limit of ['1', '99', '100', '101', '1000000000000000000000000']) {
      sizes.push((await page(tenant, { limit })).items.length);
    }
    expect(sizes).toEqual([1, 99, 100, 100, 100]);
    const all = await page(tenant);
    expect(all.items.length).toBe(100);
    expect(all.next).not.toBeNull();
  });

  test('the last page says so, also when it is full', async () => {
    const tenant = await serve();
    fill(tenant, 100);
    expect((await page(tenant)).next).toBeNull();
    expect((await page(tenant, { limit: '50' })).next).not.toBeNull();
  });

  test.each(['0', '-1', '1.5', '1e2', '', ' 5', 'ten', '0x10', 'NaN'])('limit=%s is 400', async (limit) => {
    const answer = await call(await serve(), 'GET', `/companies?limit=${encodeURIComponent(limit)}`);
    expect(problemOf(answer).detail).toContain('limit');
    expect(answer.status).toBe(400);
  });

  test('modifiedSince is inclusive, whatever the offset it is written with', async () => {
    const tenant = await serve();
    const ids = fill(tenant, 5);
    const since = async (modifiedSince: string) =>
      (await page(tenant, { modifiedSince })).items.map(({ id }) => id);
    expect(await since(at(2))).toEqual(ids.slice(2));
    expect(await since('2026-01-05T09:00:00.002+01:00')).toEqual(ids.slice(2));
    expect(await since('2026-01-05T08:00:00.0021Z')).toEqual(ids.slice(3));
    expect(await since('1970-01-01T00:00:00Z')).toEqual(ids);
    expect(await since(at(5))).toEqual([]);
    expect(await since('9999-12-31T23:59:59-05:00')).toEqual([]);
  });

  test.each(['', 'yesterday', '2026-01-05', '2026-13-05T08:00:00Z'])(
    'modifiedSince=%s is 400',
    async (since) => {
      const answer = await call(await serve(), 'GET', `/companies?modifiedSince=${since}`);
      expect(problemOf(answer).detail).toContain('modifiedSince');
      expect(answer.status).toBe(400);
    },
  );

  test('an offset whose + was not encoded is 400, and says what is wrong', async () => {
    const answer = await call(await serve(), 'GET', '/companies?modifiedSince=2026-01-05T08:00:00+01:00');
    expect(problemOf(answer).detail).toContain('%2B');
    expect(answer.status).toBe(400);
  });

  test('modifiedSince is repeated with the cursor, and what is not known is ignored', async () => {
    const tenant = await serve();
    const ids = fill(tenant, 7);
    const query = { modifiedSince: at(2), limit: '2', page: '9', q: 'x' };
    expect(await readAll(tenant, query)).toEqual(ids.slice(2));
    const first = await page(tenant, { limit: '2' });
    const later = await page(tenant, { limit: '2', cursor: first.next ?? '', modifiedSince: at(5) });
    expect(later.items.map(({ id }) => id)).toEqual(ids.slice(5));
  });

  test.each([
    '',
    'x',
    '0',
    '!!!!',
    Buffer.from('["a"]').toString('base64url'),
    Buffer.from('{').toString('base64url'),
    // Texts that a page does not end with, though they are written as its end is.
    ...[
      'hello world',
      ' ',
      '{"after": "2026-01-05"}',
      '2026-01-05 08:00:00',
      '2026-01-05T08:00:00.000Z ',
    ].map((text) => Buffer.from(text).toString('base64url')),
  ])('cursor=%s is 400', async (cursor) => {
    const answer = await call(await serve(), 'GET', `/companies?cursor=${encodeURIComponent(cursor)}`);
    expect(problemOf(answer).status).toBe(400);
  });

  test('a cursor with anything added is 400', async () => {
    const tenant = await serve();
    fill(tenant, 2);
    const { next } = await page(tenant, { limit: '1' });
    for (const added of ['!', '=', ' ', '\n']) {
      const cursor = encodeURIComponent(`${next ?? ''}${added}`);
      expect(problemOf(await call(tenant, 'GET', `/companies?cursor=${cursor}`)).status).toBe(400);
    }
  });

  test('a cursor is a key: it holds when the record that it names has moved or gone', async () => {
    const tenant = await serve();
    const ids = fill(tenant, 6);
    const [first = '', second = ''] = ids;
    const { next } = await page(tenant, { limit: '2' });
    tenant.controls.remove(second);
    tenant.controls.edit(first, { name: 'moved' });
    const rest = await page(tenant, { cursor: next ?? '' });
    expect(rest.items.map(({ id }) => id)).toEqual([...ids.slice(2), first]);
  });

  test('a record that is there throughout comes at least once, whatever is written meanwhile', async () => {
    const write = fc.record({ kind: fc.constantFrom('edit', 'create', 'remove'), pick: fc.nat() });
    const tenant = await serve();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.array(write, { maxLength: 4 }), { maxLength: 6 }),
        async (count, limit, batches) => {
          tenant.reset();
          const throughout = new Set(fill(tenant, count));
          const present = [...throughout];
          const pending = [...batches];
          const seen = await readAll(tenant, { limit: String(limit) }, () => {
            for (const { kind, pick } of pending.shift() ?? []) {
              const id = present[pick % present.length];
              if (kind === 'create') present.push(tenant.controls.create({}).id);
              else if (id === undefined) continue;
              else if (kind === 'edit') tenant.controls.edit(id, { name: 'edited' });
              else {
                tenant.controls.remove(id);
                throughout.delete(id);
                present.splice(present.indexOf(id), 1);
              }
            }
          });
          expect([...throughout].filter((id) => !seen.includes(id))).toEqual([]);
        },
      ),
      { seed: 63, numRuns: 60 },
    );
  });
});
