/** Images and links in a stretch of Markdown, assembled from micromark's tokens as they open and close. */
import { decodeString } from 'micromark-util-decode-string';
import { normalizeIdentifier } from 'micromark-util-normalize-identifier';
import { type DraftImage, slot } from './draft';

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** An image whose definition, or its link's, may be elsewhere: their labels, normalized. */
export type MarkdownImage = DraftImage & { readonly reference?: string; readonly linkReference?: string };

interface Media {
  readonly kind: 'image' | 'link';
  readonly start: number;
  readonly end: number;
  label: Range;
  text: string;
  destination: Range | undefined;
  title: Range | undefined;
  reference: string | undefined;
  readonly images: Media[];
  result?: MarkdownImage;
}

/** The open images and links, and the images that were closed. */
export interface MediaReader {
  open(kind: Media['kind'], start: number, end: number): void;
  /** A part of the innermost one: its bracketed text, its destination, its title. */
  part(name: 'label' | 'destination' | 'title', range: Range): void;
  /** The label in a second pair of brackets, as written. */
  refer(reference: string): void;
  /** Plain words at an offset. */
  say(offset: number, words: string): void;
  close(): void;
  inImage(): boolean;
}

/** Reads `text`; `found` is called for each image when it closes, and the image may get its link later. */
export function createMediaReader(
  text: string,
  syntax: 'markdown' | 'mdx',
  inTable: () => boolean,
  found: (image: MarkdownImage) => void,
): MediaReader {
  const media: Media[] = [];
  const inImage = () => media.some((one) => one.kind === 'image');

  /** Bracketed text belongs to every image around it; a link's own text leaves its images out. */
  function say(offset: number, words: string) {
    for (let at = media.length - 1; at >= 0; at--) {
      const one = media[at]!;
      if (offset < one.label.start || offset >= one.label.end) {
        return;
      }
      one.text += words;
      if (one.kind === 'image' && media[at - 1]?.kind === 'link') {
        return;
      }
    }
  }

  function finish(one: Media) {
    if (one.kind === 'link') {
      for (const image of one.images) {
        if (image.result) {
          const href = one.destination
            ? decodeString(text.slice(one.destination.start, one.destination.end))
            : undefined;
          const reference = href === undefined ? normalizeIdentifier(one.reference ?? labelOf(one)) : undefined;
          image.result = Object.assign(image.result, {
            link: { text: one.text.trim(), ...(href !== undefined && { href }) },
            ...(reference !== undefined && { linkReference: reference }),
          });
        }
      }
      return;
    }
    if (inImage()) {
      // An image inside another's brackets is part of that one's alt text, as text.
      return;
    }
    const image = markdownImage(one);
    one.result = image;
    found(image);
    media.findLast((outer) => outer.kind === 'link')?.images.push(one);
  }

  function labelOf(one: Media): string {
    return text.slice(one.label.start, one.label.end);
  }

  function markdownImage(one: Media): MarkdownImage {
    const base = {
      format: 'markdown' as const,
      tag: '',
      start: one.start,
      end: one.end,
      attributes: [],
      spread: false,
      exempt: false,
    };
    const common = {
      value: one.text,
      syntax,
      start: one.label.start,
      inTable: inTable(),
    };
    if (text.charAt(one.label.end + 1) === '(') {
      const range = one.destination;
      const raw = range ? text.slice(range.start, range.end) : '';
      return {
        ...base,
        src: { raw, value: decodeString(raw), ...(range && { start: range.start, end: range.end }) },
        alt: slot({ ...common, end: one.label.end }),
        title: one.title && decodeString(text.slice(one.title.start, one.title.end)),
      };
    }
    // `![alt][label]` has a label of its own; `![label][]` and `![label]` must be given one when the alt text changes.
    const label = one.reference ?? labelOf(one);
    const own = one.reference !== undefined;
    const collapsed = !own && text.startsWith('[]', one.label.end + 1);
    return {
      ...base,
      src: { raw: label, value: undefined },
      alt: slot({
        ...common,
        end: one.label.end + (collapsed ? 2 : 0),
        suffix: own ? '' : `][${label}`,
      }),
      reference: normalizeIdentifier(label),
    };
  }

  return {
    open: (kind, start, end) =>
      media.push({
        kind,
        start,
        end,
        label: { start: start + 2, end: start + 2 },
        text: '',
        destination: undefined,
        title: undefined,
        reference: undefined,
        images: [],
      }),
    part: (name, range) => {
      const top = media.at(-1);
      if (top) {
        top[name] = range;
      }
    },
    refer: (reference) => {
      const top = media.at(-1);
      if (top) {
        top.reference = reference;
      }
    },
    say,
    close: () => {
      const closed = media.pop();
      if (closed) {
        finish(closed);
      }
    },
    inImage,
  };
}
