import { expect, test } from 'vitest';
import { readGitIgnore } from '../../../src/core/gitignore';

// As `git check-ignore` of Git 2.47 answers.
test.each([
  ['*.log', 'a/b.log', true],
  ['*.log', 'a/b.txt', undefined],
  ['build/', 'x/build/a.txt', true],
  ['build/', 'build', undefined],
  ['/build', 'x/build/a.txt', undefined],
  ['/build', 'build/a.txt', true],
  ['doc/*.txt', 'doc/a.txt', true],
  ['doc/*.txt', 'x/doc/a.txt', undefined],
  ['a/**/b', 'a/x/y/b', true],
  ['**/foo', 'x/foo/a', true],
  ['*.log\n!keep.log', 'keep.log', false],
  ['logs/\n!logs/keep.log', 'logs/keep.log', true],
  ['# comment\n\n  \na.txt  \r', 'a.txt', true],
  ['\\#a', '#a', true],
  ['\\!a', '!a', true],
  ['a{b,c}', 'ab', undefined],
  ['a{b,c}', 'a{b,c}', true],
  ['s[0-9].txt', 's7.txt', true],
])('%j on %s: %s', async (text, path, expected) => {
  expect(await readGitIgnore(text)(path)).toBe(expected);
});

test('more than is looked at ignores everything', async () => {
  expect(await readGitIgnore('a\n'.repeat(5000))('z')).toBe(true);
  expect(await readGitIgnore('a'.repeat(2000))('z')).toBe(true);
  expect(await readGitIgnore('a')('z/'.repeat(64))).toBe(true);
});

test.each([
  ['**/*a*/'.repeat(12), true],
  ['*a'.repeat(30), undefined],
  [`${'*[ab]'.repeat(90)}c`, undefined],
  ['a/**/'.repeat(40), undefined],
])('a hostile line does not hold up: %s', async (line, expected) => {
  expect(await readGitIgnore(line)(`${'aa/'.repeat(60)}d`)).toBe(expected);
});
