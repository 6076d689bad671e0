// HTML as htmlparser2 reads it: not the parser that finds and edits.
import { Parser } from 'htmlparser2';

export interface JudgedImage {
  readonly alt: string | undefined;
  readonly src: string | undefined;
}

export interface Judged {
  readonly images: readonly JudgedImage[];
  /** The whole document as one string per event, without any image's alt text. */
  readonly rest: readonly string[];
}

const imageNames = new Set(['img', 'image', 'nuxtimg', 'v-img', 'amp-img']);

export function judgeHtml(html: string): Judged {
  const images: JudgedImage[] = [];
  const rest: string[] = [];
  let text = '';
  let svg = 0;
  const flush = () => {
    if (text !== '') {
      rest.push(`#${text}`);
      text = '';
    }
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        flush();
        svg += name === 'svg' ? 1 : 0;
        const isImage =
          (imageNames.has(name) && !(name === 'image' && svg > 0)) ||
          (name === 'input' && attributes.type?.toLowerCase() === 'image') ||
          (name === 'area' && attributes.href !== undefined);
        if (isImage) {
          images.push({ alt: attributes.alt, src: attributes.src });
        }
        const kept = Object.entries(attributes).filter(([key]) => !(isImage && key === 'alt'));
        rest.push(`<${name} ${JSON.stringify(kept)}`);
      },
      ontext(data) {
        text += data;
      },
      oncomment(data) {
        flush();
        rest.push(`!${data}`);
      },
      onclosetag(name) {
        flush();
        svg -= name === 'svg' ? 1 : 0;
        rest.push(`/${name}`);
      },
    },
    { decodeEntities: true, recognizeSelfClosing: false },
  );
  parser.write(html);
  parser.end();
  flush();
  return { images, rest };
}
