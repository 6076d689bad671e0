/**
 * reStructuredText block by block, as docutils' state machine reads it (Docutils, "reStructuredText Markup
 * Specification", 2023), to confirm an edit. It shares nothing with the finder in `rst.ts`.
 */
import type { Reading } from './secondReading';

const bullet = /^[-*+\u2022\u2023\u2043](?: +|$)/;
const enumerator = /^(?:\((?:\d+|[a-zA-Z]|[ivxlcdmIVXLCDM]+|#)\)|(?:\d+|[a-zA-Z]|[ivxlcdmIVXLCDM]+|#)[.)])(?: +|$)/;
const field = /^:(?![: ])(?:[^:\\]|\\.|:(?!\s|$))+:(?: +|$)/;
const explicit = /^\.\.(?: +|$)/;
const directive = /^(?:\|(?! |\|)[^|]*\|\s+)?([A-Za-z0-9](?:[-._+:]?[A-Za-z0-9])*) ?::(?:\s+|$)/;
const adornment = /^([!-/:-@[-`{-~])\1*$/;
const simpleBorder = /^=+(?: +=+)+$/;
const gridBorder = /^\+-[-+]*-\+$/;
/** Directives that don't read their content as a body. */
const verbatim =
  /^(?:code|code-block|sourcecode|highlight|literalinclude|parsed-literal|raw|math|doctest|testcode|testoutput|prompt|graphviz|digraph|graph|mermaid|uml|plot|plantuml|csv-table|ipython|role|replace|unicode|date|include)$/;

/** A document's body elements, with their words, and the alt text of the images among them. */
export function readRst(text: string): Reading {
  const rest: string[] = [];
  const alts: string[] = [];
  const lines = text.split(/\r?\n/).map((line) => expandTabs(line).trimEnd());
  readBody(lines, 0);
  return { rest, alts };

  function readBody(body: readonly string[], depth: number): void {
    if (depth > 100) {
      readLines('deep', body, 0, body.length);
      return;
    }
    for (let at = 0; at < body.length; ) {
      at = body[at] === '' ? at + 1 : readElement(body, at, depth);
    }
  }

  /** Reads one element; returns the line after it. */
  function readElement(body: readonly string[], at: number, depth: number): number {
    const line = body[at]!;
    const item = bullet.exec(line)?.[0] ?? (isEnumerated(body, at) ? enumerator.exec(line)?.[0] : undefined);
    if (indentOf(line) > 0) {
      return nest('quote', body, at, depth);
    }
    if (item !== undefined) {
      const width = item.endsWith(' ') ? item.length : item.length + 1;
      const end = endOfBlock(body, at + 1, width);
      rest.push(`item ${item.trim()}`);
      readBody([line.slice(item.length), ...body.slice(at + 1, end).map((one) => one.slice(width))], depth + 1);
      return end;
    }
    const name = field.exec(line)?.[0];
    if (name !== undefined) {
      rest.push(`field ${name}`);
      return nested([line.slice(name.length)], body, at + 1, depth);
    }
    if (explicit.test(line)) {
      return readExplicit(body, at, depth);
    }
    if (gridBorder.test(line) || /^(?:\||>>>)(?: |$)/.test(line)) {
      return readLines('lines', body, at, endOfParagraph(body, at));
    }
    if (simpleBorder.test(line)) {
      return readSimpleTable(body, at);
    }
    if (adornment.test(line)) {
      const isOverline = body[at + 2] !== undefined && body[at + 2] === line && (body[at + 1] ?? '') !== '';
      return readLines(isOverline ? 'title' : 'adornment', body, at, at + (isOverline ? 3 : 1));
    }
    return readText(body, at, depth);
  }

  function readText(body: readonly string[], at: number, depth: number): number {
    const next = body[at + 1] ?? '';
    if (adornment.test(next) && next.length >= Math.min(4, body[at]!.length)) {
      return readLines('title', body, at, at + 2);
    }
    if (next !== '' && indentOf(next) > 0) {
      rest.push(`term ${body[at]}`);
      return nest('definition', body, at + 1, depth);
    }
    let end = at + 1;
    while (end < body.length && body[end] !== '' && indentOf(body[end]!) === 0) {
      end += 1;
    }
    readLines('paragraph', body, at, end);
    if (end < body.length && body[end] !== '') {
      rest.push('unexpected indentation');
    } else if (body[end - 1]!.endsWith('::')) {
      return readLiteral(body, end);
    }
    return end;
  }

  /** An indented block, or one in which every line begins with the same mark. */
  function readLiteral(body: readonly string[], from: number): number {
    const at = skipBlank(body, from);
    const mark = body[at]?.charAt(0) ?? '';
    if (mark === ' ') {
      return readLines('literal', body, at, endOfBlock(body, at, 1));
    }
    return /[!-/:-@[-`{-~]/.test(mark) ? readLines('literal', body, at, endOfParagraph(body, at)) : from;
  }

  function readExplicit(body: readonly string[], at: number, depth: number): number {
    const head = body[at]!.slice(explicit.exec(body[at]!)![0].length);
    const found = directive.exec(head);
    if (!found) {
      const note = /^\[[^\]]+\](?: +|$)/.exec(head)?.[0];
      rest.push(`explicit ${note ?? ''}`);
      if (note !== undefined) {
        return nested([head.slice(note.length)], body, at + 1, depth);
      }
      return readLines(
        'comment',
        body,
        at,
        head === '' && (body[at + 1] ?? '') === '' ? at + 1 : endOfBlock(body, at + 1, 1),
      );
    }
    const end = endOfBlock(body, at + 1, 1);
    const block = dedent(body.slice(at + 1, end));
    const name = found[1]!.toLowerCase();
    rest.push(`directive ${head.slice(0, found[0].length).trim()}`);
    if (verbatim.test(name)) {
      readLines('verbatim', [head.slice(found[0].length), ...block], 0, block.length + 1);
    } else {
      readDirective(name, head.slice(found[0].length), block, depth);
    }
    return end;
  }

  /** Argument and options come before the first blank line, the body after it; most directives have all three. */
  function readDirective(name: string, argument: string, block: readonly string[], depth: number): void {
    const blank = block.indexOf('');
    const header = blank < 0 ? block : block.slice(0, blank);
    const firstOption = header.findIndex((line) => field.test(line));
    const isImage = name === 'image' || name === 'figure';
    const options = firstOption < 0 ? [] : header.slice(firstOption);
    rest.push(`argument ${argument}`);
    const before = firstOption < 0 ? header : header.slice(0, firstOption);
    let isAlt = false;
    let alt = '';
    for (const line of options) {
      if (indentOf(line) === 0) {
        const key = field.exec(line)?.[0] ?? '';
        isAlt = isImage && key.trim() === ':alt:';
        rest.push(...(isAlt ? [] : [`option ${line}`]));
        alt = isAlt ? line.slice(key.length) : alt;
      } else if (isAlt) {
        alt += ` ${line.trim()}`;
      } else {
        rest.push(`option ${line}`);
      }
    }
    if (isImage) {
      rest.push('image');
      readLines('argument', before, 0, before.length);
      alts.push(alt.trim());
    } else {
      readBody(before, depth + 1);
    }
    readBody(blank < 0 ? [] : block.slice(blank), depth + 1);
  }

  /** A table's content stays unchanged: every column has its position. */
  function readSimpleTable(body: readonly string[], at: number): number {
    let end = at + 1;
    for (let borders = 0; end < body.length && borders < 2; end++) {
      borders += /^=[= ]*$/.test(body[end]!) ? ((body[end + 1] ?? '') === '' ? 2 : 1) : 0;
    }
    return readLines('table', body, at, end);
  }

  function nest(type: string, body: readonly string[], from: number, depth: number): number {
    rest.push(type);
    return nested([], body, from, depth);
  }

  /** A head and the indented lines after it, as a body. */
  function nested(head: readonly string[], body: readonly string[], from: number, depth: number): number {
    const end = endOfBlock(body, from, 1);
    readBody([...head, ...dedent(body.slice(from, end))], depth + 1);
    return end;
  }

  function readLines(type: string, body: readonly string[], from: number, end: number): number {
    for (let at = from; at < end; at++) {
      rest.push(`${type} ${body[at]}`);
    }
    return end;
  }
}

/** Docutils' width of a tab. */
function expandTabs(line: string): string {
  let column = '';
  for (const part of line.split(/(\t)/)) {
    column += part === '\t' ? ' '.repeat(8 - (column.length % 8)) : part;
  }
  return column;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The first line from `from` that is no longer indented by `width`, without blank lines at the end. */
function endOfBlock(body: readonly string[], from: number, width: number): number {
  let end = from;
  for (let at = from; at < body.length && (body[at] === '' || indentOf(body[at]!) >= width); at++) {
    end = body[at] === '' ? end : at + 1;
  }
  return end;
}

function endOfParagraph(body: readonly string[], from: number): number {
  const blank = body.indexOf('', from);
  return blank < 0 ? body.length : blank;
}

function skipBlank(body: readonly string[], from: number): number {
  let at = from;
  while (body[at] === '') {
    at += 1;
  }
  return at;
}

function dedent(block: readonly string[]): readonly string[] {
  const least = block.reduce(
    (all, line) => (line === '' ? all : Math.min(all, indentOf(line))),
    Number.MAX_SAFE_INTEGER,
  );
  return block.map((line) => line.slice(least));
}

/** A line with an enumerator begins an item unless the next one continues at the margin. */
function isEnumerated(body: readonly string[], at: number): boolean {
  const match = enumerator.exec(body[at]!)?.[0];
  const next = body[at + 1] ?? '';
  return match !== undefined && (next === '' || indentOf(next) >= match.length || enumerator.test(next));
}
