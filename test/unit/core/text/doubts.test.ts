import { describe, expect, it } from 'vitest';
import { findDoubts, findUnreadable } from '../../../../src/core/text/doubts';
import type { OcrResult, OcrWord } from '../../../../src/core/text/types';

/** A reading of one line out of words with their confidence. */
function reading(words: readonly (readonly [string, number])[], monospace = true): OcrResult {
  let text = '';
  const read = words.map(([word, confidence]): OcrWord => {
    const start = text.length;
    text += `${word} `;
    return { text: word, confidence, start, box: [0, 0, 10, 10] };
  });
  return { text, monospace, confidence: 90, lines: [{ text, confidence: 90, box: [0, 0, 10, 10], words: read }] };
}

const marked = (result: OcrResult) =>
  findDoubts(result).map(({ start, end, kind }) => [result.text.slice(start, end), kind]);

describe('findDoubts', () => {
  it('leaves sure words alone, whatever characters they hold', () => {
    expect(
      marked(
        reading([
          ['(l1ne[0])', 95],
          ["'O'", 93],
          ['--flag', 90],
          ['Il', 88],
        ]),
      ),
    ).toEqual([]);
  });

  it('marks words that were hardly read', () => {
    expect(
      marked(
        reading([
          ['const', 96],
          ['rnatch', 41],
          ['=', 90],
        ]),
      ),
    ).toEqual([['rnatch', 'lowConfidence']]);
  });

  it('marks a letter in a hexadecimal number, however sure, and offers the digit', () => {
    const result = reading([['Ox7f4a,', 94]]);
    expect(findDoubts(result)).toEqual([{ start: 0, end: 7, kind: 'confusable', alternatives: ['0x7f4a,'] }]);
  });

  it.each([
    ['1O5', 70, 'confusable', '105'],
    ['2l', 80, 'confusable', '21'],
    ["''name", 70, 'quote', '"name'],
    ['—', 50, 'dash', '-'],
    ['l', 40, 'lowConfidence', '1'],
    ['))}', 30, 'bracket', undefined],
  ])('%s is a doubt of its kind', (word, confidence, kind, alternative) => {
    const [doubt] = findDoubts(reading([[word, confidence]]));
    expect(doubt?.kind).toBe(kind);
    if (alternative) {
      expect(doubt?.alternatives).toContain(alternative);
    }
  });

  it('offers to say unreadable where nearly nothing was read', () => {
    expect(findDoubts(reading([['~;°', 3]]))[0]?.alternatives).toContain('[unreadable]');
    expect(findDoubts(reading([['name', 45]]))[0]?.alternatives).not.toContain('[unreadable]');
  });

  it('never marks more than a twelfth of the words of a page, the worst ones', () => {
    const words = Array.from({ length: 200 }, (_, i): [string, number] => [`word${i}`, i % 60]);
    const result = reading(words);
    const found = findDoubts(result);
    expect(found).toHaveLength(16);
    const confidences = found.map(
      ({ start }) => result.lines[0]!.words.find((word) => word.start === start)!.confidence,
    );
    expect(Math.max(...confidences)).toBeLessThan(5);
    expect(found.map(({ start }) => start)).toEqual(found.map(({ start }) => start).sort((a, b) => a - b));
  });

  it('leaves out words that do not stand in the text where they should', () => {
    const result = reading([['rnatch', 20]]);
    expect(findDoubts({ ...result, text: 'other text' })).toEqual([]);
  });
});

describe('findUnreadable', () => {
  it('finds what a model could not read', () => {
    expect(findUnreadable('a [unreadable] b')).toEqual([
      { start: 2, end: 14, kind: 'lowConfidence', alternatives: [] },
    ]);
  });
});
