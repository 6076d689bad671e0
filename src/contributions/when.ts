/** The clauses of menus and the activation events, made from the lists that the product reads. */
import { altTextExtensions, altTextLanguageIds, languageIdOfFile } from '../core/altText/languages';
import { imageEnding } from '../core/image/extensions';

/**
 * Languages whose documents are checked as soon as one is visible: pages, but not scripts that may contain some JSX.
 */
const pageLanguages = [
  'markdown',
  'mdx',
  'html',
  'javascriptreact',
  'typescriptreact',
  'vue',
  'svelte',
  'astro',
  'restructuredtext',
  'asciidoc',
  'quarto',
];

/** Languages whose documents refer to images, at least by URL. */
const linkLanguages = [...pageLanguages, 'css', 'handlebars', 'php'];

const pageExtensions = altTextExtensions.filter((one) =>
  [...pageLanguages, 'notebook'].includes(languageIdOfFile(`page.${one}`) ?? ''),
);

const isOneOf = (words: readonly string[]) => `=~ /^(${words.join('|')})$/`;

export const onImage = `resourceExtname =~ /^${imageEnding}$/i`;
export const imageInTree = `!explorerResourceIsFolder && ${onImage}`;
export const pagesInTree = `explorerResourceIsFolder || resourceExtname =~ /^\\.(${pageExtensions.join('|')})$/i`;
export const imageAtCursor = `editorLangId ${isOneOf(linkLanguages)}`;
export const documentsWithImages = `editorLangId ${isOneOf(altTextLanguageIds)}`;

/** A visible document starts the extension, which then looks for problems in it. */
export const languageEvents = pageLanguages.map((language) => `onLanguage:${language}`);
