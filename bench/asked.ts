/** What the load asks of a tenant of companies: the same requests for the mock and for what it is compared with. */
import { z } from 'zod';
import { httpRequest, TOKEN } from './http-request.ts';

/** `GET by id` and the pages are of places all over the tenant; `the first page` is one and the same. */
export const Subject = z.enum(['GET by id', 'the first page', 'pages by cursor', 'pages by time', 'PATCH']);
export type Subject = z.infer<typeof Subject>;

/** So many different requests at most, one after the other. */
const MOST = 1000;
const PAGE = 100;

export const PATCH_BODY = '{"phone":"22 11 00 00"}';

/** The paths that the load walks over again and again, of a tenant at `origin` with so many companies. */
export async function pathsOf(subject: Subject, origin: string, size: number): Promise<string[]> {
  switch (subject) {
    case 'PATCH':
      return ['/companies/0001500'];
    case 'the first page':
      return [`/companies?limit=${PAGE}`];
    case 'GET by id':
      return Array.from({ length: MOST }, (_, n) => idPath(spread(n, size)));
    case 'pages by time':
      return Array.from({ length: MOST }, (_, n) => {
        const since = new Date(Date.UTC(2026, 0, 5, 8) + spread(n, size - PAGE)).toISOString();
        return `/companies?limit=${PAGE}&modifiedSince=${since}`;
      });
    case 'pages by cursor':
      return pagesOf(origin);
  }
}

/** The bytes of a request for the path. */
export function bytesFor(subject: Subject, path: string): string {
  return subject === 'PATCH' ? httpRequest('PATCH', path, PATCH_BODY) : httpRequest('GET', path);
}

/** Where the mock has its n-th company, from 0. */
export function idPath(n: number): string {
  return `/companies/${String(1001 + n).padStart(7, '0')}`;
}

/** Far-apart places one after the other; 7919 is a prime that divides no size here. */
export function spread(n: number, size: number): number {
  return (n * 7919) % size;
}

/** All pages but the first, far-apart ones one after the other, and at most so many. */
async function pagesOf(origin: string): Promise<string[]> {
  const paths: string[] = [];
  for (let path: string | null = `/companies?limit=${PAGE}`; path !== null && paths.length <= MOST;) {
    const response = await fetch(origin + path, { headers: { authorization: `Bearer ${TOKEN}` } });
    const { next } = z.object({ next: z.string().nullable() }).parse(await response.json());
    path = next === null ? null : `/companies?limit=${PAGE}&cursor=${next}`;
    if (path !== null) paths.push(path);
  }
  return paths.map((_, n) => paths[spread(n, paths.length)] ?? '');
}
