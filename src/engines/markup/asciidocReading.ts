/** AsciiDoc by Asciidoctor itself: the reader that confirms an edit. A bundle of its own, loaded by the first edit. */
import { load, NullLogger } from '@asciidoctor/core';
import type { Reading } from '../../core/altText/secondReading';
import { decodeHtml } from './decodeHtml';

/** A directive that leaves lines out, by what an attribute is; what is in its brackets, if anything, is the line. */
const conditional = /^(?:ifdef|ifndef|ifeval|endif)::[^[]*\[(.*)\]$/;

/** The page that Asciidoctor makes of a document. Nothing is included, no file is read, and every condition holds. */
export async function readAsciidoc(text: string): Promise<Reading> {
  const everything = text
    .split(/\r?\n/)
    .map((line) => {
      const [, inside] = conditional.exec(line.trimEnd()) ?? [];
      return inside === undefined ? line : inside === '' || line.startsWith('ifeval') ? '//' : inside;
    })
    .join('\n');
  const document = await load(everything, { safe: 'secure', logger: new NullLogger() });
  const page = String(await document.convert());
  const alts: string[] = [];
  const rest = page.replace(/ alt="([^"]*)"/g, (_, alt: string) => {
    alts.push(decodeHtml(alt));
    return ' alt';
  });
  return { rest: rest.split('\n'), alts };
}
