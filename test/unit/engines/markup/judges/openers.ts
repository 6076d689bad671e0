// What opens code in the template engines, site generators, and preprocessors that documents pass through.
import fc from 'fast-check';

/** Complete, as an attacker would want them written; `canary` is what must not be looked up. */
export const openers: readonly string[] = [
  '{{ canary }}',
  '{{{ canary }}}',
  '{{= canary }}',
  '{% include "canary" %}',
  '{%- if canary -%}',
  '{# canary #}',
  "{!! system('canary') !!}",
  '{{ canary',
  'canary }}',
  '{{< canary >}}',
  '{{% canary %}}',
  '{{#canary}}',
  `$\{canary}`,
  '#{canary}',
  '*{canary}',
  '@{canary}',
  '~{canary}',
  `[[$\{canary}]]`,
  `[($\{canary})]`,
  '[[canary]]',
  '![[canary]]',
  '[% canary %]',
  '<%= canary %>',
  '<%- canary -%>',
  '<% tp.canary() %>',
  '<?php canary() ?>',
  '<?= canary ?>',
  '<#if canary>',
  '@canary',
  '@(canary)',
  '@{ canary }',
  '@php canary @endphp',
  '@if (canary)',
  '`r canary`',
  '`= canary`',
  '`$= canary`',
  '`{python} canary`',
  '{python}`canary`',
  ':r:`canary`',
  '`canary`:r:',
  '|canary|',
  ':::canary',
  ':canary[x]',
  'pass:[canary]',
  'include::canary[]',
  'link:canary[x]',
  '+++canary+++',
  '$$canary$$',
  '{canary}',
  '{@html canary}',
  '{#if canary}',
  '%%{init: canary}%%',
  '<svg onload=canary()>',
  '<img src=x onerror=canary()>',
  '<b>canary</b>',
  '<!-- canary',
  '[canary](https://canary.example/)',
  '[canary][1]',
  '[!INCLUDE [canary](canary.md)]',
  '**canary**',
  '_canary_',
  '~~canary~~',
  '==canary==',
  'https://canary.example/',
  'www.canary.example',
  'me@canary.example',
  '&lcub;&lcub; canary &rcub;&rcub;',
  '&#123;&#123; canary &#125;&#125;',
  '&amp;#123;{ canary }}',
];

/** What none of the engines may find in a document: each is the shortest text that starts one of them. */
export const codeMarks: readonly string[] = [
  ...['{{', '{%', '{#', '{!!', '{$', '{@', '${', '#{', '*{', '@{', '~{', '%{', '[%'],
  ...['<%', '<?', '<#', '%>', '?>', '@(', '`r ', '`=', '`$', '`{', '}`', ':r:`', '`:r', '%%', '$$', '[['],
];
/**
 * What a Markdown reader takes for HTML, a link, an include, or formatting, where nothing can be written with
 * references.
 */
export const markupMarks: readonly string[] = [
  ...['<svg', '<img', '<b', '</b', '<!--', '[', ']', '**c', '_c', '~~', '==c', '`', '://', 'www.', 'e@c'],
];
/** Marks of engines that only read pages and Markdown, where an at sign or a brace can be written as a reference. */
export const pageMarks: readonly string[] = ['@', '{', '}', '`'];

const words = fc.constantFrom(
  'chart',
  'of',
  '50 %',
  '$5',
  'a b',
  'é',
  '"quoted"',
  "it's",
  'C#',
  ' ',
  '{',
  '}',
  '<',
  '%',
);

/** Openers among words, at their boundaries, and side by side. */
export const altWithOpeners: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...openers), words), { minLength: 1, maxLength: 5 })
  .chain((parts) => fc.constantFrom('', ' ').map((between) => parts.join(between).trim()))
  .filter((alt) => alt !== '');
