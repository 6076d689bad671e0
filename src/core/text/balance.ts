/** Finds unmatched brackets and quotes in code. */
import { bounds } from '../bounds';
import { lookUp } from '../lookUp';

export interface Unbalanced {
  /** Offset in the text, UTF-16 units. */
  readonly at: number;
  readonly character: string;
  readonly kind: 'bracket' | 'quote';
}

const partner: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const hashComments = new Set(['python', 'ruby', 'shellscript', 'yaml', 'php']);
/** An apostrophe isn't a quote here: lifetimes, prose between tags. */
const looseApostrophes = new Set(['rust', 'html', 'xml', 'markdown', 'css', 'yaml']);
const multiLine = new Set(['`', '"""', "'''"]);

/**
 * Unmatched brackets and quotes, in order. A screenshot shows part of a file, so blocks that are open at its end, and
 * closing brackets that begin a line with nothing open, aren't findings. Strings and comments are skipped. Examines the
 * text's first `bounds.pairedText` characters.
 */
export function findUnbalanced(whole: string, language?: string): Unbalanced[] {
  const text = whole.slice(0, bounds.pairedText);
  const found: Unbalanced[] = [];
  const open: { readonly at: number; readonly character: string }[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    const quote = quoteAt(text, at, language);
    if (quote) {
      const end = endOfString(text, at, quote);
      if (end === undefined) {
        found.push({ at, character: quote, kind: 'quote' });
        at += quote.length - 1;
      } else {
        at = end;
      }
      continue;
    }
    const comment = commentEnd(text, at, language);
    if (comment !== undefined) {
      at = comment - 1;
    } else if ('([{'.includes(character)) {
      open.push({ at, character });
    } else if (lookUp(partner, character)) {
      close(at, character);
    }
  }
  const cut = open.filter(({ at }) => !endsLine(text, at));
  return [...found, ...cut.map(({ at, character }): Unbalanced => ({ at, character, kind: 'bracket' }))].sort(
    (a, b) => a.at - b.at,
  );

  function close(at: number, character: string): void {
    const match = open.findLastIndex((one) => one.character === lookUp(partner, character));
    if (match < 0) {
      // The patterns of a shell's `case` only have a closing bracket.
      const isPattern = language === 'shellscript' && character === ')';
      if (!isPattern && (open.length > 0 || !beginsLine(text, at))) {
        found.push({ at, character, kind: 'bracket' });
      }
      return;
    }
    for (const lost of open.splice(match + 1)) {
      found.push({ at: lost.at, character: lost.character, kind: 'bracket' });
    }
    open.pop();
  }
}

const beginsLine = (text: string, at: number) => /(^|\n)[ \t)\]}]*$/.test(text.slice(0, at));
const endsLine = (text: string, at: number) => /^.[ \t([{]*(\n|$)/.test(text.slice(at));

function quoteAt(text: string, at: number, language: string | undefined): string | undefined {
  const character = text[at]!;
  if (!`"'\``.includes(character) || text[at - 1] === '\\') {
    return undefined;
  }
  if (language === 'python' && character !== '`' && text.startsWith(character.repeat(3), at)) {
    return character.repeat(3);
  }
  if (character === "'") {
    const between = /\w/.test(text[at - 1] ?? '') && /\w/.test(text[at + 1] ?? '');
    return between || looseApostrophes.has(language ?? '') ? undefined : character;
  }
  return character === '`' && language !== 'javascript' && language !== 'typescript' ? undefined : character;
}

/** The offset of a string's last character; undefined if it doesn't end (on its line, for most quotes). */
function endOfString(text: string, at: number, quote: string): number | undefined {
  for (let i = at + quote.length; i < text.length; i++) {
    if (text[i] === '\\') {
      i++;
    } else if (text.startsWith(quote, i)) {
      return i + quote.length - 1;
    } else if (text[i] === '\n' && !multiLine.has(quote)) {
      return undefined;
    }
  }
  return undefined;
}

/** The offset after a comment that begins here. */
function commentEnd(text: string, at: number, language: string | undefined): number | undefined {
  const line = () => {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  };
  const block = (closer: string) => {
    const end = text.indexOf(closer, at + 2);
    return end < 0 ? line() : end + closer.length;
  };
  if (hashComments.has(language ?? '')) {
    return text[at] === '#' && /^$|\s/.test(text[at - 1] ?? '') ? line() : undefined;
  }
  if (text.startsWith('/*', at)) {
    return block('*/');
  }
  if (text.startsWith('<!--', at)) {
    return block('-->');
  }
  if (language === 'sql') {
    return text.startsWith('--', at) ? line() : undefined;
  }
  return text.startsWith('//', at) && text[at - 1] !== ':' ? line() : undefined;
}
