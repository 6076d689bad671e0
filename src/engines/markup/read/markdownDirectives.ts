/** What Markdown's dialects add: wiki links (`![[photo.png|alt]]`) and Microsoft Learn's `:::image … :::`. */
import { endsLikeImage } from '../../../core/image/extensions';
import { type DraftImage, slot } from './draft';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Finds both outside of `opaque` (code, HTML, images). Offsets of `text`. */
export function findDirectives(
  text: string,
  opaque: readonly Range[],
  inTable: (offset: number) => boolean,
): readonly DraftImage[] {
  const images: DraftImage[] = [];
  const isHidden = (at: number) => opaque.some((range) => range.start <= at && at < range.end);
  for (const match of text.matchAll(
    /!\[\[([^[\]|\\\r\n#^]+)(?:[#^][^[\]|\r\n]*)?((?:\\?\|[^[\]|\r\n]*(?:\|[^[\]|\r\n]*)*)?)\]\]/g,
  )) {
    if (endsLikeImage(match[1]!.trim()) && !isHidden(match.index) && !isEscaped(text, match.index)) {
      images.push(wikiImage(match, inTable(match.index)));
    }
  }
  for (const match of text.matchAll(/^[ \t>]*(:::image(?=\s)((?:\s+[\w-]+="[^"\r\n]*")*)\s*:::)/gm)) {
    const at = match.index + match[0].length - match[1]!.length;
    if (!isHidden(at)) {
      images.push(learnImage(match[1]!, match[2]!, at));
    }
  }
  return images;
}

function isEscaped(text: string, at: number): boolean {
  return /(?:^|[^\\])(?:\\\\)*\\$/.test(text.slice(Math.max(0, at - 8), at));
}

/** Obsidian: the parts after a bar are alt text and a size, in this order, each optional. */
function wikiImage(match: RegExpMatchArray & { index: number }, inTable: boolean): DraftImage {
  const [whole, name, bars] = match as unknown as [string, string, string];
  const start = match.index;
  const end = start + whole.length;
  const barsAt = end - 2 - bars.length;
  const first = /^(\\?\|)([^|\\]*)/.exec(bars);
  const isSize = first !== null && /^\s*\d+(?:x\d+)?\s*$/.test(first[2]!);
  const has = first !== null && !isSize;
  const altAt = barsAt + (first?.[1]?.length ?? 0);
  const bar = inTable ? '\\|' : '|';
  return {
    format: 'wiki',
    tag: '',
    start,
    end,
    src: { raw: name, value: name.trim(), start: start + 3, end: start + 3 + name.length },
    alt: has
      ? slot({ value: first[2]!, start: altAt, end: altAt + first[2]!.length, syntax: 'wiki' })
      : slot({ value: undefined, start: barsAt, end: barsAt, syntax: 'wiki', prefix: bar }),
    attributes: [],
    spread: false,
    exempt: false,
  };
}

/**
 * Learn Authoring docs, "Use images": `type` is content, complex, or icon; an icon is decorative and has no alt text.
 */
function learnImage(whole: string, attributes: string, start: number): DraftImage {
  const attributesAt = start + ':::image'.length;
  const found = new Map<string, { value: string; start: number; end: number }>();
  for (const one of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) {
    const at = attributesAt + one.index + one[1]!.length + 2;
    if (!found.has(one[1]!)) {
      found.set(one[1]!, { value: one[2]!, start: at, end: at + one[2]!.length });
    }
  }
  const src = found.get('source');
  const alt = found.get('alt-text');
  const insertAt = src ? src.end + 1 : attributesAt + attributes.length;
  return {
    format: 'learn',
    tag: ':::image',
    start,
    end: start + whole.length,
    src: { raw: src?.value ?? '', value: src?.value.trim(), ...(src && { start: src.start, end: src.end }) },
    alt: alt
      ? slot({ value: alt.value, start: alt.start, end: alt.end, syntax: 'learn' })
      : slot({ value: undefined, start: insertAt, end: insertAt, syntax: 'learn', prefix: ' alt-text="', suffix: '"' }),
    attributes: [...found.keys()],
    spread: false,
    exempt: found.get('type')?.value === 'icon',
  };
}
