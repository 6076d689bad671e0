import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findUnbalanced } from '../../../../src/core/text/balance';

const found = (text: string, language = 'typescript') =>
  findUnbalanced(text, language).map((one) => [one.at, one.character]);
const fixture = (path: string) => readFileSync(new URL(`../../../fixtures/${path}`, import.meta.url), 'utf8');

describe('findUnbalanced', () => {
  it.each([
    ['f(a[0], { b: 1 });', []],
    ['f(a[0, { b: 1 });', [[3, '[']]],
    ['f(a));', [[4, ')']]],
    [
      'f(a};',
      [
        [1, '('],
        [3, '}'],
      ],
    ],
    ['g("a, b);\nh();', [[2, '"']]],
    ['a = (1 + 2;\nb();', [[4, '(']]],
  ])('%s', (text, expected) => {
    const sorted = found(text);
    expect(sorted).toEqual(expected);
  });

  it('skips strings and comments', () => {
    expect(found('f("(", \'[\', `{\n`); // (\n/* { */')).toEqual([]);
    expect(found('# it ( is\nf("""(\n""")', 'python')).toEqual([]);
    expect(found('-- (\nselect 1', 'sql')).toEqual([]);
    expect(found('fetch("https://a.org/(");')).toEqual([]);
  });

  it('is no finding that a screenshot begins or ends inside a block', () => {
    expect(found('  b();\n  }\n}\n\nclass A {\n  f() {\n    g();')).toEqual([]);
  });

  it('knows that the patterns of a shell close only', () => {
    expect(found('case $1 in\n--help) f;;\n*) g (a;;\nesac', 'shellscript')).toEqual([[28, '(']]);
  });

  it('takes apostrophes of words and lifetimes for what they are', () => {
    expect(found("it's (ok)")).toEqual([]);
    expect(found("fn a<'b>(c: &'b str) {}", 'rust')).toEqual([]);
  });

  it.each([
    ['samples/screenshot-code-dark.txt', 'typescript'],
    ['samples/screenshot-code-light.txt', 'python'],
    ['ocr/gt/ts-monokai.txt', 'typescript'],
    ['ocr/gt/python-github.txt', 'python'],
    ['ocr/gt/rust-fira.txt', 'rust'],
    ['ocr/gt/go-gutter.txt', 'go'],
    ['ocr/gt/c-nord.txt', 'cpp'],
    ['ocr/gt/css-large.txt', 'css'],
    ['ocr/gt/sql-gruvbox.txt', 'sql'],
    ['ocr/gt/yaml-small.txt', 'yaml'],
  ])('finds nothing in the true text of %s', (path, language) => {
    expect(found(fixture(path), language)).toEqual([]);
  });
});
