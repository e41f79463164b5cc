import fc from 'fast-check';
import { expect, test } from 'vitest';
import { belowPrefix, cookieBelowPrefix, htmlBelowPrefix, prefixOf, withoutPrefix } from './prefix.ts';

const segment = fc.stringMatching(/^[a-z0-9._~-]{1,8}$/);
const prefixes = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
const paths = fc
  .tuple(fc.array(segment, { maxLength: 4 }), fc.constantFrom('', '?q=/a', '?'))
  .map(([parts, query]) => `/${parts.join('/')}${query}`);

test('what the prefix is put in front of comes back as it was, and the root has no prefix', () => {
  fc.assert(fc.property(paths, prefixes, (path, prefix) => withoutPrefix(belowPrefix(path, prefix), prefix) === path));
  fc.assert(fc.property(paths, (path) => withoutPrefix(path, '') === path && belowPrefix(path, '') === path));
  expect([undefined, '', 'https://a.example', 'https://a.example/', 'https://a.example/b/c'].map(prefixOf)).toEqual([
    ...['', '', '', ''],
    '/b/c',
  ]);
});

test('the prefix alone is the root, and what only begins like it is left alone', () => {
  const read = (url: string) => withoutPrefix(url, '/evenkeel');
  expect(['/evenkeel', '/evenkeel/', '/evenkeel?a=b'].map(read)).toEqual(['/', '/', '/?a=b']);
  expect(['/evenkeels', '/api/v1/evenkeel/x', '/'].map(read)).toEqual(['/evenkeels', '/api/v1/evenkeel/x', '/']);
});

test('of a page, links, forms and files move, and neither whole addresses nor words do', () => {
  const html =
    '<a href="/x">href=&quot;/x&quot;</a><form action="/y"></form><a href="https://z"></a><a href="//z"></a>';
  expect(htmlBelowPrefix(html, '/e')).toBe(
    '<a href="/e/x">href=&quot;/x&quot;</a><form action="/e/y"></form><a href="https://z"></a><a href="//z"></a>',
  );
  expect(htmlBelowPrefix(html, '')).toBe(html);
  expect(belowPrefix('//elsewhere', '/e')).toBe('//elsewhere');
  expect(cookieBelowPrefix('a=b; Max-Age=1; Path=/; HttpOnly', '/e')).toBe('a=b; Max-Age=1; Path=/e; HttpOnly');
});
