/**
 * Markdown as markdown-it renders it: the reader that confirms an edit. It shares nothing with the finder in
 * `markdown.ts`, which reads by micromark.
 */
import MarkdownIt from 'markdown-it';
import { decodeHtml } from '../read/decodeHtml';
import type { Reading } from './secondReading';

const pages = new MarkdownIt({ html: true });
// A list is as loose with a paragraph more as without it: that one is no other block.
pages.core.ruler.push('loose', ({ tokens }) => {
  for (const token of tokens) {
    token.hidden = false;
  }
});

/** What Markdown's own images are called in the page, to be told from tags in the document. */
const ofMarkdown = 'markdown-image';
const image = pages.renderer.rules.image!;
pages.renderer.rules.image = (...args) => image(...args).replace(/^<img/, `<${ofMarkdown}`);

/** Pandoc's attributes behind an image, `![[target|alt]]` of wikis, and Microsoft Learn's `:::image …:::`. */
const pandocList = /(?<=[)\]])\{((?:[^"'{}]|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*')*)\}/g;
const pandocAlt = /\s*(?<![\w-])(?:fig-)?alt=("(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|[^\s"'{}]+)/;
const wikiEmbed = /!\[\[([^\]\n]*)\]\]/g;
const learnImage = /:::image(?=\s)((?:[^":]|"[^"]*"|:(?!::))*):::/g;
const learnAlt = /\s*alt-text="([^"]*)"/;
/** A tag of the page, and its alt. */
const tag = /<[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>(?:\ue000(\d+)\ue001)?|\ue000(\d+)\ue001/g;
/** Also without an alt. Other tags may be more than before: those of a long description. */
const ofImage = /^<[\w.:-]*(?:image|img|picture)|^<(?:input|area)\s/i;
const altOfTag = /\s+alt(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?(?=[\s/>])/i;

/** The page that markdown-it makes of a document; in Quarto the brackets of an image hold its caption. */
export function readMarkdown(text: string, isQuarto: boolean): Reading {
  const known: string[] = [];
  /** Private characters around the number of an alt that markdown-it does not know as one. */
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

/** A value of Pandoc: a backslash before punctuation, and references. */
function decodePandoc(raw: string): string {
  const inside = /^["']/.test(raw) ? raw.slice(1, -1) : raw;
  return decodeHtml(inside.replace(/\\([!-/:-@[-`{-~])/g, (_, one: string) => (one === '&' ? '&amp;' : one)));
}
