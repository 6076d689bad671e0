/** reStructuredText's `image` and `figure` directives, including substitutions, by docutils' rules for directives. */
import { type Draft, type DraftImage, type OutlineNode, slot, type TextBlock } from './draft';
import { type Line, lineBreakOf, linesOf } from './lines';

const directive = /^(\s*)\.\. +(?:\|[^|]+\| +)?([A-Za-z][\w:+.-]*?)::(?:[ \t]+(.*))?$/;
const verbatim = new Set(
  'code code-block sourcecode highlight literalinclude parsed-literal raw math doctest prompt graphviz mermaid uml csv-table'.split(
    ' ',
  ),
);
const option = /^\s*:([\w -]+):(?:[ \t]+(.*))?$/;

/** Reads reStructuredText. Never throws. */
export function findRst(text: string): Draft {
  const lines = linesOf(text);
  const eol = lineBreakOf(text);
  const images: DraftImage[] = [];
  const blocks: TextBlock[] = [];
  const outline: OutlineNode[] = [];
  const adornments: string[] = [];
  let paragraph: Line[] = [];

  const flush = () => {
    if (paragraph.length > 0) {
      blocks.push({ start: paragraph[0]!.start, end: paragraph.at(-1)!.end, level: 0 });
      paragraph = [];
    }
  };
  const skipDeeper = (from: number, indent: number) => {
    let at = from;
    while (at < lines.length && (lines[at]!.blank || lines[at]!.indent > indent)) {
      at += 1;
    }
    return at;
  };

  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    const found = directive.exec(line.text);
    if (found && (paragraph.length === 0 || line.indent !== paragraph[0]!.indent)) {
      flush();
      const name = found[2]!;
      outline.push({ type: name, start: line.start, end: line.end });
      if (name === 'image' || name === 'figure') {
        const end = readImage(at, found);
        at = end;
      } else {
        at = verbatim.has(name) ? skipDeeper(at + 1, line.indent) : at + 1;
      }
      continue;
    }
    if (/^\s*\.\.(?:\s|$)/.test(line.text) && !/^\s*\.\. +(?:\[|_|\|)/.test(line.text)) {
      flush();
      at = skipDeeper(at + 1, line.indent);
      continue;
    }
    if (line.blank) {
      flush();
    } else if (
      isAdornment(line.text) &&
      paragraph.length === 1 &&
      line.text.trimEnd().length >= paragraph[0]!.text.trimEnd().length
    ) {
      const style = line.text.charAt(0);
      if (!adornments.includes(style)) {
        adornments.push(style);
      }
      blocks.push({ ...paragraph[0]!, level: Math.min(6, adornments.indexOf(style) + 1) });
      paragraph = [];
    } else {
      outline.push({ type: 'line', start: line.start, end: line.end });
      paragraph.push(line);
      if (/::\s*$/.test(line.text)) {
        flush();
        at = skipDeeper(at + 1, line.indent);
        continue;
      }
    }
    at += 1;
  }
  flush();
  return { images, blocks, outline: () => outline };

  /** Reads argument and options of the directive in line `from`; returns the line after them. */
  function readImage(from: number, found: RegExpExecArray): number {
    const first = lines[from]!;
    const values = new Map<string, { value: string; start: number; end: number }>();
    let path = (found[3] ?? '').trim();
    let argumentEnd = first.end;
    let optionIndent: number | undefined;
    let optionSpace: string | undefined;
    let at = from + 1;
    for (; at < lines.length; at++) {
      const line = lines[at]!;
      if (line.blank || line.indent <= first.indent) {
        break;
      }
      const named = option.exec(line.text);
      if (named && (optionIndent === undefined || line.indent === optionIndent)) {
        optionIndent = line.indent;
        optionSpace ??= line.text.slice(0, line.indent);
        const nameEnd = line.start + line.text.indexOf(':', line.indent + 1) + 1;
        let end = line.end;
        let value = named[2] ?? '';
        while (at + 1 < lines.length && !lines[at + 1]!.blank && lines[at + 1]!.indent > optionIndent) {
          at += 1;
          value += ` ${lines[at]!.text.trim()}`;
          end = lines[at]!.end;
        }
        values.set(named[1]!, { value: value.trim(), start: nameEnd, end });
        if (named[1] !== 'alt') {
          outline.push({ type: `:${named[1]}:`, start: line.start, end: nameEnd });
        }
      } else if (optionIndent === undefined) {
        path += line.text.trim();
        argumentEnd = line.end;
      } else {
        break;
      }
    }
    const alt = values.get('alt');
    const target = values.get('target')?.value;
    const below = spaceBelow(from);
    const indent = optionSpace ?? below ?? `${first.text.slice(0, first.indent)}   `;
    const srcStart = first.start + first.text.lastIndexOf(path);
    images.push({
      format: 'rst',
      tag: found[2]!,
      start: first.start + first.indent,
      end: lines[at - 1]!.end,
      src: {
        raw: path,
        value: path.replace(/\s+/g, ''),
        ...(path !== '' && first.text.endsWith(path) && { start: srcStart, end: srcStart + path.length }),
      },
      alt: alt
        ? slot({ value: alt.value, start: alt.start, end: alt.end, syntax: 'rst' })
        : slot({
            value: undefined,
            start: argumentEnd,
            end: argumentEnd,
            syntax: 'rst',
            prefix: `${eol}${indent}:alt:`,
          }),
      attributes: [...values.keys()],
      spread: false,
      exempt: false,
      ...(target && { link: { href: target, text: '' } }),
      ...(found[2] === 'figure' && { caption: captionAt(at, first.indent) }),
    });
    return at;
  }

  /** The margin of the directive's first line; options are there too. */
  function spaceBelow(from: number): string | undefined {
    let at = from + 1;
    while (lines[at]?.blank) {
      at += 1;
    }
    const next = lines[at];
    return next && next.indent > lines[from]!.indent ? next.text.slice(0, next.indent) : undefined;
  }

  function captionAt(from: number, indent: number): string | undefined {
    let at = from;
    while (at < lines.length && lines[at]!.blank) {
      at += 1;
    }
    const words: string[] = [];
    while (at < lines.length && !lines[at]!.blank && lines[at]!.indent > indent) {
      words.push(lines[at]!.text.trim());
      at += 1;
    }
    return words.length > 0 ? words.join(' ') : undefined;
  }
}

function isAdornment(line: string): boolean {
  return /^([!-/:-@[-`{-~])\1{2,}\s*$/.test(line);
}
