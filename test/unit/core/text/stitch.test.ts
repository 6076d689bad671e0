import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReadPart, stitch } from '../../../../src/core/text/stitch';

const lineHeight = 20;
const page = (count: number) => Array.from({ length: count }, (_, i) => `${' '.repeat(i % 5)}line ${i} of the page;`);
/** The lines from `from` to `to` of a page, as a part in their position. */
const part = (lines: readonly string[], from: number, to: number): ReadPart => ({
  text: lines.slice(from, to).join('\n'),
  top: from * lineHeight,
  height: (to - from) * lineHeight,
});

describe('stitch', () => {
  it('takes lines that two parts both have once', () => {
    const lines = page(40);
    expect(stitch([part(lines, 0, 22), part(lines, 20, 40)])).toBe(lines.join('\n'));
  });

  it('gives every page back, however it is cut into overlapping parts', () => {
    const line = fc.tuple(fc.nat(8), fc.stringMatching(/^[a-z{}();= ]{0,30}$/)).map(([n, s]) => ' '.repeat(n) + s);
    const input = fc.record({
      lines: fc.array(line, { minLength: 12, maxLength: 60 }),
      cut: fc.integer({ min: 5, max: 8 }),
      overlap: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(input, ({ lines: made, cut, overlap }) => {
        // Each line is different: nobody could distinguish what looks the same on both sides of a cut.
        const lines = made.map((text, i) => `${text}#${i * 7919}`);
        const parts: ReadPart[] = [];
        for (let from = 0; from < lines.length; from += cut) {
          parts.push(part(lines, Math.max(0, from - overlap), Math.min(lines.length, from + cut)));
        }
        expect(stitch(parts)).toBe(lines.join('\n'));
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it('drops the half line at a cut, on either side', () => {
    const lines = page(30);
    const upper = part(lines, 0, 16);
    const lower = part(lines, 14, 30);
    const half = { ...upper, text: `${upper.text}\nIine l6 0f` };
    expect(stitch([half, lower])).toBe(lines.join('\n'));
    expect(stitch([upper, { ...lower, text: `-- -. . -\n${lower.text}` }])).toBe(lines.join('\n'));
  });

  it('knows a line again that was read a little differently, and keeps the lower reading', () => {
    const lines = page(20);
    const upper = part(lines, 0, 11);
    const other = { ...upper, text: upper.text.replace('line 10 of', 'Iine 10 of') };
    expect(stitch([other, part(lines, 10, 20)])).toBe(lines.join('\n'));
  });

  it('leaves nothing out where no line is the same', () => {
    const parts = [
      { text: 'a first line\na second', top: 0, height: 40 },
      { text: 'a third\nthe last', top: 38, height: 40 },
    ];
    expect(stitch(parts)).toBe('a first line\na second\na third\nthe last');
  });

  it('takes no more for an overlap than there is room for', () => {
    const lines = Array.from({ length: 30 }, () => 'ok');
    // Two lines overlap, and every line is the same.
    const parts = [part(lines, 0, 16), part(lines, 14, 30)];
    expect(stitch(parts).split('\n')).toHaveLength(30);
  });
});
