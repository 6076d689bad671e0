import type { Token } from 'markdown-it';
import { element, fill } from '../../kit/dom';
import { parseInline, type References } from './blocks';
import { linkElement, type MarkdownContext } from './links';

const tags: Readonly<Record<string, 'em' | 'strong' | 's'>> = { em: 'em', strong: 'strong', s: 's' };

/** A paragraph beyond this many characters is drawn as plain text: nobody wrote it, and it grows with every frame. */
const maxParsedLength = 20_000;

/** Emphasis and links inside each other; what is deeper is drawn as plain text. */
const deepest = 100;

/** The nodes of one paragraph, heading or cell. Images are named, never loaded; HTML is text. */
export function drawInline(text: string, references: References, context: MarkdownContext): DocumentFragment {
  if (text.length > maxParsedLength) {
    return plainLines(text);
  }
  const tokens = parseInline(text, references);
  if (depthOf(tokens) > deepest) {
    return plainLines(text);
  }
  const fragment = document.createDocumentFragment();
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

function plainLines(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  text.split('\n').forEach((line, index) => {
    if (index > 0) {
      fragment.append(element('br'));
    }
    fragment.append(line);
  });
  return fragment;
}

function depthOf(tokens: readonly Token[]): number {
  let depth = 0;
  let most = 0;
  for (const token of tokens) {
    depth += token.nesting;
    most = Math.max(most, depth);
  }
  return most;
}
