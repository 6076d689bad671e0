/** Which grammar reads which document. */

import { lookUp } from '../lookUp';
import type { MarkupLanguage } from './types';

/** Editor language ids, as VS Code and the common extensions name them. */
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

/** Language ids that hold images; for document selectors. */
export const altTextLanguageIds: readonly string[] = Object.keys(byId);

/** File name endings, without the dot, that `alt check` reads. */
export const altTextExtensions: readonly string[] = Object.keys(byExtension);

/** The grammar for an editor's language id; undefined when documents of that kind hold no images. */
export function markupLanguage(languageId: string): MarkupLanguage | undefined {
  return lookUp(byId, languageId);
}

/** A language id for a file name, by its ending; undefined when it is none of ours. */
export function languageIdOfFile(name: string): string | undefined {
  const ending = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return lookUp(byExtension, ending);
}
