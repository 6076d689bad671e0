/** AsciiDoc as Asciidoctor itself reads it, to confirm an edit. A bundle of its own, loaded by the first edit. */
import { load, NullLogger } from '@asciidoctor/core';
import { decodeHtml } from '../read/decodeHtml';
import type { Reading } from './secondReading';

/** A directive that leaves lines out, depending on an attribute; what is in its brackets, if anything, is the line. */
const conditional = /^(?:ifdef|ifndef|ifeval|endif)::[^[]*\[(.*)\]$/;

/**
 * What a site can set outside its documents, in a playbook or on a command line, which makes other macros, marks, and
 * references of the same text. Whatever is the same with none of it and with all of it is safe. An attribute that only
 * the site sets loses its reference, not its line, so the image in that line stays visible.
 */
const attributesOutside: readonly Readonly<Record<string, string>>[] = [
  {},
  { experimental: '', 'compat-mode': '', 'attribute-missing': 'drop', icons: 'font', 'hide-uri-scheme': '' },
];

/**
 * The pages that Asciidoctor makes of a document: one for each set of attributes that a site may have. Nothing is
 * included, no file is read, and every condition is true.
 */
export async function readAsciidoc(text: string): Promise<readonly Reading[]> {
  const everything = text
    .split(/\r?\n/)
    .map((line) => {
      const [, inside] = conditional.exec(line.trimEnd()) ?? [];
      return inside === undefined ? line : inside === '' || line.startsWith('ifeval') ? '//' : inside;
    })
    .join('\n');
  return Promise.all(attributesOutside.map((attributes) => readPage(everything, attributes)));
}

async function readPage(text: string, attributes: Readonly<Record<string, string>>): Promise<Reading> {
  const document = await load(text, { safe: 'secure', logger: new NullLogger(), attributes: { ...attributes } });
  const page = String(await document.convert());
  const alts: string[] = [];
  const rest = page.replace(/ alt="([^"]*)"/g, (_, alt: string) => {
    alts.push(decodeHtml(alt));
    return ' alt';
  });
  return { rest: rest.split('\n'), alts };
}
