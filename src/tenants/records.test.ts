/** Single records as tenants of other conventions keep them, on real sockets. */
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Profile } from './profile.ts';
import { RESILIENT } from './resilient.ts';
import { company, json, refusal, type Seen, serve, type ServeOptions } from './testing/server.ts';

const profile = Profile.parse({
  listPath: '/orgs',
  itemPath: '/org/{id}/whole',
  itemProperty: 'data.org',
  update: 'put',
  names: { id: 'key', orgNr: 'organisation.number', modifiedAt: 'meta.updated', visitAddress: 'visit' },
  missing: ['website'],
});
const MODIFIED = '2024-01-01T00:00:00.001Z';
const record = (change: Record<string, unknown> = {}) => ({
  key: 'a/1',
  organisation: { number: '923609016', form: 'AS' },
  name: 'Æ',
  labels: ['x', { y: null }],
  visit: { country: 'NO', postCode: '0150' },
  meta: { updated: MODIFIED, by: 'somebody' },
  ...change,
});

interface Kept {
  record: unknown;
  etag: string | null;
}

/** A tenant of one record; a PUT of it is refused where its `If-Match` is stale. */
function keeping(
  kept: Kept,
  fault: (seen: Seen, response: ServerResponse) => boolean,
  options: ServeOptions = {},
) {
  return serve(
    (seen, response) => {
      const { method, headers, body } = seen;
      const stale = headers['if-match'] !== undefined && headers['if-match'] !== kept.etag;
      if (method === 'PUT' && !stale) {
        kept.record = JSON.parse(body);
        if (kept.etag !== null) kept.etag = `"${Number(kept.etag.slice(1, -1)) + 1}"`;
      }
      if (fault(seen, response)) return;
      if (method === 'PUT' && stale) return json(response, 412, { title: 'Stale' });
      json(response, 200, { data: { org: kept.record } }, kept.etag === null ? {} : { etag: kept.etag });
    },
    { profile, ...RESILIENT, ...options },
  );
}
const well = (): boolean => false;

describe('a record under other names', () => {
  it('is read, created and removed at its paths', async () => {
    const { tenant, asked } = await keeping({ record: record(), etag: '"7"' }, well);
    const read = {
      ...company('a/1'),
      visitAddress: { country: 'NO', postCode: '0150', postalArea: null, streetAddress: null },
    };
    expect(await tenant.get('a/1')).toEqual({ company: read, etag: '"7"' });
    expect((await tenant.create({ orgNr: '1', visitAddress: { country: 'SE' } })).company).toEqual(read);
    await tenant.remove('a/1');
    expect(asked.map(({ method, url, body }) => [`${method} ${url}`, body])).toEqual([
      ['GET /org/a%2F1/whole', ''],
      ['POST /orgs', '{"organisation":{"number":"1"},"visit":{"country":"SE"}}'],
      ['DELETE /org/a%2F1/whole', ''],
    ]);
  });

  it('without a place for a value is not asked for', async () => {
    const { tenant, asked } = await keeping({ record: record(), etag: '"7"' }, well);
    const error = await refusal(tenant.create({ website: 'https://x' }));
    expect(error.message).toBe(
      'POST /orgs: website cannot be written: the profile says that the tenant has none',
    );
    expect(asked).toEqual([]);
    expect((await refusal(tenant.patch('a/1', { website: 'https://x' }))).message).toContain(
      'PUT /org/a%2F1/whole',
    );
    expect(asked.map(({ method }) => method)).toEqual(['GET']);
  });

  it('is patched as the tenant names it, with its content type', async () => {
    const byPatch = { ...profile, update: 'patch' as const, patchContentType: 'application/json' };
    const { tenant, asked } = await keeping({ record: record(), etag: '"7"' }, well, { profile: byPatch });
    await tenant.patch('a/1', { orgNr: null, visitAddress: null }, { ifMatch: '"7"' });
    expect(
      asked.map(({ method, headers, body }) => [method, headers['content-type'], headers['if-match'], body]),
    ).toEqual([['PATCH', 'application/json', '"7"', '{"organisation":{"number":null},"visit":null}']]);
  });
});

describe('a PUT', () => {
  it('is of the whole record as it is now, under its entity tag', async () => {
    const kept: Kept = { record: record(), etag: '"7"' };
    const { tenant, asked } = await keeping(kept, well);
    const done = await tenant.patch(
      'a/1',
      { orgNr: '995525828', visitAddress: { postCode: '4950' } },
      { ifMatch: '"7"' },
    );
    expect(done).toMatchObject({
      etag: '"8"',
      company: { orgNr: '995525828', visitAddress: { postCode: '4950' } },
    });
    expect(kept.record).toEqual(
      record({
        organisation: { number: '995525828', form: 'AS' },
        visit: { country: 'NO', postCode: '4950' },
      }),
    );
    expect(
      asked.map(({ method, headers }) => [method, headers['if-match'], headers['content-type']]),
    ).toEqual([
      ['GET', undefined, undefined],
      ['PUT', '"7"', 'application/json'],
    ]);
  });

  it('is under the tag of what was read, though nobody asked for one', async () => {
    const { tenant, asked } = await keeping({ record: record(), etag: '"7"' }, well);
    await tenant.patch('a/1', { name: 'x' });
    expect(asked[1]?.headers['if-match']).toBe('"7"');
  });

  it.each(['"8"', null])(
    'is not sent where the record is no longer the one that was meant: %s',
    async (etag) => {
      const kept: Kept = { record: record(), etag };
      const { tenant, asked } = await keeping(kept, well);
      const error = await refusal(tenant.patch('a/1', { name: 'x' }, { ifMatch: '"7"' }));
      expect([error.operation, error.status]).toEqual(['PUT /org/a%2F1/whole', 412]);
      expect(asked.map(({ method }) => method)).toEqual(['GET']);
      expect(kept.record).toEqual(record());
    },
  );

  it('is without If-Match where the tenant has no tags, and is then not repeated', async () => {
    const kept: Kept = { record: record(), etag: null };
    const { tenant, asked } = await keeping(kept, ({ method }, response) => {
      if (method === 'PUT') response.destroy();
      return method === 'PUT';
    });
    expect((await refusal(tenant.patch('a/1', { name: 'x' }))).status).toBeNull();
    expect(asked.map(({ method, headers }) => [method, headers['if-match']])).toEqual([
      ['GET', undefined],
      ['PUT', undefined],
    ]);
    expect(kept.record).toEqual(record({ name: 'x' }));
  });

  it('whose answer was lost is sent again, and answered 412 if it was done', async () => {
    let lost = 0;
    const kept: Kept = { record: record(), etag: '"7"' };
    const { tenant, asked } = await keeping(kept, ({ method }, response) => {
      if (method !== 'PUT' || lost > 0) return false;
      lost += 1;
      response.destroy();
      return true;
    });
    expect((await refusal(tenant.patch('a/1', { name: 'x' }, { ifMatch: '"7"' }))).status).toBe(412);
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'PUT', 'PUT']);
    expect(kept).toEqual({ record: record({ name: 'x' }), etag: '"8"' });
  });

  it('does not undo an edit that came between read and write', async () => {
    const kept: Kept = { record: record(), etag: '"7"' };
    const { tenant } = await keeping(kept, ({ method }, response) => {
      if (method !== 'GET') return false;
      json(response, 200, { data: { org: kept.record } }, { etag: '"7"' });
      kept.record = record({ name: 'theirs' });
      kept.etag = '"8"';
      return true;
    });
    expect((await refusal(tenant.patch('a/1', { orgNr: '1' }))).status).toBe(412);
    expect(kept.record).toEqual(record({ name: 'theirs' }));
  });

  it('of a record that is gone is 404', async () => {
    const { tenant } = await keeping({ record: record(), etag: '"7"' }, (_, response) => {
      json(response, 404, { title: 'Gone' });
      return true;
    });
    expect((await refusal(tenant.patch('a/1', { name: 'x' }))).status).toBe(404);
  });

  it('of another record than was asked for is not sent', async () => {
    const { tenant, asked } = await keeping({ record: record({ key: '2' }), etag: '"7"' }, well);
    expect((await refusal(tenant.patch('a/1', { name: 'x' }))).message).toContain('another record: 2');
    expect(asked.map(({ method }) => method)).toEqual(['GET']);
  });
});
