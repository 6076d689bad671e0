/** The clauses of menus and the events that start the extension, made from the lists that the product reads. */
import { altTextExtensions, altTextLanguageIds, languageIdOfFile } from '../core/altText/languages';
import { imageEnding } from '../core/image/extensions';

/** Languages whose documents are checked as soon as one is on screen: pages, and no scripts that may hold some JSX. */
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

/** Languages whose documents name images, by an address at least. */
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

/** A document on screen starts the extension, which then looks for problems in it. */
export const languageEvents = pageLanguages.map((language) => `onLanguage:${language}`);
