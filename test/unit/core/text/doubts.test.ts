import { describe, expect, it } from 'vitest';
import { findDoubts, findUnreadable } from '../../../../src/core/text/doubts';
import type { OcrResult, OcrWord } from '../../../../src/core/text/types';

/** A reading of one line, made of words with their confidence. */
function reading(
  words: readonly (readonly [text: string, confidence: number, otherwise?: string])[],
  monospace = true,
): OcrResult {
  let text = '';
  const read = words.map(([word, confidence, otherwise]): OcrWord => {
    const start = text.length;
    text += `${word} `;
    return { text: word, confidence, otherwise, start, box: [0, 0, 10, 10] };
  });
  return { text, monospace, confidence: 90, lines: [{ text, confidence: 90, box: [0, 0, 10, 10], words: read }] };
}

const marked = (result: OcrResult) =>
  findDoubts(result).map(({ start, end, kind }) => [result.text.slice(start, end), kind]);

describe('findDoubts', () => {
  it('passes over a word that is longer than any, and marks the others', () => {
    expect(
      marked(
        reading([
          ['x'.repeat(50_000), 20, 'y'.repeat(50_000)],
          ['l1ne', 40, 'line'],
        ]),
      ),
    ).toEqual([['l1ne', 'confusable']]);
  });

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

  it.each(['Oxdeadbeef', '0x7cl5', 'web-@1', '.808@', '__name___'])('%s is a doubt however sure', (word) => {
    expect(marked(reading([[word, 96]]))).toEqual([[word, 'confusable']]);
  });

  it.each(['deploy@203.0.113.7', '0x7c15', 'Oxford', '__name__', '@types/node@22'])('%s is none', (word) => {
    expect(marked(reading([[word, 90]]))).toEqual([]);
  });

  it.each([
    ['-l', 'confusable', '-1'],
    ["'of'", 'quote', '"of"'],
    ['MAX_LEN', 'dash', 'MAXLEN'],
    ['walk(root', 'bracket', 'walk({root'],
    ['DiwrgTda', 'lowConfidence', 'DiwrgIda'],
  ])('%s, read otherwise by the second look, is a doubt with that reading first', (word, kind, otherwise) => {
    const [doubt] = findDoubts(reading([[word, 91, otherwise]]));
    expect([doubt?.kind, doubt?.alternatives[0]]).toEqual([kind, otherwise]);
  });

  it.each([
    ['a.box[@]', 'confusable', 'a.box[0]'],
    ['(@,', 'confusable', undefined],
    ['t', 'confusable', '}'],
    ['J,', 'confusable', '],'],
  ])('%s in code is a doubt, though read rather surely', (word, kind, alternative) => {
    const [doubt] = findDoubts(reading([[word, 79]]));
    expect(doubt?.kind).toBe(kind);
    if (alternative) {
      expect(doubt?.alternatives).toContain(alternative);
    }
  });

  it.each(['@media', '("@types"', 't', 'J,'])('%s, read surely, is none', (word) => {
    expect(marked(reading([[word, 92]]))).toEqual([]);
  });

  it('doubts a word that looks like another of the page, and offers it', () => {
    const result = reading([
      ['tokens(line)', 95],
      ['seen[Sline]', 91],
    ]);
    const [doubt, ...others] = findDoubts(result);
    expect([doubt?.kind, doubt?.alternatives.slice(0, 2), others]).toEqual([
      'confusable',
      ['seen[&line]', 'seen[$line]'],
      [],
    ]);
  });

  it('leaves a word alone that was read surely elsewhere on the page', () => {
    const words = (sure: number) =>
      reading([
        ["'allow'", 55],
        ['=>', 92],
        ["'allow';", sure],
      ]);
    expect(marked(words(91))).toEqual([]);
    expect(marked(words(80))).toEqual([["'allow'", 'lowConfidence']]);
  });

  it('keeps what two looks read differently when a page has too many doubts', () => {
    const words = Array.from({ length: 40 }, (_, i): [string, number] => [`word${i}`, 10]);
    expect(marked(reading([...words, ['seen', 92, 'secn']])).map(([word]) => word)).toContain('seen');
  });

  it('does not doubt the parts of a word that the recogniser was about to part', () => {
    const text = 'Pool.java:57';
    const word = (part: string, start: number, confidence: number): OcrWord => ({
      text: part,
      confidence,
      start,
      box: [0, 0, 9, 9],
    });
    const parts = (second: number) => {
      const words = [word('Pool.', 0, 8), word('java:57', 5, second)];
      return {
        text,
        monospace: true,
        confidence: 8,
        lines: [{ text, confidence: 8, box: [0, 0, 9, 9], words }],
      } as const;
    };
    expect(marked(parts(8))).toEqual([]);
    expect(marked(parts(9))).toHaveLength(2);
  });

  it.each([
    ['1O5', 70, 'confusable', '105'],
    ['2l', 80, 'confusable', '21'],
    ["''name", 70, 'quote', '"name'],
    ['—', 50, 'dash', '-'],
    ['l', 40, 'confusable', '1'],
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

  it('never marks more than an eighth of the words of a page, the worst ones', () => {
    const words = Array.from({ length: 200 }, (_, i): [string, number] => [`word${i}`, i % 60]);
    const result = reading(words);
    const found = findDoubts(result);
    expect(found).toHaveLength(24);
    const confidences = found.map(
      ({ start }) => result.lines[0]!.words.find((word) => word.start === start)!.confidence,
    );
    expect(Math.max(...confidences)).toBeLessThan(6);
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
