/** Which images a long description can stand below at all; `longDescription.ts` says whether it can in one place. */
import type { AltDecision } from './decision';
import type { ImageFormat, ImageReference } from './types';

/** What is missing here has no form that is safe: the JSON of notebooks, wiki links, Learn's directives. */
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

/** True when the picture says more than an alt can, and the document can hold it. */
export function offersLongDescription(decision: AltDecision, reference: ImageReference): boolean {
  return decision.longDescriptionDue && decision.role !== 'decorative' && holdsLongDescription(reference);
}
