/**
 * The requests of a first link with no logic: both listings page by page, then of each pair both records and one
 * PATCH, 16 pairs at a time, as many connections as the engine has. Nothing is parsed but the cursor of a page.
 */
import { Pool } from 'undici';
import { TOKEN } from './http-request.ts';

const [leftUrl = '', rightUrl = '', , count = ''] = process.argv.slice(2);
const LANES = 16;
const left = new Pool(leftUrl, { connections: 16 });
const right = new Pool(rightUrl, { connections: 16 });
const headers = { authorization: `Bearer ${TOKEN}` };
const address = { country: 'NO', postCode: '0150', postalArea: 'HAMAR', streetAddress: 'Storgata 12345' };
const body = JSON.stringify({ postAddress: address, visitAddress: address });

const began = performance.now();
await Promise.all([list(left), list(right)]);
const numbers = Array.from({ length: Number(count) }, (_, i) => i).values();
await Promise.all(
  Array.from({ length: LANES }, async () => {
    for (const n of numbers) await pair(`/companies/${String(1001 + n).padStart(7, '0')}`);
  }),
);
const milliseconds = performance.now() - began;
await Promise.all([left.close(), right.close()]);
console.log(JSON.stringify({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));

async function list(pool: Pool): Promise<void> {
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const path: string = `/companies?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const answer = await pool.request({ method: 'GET', path, headers });
    cursor = /"next":"([^"]+)"\}$/.exec(await answer.body.text())?.[1];
  }
}

async function pair(path: string): Promise<void> {
  const read = async (pool: Pool): Promise<string> => {
    const answer = await pool.request({ method: 'GET', path, headers });
    await answer.body.text();
    return String(answer.headers['etag']);
  };
  const [etag] = await Promise.all([read(left), read(right)]);
  const answer = await left.request({
    method: 'PATCH',
    path,
    headers: { ...headers, 'if-match': etag, 'content-type': 'application/merge-patch+json' },
    body,
  });
  await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`PATCH ${path}: ${answer.statusCode}`);
}
