import { describe, expect, it } from 'vitest';
import { judge } from '../../../../../src/engines/ocr/cells/judge';

const characters = [' ', '`', "'", 'a', 'o', 'O', '='];
/** The net's opinion: the shares given, and next to nothing for the rest. */
const net = (shares: Readonly<Record<string, number>>) =>
  Float32Array.from(characters, (character) => Math.log(shares[character] ?? 1e-6));
const read = (text: string, confidence = 90) => [{ text, confidence }];

describe('judge', () => {
  it('trusts what both readers say', () => {
    expect(judge(characters, { error: 0.002, net: net({ a: 0.99, o: 0.01 }), read: read('a') })).toEqual({
      text: 'a',
      trust: expect.closeTo(1, 3),
    });
  });

  it('believes the net about signs that Tesseract hardly knows, and Tesseract about letters', () => {
    expect(judge(characters, { error: 0.002, net: net({ '`': 0.98, "'": 0.01 }), read: read('*') }).text).toBe('`');
    expect(judge(characters, { error: 0.002, net: net({ '=': 0.98 }), read: read('') }).text).toBe('=');
    expect(judge(characters, { error: 0.002, net: net({ o: 0.6, a: 0.4 }), read: read('a') }).text).toBe('a');
  });

  it('says what else it may be if that is likely', () => {
    const { text, trust, otherwise } = judge(characters, {
      error: 0.002,
      net: net({ o: 0.55, O: 0.45 }),
      read: read('o', 30),
    });
    expect([text, otherwise]).toEqual(['o', 'O']);
    expect(trust).toBeGreaterThan(0.6);
    expect(trust).toBeLessThan(0.95);
  });

  it('keeps a character that the net does not know', () => {
    expect(judge(characters, { error: 0.002, net: net({ a: 0.001, o: 0.001 }), read: read('ж') }).text).toBe('ж');
  });
});
