/** An SVG's source as text for the model: it says exactly what the drawing shows. */

/** Characters; a longer source is of more cost than help. */
const longest = 24_000;

/**
 * The source without comments, editors' metadata and embedded pictures; undefined when it is still too long.
 * Takes time linear in the source.
 */
export function svgSourceText(bytes: Uint8Array): string | undefined {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  let text = new TextDecoder(encoding).decode(bytes);
  text = withoutSpans(text, '<!--', '-->');
  text = withoutSpans(text, '<metadata', '</metadata>');
  text = withoutSpans(text, '<sodipodi:namedview', '</sodipodi:namedview>', '/>');
  text = text
    .replace(/\s(?:sodipodi|inkscape):[\w-]{1,60}="[^"]{0,2000}"/g, '')
    .replace(/data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%\s]{200,}/g, 'data:,')
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
  return text.length <= longest ? text : undefined;
}

/** Cuts out everything from `open` to the nearest of `closes`; an unclosed span is cut to the end. */
function withoutSpans(text: string, open: string, ...closes: string[]): string {
  let result = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf(open, at);
    if (start < 0) {
      return result + text.slice(at);
    }
    result += text.slice(at, start);
    const ends = closes.flatMap((close) => {
      const end = text.indexOf(close, start);
      return end < 0 ? [] : [end + close.length];
    });
    if (ends.length === 0) {
      return result;
    }
    at = Math.min(...ends);
  }
}
