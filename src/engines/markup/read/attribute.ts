/** Slots of alt text in attributes: `alt="…"`, `alt='…'`, `alt=x`, `alt`, and none at all. */
import type { AltSlot, AltSyntax } from '../../../core/altText/types';
import { slot } from './draft';

export interface WrittenAttribute {
  readonly name: string;
  /** Decoded; `''` for an attribute without a value. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The slot of an existing attribute. `text` is the source that its offsets refer to. */
export function attributeSlot(
  text: string,
  attribute: WrittenAttribute,
  syntax: AltSyntax,
  options: { readonly inTable?: boolean; readonly dynamic?: boolean } = {},
): AltSlot {
  const written = text.slice(attribute.start, attribute.end);
  const value = /^[^=]*=\s*/.exec(written);
  const common = { value: options.dynamic ? undefined : attribute.value, syntax, end: attribute.end, ...options };
  if (!value) {
    return slot({ ...common, start: attribute.end, prefix: '="', suffix: '"' });
  }
  const start = attribute.start + value[0].length;
  const quote = text.charAt(start) === "'" ? "'" : '"';
  return slot({ ...common, start, prefix: quote, suffix: quote });
}

/** The slot of an attribute to be added at `at`, after another one. */
export function missingSlot(at: number, name: string, syntax: AltSyntax, inTable = false): AltSlot {
  return slot({ value: undefined, start: at, end: at, syntax, prefix: ` ${name}="`, suffix: '"', inTable });
}

/** Elements and components that show an image, lowercase. */
export const imageTags: ReadonlySet<string> = new Set([
  'img',
  'image',
  'nextimage',
  'next-image',
  'staticimage',
  'gatsbyimage',
  'nuxtimg',
  'nuxt-img',
  'nuxtpicture',
  'nuxt-picture',
  'picture',
  'enhanced:img',
  'amp-img',
  'v-img',
  'q-img',
  'el-image',
  'b-img',
  'ion-img',
]);
