// What a spreadsheet would run, judged by a separate CSV reader, with each separator that a spreadsheet can use.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inertCsv, toCsv } from '../../../src/core/csv';

test.each([
  ['=1+1', "'=1+1"],
  ['=HYPERLINK("http://x.example","x")', `"'=HYPERLINK(""http://x.example"",""x"")"`],
  ["=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['@types/node', "'@types/node"],
  ['+A1', "'+A1"],
  ['-A1+B1', "'-A1+B1"],
  ['-5-3', "'-5-3"],
  ['+1-555-0100', "'+1-555-0100"],
  ['-1:30', "'-1:30"],
  ['- item', "'- item"],
  ['--help', "'--help"],
  ['-2+SUM(A1)', "'-2+SUM(A1)"],
  [' =1+1', " '=1+1"],
  ['a "b"\n-5\n- b', `"a ""b""\n-5\n'- b"`],
  ['\t=1', "\t'=1"],
  ['\r=1', `"'\r'=1"`],
  ['\n=1', `"'\n'=1"`],
  ['-\nSUM(A1)', `"'-\nSUM(A1)"`],
  ['-5;-x', "-5;'-x"],
  ['＝1+1', "'＝1+1"],
  ['a;=1+1', "a;'=1+1"],
  ['a\n=1+1', `"a\n'=1+1"`],
])('%j begins with an apostrophe', (cell, written) => {
  expect(toCsv([['Name', cell, 'end']])).toEqual({ text: `Name,${written},end`, hasFormulas: true });
});

test.each([
  ...['-5', '+3', '-0.25', '+3.2 %', '-1,234.50', '-1.234,50', '-1 234,5', "-1'234", '-.5', '-1E5', '-2.5e-3', '-12%'],
  ...['-$5', '+€5.00', '-5 €', '-£1,200', '-5 °C', '-40°C', '-3 dB', '-5 kg', '-2 m²', '+10 km/h', '+4930123456'],
  ...['-', '--', '---', '+', '=', '@', '+-', '–', '— none', '−5', '±5', '~5', '2026-11-29', '29/11/2026', '10:30'],
  ...[
    'a-b',
    'x = 1',
    'a@b.example',
    '1+1',
    "'=1",
    'qwen/qwen3.8-27b',
    '(5)',
    '$-5',
    '$1,200',
    '',
    ' ',
    'C++',
    '"=1" is',
  ],
])('%j stays what it is', (cell) => {
  const quoted = /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  expect(toCsv([['Name', cell, 'end']])).toEqual({ text: `Name,${quoted},end`, hasFormulas: false });
});

test('rows are quoted by RFC 4180; numbers and nothing are cells', () => {
  const rows = [
    ['Name', 'Depth'],
    ['a|b', -12],
    ['say "x", y', undefined],
  ];
  expect(toCsv(rows).text).toBe('Name,Depth\na|b,-12\n"say ""x"", y",');
});

describe('what somebody else wrote', () => {
  test.each([
    ['a,b\r\n"c, =d",-2\r\n', 'a,b\r\n"c, =d",-2\r\n'],
    ['a;b\n"c";=d', `a;b\n"c";'=d`],
    ['a\tb\n=c\t-2', "a\tb\n'=c\t-2"],
    ['a,"=1', `a,"'=1`],
    ['""=1', `"'"=1`],
    ['-1,5+SUM(A1)', "'-1,5+SUM(A1)"],
    ['-\tSUM(A1)', "'-\tSUM(A1)"],
    ['-1\t-2\t+3', '-1\t-2\t+3'],
    ['x,"a;=1;b"', `x,"a;'=1;b"`],
    ['', ''],
    ['a,\n', 'a,\n'],
  ])('%j', (csv, written) => {
    expect(inertCsv(csv)).toEqual({ text: written, hasFormulas: written !== csv });
  });

  /**
   * As lenient as a spreadsheet: a quote opens at the start of a cell, and what follows its end belongs to the cell.
   */
  function cellsOf(csv: string, separator: string): string[] {
    const cells: string[] = [];
    let cell = '';
    let isQuoted = false;
    let isNew = true;
    for (let i = 0; i < csv.length; i++) {
      const character = csv[i]!;
      if (isQuoted) {
        if (character !== '"') {
          cell += character;
        } else if (csv[i + 1] === '"') {
          cell += '"';
          i++;
        } else {
          isQuoted = false;
        }
      } else if (character === '"' && isNew) {
        isQuoted = true;
        isNew = false;
      } else if (character === separator || character === '\n' || character === '\r') {
        cells.push(cell);
        cell = '';
        isNew = true;
      } else {
        cell += character;
        isNew = false;
      }
    }
    return [...cells, cell];
  }
  /** A formula that does more than calculate with its own numbers: whatever it refers to comes after signs and sums. */
  const runs = (cell: string) =>
    /^\s*[=+\-@][=+\-@\s]*(?:(?:\d[\d.]*(?:,\d*)?|,\d+|"[^"]*")%?\s*[-+]\s*)*[a-z(]/i.test(cell);

  const piece = fc.constantFrom(
    ...['=', '+', '-', '@', ',', ';', '\t', '\r', '\n', '"', '""', ' ', '1', '2.5', 'a', 'f(1)', 'A1', 'x!y', "'", '%'],
  );
  test('no spreadsheet finds a formula, and nothing but apostrophes is added', () => {
    const written = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(written, (csv) => {
        const { text } = inertCsv(csv);
        for (const separator of [',', ';', '\t']) {
          expect(cellsOf(text, separator).filter(runs), text).toEqual([]);
        }
        expect(text.replaceAll("'", '')).toBe(csv.replaceAll("'", ''));
        expect(inertCsv(text).text).toBe(text);
      }),
      { numRuns: 5000 },
    );
  });
});

test('in very long CSV every sign that begins a cell is held, numbers too, and nothing else changes', () => {
  const rows = (row: string) => row.repeat(2000);
  expect(inertCsv(rows('a,"=b",-5,+c;@d\t=e,f-g,"h ""=i"""\n'))).toEqual({
    text: rows(`a,"'=b",'-5,'+c;'@d\t'=e,f-g,"h ""=i"""\n`),
    hasFormulas: true,
  });
});
