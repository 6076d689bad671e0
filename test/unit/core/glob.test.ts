import { expect, test } from 'vitest';
import { matchesGlob } from '../../../src/core/glob';

test.each([
  ['**/secrets/**', 'secrets/a.png', true],
  ['**/secrets/**', 'deep/secrets/b/a.png', true],
  ['**/secrets/**', 'mysecrets/a.png', false],
  ['**/.env*', '.env.png', true],
  ['*.png', 'a.png', true],
  ['*.png', 'a/b.png', false],
  ['**/*.{png,jpg}', 'a/b/c.jpg', true],
  ['docs', 'docs/img/a.png', true],
  ['a?.png', 'a1.png', true],
  ['a(1).png', 'a(1).png', true],
  ['**', 'anything/at.all', true],
])('%s on %s: %s', (glob, path, expected) => {
  expect(matchesGlob(glob, path)).toBe(expected);
});
