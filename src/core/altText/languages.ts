/** Which grammar reads which document. */

import { lookUp } from '../lookUp';
import type { MarkupLanguage } from './types';

/** The editor's language IDs, as VS Code and the common extensions name them. */
const byId: Readonly<Record<string, MarkupLanguage>> = {
  markdown: 'markdown',
  quarto: 'quarto',
  rmd: 'quarto',
  mdx: 'mdx',
  html: 'html',
  php: 'html',
  handlebars: 'html',
  razor: 'html',
  aspnetcorerazor: 'html',
  erb: 'html',
  ejs: 'html',
  twig: 'html',
  nunjucks: 'html',
  mustache: 'html',
  liquid: 'html',
  'django-html': 'html',
  'jinja-html': 'html',
  blade: 'html',
  xhtml: 'html',
  vue: 'vue',
  'vue-html': 'vue',
  svelte: 'svelte',
  astro: 'astro',
  javascriptreact: 'jsx',
  typescriptreact: 'jsx',
  javascript: 'jsx',
  jsx: 'jsx',
  tsx: 'jsx',
  restructuredtext: 'rst',
  rst: 'rst',
  asciidoc: 'asciidoc',
  jupyter: 'notebook',
  ipynb: 'notebook',
  notebook: 'notebook',
};

const byExtension: Readonly<Record<string, string>> = {
  md: 'markdown',
  markdown: 'markdown',
  mkd: 'markdown',
  qmd: 'quarto',
  rmd: 'quarto',
  mdx: 'mdx',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  php: 'php',
  hbs: 'handlebars',
  cshtml: 'razor',
  razor: 'razor',
  erb: 'erb',
  ejs: 'ejs',
  twig: 'twig',
  njk: 'nunjucks',
  mustache: 'mustache',
  liquid: 'liquid',
  vue: 'vue',
  svelte: 'svelte',
  astro: 'astro',
  jsx: 'javascriptreact',
  tsx: 'typescriptreact',
  js: 'javascript',
  mjs: 'javascript',
  rst: 'restructuredtext',
  adoc: 'asciidoc',
  asciidoc: 'asciidoc',
  ipynb: 'notebook',
};

/** Language IDs of documents with images; for document selectors. */
export const altTextLanguageIds: readonly string[] = Object.keys(byId);

/** File extensions, without the dot, that `alt check` reads. */
export const altTextExtensions: readonly string[] = Object.keys(byExtension);

/** The grammar for one of the editor's language IDs; undefined if such documents contain no images. */
export function markupLanguage(languageId: string): MarkupLanguage | undefined {
  return lookUp(byId, languageId);
}

/** A language ID for a file name, by its extension; undefined if it isn't supported. */
export function languageIdOfFile(name: string): string | undefined {
  const ending = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return lookUp(byExtension, ending);
}
