import { describe, expect, it } from 'vitest';
import { type Evidence, judge, settle } from '../../../../../src/engines/ocr/cells/judge';

const characters = ['0', ' ', '`', "'", 'a', 'o', 'O', '='];
/** The net's opinion: the shares given, and next to nothing for the rest. */
const net = (shares: Readonly<Record<string, number>>) =>
  Float32Array.from(characters, (character) => Math.log(shares[character] ?? 1e-6));
const read = (text: string, confidence = 90) => [{ text, confidence }];

const judged = (evidence: Evidence, before = '', after = '') => settle(judge(characters, evidence), before, after);

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

  it('takes a letter between letters and a digit between digits, if the pixels allow it', () => {
    const either = { error: 0.002, net: net({ O: 0.5, '0': 0.5 }), read: [] };
    expect(judged(either, 'i', 'S').text).toBe('O');
    expect(judged(either, '1', '2').text).toBe('0');
    expect(judged({ ...either, net: net({ '0': 0.99, O: 0.01 }) }, 'x', 'f').text).toBe('0');
  });

  it('keeps an accent that Tesseract left out', () => {
    const accents = ['a', 'ä'];
    const seen = Float32Array.from([0.05, 0.95], Math.log);
    expect(settle(judge(accents, { error: 0.002, net: seen, read: read('a') }), 'W', 'r').text).toBe('ä');
  });
});
