/** The pictures inside an SVG, measured before the renderer decodes them, because it has no limit of its own. */
import { SaxesParser } from 'saxes';
import { bounds } from '../../core/bounds';
import { isTooLarge } from '../../core/image/plan';
import { sniff } from '../../core/image/sniff';
import { ImageError } from '../../core/image/types';

/**
 * Throws `ImageError`: `tooManyPixels` if the embedded pictures exceed `bounds`, in total or in number; `corrupt` if
 * one of them, or the document up to there, can't be read. Returns how many pictures outside the file it refers to.
 */
export function checkPictures(svg: Uint8Array): number {
  const source = new TextDecoder().decode(svg);
  // The name of an element can't be written in another way.
  if (!/image/i.test(source)) {
    return 0;
  }
  let elsewhere = 0;
  let count = 0;
  let pixels = 0;
  const parser = new SaxesParser({ position: false });
  parser.on('error', (error) => {
    throw new ImageError('corrupt', `SVG: ${error.message}`);
  });
  parser.on('doctype', (doctype) => {
    for (const [name, value] of entitiesIn(doctype)) {
      parser.ENTITIES[name] = value;
    }
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (!/^(?:[^:]+:)?(?:image|feImage)$/.test(name)) {
      return;
    }
    for (const [attribute, value] of Object.entries(attributes)) {
      if (!/^(?:[^:]+:)?href$/.test(attribute)) {
        continue;
      }
      elsewhere += /^\s*(?:data:|#|$)/i.test(value) ? 0 : 1;
      if (/^\s*data:/i.test(value)) {
        count += 1;
        pixels += pixelsOf(bytesOf(value));
        check(count, bounds.svgPictures, 'pictures');
        check(pixels, bounds.svgPicturePixels, 'pixels');
      }
    }
  });
  parser.write(source).close();
  return elsewhere;
}

function check(count: number, most: number, what: string): void {
  if (count > most) {
    throw new ImageError('tooManyPixels', `The pictures in the drawing: more than ${most} ${what}`);
  }
}

/** The document's own entities. One that is made of others, or contains markup, isn't followed. */
export function* entitiesIn(doctype: string): Generator<readonly [name: string, value: string]> {
  for (const [, name = '', , value = ''] of doctype.matchAll(/<!ENTITY\s+([\w.:-]{1,200})\s+(["'])([^"'<]*)\2/g)) {
    if (value.includes('&')) {
      throw new ImageError('corrupt', `SVG: the entity ${name} is made of others, and the drawing holds pictures`);
    }
    yield [name, value];
  }
}

/** The content of a `data:` URL. */
function bytesOf(address: string): Uint8Array {
  const comma = address.indexOf(',');
  const body = address.slice(comma + 1);
  return /;\s*base64\s*$/i.test(address.slice(0, Math.max(0, comma)).slice(-20))
    ? Buffer.from(body, 'base64')
    : Buffer.from(
        body.replace(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
        'latin1',
      );
}

function pixelsOf(bytes: Uint8Array): number {
  // The renderer unpacks whatever is compressed, without a limit.
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    throw new ImageError('corrupt', 'SVG: a packed drawing inside the drawing');
  }
  const sniffed = sniff(bytes);
  if (!sniffed.ok) {
    throw new ImageError('corrupt', `SVG: a picture in the drawing: ${sniffed.reason}`);
  }
  const { facts } = sniffed;
  // In a drawing that is itself an embedded picture, the renderer loads no further ones.
  return facts.type === 'svg' ? 0 : isTooLarge(facts) ? Number.POSITIVE_INFINITY : facts.width * facts.height;
}
