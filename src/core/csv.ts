/** Comma-separated values as in RFC 4180, in which a spreadsheet finds nothing to run. */

/** What ends a cell in some spreadsheet: which one it uses depends on the user's country. */
const separator = /[,;\t\r\n]/;
/** In full-width letters too: a spreadsheet treats them like the others. */
const beginsFormula = /^[=+\-@＝＋－＠]/;
const formulaSign = /[=+\-@＝＋－＠]/;
const codesOf = (all: string) => new Set(Array.from(all, (one) => one.charCodeAt(0)));
const [signs, separators, fillers] = [codesOf('=+-@＝＋－＠'), codesOf(',;\t\r\n'), codesOf('" \u00a0')];
const apostrophe = 39;
const wellQuoted = /^"(?:[^"]|"")*"$/;
const currency = '[$€£¥₹₽₩₺₪₴฿]';
/**
 * A number with its sign isn't a formula, whatever marks thousands, currency, percent, or a unit; signs alone are
 * words.
 */
const value = new RegExp(
  `^[+-] ?${currency}? ?(?:\\d|[.,]\\d)[\\d.,'’\\s]{0,40}(?:e[+-]?\\d{1,4})?\\s?(?:[%‰]|${currency}|[°µ]?[a-zµ]{1,4}[²³]?(?:/[a-z]{1,3})?|°)?$|^[-+=@\\s＝＋－＠]*$`,
  'i',
);

/**
 * What can follow a number and make a formula of it: where the comma is a decimal comma, a sum that names something;
 * where a tab is whitespace, a name.
 */
const goesOn = /^(?:,["\s]{0,8}\d[\d.]{0,20}["\s]{0,8}[-+*/^&=<>]|\t)[^,;\r\n]{0,200}[a-z]/i;
/** Within a quoted cell: what another spreadsheet takes for a cell of its own. */
const innerCell = /([;\t\r\n])([^;\t\r\n]+)/g;
const innerCellByComma = /([,;\t\r\n])([^,;\t\r\n]+)/g;
/** How much of the next cell is examined. */
const lookedAt = 256;
/** Maximum characters in which numbers are distinguished from formulas: it takes half a second per million. */
const maxExactLength = 50_000;

export interface Csv {
  readonly text: string;
  /** True if cells begin with an apostrophe that was added. */
  readonly hasFormulas: boolean;
}

/** Rows as CSV, with lines ended by LF, like the output of `inertCsv`. */
export function toCsv(rows: readonly (readonly (string | number | undefined)[])[]): Csv {
  const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return inertCsv(rows.map((row) => row.map((cell) => quoted(String(cell ?? ''))).join(',')).join('\n'));
}

/**
 * The same CSV, from any source, with an apostrophe before each cell that a spreadsheet would take for a formula, so
 * that it shows the cell and doesn't run it. Numbers, and all other cells, stay unchanged; in very long CSV, only those
 * without a sign.
 */
export function inertCsv(csv: string): Csv {
  if (csv.length > maxExactLength) {
    const text = inertSigns(csv);
    return { text, hasFormulas: text !== csv };
  }
  let text = '';
  let isOpen = false;
  for (let at = 0; at < csv.length; ) {
    const end = endOfCell(csv, at);
    const cell = csv.slice(at, end);
    // After an unclosed quote, nobody knows where a cell ends.
    isOpen ||= cell.startsWith('"') && !wellQuoted.test(cell);
    text += (formulaSign.test(cell) ? inertCellAt(at, end, cell) : cell) + csv.slice(end, end + 1);
    at = end + 1;
  }
  return { text, hasFormulas: text !== csv };

  function inertCellAt(at: number, end: number, cell: string): string {
    const isGoingOn = isOpen || goesOn.test(csv.slice(end, end + lookedAt));
    return inertCell(cell, isGoingOn, /[;\t]/.test(csv.charAt(at - 1)) ? innerCellByComma : innerCell);
  }
}

/** The same with an apostrophe before each sign that begins a cell, in one pass. Half a character becomes U+FFFD. */
function inertSigns(csv: string): string {
  const codes = new Uint16Array(csv.length * 2);
  let length = 0;
  let begins = true;
  for (let at = 0; at < csv.length; at++) {
    const code = csv.charCodeAt(at);
    if (begins && signs.has(code)) {
      codes[length++] = apostrophe;
    }
    codes[length++] = code;
    begins = separators.has(code) || (begins && fillers.has(code));
  }
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(codes.subarray(0, length));
}

/** Where the cell that begins there ends. Quotes count only if they're closed before a separator. */
function endOfCell(csv: string, from: number): number {
  if (csv[from] === '"') {
    let close = csv.indexOf('"', from + 1);
    while (close >= 0 && csv[close + 1] === '"') {
      close = csv.indexOf('"', close + 2);
    }
    if (close >= 0 && (close + 1 === csv.length || separator.test(csv[close + 1]!))) {
      return close + 1;
    }
  }
  let end = from;
  while (end < csv.length && !separator.test(csv[end]!)) {
    end++;
  }
  return end;
}

/** As written, including quotes. A quoted cell is several to a spreadsheet that uses another separator. */
function inertCell(cell: string, isGoingOn: boolean, inner: RegExp): string {
  const begun = isFormula(cell, isGoingOn) ? cell.replace(/^\s*"?/, (opening) => `${opening}'`) : cell;
  return begun.replace(inner, (whole, before: string, part: string, at: number) =>
    isFormula(part.replace(/"$/, ''), begun[at + whole.length] === '\t') ? `${before}'${part}` : whole,
  );
}

function isFormula(cell: string, isGoingOn: boolean): boolean {
  const said = wellQuoted.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell.replace(/^[\s"]+/, '');
  return beginsFormula.test(said.trim()) && (isGoingOn || !value.test(said.trim()));
}
