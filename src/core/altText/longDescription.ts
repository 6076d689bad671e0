/**
 * Which images can have a long description below them at all; `longDescription.ts` says whether it's possible in one
 * place.
 */
import type { AltDecision } from './decision';
import type { ImageFormat, ImageReference } from './types';

/** Whatever is missing here has no safe form: the JSON of notebooks, wiki links, Learn's directives. */
const formats = {
  markdown: ['markdown', 'html'],
  quarto: ['markdown', 'quarto', 'html'],
  mdx: ['markdown', 'jsx'],
  html: ['html'],
  vue: ['vue'],
  svelte: ['svelte'],
  astro: ['astro'],
  jsx: ['jsx'],
  rst: ['rst'],
  asciidoc: ['asciidoc'],
} as const satisfies Partial<Record<ImageReference['language'], readonly ImageFormat[]>>;

export type DescribedLanguage = keyof typeof formats;

/** Whether documents of this kind can hold one. */
export function holdsLongDescription({ language, format }: ImageReference): boolean {
  const all: Partial<Record<ImageReference['language'], readonly ImageFormat[]>> = formats;
  return all[language]?.includes(format) ?? false;
}

/** True if the picture says more than alt text can, and the document can hold a long description. */
export function offersLongDescription(decision: AltDecision, reference: ImageReference): boolean {
  return decision.longDescriptionDue && decision.role !== 'decorative' && holdsLongDescription(reference);
}
