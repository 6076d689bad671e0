import { describe, expect, it } from 'vitest';
import { type Evidence, judge, settle } from '../../../../../src/engines/ocr/cells/judge';
import type { Language } from '../../../../../src/engines/ocr/cells/language';
import { ourLanguage } from '../cellReaders';

const characters = ['0', ' ', '`', "'", 'a', 'o', 'O', '='];
/** The net's opinion: the shares given, and next to nothing for the rest. */
const net = (shares: Readonly<Record<string, number>>) =>
  Float32Array.from(characters, (character) => Math.log(shares[character] ?? 1e-6));
const read = (text: string, confidence = 90) => [{ text, confidence }];

/** Any text is as likely as any other. */
const none: Language = { logOf: () => 0 };
const judged = (evidence: Evidence) => settle([{ column: 0, candidates: judge(characters, evidence) }], none)[0]!;
/** The text of a line in which `?` may be either of two characters, which the pixels show equally well. */
const between = (line: string, ...[one, other]: [string, string]) =>
  settle(
    [...line].flatMap((text, column) =>
      text === ' '
        ? []
        : [{ column, candidates: (text === '?' ? [one, other] : [text]).map((own) => ({ text: own, score: 0 })) }],
    ),
    ourLanguage(),
  )
    .map((one) => one!.text)
    .join('');

describe('judge', () => {
  it('trusts what both readers say', () => {
    expect(judged({ error: 0.002, net: net({ a: 0.99, o: 0.01 }), read: read('a') })).toEqual({
      text: 'a',
      trust: expect.closeTo(1, 3),
    });
  });

  it('believes the net about signs that Tesseract hardly knows, and Tesseract about letters', () => {
    expect(judged({ error: 0.002, net: net({ '`': 0.98, "'": 0.01 }), read: read('*') }).text).toBe('`');
    expect(judged({ error: 0.002, net: net({ '=': 0.98 }), read: read('') }).text).toBe('=');
    expect(judged({ error: 0.002, net: net({ o: 0.6, a: 0.4 }), read: read('a') }).text).toBe('a');
  });

  it('says what else it may be if that is likely', () => {
    const { text, trust, otherwise } = judged({
      error: 0.002,
      net: net({ o: 0.4, O: 0.6 }),
      read: read('o', 30),
    });
    expect([text, otherwise]).toEqual(['o', 'O']);
    expect(trust).toBeGreaterThan(0.6);
    expect(trust).toBeLessThan(0.95);
  });

  it('keeps a character that the net does not know', () => {
    expect(judged({ error: 0.002, net: net({ a: 0.001, o: 0.001 }), read: read('ж') }).text).toBe('ж');
  });

  it('takes what goes together in code, if the pixels allow it', () => {
    expect(between('  ?eturn value;', 't', 'r')).toBe('returnvalue;');
    expect(between('<h?>Title</h?>', 'l', '1')).toBe('<h1>Title</h1>');
    expect(between('border: ?px solid', 'l', '1')).toBe('border:1pxsolid');
    expect(between('  ?**', '[', '/')).toBe('/**');
    expect(between('@?verride', '0', 'O')).toBe('@Override');
    expect(between('0x?F', 'O', '0')).toBe('0x0F');
  });

  it('keeps a check mark that the pixels show more clearly than a letter', () => {
    const either = [
      { text: '✗', score: 0 },
      { text: 'X', score: -2 },
    ];
    const line = [...'rounds'].map((text, i) => ({ column: i + 2, candidates: [{ text, score: 0 }] }));
    expect(settle([{ column: 0, candidates: either }, ...line], ourLanguage())[0]?.text).toBe('✗');
  });

  it('does not correct what the pixels show clearly', () => {
    const spots = [...'tetutn'].map((text, column) => {
      const candidates = [{ text, score: 0 }, ...(text === 't' ? [{ text: 'r', score: -9 }] : [])];
      return { column, candidates };
    });
    expect(settle(spots, ourLanguage()).map((one) => one?.text)).toEqual([...'tetutn']);
  });

  it('keeps an accent that Tesseract left out', () => {
    const accents = ['a', 'ä'];
    const seen = Float32Array.from([0.05, 0.95], Math.log);
    const candidates = judge(accents, { error: 0.002, net: seen, read: read('a') });
    expect(settle([{ column: 0, candidates }], none)[0]?.text).toBe('ä');
  });
});
