/** Character references in an attribute value, decoded with parse5's own tables. */
import { Tokenizer } from 'parse5';

const known = new Map<string, string>();

/** `a &amp; b` → `a & b`, by the rules for attributes. Bytes that no attribute can contain come back unchanged. */
export function decodeHtml(raw: string): string {
  if (!raw.includes('&')) {
    return raw.replace(/\r\n?/g, '\n');
  }
  const remembered = known.get(raw);
  if (remembered !== undefined) {
    return remembered;
  }
  let value = raw;
  const ignore = () => {};
  const quote = raw.includes('"') ? "'" : '"';
  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: false },
    {
      onStartTag: (token) => {
        value = token.attrs[0]?.value ?? raw;
      },
      onEndTag: ignore,
      onComment: ignore,
      onDoctype: ignore,
      onCharacter: ignore,
      onNullCharacter: ignore,
      onWhitespaceCharacter: ignore,
      onEof: ignore,
      onParseError: null,
    },
  );
  tokenizer.write(`<a b=${quote}${raw}${quote}>`, true);
  if (known.size > 1000) {
    known.clear();
  }
  known.set(raw, value);
  return value;
}
