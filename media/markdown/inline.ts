import type { Token } from 'markdown-it';
import { element, fill } from '../dom';
import { parseInline, type References } from './blocks';
import { linkElement, type MarkdownContext } from './links';

const tags: Readonly<Record<string, 'em' | 'strong' | 's'>> = { em: 'em', strong: 'strong', s: 's' };

/** A paragraph beyond this many characters is drawn as plain text: nobody wrote it, and it grows with every frame. */
const longestParsed = 20_000;

/** The nodes of one paragraph, heading or cell. Images are named, never loaded; HTML is text. */
export function drawInline(text: string, references: References, context: MarkdownContext): DocumentFragment {
  const fragment = document.createDocumentFragment();
  if (text.length > longestParsed) {
    const lines = text.split('\n').flatMap((line) => [element('br'), document.createTextNode(line)]);
    fragment.append(...lines.slice(1));
    return fragment;
  }
  const tokens = parseInline(text, references);
  let at = 0;

  function drawUntilClose(parent: Node): void {
    while (at < tokens.length) {
      const token = tokens[at]!;
      at += 1;
      if (token.nesting === -1) {
        return;
      }
      parent.appendChild(draw(token));
    }
  }

  function draw(token: Token): Node {
    if (token.nesting === 1) {
      const content = document.createDocumentFragment();
      drawUntilClose(content);
      if (token.type === 'link_open') {
        return linkElement(String(token.attrGet('href') ?? ''), content, context);
      }
      const tag = tags[token.type.replace(/_open$/, '')];
      return tag === undefined ? content : element(tag, {}, content);
    }
    switch (token.type) {
      case 'softbreak':
      case 'hardbreak':
        return element('br');
      case 'code_inline':
        return element('code', {}, token.content);
      case 'image': {
        const label = document.createTextNode(fill(context.strings.imageInText, token.content));
        return linkElement(String(token.attrGet('src') ?? ''), label, context);
      }
      default:
        return document.createTextNode(token.content);
    }
  }

  while (at < tokens.length) {
    drawUntilClose(fragment);
  }
  return fragment;
}
