// Pages that a model may have written on an image's instructions: they show something, and do nothing else.
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { expect, test } from 'vitest';
import { inertHtml } from '../../../../src/core/text/inertHtml';
import { shapeAnswer } from '../../../../src/core/text/shape';

const page =
  '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Sign in</title>\n<style>\n.a > .b { color: #fff; }\n@media (min-width: 1px) { p { margin: 0 } }\n</style>\n</head>\n' +
  '<body>\n<h1 class="a">1 &lt; 2 &amp; 3</h1>\n<a href="#top">Up</a>\n<input type="text" placeholder="Name" required>\n<svg viewBox="0 0 1 1"><path d="M0 0L1 1" stroke="red"></path></svg>\n</body>\n</html>';

test('a page of elements and styles stays', () => {
  expect(shapeAnswer(page, 'html')).toMatchObject({ text: page, language: 'html' });
});

test.each([
  ['<p onclick="x()">a</p><script>x()</script>b', '<p>a</p>b'],
  ['<img src="https://evil.example/t.png" alt="A">', '<img alt="A">'],
  ['<a href="javascript:x()">a</a> <a href="//evil.example">b</a>', '<a>a</a> <a>b</a>'],
  ['<iframe src="x">in</iframe><link rel=stylesheet href=x><base href=x>c', 'c'],
  ['<meta http-equiv="refresh" content="0;url=x">', '<meta>'],
  ['<p style="background: u\\72l(//evil.example)">a</p>', '<p style="background: u72l(//evil.example)">a</p>'],
  ['<form action="https://evil.example"><button formaction=x>a</button></form>', '<form><button>a</button></form>'],
  ['a<script', 'a'],
  ['a < b', 'a &lt; b'],
  ['<!-- <script>x()</script> -->a', 'a'],
])('of a page, what acts is left out: %j', (text, shown) => {
  expect(inertHtml(text)).toBe(shown);
});

test('styles load nothing', () => {
  const shown = inertHtml('<style>@import "//evil.example"; p { background: url(//evil.example) } </style>');
  expect(shown).not.toMatch(/@import|url\s*\(/i);
});

test('of any pieces: a parser of others finds no script, no handler, nothing to load', () => {
  const piece = fc.constantFrom(
    ...[
      '<script>',
      '</script>',
      '<img ',
      'src=',
      'x',
      '"',
      "'",
      '>',
      '<',
      '/',
      ' ',
      'onerror=',
      'href=',
      'javascript:x',
      'https://e.example',
      '<style>',
      '</style>',
      '@import ',
      'url(',
      '<!--',
      '-->',
      '<svg>',
      '<a ',
      '<p ',
      '\\',
      'style=',
      'fill=',
      'İ',
      '<template>',
      '<textarea>',
      '</textarea>',
      '<title>',
      '</title>',
      '\n',
      '`',
      '=',
      '&#58;',
      'srcset=',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (parts) => {
      const shown = inertHtml(parts.join(''));
      new Parser({
        onopentag: (name, found) => {
          expect(name).not.toMatch(/^(?:script|iframe|object|embed|link|base|template)$/);
          for (const [key, value] of Object.entries(found)) {
            expect(key).not.toMatch(/^on|srcset|action/);
            expect(value).not.toMatch(key === 'href' || key === 'src' ? /:|\/\// : /url\s*\(/);
          }
        },
      }).end(shown);
      // Processed again, nothing is left to remove.
      expect(inertHtml(shown)).toBe(shown);
    }),
    { numRuns: 5000, seed: 20261129 },
  );
});
