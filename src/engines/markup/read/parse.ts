/** Every image in a document, in any of the languages. */
import { markupLanguage } from '../../../core/altText/languages';
import type { ImageReference, MarkupLanguage } from '../../../core/altText/types';
import { findAsciidoc } from './asciidoc';
import { contextsOf } from './context';
import type { Draft, DraftImage, OutlineNode } from './draft';
import { blankTemplates, findHtml } from './html';
import { findJsx } from './jsx';
import { findMarkdown } from './markdown';
import { findMdx } from './mdx';
import { findNotebook } from './notebook';
import { findRst } from './rst';
import { withoutStrings } from './serverCode';
import { findTemplate } from './template';
import { findVue } from './vue';

export interface ParsedDocument {
  readonly references: readonly ImageReference[];
  /** Computed when called; only edits need it. */
  outline(): readonly OutlineNode[];
  /** The grammar's complaint if the document can't be read; then `references` is empty. */
  readonly error?: string;
}

const readers: Readonly<Record<MarkupLanguage, (text: string, languageId: string) => Draft>> = {
  markdown: (text) => findMarkdown(text),
  quarto: (text) => findMarkdown(text, { quarto: true }),
  mdx: findMdx,
  html: (text, languageId) => withoutStrings(text, languageId, findHtml(blankTemplates(text))),
  vue: findVue,
  svelte: (text) => findTemplate(text, 'svelte'),
  astro: (text) => findTemplate(text, 'astro'),
  jsx: (text, languageId) => findJsx(text, languageId === 'typescriptreact' || languageId === 'tsx'),
  rst: findRst,
  asciidoc: findAsciidoc,
  notebook: findNotebook,
};

/** Characters kept of a link's text, which each of its images carries. */
const maxLinkText = 4_000;

/** Reads a document. One with an unknown language ID contains no images. Never throws. */
export function parseDocument(text: string, languageId: string): ParsedDocument {
  const language = markupLanguage(languageId);
  if (!language) {
    return { references: [], outline: () => [] };
  }
  const draft = readers[language](text, languageId);
  return {
    references: references(text, draft, language),
    outline: draft.outline,
    ...(draft.error !== undefined && { error: draft.error }),
  };
}

/** The images in a document in order, with their context. */
export function findImages(text: string, languageId: string): readonly ImageReference[] {
  return parseDocument(text, languageId).references;
}

function references(text: string, draft: Draft, language: MarkupLanguage): readonly ImageReference[] {
  const contexts = contextsOf(text, draft.images, draft.blocks, draft.language);
  return draft.images.map(({ caption: _caption, title, link, ...image }: DraftImage, index) => ({
    ...image,
    ...(title !== undefined && { title }),
    ...(link !== undefined && { link: { ...link, text: link.text.slice(0, maxLinkText).replace(/\s+/g, ' ').trim() } }),
    index,
    language,
    context: contexts[index]!,
  }));
}
