import { expect, test } from 'vitest';
import { createGlobs, isGlob, matchesGlob } from '../../../src/core/globs';

test.each([
  ['**/secrets/**', 'secrets/a.png', true],
  ['**/secrets/**', 'deep/secrets/b/a.png', true],
  ['**/secrets/**', 'mysecrets/a.png', false],
  ['**/.env*', '.env.png', true],
  ['**/.env*', 'a/.env.local/x.png', true],
  ['*.png', 'a.png', true],
  ['*.png', 'a/b.png', false],
  ['**/*.{png,jpg}', 'a/b/c.jpg', true],
  ['docs', 'docs/img/a.png', true],
  ['a?.png', 'a1.png', true],
  ['a?.png', 'a/.png', false],
  ['a(1).png', 'a(1).png', true],
  ['**', 'anything/at.all', true],
  ['./secrets/**', 'secrets/a.png', true],
  ['/secrets/**', 'secrets/a.png', true],
  ['secrets/', 'secrets/a.png', true],
  ['secrets\\**', 'secrets/deep/a.png', true],
  ['secrets/**', 'secrets\\a.png', true],
  ['**/scan[0-9].png', 'a/scan7.png', true],
  ['**/scan[0-9].png', 'a/scanx.png', false],
  ['**/scan[!0-9].png', 'scanx.png', true],
  ['**/scan[!0-9].png', 'scan1.png', false],
  ['**/scan[^0-9].png', 'scan1.png', false],
  ['{a,{b,c}/d}/*.png', 'b/d/x.png', true],
  ['{a,{b,c}/d}/*.png', 'c/x.png', false],
  ['**/{secrets}/*', 'x/secrets/a.png', true],
  ['a/**/b', 'a/b', true],
  ['a/**/b', 'a/x/y/b', true],
  ['Secrets/**', 'secrets/a.png', true],
  ['**x', 'aax', true],
  ['**x', 'a/x', true],
  ['a**x', 'a/x', false],
  ['!(a).png', '!(a).png', false],
  ['+(a).png', '+(a).png', true],
  ['#a.png', '#a.png', true],
])('%s on %s: %s', (glob, path, expected) => {
  expect(matchesGlob(glob, path)).toBe(expected);
});

test.each([
  '',
  '/',
  '!secrets/keep.png',
  '{a,b',
  'a}b',
  '[0-9',
  'a]b',
  '[]',
  '{1..3}.png',
  '{a,b}'.repeat(12),
  `${'{'.repeat(240)}a,b${'}'.repeat(240)}x[`,
  'a'.repeat(501),
])('%s is no glob that is understood', (glob) => {
  expect(isGlob(glob)).toBe(false);
  expect(createGlobs(['*.png', glob]).notUnderstood).toEqual([glob]);
});

test('of too many globs the rest counts as not understood', () => {
  const { notUnderstood } = createGlobs(Array.from({ length: 203 }, (_, at) => `${at}.png`));
  expect(notUnderstood).toEqual(['200.png', '201.png', '202.png']);
});

test('a path with more than 64 folders is not tried: it counts as excluded, and has no rules of its own', () => {
  const deep = `${'a/'.repeat(64)}b.png`;
  expect(createGlobs(['c']).matches(deep)).toBe(true);
  expect(createGlobs([]).matches(deep)).toBe(false);
  expect(matchesGlob('**', deep)).toBe(false);
  expect(matchesGlob('**', deep.slice(2))).toBe(true);
});

// A matcher that backtracks never returns from these.
test.each([
  ['stars inside of a name', `${'**a'.repeat(12)}b`, 'a'.repeat(100)],
  ['many stars', `${'*a'.repeat(30)}b`, 'a'.repeat(250)],
  ['stars and classes', `${'*[ab]'.repeat(90)}c`, 'a'.repeat(250)],
  ['stars and marks', `${'?*'.repeat(240)}b`, 'a'.repeat(250)],
  ['folders', `${'**/*a*/'.repeat(60)}c`, `${'aa/'.repeat(60)}d`],
  ['braces', `{${'*a,'.repeat(120)}b}x`, 'a'.repeat(250)],
])('a hostile glob does not hold up: %s', (_, glob, path) => {
  const globs = createGlobs([glob]);
  expect(globs.notUnderstood).toEqual([]);
  expect(globs.matches(path)).toBe(false);
});
