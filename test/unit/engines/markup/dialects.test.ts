// Markdown dialects whose own syntax our parsers take for text or code: it stays unchanged, whatever the alt text says.
import { expect, test } from 'vitest';
import { applyEdits } from '../../../../src/core/altText/applyEdits';
import type { AltEdits } from '../../../../src/core/altText/engine';
import { parseDocument } from '../../../../src/engines/markup/read/parse';
import { runMarkup } from '../../../../src/engines/markup/run';
import { hostileAlts, structuralAlts } from './judges/hostile';
import { judgeMarkdown } from './judges/markdown';

test.each([
  ['a directive of MyST', '```{figure} a.png\n:alt: old\n:name: f\n\nCaption\n```\n\n![](x.png)\n'],
  ['an image in a directive of MyST', '````{card} T\n```{image} a.png\n```\n![](no.png)\n````\n\n![](x.png) text\n'],
  ['a fence of colons', ':::{note}\n:class: tip\n![](x.png)\n:::\n\n:::{figure} a.png\n:::\n'],
  ['a list table of MyST', '```{list-table}\n* - ![](no.png)\n  - b\n```\n\n- ![](x.png)\n- (target)=\n'],
  ['shortcodes of Hugo', '{{% note %}}\n![](x.png)\n{{% /note %}}\n\n{{< figure src="a.png" alt="old" >}}\n'],
  ['a shortcode in the line', '{{< icon a >}} ![](x.png "T") {{< /icon >}}\n'],
  ['includes of Jekyll', '{% include image.html src="a.png" alt="old" %}\n\n![](x.png){: .c width="3" }\n'],
  ['conditions of Jekyll', '{% if page.x %}\n![](x.png)\n{% endif %}\n\n| a | {{ b }} |\n|---|---|\n| c | d |\n'],
  ['admonitions of MkDocs', '!!! note "T"\n\n    ![](no.png)\n\n??? tip\n\n![](x.png){ align=left loading=lazy }\n'],
])('%s stays as it is', async (_, text) => {
  const { references } = parseDocument(text, 'markdown');
  const reference = references.find((one) => one.src.value === 'x.png')!;
  const before = judgeMarkdown(text);
  const at = before.images.findIndex(({ src }) => src === 'x.png');
  let written = 0;
  for (const alt of [...structuralAlts, ...hostileAlts.filter((one) => one.isWellFormed())]) {
    const changes = [{ reference, alt }];
    const made = (await runMarkup({ kind: 'edit', text, languageId: 'markdown', changes })) as AltEdits;
    if (made.edits.length > 0) {
      written += 1;
      const after = judgeMarkdown(applyEdits(text, made.edits));
      expect(after.rest, JSON.stringify(alt)).toEqual(before.rest);
      expect(after.images).toEqual(before.images.map((image, index) => (index === at ? { ...image, alt } : image)));
    }
  }
  expect(written).toBeGreaterThan(structuralAlts.length);
});

test.each([
  ['an alt', '<img src="x.png" alt="old">\n'],
  ['no alt', 'Text <img src=x.png> text\n'],
  ['a cell', '| a | b |\n|---|---|\n| <img src="x.png" alt=\'old\'> | c |\n'],
])('readers that look for Markdown inside tags find the words in a tag with %s, and its end', async (_, text) => {
  const [reference] = parseDocument(text, 'markdown').references;
  let written = 0;
  for (const words of [...structuralAlts, ...hostileAlts.filter((one) => one.isWellFormed() && one.length < 1000)]) {
    const alt = `a ${words} z`;
    const changes = [{ reference: reference!, alt }];
    const made = (await runMarkup({ kind: 'edit', text, languageId: 'markdown', changes })) as AltEdits;
    for (const { newText } of made.edits) {
      const inside = /(["'])(?<inside>[\s\S]*)\1$/.exec(newText)?.groups?.inside ?? '';
      expect(inside).not.toMatch(/[<>]/);
      expect(judgeMarkdown(inside).rest, inside).toEqual(['<p []', `#${alt}`, '/p', '#\n']);
      written += 1;
    }
  }
  expect(written).toBeGreaterThan(structuralAlts.length);
});
