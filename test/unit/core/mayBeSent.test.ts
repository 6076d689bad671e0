import { expect, test } from 'vitest';
import { isSecret, whyNotSent } from '../../../src/core/mayBeSent';

const at = (...names: string[]) => ({ names, paths: names.map((name) => `/home/me/work/${name}`), isInside: true });
const outside = (...names: string[]) => ({ names, paths: names, isInside: false });

test.each([
  ['a picture of the folder', at('img/a.png'), undefined],
  ['by its own name', at('plans/a.png'), 'excluded'],
  ['by the name behind a link', at('img/a.png', 'plans/a.png'), 'excluded'],
  ['a key, whatever the settings say', at('deploy/id_ed25519'), 'excluded'],
  ['an environment', at('.env.local'), 'excluded'],
  ['outside', outside('img/a.png', '/home/me/passport.png'), 'outside'],
] as const)('%s', (_, file, reason) => {
  expect(whyNotSent(file, ['plans/**'], false)).toBe(reason);
});

test('what a person picked may lie anywhere, and is still excluded by its names', () => {
  expect(whyNotSent(outside('/home/me/a.png'), ['**/plans/**'], true)).toBeUndefined();
  expect(whyNotSent(outside('/home/me/plans/a.png'), ['**/plans/**'], true)).toBe('excluded');
});

test('a glob that is not understood lets nothing through', () => {
  expect(whyNotSent(at('img/a.png'), ['plans/**', '{a,b'], true)).toBe('badGlob');
});

test.each([
  '../plans/**',
  'a/../plans/**',
  '~/plans/**',
  '{~/plans,x}/**',
  '{a,..}/x',
  '..\\plans',
])('a glob that no path fits lets nothing through: %s', (glob) => {
  expect(whyNotSent(at('img/a.png'), [glob], true)).toBe('badGlob');
});

test.each([
  ['/home/me/work/plans/**', 'plans/a.png', 'excluded'],
  ['/home/me/work/plans/**', 'img/a.png', undefined],
  ['/HOME/*/work/**/*.png', 'img/a.png', 'excluded'],
  ['/plans/**', 'plans/a.png', 'excluded'],
  ['home/**', 'img/a.png', undefined],
  ['*', 'img/a.png', 'excluded'],
  ['**/me/**', 'img/a.png', undefined],
  ['**/~$*', 'img/~$a.png', 'excluded'],
  ['~$*', 'img/a.png', undefined],
] as const)('a glob for whole paths counts for them too, and no other does: %s on %s: %s', (glob, name, reason) => {
  expect(whyNotSent(at(name), [glob], false)).toBe(reason);
});

test('a glob for a drive counts for its whole paths', () => {
  const file = { names: ['plans/a.png'], paths: ['/c:/Users/me/plans/a.png'], isInside: true };
  expect(whyNotSent(file, ['C:\\Users\\me\\plans\\**'], false)).toBe('excluded');
});

test('an accent counts as its letter’s, however the name or the glob writes it', () => {
  const glob = '**/plän\u00e9/**';
  expect(whyNotSent(at(`x/${'plän\u00e9'.normalize('NFD')}/a.png`), [glob.normalize('NFC')], false)).toBe('excluded');
  expect(whyNotSent(at(`x/${'plän\u00e9'.normalize('NFC')}/a.png`), [glob.normalize('NFD')], false)).toBe('excluded');
});

test('a search shows no secret, whatever the settings say', () => {
  const secret = [
    '.env',
    'app/.env.production',
    'secrets/prod.txt',
    'certs/server.key',
    '.ssh/config',
    'x/.npmrc',
    'config/credentials.json',
    '.git/config',
  ];
  expect(secret.filter((name) => !isSecret(name))).toEqual([]);
  const plain = ['src/environment.ts', 'docs/keys.md', 'secretary.txt', 'monkey.png'];
  expect(plain.filter(isSecret)).toEqual([]);
});
