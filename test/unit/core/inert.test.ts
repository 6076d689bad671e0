import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { inert, inertMarkdown, logLine, maxShownLength } from '../../../src/core/inert';

/**
 * What VS Code 1.139.1 treats as a link in notifications, progress, and input boxes, and as an icon, as visible to a
 * user (its workbench, read 2026-11-29): a bracketed label, immediately followed by a web, file, or command target in
 * parentheses, with or without a title; and a name of ASCII letters, digits, and hyphens in `$(…)`, possibly with a
 * modifier after a tilde.
 */
const link = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+(?: (?:".+?"|'.+?'))?\)/i;
const icon = /\$\([a-z0-9-]+(?:~[a-z]+)?\)/i;

/** Pieces of hostile sentences, joined in any order, and with any text between them. */
const pieces = [
  '[Repair the image](command:workbench.action.terminal.new?%7B%7D)',
  '[a](https://evil.example "title")',
  "[a](file:///etc/passwd 'title')",
  '[a](HTTP://evil.example)',
  '[',
  ']',
  '(',
  ')',
  ']\u0007(command:x)',
  ']\u202e(command:x)',
  ']\n(command:x)',
  ']\u200b(command:x)',
  '[x]: command:y',
  '[x][y]',
  '<https://evil.example>',
  '<a href="command:x">',
  'https://evil.example/?q=1',
  'www.evil.example',
  'mail@evil.example',
  'mailto:mail@evil.example',
  'ftp://evil.example',
  '![x](https://evil.example/t.png)',
  '$(alert)',
  '$(sync~spin)',
  '\\$(alert)',
  '$',
  '$\u0000(alert)',
  '`code`',
  '**bold**',
  '_emphasis_',
  '~~no~~',
  '# heading',
  '- item',
  '1. item',
  '> quote',
  '| a | b |',
  '\n\n---\n\n',
  '    indented',
  '&lt;b&gt;',
  '&#91;',
  '\r',
  '\u2028',
  '\u2066',
  '\ud800',
  '👩‍👩‍👧',
  'صورة',
  'snake_case_name.png',
  ' ',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), {
    maxLength: 12,
  })
  .map((all) => all.join(''));
const runs = { numRuns: 3000 };

const wordsOf = (one: string) => one.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
const isShort = (one: string) => one.length <= maxShownLength;

test('no sentence holds a link or an icon of the editor, a second line, or what turns text', () => {
  expect(pieces.some((one) => link.test(one))).toBe(true);
  fc.assert(
    fc.property(text, (one) => {
      const shown = inert(one);
      expect(shown).not.toMatch(link);
      expect(shown).not.toMatch(icon);
      expect(shown).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      expect(shown.isWellFormed()).toBe(true);
      // The editor cuts and joins what it shows: no part of it is a link either, and making it inert twice changes
      // nothing.
      expect(shown.slice(1)).not.toMatch(link);
      expect(inert(shown)).toBe(shown.length > maxShownLength ? inert(shown) : shown);
    }),
    runs,
  );
});

test('the words are the same, in the same order', () => {
  fc.assert(
    fc.property(text.filter(isShort), (one) => {
      // A control character between two letters joins them; line breaks and tabs become spaces.
      const plain = one
        .toWellFormed()
        .replace(/[\t-\r\x1c-\x1f\x85\u2028\u2029]+/g, ' ')
        .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu, '');
      expect(inert(one).replaceAll('\u2060', '')).toBe(plain.replaceAll('\u2060', ''));
    }),
    runs,
  );
});

test('sentences without such forms come out as they are', () => {
  for (const plain of [
    'The file is too large to read (limit: 4 MB).',
    'Send chart [1].png to https://api.example.com (key: ****)?',
    'Costs $5 (about 4 €)',
    'صورة قطة: «hello»\u200f',
    '👩‍👩‍👧 میخواهم',
  ]) {
    expect(inert(plain)).toBe(plain);
  }
});

test('a long text keeps its beginning and its end', () => {
  const shown = inert(`[${'a'.repeat(1_000_000)}](command:x) doesn’t exist or can’t be read.`);
  expect(shown.length).toBeLessThanOrEqual(maxShownLength + 10);
  expect(shown).toMatch(/^\[aaa.*….* doesn’t exist or can’t be read\.$/);
  expect(inert('😀'.repeat(1000)).isWellFormed()).toBe(true);
});

const readers: Record<string, (markdown: string) => string> = {
  'GitHub’s Markdown': (one) =>
    micromark(one, {
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
      allowDangerousHtml: true,
      allowDangerousProtocol: true,
    }),
  'markdown-it with addresses as links': (one) =>
    new MarkdownIt({ html: true, linkify: true, typographer: false }).render(one),
};

for (const [name, read] of Object.entries(readers)) {
  test(`a paragraph for chat is one paragraph of text to ${name}`, () => {
    fc.assert(
      fc.property(text.filter(isShort), (one) => {
        const html = read(inertMarkdown(one)).trim();
        expect(html).toMatch(/^(?:<p>[^<]*<\/p>)?$/);
        const said = html
          .slice(3, -4)
          .replace(
            /&(lt|gt|quot|amp);/g,
            (_, entity: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[entity] ?? '',
          );
        expect(wordsOf(said.replaceAll('\u2060', ''))).toEqual(wordsOf(inert(one).replaceAll('\u2060', '')));
      }),
      runs,
    );
  });
}

test('no paragraph for chat holds an icon or a link of the editor', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(inertMarkdown(one)).not.toMatch(link);
      expect(inertMarkdown(one)).not.toMatch(icon);
    }),
    runs,
  );
});

test('a file name cannot begin a line of the log', () => {
  expect(logLine('reading a.png\n2026-11-29 [error] forged\u001b[2J\u202e')).toBe(
    'reading a.png\\n2026-11-29 [error] forged\\u{1b}[2J\\u{202e}',
  );
  expect(logLine('x'.repeat(100_000)).length).toBeLessThanOrEqual(4000);
});
