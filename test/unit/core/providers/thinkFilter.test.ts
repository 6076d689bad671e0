import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createThinkFilter } from '../../../../src/core/providers/thinkFilter';

function filter(pieces: readonly string[]) {
  const think = createThinkFilter();
  const out = [...pieces.flatMap((piece) => think.push(piece)), ...think.end()];
  const joined = (kind: string) => out.map((piece) => (piece.kind === kind ? piece.text : '')).join('');
  return { text: joined('text'), reasoning: joined('reasoning') };
}

/** The text in pieces, cut at these offsets. */
function cutAt(text: string, cuts: readonly number[]): string[] {
  const borders = [0, ...[...cuts].sort((a, b) => a - b), text.length];
  return borders.slice(1).map((to, at) => text.slice(borders[at], to));
}

describe('the think filter', () => {
  it.each([
    ['<think>why</think>A fox', { text: 'A fox', reasoning: 'why' }],
    ['\n <think>why</think>\n\nA fox', { text: 'A fox', reasoning: 'why' }],
    ['<think></think>A fox', { text: 'A fox', reasoning: '' }],
    ['<think>no end', { text: '', reasoning: 'no end' }],
    ['<think>half an end</thi', { text: '', reasoning: 'half an end</thi' }],
    ['A fox <think>not a block</think>', { text: 'A fox <think>not a block</think>', reasoning: '' }],
    ['<thin', { text: '<thin', reasoning: '' }],
    ['<thing> is a tag', { text: '<thing> is a tag', reasoning: '' }],
    ['  indented', { text: '  indented', reasoning: '' }],
    ['<think>a</think>b<think>c</think>', { text: 'b<think>c</think>', reasoning: 'a' }],
    ['', { text: '', reasoning: '' }],
  ])('reads %j', (answer, expected) => {
    expect(filter([answer])).toEqual(expected);
  });

  it('says the same however the answer is cut', () => {
    const part = fc.constantFrom('<think>', '</think>', '<', '</', 'think>', 'a', ' ', '\n', 'ö', '<b>');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.array(fc.nat(60), { maxLength: 12 }), (parts, cuts) => {
        const answer = parts.join('');
        expect(
          filter(
            cutAt(
              answer,
              cuts.map((cut) => Math.min(cut, answer.length)),
            ),
          ),
        ).toEqual(filter([answer]));
      }),
      { seed: 42, numRuns: 1000 },
    );
  });

  it('loses nothing but the first block’s tags and the white space around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (inside, after) => {
        fc.pre(!inside.includes('</think>') && !/^\s/.test(after));
        expect(filter([`<think>${inside}</think>${after}`])).toEqual({ text: after, reasoning: inside });
      }),
      { seed: 42 },
    );
  });
});
