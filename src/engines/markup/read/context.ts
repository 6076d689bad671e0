/** What surrounds an image: headings above it, the paragraphs before and after, shortened to suit a prompt. */
import type { ImageContext } from '../../../core/altText/types';
import type { TextBlock } from './draft';

interface Place {
  readonly start: number;
  readonly end: number;
  readonly caption?: string | undefined;
}

/** Characters kept of the text on each side; two or three sentences. */
const maxSide = 400;
const maxHeading = 120;

/**
 * The contexts of `images` (sorted by start), from `blocks` (sorted by start), in one pass. A paragraph that contains
 * the image counts on both sides: its text up to the image is before, the rest after.
 */
export function contextsOf(
  text: string,
  images: readonly Place[],
  blocks: readonly TextBlock[],
  language: string | undefined,
): readonly ImageContext[] {
  const plain = new Map<TextBlock, string>();
  const words = (block: TextBlock) => {
    let known = plain.get(block);
    if (known === undefined) {
      known = plainText(block.text ?? text.slice(block.start, block.end));
      plain.set(block, known);
    }
    return known;
  };
  const headings: TextBlock[] = [];
  let next = 0;
  return images.map((image) => {
    while (next < blocks.length && blocks[next]!.start <= image.start) {
      const block = blocks[next]!;
      if (block.level > 0 && block.end <= image.start) {
        while (headings.length > 0 && headings.at(-1)!.level >= block.level) {
          headings.pop();
        }
        headings.push(block);
      }
      next += 1;
    }
    return {
      headings: headings.map((heading) => clip(words(heading), maxHeading)).filter((heading) => heading !== ''),
      before: before(image, next),
      after: after(image, next),
      ...(image.caption !== undefined && { caption: clip(plainText(image.caption), maxSide) }),
      ...(language !== undefined && { language }),
    };
  });

  function before(image: Place, from: number): string {
    for (let at = from - 1; at >= Math.max(0, from - 6); at--) {
      const block = blocks[at]!;
      if (block.level > 0) {
        return '';
      }
      const inside = block.end > image.start;
      const said =
        inside && block.text === undefined
          ? plainText(text.slice(block.start, image.start).replace(/\[\s*$/, ''))
          : inside
            ? ''
            : words(block);
      if (said !== '') {
        return clipStart(said, maxSide);
      }
    }
    return '';
  }

  function after(image: Place, from: number): string {
    const holder = blocks[from - 1];
    if (holder && holder.end > image.end && holder.level === 0 && holder.text === undefined) {
      const rest = plainText(text.slice(image.end, holder.end).replace(/^\s*\](?:\([^)\n]*\)|\[[^\]\n]*\])/, ''));
      if (rest !== '') {
        return clip(rest, maxSide);
      }
    }
    for (let at = from; at < Math.min(blocks.length, from + 6); at++) {
      const block = blocks[at]!;
      if (block.level > 0) {
        return '';
      }
      const said = block.end <= image.end ? '' : words(block);
      if (said !== '') {
        return clip(said, maxSide);
      }
    }
    return '';
  }
}

/** While somebody types, nearly every paragraph stays the same. */
const remembered = new Map<string, string>();
const maxRemembered = 8192;

/** Without markup, as far as a prompt needs it; never used to change a document. */
function plainText(source: string): string {
  let plain = remembered.get(source);
  if (plain === undefined) {
    plain = withoutMarkup(source);
    if (remembered.size >= maxRemembered) {
      remembered.clear();
    }
    remembered.set(source, plain);
  }
  return plain;
}

function withoutMarkup(source: string): string {
  return source
    .slice(0, 4000)
    .replace(/!\[\[[^\]\n]*\]\]|!\[(?:[^\]\\]|\\.)*\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\]\n]*\])?/g, ' ')
    .replace(/\[((?:[^\]\\]|\\.)*)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\]\n]*\])/g, '$1')
    .replace(/<[^<>]*>|<!--[\s\S]*?-->|\ue000+/g, ' ')
    .replace(/(^|\n)[ \t]*(?:#{1,6}|={1,6}|>|[-*+]|\d+[.)])[ \t]+/g, '$1')
    .replace(/\|/g, ' ')
    .replace(/[*`]|~~|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function clip(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text
        .slice(0, length)
        .replace(/\s+\S*$/, '')
        .toWellFormed()}…`;
}

function clipStart(text: string, length: number): string {
  return text.length <= length
    ? text
    : `…${text
        .slice(-length)
        .replace(/^\S*\s+/, '')
        .toWellFormed()}`;
}
