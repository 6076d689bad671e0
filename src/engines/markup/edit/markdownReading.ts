/**
 * Markdown as markdown-it renders it, to confirm an edit. It shares nothing with the finder in `markdown.ts`, which
 * reads with micromark.
 */
import MarkdownIt from 'markdown-it';
import { decodeHtml } from '../read/decodeHtml';
import type { Reading } from './secondReading';

const pages = new MarkdownIt({ html: true });
// A list is as loose with one more paragraph as without it: that paragraph isn't another block.
pages.core.ruler.push('loose', ({ tokens }) => {
  for (const token of tokens) {
    token.hidden = false;
  }
});

/** Name of Markdown's own images in the page, to distinguish them from tags in the document. */
const ofMarkdown = 'markdown-image';
const image = pages.renderer.rules.image!;
pages.renderer.rules.image = (...args) => image(...args).replace(/^<img/, `<${ofMarkdown}`);

/** Pandoc's attributes after an image, wiki links `![[target|alt]]`, and Microsoft Learn's `:::image …:::`. */
const pandocList = /(?<=[)\]])\{((?:[^"'{}]|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*')*)\}/g;
const pandocAlt = /\s*(?<![\w-])(?:fig-)?alt=("(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|[^\s"'{}]+)/;
const wikiEmbed = /!\[\[([^\]\n]*)\]\]/g;
const learnImage = /:::image(?=\s)((?:[^":]|"[^"]*"|:(?!::))*):::/g;
const learnAlt = /\s*alt-text="([^"]*)"/;
/** A tag in the page, and its alt text. */
const tag = /<[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>(?:\ue000(\d+)\ue001)?|\ue000(\d+)\ue001/g;
/** Even without alt text. There can be more of the other tags than before: those of a long description. */
const ofImage = /^<[\w.:-]*(?:image|img|picture)|^<(?:input|area)\s/i;
const altOfTag = /\s+alt(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?(?=[\s/>])/i;

/** The page that markdown-it makes of a document; in Quarto, an image's brackets contain its caption. */
export function readMarkdown(text: string, isQuarto: boolean): Reading {
  const known: string[] = [];
  /** Private characters around the number of an alt text that markdown-it doesn't recognize as one. */
  const mark = (alt: string) => `\ue000${known.push(alt) - 1}\ue001`;
  const marked = text
    .replace(/[\ue000\ue001]/g, ' ')
    .replace(isQuarto ? pandocList : /(?!)/g, (all, list: string) => {
      const raw = pandocAlt.exec(list)?.[1];
      if (raw === undefined) {
        return all;
      }
      const rest = list.replace(pandocAlt, '').trim();
      return `${mark(decodePandoc(raw))}${rest === '' ? '' : `{${rest}}`}`;
    })
    .replace(wikiEmbed, (_, inside: string) => {
      const [target = '', ...names] = inside.split(/\\?\|/);
      const sizes = names.filter((one) => /^\d+(?:x\d+)?$/.test(one.trim()));
      const alt = names.filter((one) => !sizes.includes(one)).join('|');
      return `![[${[target, ...sizes].join(' ')}]]${mark(alt)}`;
    })
    .replace(learnImage, (_, list: string) => {
      const raw = learnAlt.exec(list)?.[1] ?? '';
      return `:::image${list.replace(learnAlt, '')}:::${mark(decodeHtml(raw))}`;
    });
  const alts: string[] = [];
  const page = pages.render(marked).replace(tag, (all: string, behind?: string, alone?: string) => {
    const at = behind ?? alone;
    const alt = altOfTag.exec(all);
    const isCaption = isQuarto && all.startsWith(`<${ofMarkdown} `);
    if (at !== undefined || alt || ofImage.test(all)) {
      alts.push(at === undefined ? (isCaption ? '' : unquoted(alt?.[1])) : known[Number(at)]!);
    }
    const plain = all.replace(/\ue000\d+\ue001/, '');
    return isCaption ? plain : plain.replace(altOfTag, '');
  });
  return {
    rest: page
      .split(/(?=<)|(?<=>)/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
    alts,
  };
}

function unquoted(raw: string | undefined): string {
  return decodeHtml(raw === undefined || !/^["']/.test(raw) ? (raw ?? '') : raw.slice(1, -1));
}

/** A Pandoc value: a backslash before punctuation, and references. */
function decodePandoc(raw: string): string {
  const inside = /^["']/.test(raw) ? raw.slice(1, -1) : raw;
  return decodeHtml(inside.replace(/\\([!-/:-@[-`{-~])/g, (_, one: string) => (one === '&' ? '&amp;' : one)));
}
