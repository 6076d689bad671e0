/** AsciiDoc's `image::path[alt]` and `image:path[alt]`; attribute lists as in the AsciiDoc Language docs. */
import { decodeHtml } from './decodeHtml';
import { type Draft, type DraftImage, type OutlineNode, slot, type TextBlock } from './draft';
import { type Line, linesOf } from './lines';

/** The references that AsciiDoc leaves to HTML; any other ampersand is just an ampersand. */
const characterReference = /&(?:[a-zA-Z]{2,}\d{0,2}|#\d{2,6}|#x[\da-fA-F]{2,5});/g;
const blockMacro = /^image::([^\s[](?:[^[]*[^\s[])?)\[(.*)\][ \t]*$/;
const inlineMacro = /(?<![\\\w:])image:(?!:)([^:\s[](?:[^[\r\n]*?[^\s[])?)\[((?:\\\]|[^\]\r\n])*)\]/g;
const tableDelimiter = /^[|,:!]={3,}$/;
const delimiter = /^(?:-{4,}|\.{4,}|\+{4,}|\/{4,}|`{3,}.*)[ \t]*$/;

interface ListValue {
  readonly name: string | undefined;
  readonly value: string;
  /** Of the value with its quotes, inside the list. */
  readonly start: number;
  readonly end: number;
}

/** Reads AsciiDoc. Never throws. */
export function findAsciidoc(text: string): Draft {
  const images: DraftImage[] = [];
  const blocks: TextBlock[] = [];
  const outline: OutlineNode[] = [];
  let paragraph: Line[] = [];
  let fence = '';
  /** The delimiters of the open tables, including nested ones. */
  const tables: string[] = [];
  let title: string | undefined;
  let language: string | undefined;
  const flush = () => {
    if (paragraph.length > 0) {
      blocks.push({ start: paragraph[0]!.start, end: paragraph.at(-1)!.end, level: 0 });
      paragraph = [];
    }
  };

  for (const line of linesOf(text)) {
    const bare = line.text.trimEnd();
    if (!line.blank) {
      outline.push({ type: fence === '' ? kindOf(bare) : 'line', start: line.start, end: line.end });
    }
    if (fence !== '' || delimiter.test(bare)) {
      flush();
      const mark = bare.startsWith('```') ? '```' : bare;
      fence = fence === '' ? mark : fence === mark ? '' : fence;
      continue;
    }
    if (tableDelimiter.test(bare)) {
      flush();
      const open = tables.indexOf(bare);
      if (open < 0) {
        tables.push(bare);
      } else {
        tables.length = open;
      }
      continue;
    }
    const inTable = tables.length > 0;
    const heading = /^(={1,6}|#{1,6})[ \t]+\S/.exec(bare);
    const block = blockMacro.exec(line.text);
    if (line.blank || bare.startsWith('//')) {
      flush();
      title = line.blank ? undefined : title;
    } else if (heading) {
      flush();
      blocks.push({ start: line.start, end: line.end, level: Math.max(1, heading[1]!.length) });
    } else if (block) {
      flush();
      images.push(macro(block, line.start, title, false, inTable));
      title = undefined;
    } else if (/^\.[^\s.]/.test(bare)) {
      title = bare.slice(1);
    } else if (/^:lang:\s*(\S+)/.test(bare)) {
      language = bare.split(/\s+/)[1];
    } else {
      paragraph.push(line);
      for (const found of line.text.matchAll(inlineMacro)) {
        images.push(macro(found, line.start + found.index, undefined, true, inTable));
      }
    }
  }
  flush();
  return { images, blocks, language, outline: () => outline };
}

/** What a line outside verbatim blocks is, as far as it doesn't depend on others. */
function kindOf(line: string): string {
  const kinds: Readonly<Record<string, RegExp>> = {
    delimiter,
    table: tableDelimiter,
    heading: /^(?:={1,6}|#{1,6})[ \t]+\S/,
    macro: /^\w+::\S*\[.*\]$/,
    title: /^\.[^\s.]/,
  };
  return Object.keys(kinds).find((kind) => kinds[kind]!.test(line)) ?? 'line';
}

function macro(
  found: RegExpMatchArray,
  start: number,
  title: string | undefined,
  inline: boolean,
  inTable: boolean,
): DraftImage {
  const whole = found[0].trimEnd();
  const path = found[1]!;
  const listText = found[2]!;
  const pathAt = start + (inline ? 'image:' : 'image::').length;
  const listAt = pathAt + path.length + 1;
  const values = attributeList(listText, inline);
  const named = values.find((one) => one.name === 'alt');
  const positional = values[0]?.name === undefined ? values[0] : undefined;
  const alt =
    named ?? (positional && (positional.value !== '' || positional.end > positional.start) ? positional : undefined);
  const href = values.find((one) => one.name === 'link')?.value;
  const syntax = inline ? ('asciidocInline' as const) : ('asciidocBlock' as const);
  const unsure = alt !== undefined && /\{[\w-]+\}/.test(alt.value);
  return {
    format: 'asciidoc',
    tag: inline ? 'image:' : 'image::',
    start,
    end: start + whole.length,
    src: { raw: path, value: path.includes('{') ? undefined : path, start: pathAt, end: pathAt + path.length },
    alt: alt
      ? slot({
          value: unsure ? undefined : alt.value.replace(characterReference, decodeHtml),
          dynamic: unsure,
          start: listAt + alt.start,
          end: listAt + alt.end,
          syntax,
          inTable,
        })
      : slot({
          value: undefined,
          start: listAt,
          end: listAt,
          syntax,
          inTable,
          // An empty first position is kept by its comma; a named one needs the alt text before it.
          suffix: positional || values.length === 0 ? '' : ',',
        }),
    attributes: values.flatMap((one) => (one.name === undefined ? [] : [one.name])),
    spread: false,
    exempt: /(?:^|[,\s])(?:role|opts)="?(?:presentation|decorative)/.test(listText),
    ...(href !== undefined && { link: { href, text: '' } }),
    ...(title !== undefined && { caption: title }),
  };
}

/** Positional and named values, quotes and escapes resolved. */
function attributeList(list: string, inline: boolean): readonly ListValue[] {
  const values: ListValue[] = [];
  const unbracket = (value: string) => (inline ? value.replace(/\\\]/g, ']') : value);
  let at = 0;
  while (at <= list.length && list !== '') {
    const from = at + (/^[ \t]*/.exec(list.slice(at))?.[0].length ?? 0);
    const name = /^([\w-]+)[ \t]*=[ \t]*/.exec(list.slice(from));
    const start = from + (name?.[0].length ?? 0);
    const quote = list.charAt(start);
    const quoted =
      quote === '"' || quote === "'"
        ? new RegExp(`^${quote}((?:\\\\${quote}|[^${quote}])*)${quote}[ \\t]*(?=,|$)`).exec(list.slice(start))
        : null;
    if (quoted) {
      const end = start + quoted[0].trimEnd().length;
      values.push({ name: name?.[1], value: unbracket(quoted[1]!.replaceAll(`\\${quote}`, quote)), start, end });
      at = start + quoted[0].length + 1;
    } else {
      const comma = list.indexOf(',', start);
      const stop = comma < 0 ? list.length : comma;
      const raw = list.slice(start, stop).trimEnd();
      values.push({ name: name?.[1], value: unbracket(raw), start, end: start + raw.length });
      at = stop + 1;
    }
  }
  return values;
}
