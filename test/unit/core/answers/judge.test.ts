// How answers end, and which of them are none.
import { describe, expect, it } from 'vitest';
import type { AnswerProblem } from '../../../../src/core/answers/answerError';
import { type Asked, answerProblem } from '../../../../src/core/answers/judge';
import type { FinishReason } from '../../../../src/core/providers/types';

const judge = (text: string, asked: Asked, finishReason: FinishReason = 'stop', more = {}) =>
  answerProblem({ text, finishReason, ...more }, asked);

const used = { usage: { raw: {}, outputTokens: 300, reasoningTokens: 300 } };

describe('an ending', () => {
  it.each<[string, FinishReason, object, AnswerProblem | undefined]>([
    ['A dog on a lawn.', 'stop', {}, undefined],
    ['A dog sits on a lawn beside a', 'length', {}, 'cut'],
    ['', 'length', { reasoning: 'The user wants' }, 'thinking'],
    ['  \n', 'length', used, 'thinking'],
    ['', 'length', {}, 'cut'],
    ['', 'stop', {}, 'empty'],
    ['', 'stop', { reasoning: 'Let me see.' }, 'empty'],
    ['', 'filtered', {}, 'filtered'],
    ['A d', 'filtered', {}, 'filtered'],
    ['', 'tool', { toolCalls: [{ id: '1', name: 'weather', arguments: '{}' }] }, undefined],
    ['A d', 'interrupted', {}, undefined],
  ])('%j that ended with %s', (text, ending, more, problem) => {
    expect(judge(text, 'description', ending, more)).toBe(problem);
    expect(judge(text, 'reply', ending, more)).toBe(problem);
  });

  it('of a transcript may be empty: a picture need not have words', () => {
    expect(judge('', 'transcript')).toBeUndefined();
    expect(judge('', 'transcript', 'length', used)).toBe('thinking');
    expect(judge('', 'transcript', 'filtered')).toBe('filtered');
  });

  it('of data is judged before its form', () => {
    expect(judge('{"total":', 'data', 'length')).toBe('cut');
    expect(judge('', 'data', 'length', used)).toBe('thinking');
    expect(judge('I cannot see any image.', 'data')).toBeUndefined();
  });
});

describe('a model that can’t see', () => {
  it.each([
    "I'm sorry, but I can't process images directly. Please describe the image to me.",
    "I don't see any image attached. Could you upload it?",
    'As a text-based AI, I am unable to view images. If you describe it, I can help.',
    'Unfortunately, no image was provided.',
    'I cannot see any image.',
    'I’m not able to view images.',
  ])('is no answer to anything: %s', (text) => {
    expect(judge(text, 'description')).toBe('declined');
    expect(judge(text, 'reply')).toBe('declined');
    expect(judge(text, 'transcript')).toBe('declined');
  });

  it.each([
    'Ich kann leider keine Bilder anzeigen oder analysieren.',
    'Lo siento, no puedo ver imágenes.',
    '申し訳ありませんが、画像を表示できません。',
  ])('says so in other languages: %s', (text) => {
    expect(judge(text, 'description')).toBe('declined');
  });

  it.each([
    'I can’t see a cat in this picture; there are two dogs.',
    'No, there is no stop sign in the image.',
    'I can’t make out the license plate.',
    'Yes. The dialog says “No image was selected” in red.',
  ])('is not who answers a question so: %s', (text) => {
    expect(judge(text, 'reply')).toBeUndefined();
  });

  it('isn’t who writes a long answer, whatever its first words', () => {
    expect(
      judge(`I cannot see any image. ${'It shows a lawn with a dog and a ball. '.repeat(12)}`, 'reply'),
    ).toBeUndefined();
  });
});

describe('a transcript', () => {
  it.each<[string, AnswerProblem]>([
    ['![Example diagram](image.png)', 'placeholder'],
    ['[Screenshot]', 'placeholder'],
    ['[transcribed text]', 'placeholder'],
    ['The image shows a code editor with a dark theme and some TypeScript code.', 'summary'],
    ['This screenshot contains a terminal with build output.', 'summary'],
    ['Das Bild zeigt einen Texteditor.', 'summary'],
    ['L’image montre un tableau.', 'summary'],
    ['这张图片显示了一段代码。', 'summary'],
  ])('is not %s', (text, problem) => {
    expect(judge(text, 'transcript')).toBe(problem);
  });

  it.each([
    'const image = await open(path);',
    'https://example.com/a.png',
    'The image shows the old harbor.\nPhoto: A. Weber\n12 March',
    '0 0 0 0 0 0 0 0 0 0 0 0\n1 1 1 1 1 1',
    '- [x] done\n- [ ] open',
  ])('may be %j', (text) => {
    expect(judge(text, 'transcript')).toBeUndefined();
  });
});

describe('endless repetition', () => {
  it.each([
    ["YOU DIDN'T COME THIS FAR\n".repeat(400), 'length'],
    ['la '.repeat(300), 'stop'],
    [`A page with a heading. ${'and then the next line of it, '.repeat(60)}`, 'stop'],
    [`A page. ${'好'.repeat(500)}`, 'stop'],
    [`A page. ${'the same line again '.repeat(50)}the sa`, 'length'],
  ] as const)('is said as such: %#', (text, ending) => {
    expect(judge(text, 'description', ending)).toBe('repetition');
    expect(judge(text, 'transcript', ending)).toBe('repetition');
  });

  it('isn’t a table with equal rows', () => {
    const rows = Array.from({ length: 20 }, (_, at) => `| ${at} | ok | ok | ok |`).join('\n');
    expect(judge(`The table:\n\n| n | a | b | c |\n| --- | --- | --- | --- |\n${rows}`, 'description')).toBeUndefined();
  });
});
