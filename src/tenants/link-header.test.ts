import { describe, expect, it } from 'vitest';
import { nextLink } from './link-header.ts';

describe('the next page of a Link header', () => {
  it.each([
    ['<https://h/a?page=2>; rel="next"', 'https://h/a?page=2'],
    ['</a?page=2>;rel=next', '/a?page=2'],
    ['<a>; rel="prev", <b>; rel="next"', 'b'],
    ['<a,b;c>; rel="prev first" , <b,c;d>; REL="last NEXT"', 'b,c;d'],
    ['<a>; title="<b>; rel=\\"next\\", <c>"; rel="prev", <d>; rel="next"', 'd'],
    ["<a>; title*=UTF-8''%e2%82%ac; rel=next", 'a'],
    ['<a> ; rel = "next"', 'a'],
    ['<a>; rel="prev"; rel="next"', null],
    ['<a>; rel="next"; anchor="#b"', null],
    ['<a>; rel="nextish"', null],
    ['<a>', null],
    ['<a>; crossorigin; rel="next"', 'a'],
    ['', null],
    ['rel="next"', null],
    ['<a; rel="next"', null],
  ])('%s', (header, target) => {
    expect(nextLink(header)).toBe(target);
  });
});
