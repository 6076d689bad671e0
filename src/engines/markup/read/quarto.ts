/** Pandoc attributes after an image: `![caption](x.png){fig-alt="…"}`. In Quarto, the brackets contain the caption. */
import { decodeString } from 'micromark-util-decode-string';
import { type DraftImage, type OutlineNode, slot } from './draft';

/** A quoted value that begins with a space is invalid, and makes the whole list text. */
const attributeList =
  /^\{(?:\s|[#.][\w-]+(?![\w-])|[\w:-]+=(?:"(?!\s)(?:[^"\\]|\\[\s\S])*"|'(?!\s)(?:[^'\\]|\\[\s\S])*'|[^\s"'{}]+(?=[\s}]))|-(?=[\s}]))*\}/;

/** The image as Quarto reads it: `fig-alt` (or `alt`) is the alt text, and without it the caption stands in. */
export function quartoImage(text: string, image: DraftImage): DraftImage {
  const list = attributeList.exec(text.slice(image.end, image.end + 20_000))?.[0];
  const caption = image.alt.value ?? '';
  const { inTable } = image.alt;
  const base = { ...image, format: 'quarto' as const, ...(caption !== '' && { caption }) };
  const value = caption === '' ? undefined : caption;
  if (text.charAt(image.end - 1) === ']') {
    // Pandoc takes a reference's attributes from its definition, and a list after the image for text.
    return {
      ...base,
      alt: slot({ value: undefined, dynamic: true, start: image.end, end: image.end, syntax: 'quarto' }),
    };
  }
  if (list === undefined) {
    const at = image.end;
    return {
      ...base,
      alt: slot({ value, start: at, end: at, inTable, syntax: 'quarto', prefix: '{fig-alt="', suffix: '"}' }),
    };
  }
  const end = image.end + list.length;
  const attributes = [...list.matchAll(/([\w:-]+)=("(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|[^\s"'{}]+)/g)];
  const alt = attributes.find(([, name]) => name === 'fig-alt') ?? attributes.find(([, name]) => name === 'alt');
  const names = attributes.map(([, name]) => name!);
  if (alt) {
    const start = image.end + alt.index + alt[1]!.length + 1;
    const raw = alt[2]!;
    return {
      ...base,
      end,
      attributes: names,
      alt: slot({
        value: decodeString(/^["']/.test(raw) ? raw.slice(1, -1) : raw),
        start,
        end: start + raw.length,
        inTable,
        syntax: 'quarto',
        prefix: '"',
        suffix: '"',
      }),
    };
  }
  const space = list.length > 2 ? ' ' : '';
  return {
    ...base,
    end,
    attributes: names,
    alt: slot({
      value,
      start: end - 1,
      end: end - 1,
      inTable,
      syntax: 'quarto',
      prefix: `${space}fig-alt="`,
      suffix: '"',
    }),
  };
}

/**
 * Pandoc ends a tag at its first `>`, in quotes or not, and has no tabs: if tags have one, they're identified by their
 * images.
 */
export function brokenTags(text: string, images: readonly DraftImage[]): readonly OutlineNode[] {
  return images
    .filter(({ start, end }) => /[>\t]/.test(text.slice(start, end - 1)))
    .map(({ start }) => ({ type: 'broken tag', start, end: start + 1 }));
}
