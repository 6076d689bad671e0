import { expect, test } from 'vitest';
import { isSecret, whyNotSent } from '../../../src/core/mayBeSent';

const at = (...names: string[]) => ({ names, isInside: true });

test.each([
  ['a picture of the folder', at('img/a.png'), undefined],
  ['by its own name', at('plans/a.png'), 'excluded'],
  ['by the name behind a link', at('img/a.png', 'plans/a.png'), 'excluded'],
  ['a key, whatever the settings say', at('deploy/id_ed25519'), 'excluded'],
  ['an environment', at('.env.local'), 'excluded'],
  ['outside', { names: ['img/a.png', '/home/me/passport.png'], isInside: false }, 'outside'],
] as const)('%s', (_, file, reason) => {
  expect(whyNotSent(file, ['plans/**'], false)).toBe(reason);
});

test('what a person picked may lie anywhere, and is still excluded by its names', () => {
  expect(whyNotSent({ names: ['/home/me/a.png'], isInside: false }, ['**/plans/**'], true)).toBeUndefined();
  expect(whyNotSent({ names: ['/home/me/plans/a.png'], isInside: false }, ['**/plans/**'], true)).toBe('excluded');
});

test('a glob that is not understood lets nothing through', () => {
  expect(whyNotSent(at('img/a.png'), ['plans/**', '{a,b'], true)).toBe('badGlob');
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
