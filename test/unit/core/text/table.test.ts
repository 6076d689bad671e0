import { describe, expect, it } from 'vitest';
import { findTable, toMarkdownTable } from '../../../../src/core/text/table';
import type { OcrLine, OcrResult, OcrWord } from '../../../../src/core/text/types';

/** A reading in which each character is 8 pixels wide and a line 20 pixels high; two or more spaces separate cells. */
function page(text: string, tops?: readonly number[]): OcrResult {
  const lines = text.split('\n').map((line, row): OcrLine => {
    const words = [...line.matchAll(/\S+/g)].map(
      (match): OcrWord => ({
        text: match[0],
        confidence: 95,
        box: [match.index * 8, tops?.[row] ?? row * 24, match[0].length * 8 - 2, 16],
      }),
    );
    return { text: line, confidence: 95, box: [0, 0, 0, 0], words };
  });
  return { text, lines: lines.filter((line) => line.words.length > 0), monospace: false, confidence: 95 };
}

describe('findTable', () => {
  it('finds cells of several words, empty cells, and text around', () => {
    const table = findTable(
      page(
        [
          'Lakes of the north',
          'Name          Depth    Last seen',
          'Long Tarn     12.4 m   2026-11-02',
          'Pike               m   2026-11-03',
          'Blue Water    9.1 m',
          'Measured by hand',
        ].join('\n'),
      ),
    );
    expect(table?.before).toBe('Lakes of the north');
    expect(table?.after).toBe('Measured by hand');
    expect(table?.rows).toEqual([
      ['Name', 'Depth', 'Last seen'],
      ['Long Tarn', '12.4 m', '2026-11-02'],
      ['Pike', 'm', '2026-11-03'],
      ['Blue Water', '9.1 m', ''],
    ]);
  });

  it('joins the second line of a cell', () => {
    const lines = ['Name     Note', 'Pike     deep and', '         cold', 'Tarn     small', 'Beck     dry'];
    const table = findTable(page(lines.join('\n'), [0, 60, 82, 140, 200]));
    expect(table?.rows.slice(1)).toEqual([
      ['Pike', 'deep and cold'],
      ['Tarn', 'small'],
      ['Beck', 'dry'],
    ]);
  });

  it('leaves drawn lines out', () => {
    expect(findTable(page('| a   |   b |\n| c   |   d |'))?.rows).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('is undefined for running text', () => {
    expect(findTable(page('The ferry leaves at nine\nand takes half an hour\nto the museum.'))).toBeUndefined();
    expect(findTable(page(''))).toBeUndefined();
  });
});

describe('toMarkdownTable', () => {
  const rows = [
    ['Name', 'Depth'],
    ['a|b', '12'],
    ['say "x", y', '3.5'],
  ];
  it('escapes what would end a cell, numbers to the right', () => {
    expect(toMarkdownTable(rows)).toBe(
      '| Name       | Depth |\n| ---------- | ----: |\n| a\\|b       |    12 |\n| say "x", y |   3.5 |',
    );
  });
});
