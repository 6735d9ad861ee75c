/** Listings as tenants of other conventions page them, on real sockets. */
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Company } from '../domain/company.ts';
import { Profile } from './profile.ts';
import { company, json, refusal, serve, type Seen } from './testing/server.ts';

async function all(list: AsyncIterable<Company>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of list) ids.push(id);
  return ids;
}

const profile = (given: unknown): Profile => Profile.parse(given);
const parameters = ({ url }: Seen): Record<string, string> =>
  Object.fromEntries(new URL(url, 'http://x').searchParams);
const SEVEN = ['1', '2', '3', '4', '5', '6', '7'];
const numbered = (from: number, count: number): Company[] =>
  SEVEN.slice(from, from + count).map((id) => company(id));

describe('by cursor', () => {
  it('goes by other names, of numbers and left-out ends too', async () => {
    const { tenant, asked } = await serve(
      (seen, response) => {
        const { after } = parameters(seen);
        if (after === undefined) json(response, 200, { d: { rows: numbered(0, 1) }, meta: { after: 7 } });
        else json(response, 200, { d: { rows: numbered(1, 1) }, meta: {} });
      },
      {
        profile: profile({
          listPath: '/orgs/all',
          itemsProperty: 'd.rows',
          sinceParameter: 'since',
          paging: {
            kind: 'cursor',
            cursorParameter: 'after',
            nextProperty: 'meta.after',
            sizeParameter: 'n',
            size: 1,
          },
        }),
      },
    );
    expect(await all(tenant.list({ modifiedSince: '2024-01-01T00:00:00Z' }))).toEqual(['1', '2']);
    expect(asked.map(({ url }) => url.split('?')[0])).toEqual(['/orgs/all', '/orgs/all']);
    expect(asked.map(parameters)).toEqual([
      { n: '1', since: '2024-01-01T00:00:00Z' },
      { n: '1', since: '2024-01-01T00:00:00Z', after: '7' },
    ]);
  });

  it('of the contract must say that it ends', async () => {
    const { tenant } = await serve((_, response) => json(response, 200, { items: [] }));
    expect((await refusal(all(tenant.list()))).message).toContain('next');
  });

  it('where the records are is an array, or is told of', async () => {
    const { tenant } = await serve((_, response) => json(response, 200, { d: { rows: {} } }), {
      profile: profile({ itemsProperty: 'd.rows' }),
    });
    expect((await refusal(all(tenant.list()))).message).toContain('d.rows');
  });
});

describe('the next page', () => {
  const pages = (second: (response: ServerResponse) => void) =>
    serve((seen, response) => {
      const { cursor } = parameters(seen);
      if (cursor === undefined) json(response, 200, { items: numbered(0, 3), next: 'c' });
      else second(response);
    });

  it('is asked for with the second record, not with the first', async () => {
    const { tenant, asked } = await pages((response) =>
      json(response, 200, { items: numbered(3, 1), next: null }),
    );
    const list = tenant.list()[Symbol.asyncIterator]();
    expect((await list.next()).value?.id).toBe('1');
    // What would have been asked for by now has been answered when another call is.
    await refusal(tenant.get('x'));
    expect(asked.filter(({ url }) => url.includes('limit'))).toHaveLength(1);
    expect((await list.next()).value?.id).toBe('2');
    while (asked.filter(({ url }) => url.includes('cursor=c')).length === 0) await new Promise(setImmediate);
    expect((await list.next()).value?.id).toBe('3');
    expect((await list.next()).value?.id).toBe('4');
    expect((await list.next()).done).toBe(true);
    expect(tenant.requests()).toBe(3);
  });

  it('that fails does so when its turn comes', async () => {
    const { tenant, asked } = await pages((response) => json(response, 403, { title: 'No' }));
    const list = tenant.list()[Symbol.asyncIterator]();
    const ids = [(await list.next()).value?.id, (await list.next()).value?.id];
    while (asked.length < 2) await new Promise(setImmediate);
    await refusal(tenant.get('x'));
    ids.push((await list.next()).value?.id);
    expect(ids).toEqual(['1', '2', '3']);
    expect((await refusal(list.next())).status).toBe(403);
  });

  it('that fails is no rejection of anybody where nobody reads on', async () => {
    const unhandled: unknown[] = [];
    const hear = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', hear);
    try {
      const { tenant, asked } = await pages((response) => json(response, 403, { title: 'No' }));
      for await (const { id } of tenant.list()) {
        if (id === '2') while (asked.length < 2) await new Promise(setImmediate);
        if (id === '2') break;
      }
      await refusal(tenant.get('x'));
      await new Promise(setImmediate);
    } finally {
      process.off('unhandledRejection', hear);
    }
    expect(unhandled).toEqual([]);
  });

  it('is found beyond pages without a record', async () => {
    const { tenant } = await serve((seen, response) => {
      const at = Number(parameters(seen)['cursor'] ?? '0');
      json(response, 200, { items: at === 3 ? numbered(0, 1) : [], next: at === 4 ? null : String(at + 1) });
    });
    expect(await all(tenant.list())).toEqual(['1']);
  });
});

describe.each([
  ['page', { kind: 'page', pageParameter: 'p', first: 0, sizeParameter: 'size', size: 3 }, ['0', '1', '2']],
  ['offset', { kind: 'offset', offsetParameter: 'p', sizeParameter: 'size', size: 3 }, ['0', '3', '6']],
] as const)('by %s', (kind, paging, positions) => {
  const options = { profile: profile({ itemsProperty: '', paging }) };
  const from = (seen: Seen): number => Number(parameters(seen)['p']) * (kind === 'page' ? 3 : 1);

  it('ends at a page that is not full', async () => {
    const { tenant, asked } = await serve(
      (seen, response) => json(response, 200, numbered(from(seen), 3)),
      options,
    );
    expect(await all(tenant.list())).toEqual(SEVEN);
    expect(asked.map(parameters)).toEqual(positions.map((p) => ({ p, size: '3' })));
  });

  it('ends at an empty page where all were full', async () => {
    const { tenant, asked } = await serve(
      (seen, response) => json(response, 200, numbered(0, 6).slice(from(seen), from(seen) + 3)),
      options,
    );
    expect(await all(tenant.list())).toEqual(SEVEN.slice(0, 6));
    expect(asked).toHaveLength(3);
  });

  it('stops where page after page says the same', async () => {
    const { tenant, asked } = await serve((_, response) => json(response, 200, numbered(0, 3)), options);
    expect((await refusal(all(tenant.list()))).message).toContain(
      'never ends: 3 pages in a row had nothing new',
    );
    expect(asked).toHaveLength(4);
  });

  it('does not take records that are written all the while for one', async () => {
    let asks = 0;
    const { tenant } = await serve((_, response) => {
      asks += 1;
      const modifiedAt = `2024-01-01T00:00:00.00${asks}Z`;
      json(response, 200, asks === 6 ? [] : numbered(0, 3).map((one) => ({ ...one, modifiedAt })));
    }, options);
    expect(await all(tenant.list())).toHaveLength(15);
  });

  it('refuses a page with more than was asked for', async () => {
    const { tenant } = await serve((_, response) => json(response, 200, numbered(0, 7)), options);
    expect((await refusal(all(tenant.list()))).message).toContain('7 records came where size was 3');
  });
});

describe('by link', () => {
  const options = {
    path: '/api',
    profile: profile({ itemsProperty: '', paging: { kind: 'link', size: 3 } }),
  };
  const linked = (response: ServerResponse, items: Company[], link: string | string[]): void =>
    json(response, 200, items, { link });

  it('follows whole and relative URLs on its origin, below its own path or not', async () => {
    const { tenant, asked } = await serve(({ url, headers }, response) => {
      if (url.startsWith('/api/companies?')) {
        linked(response, numbered(0, 1), [
          '</x>; rel="first"',
          `<http://${headers.host ?? ''}/elsewhere/a?c=%2F&b#top>; rel="next"`,
        ]);
      } else if (url === '/elsewhere/a?c=%2F&b') linked(response, numbered(1, 1), '<?c=2>; rel="next"');
      else linked(response, numbered(2, 1), '</elsewhere/a>; rel="prev"');
    }, options);
    expect(await all(tenant.list({ modifiedSince: '2024-01-01T00:00:00Z' }))).toEqual(['1', '2', '3']);
    expect(asked.map(({ url }) => url)).toEqual([
      '/api/companies?per_page=3&modifiedSince=2024-01-01T00%3A00%3A00Z',
      '/elsewhere/a?c=%2F&b',
      '/elsewhere/a?c=2',
    ]);
  });

  it.each(['http://127.0.0.2:1/x', 'https://tenant.example/x', '//tenant.example/x', 'file:///etc/passwd'])(
    'refuses to go to %s',
    async (target) => {
      const { tenant, asked } = await serve(
        (_, response) => linked(response, numbered(0, 2), `<${target}>; rel="next"`),
        options,
      );
      expect((await refusal(all(tenant.list()))).message).toContain('it is not followed');
      expect(asked).toHaveLength(1);
    },
  );

  it('stops where a link comes again, its first page too', async () => {
    const { tenant, asked } = await serve(
      (_, response) => linked(response, numbered(0, 2), '</api/companies?per_page=3>; rel="next"'),
      options,
    );
    expect((await refusal(all(tenant.list()))).message).toContain('never ends: a link came a second time');
    expect(asked).toHaveLength(1);
  });
});

it('a tenant without a since parameter is listed whole, and what is older is left out here', async () => {
  const times = ['2024-01-01T00:00:00Z', '2024-01-02T00:00:00.000Z', '2024-01-03T00:00:00Z'];
  const { tenant, asked } = await serve(
    (_, response) =>
      json(response, 200, {
        items: times.map((modifiedAt, at) => ({ ...company(`${at}`), modifiedAt })),
        next: null,
      }),
    { profile: profile({ sinceParameter: null }) },
  );
  expect(await all(tenant.list({ modifiedSince: '2024-01-02T00:00:00Z' }))).toEqual(['1', '2']);
  expect(await all(tenant.list())).toEqual(['0', '1', '2']);
  expect(asked.map(parameters)).toEqual([{ limit: '100' }, { limit: '100' }]);
});
